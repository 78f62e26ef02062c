//! The binary: runs the stages in their order, and prints what they find.
//!
//! ```text
//! bytes -> Document -> Story -> Annotations -> EventMention -> Event -> views
//! ```
//!
//! [`engine`] holds what every stage needs to know, [`add`] walks the whole road into a ledger,
//! [`kin`] finds who may be kin to whom, [`own_actors`] reads what a user adds to the
//! register, [`language`] takes reports of which only temporal expressions
//! can be marked, and each file of [`commands`] leads from the options of one command to its output.

mod add;
mod cli;
mod commands;
mod console;
mod engine;
mod exit;
mod gather;
mod kin;
mod language;
mod own_actors;
mod record;
mod report_data;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    exit::code(commands::run(cli::Cli::parse()))
}
