//! Corpora of news-like reports with planted copies, and what is needed to measure how well they
//! are found again.

pub mod answer;
pub mod calendar;
pub mod cast;
pub mod copies;
pub mod corpus;
pub mod grammar;
pub mod lexicon;
pub mod names;
pub mod original;
pub mod plan;
pub mod rng;
pub mod score;
pub mod teller;
pub mod text;
pub mod zipf;
