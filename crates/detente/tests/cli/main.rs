//! The binary as its users meet it: one file a concern, every test in a folder of its own.
#![allow(clippy::print_stdout)] // a test that is skipped says so

mod actors;
mod bad_input;
mod contract;
mod ledger;
mod readme;
mod seeds;
mod stories;
mod support;
