//! A small encoder of the BERT kind with int8 weights, and what it reads off each sentence.
//!
//! The same text gives the same bits on every machine, in every batch and with any number of
//! threads: products are summed as integers, everything else in `f32` without fused operations and
//! in one fixed order, and what is quantised is quantised token by token.
//!
//! A text passes through these steps: words (`words`), pieces (`pieces`), sums of embeddings
//! (`embeddings`), layers (`layer`) of attention (`attention`) and two dense steps (`linear`), and
//! one vector for each word, which a [`Reading`] keeps and the heads (`heads`) answer from.

#![allow(
    clippy::inline_always,
    reason = "only what is inlined into `vectorised` runs on the machine's widest vectors"
)]

mod arithmetic;
mod attention;
mod batch;
mod config;
mod embeddings;
mod error;
mod file;
mod heads;
mod layer;
mod linear;
mod matrix;
mod model;
mod norm;
mod pieces;
mod quantise;
mod reading;
mod words;

pub use config::{Config, Temperatures};
pub use error::ModelError;
pub use heads::{Attributes, ROLES, TYPES};
pub use model::Model;
pub use reading::Reading;
