//! Bytes to documents: formats, encodings, dates and credits, sentences and tokens.
//!
//! [`reports`] reads files one after the other; [`Ingestor::document`] makes each report a
//! document and may run on many threads.

// Errors are rare and reports are large: the size of a diagnostic does not matter.
#![allow(clippy::result_large_err)]

mod fields;
mod input;

mod folder;
mod lines;
mod name;
mod reader;
mod report;

mod decode;
mod digest;
mod item;
mod json;

mod credits;
mod dateline;
mod dates;
mod dct;
mod fieldlines;
mod head;
mod makers;
mod shapes;
mod smallwords;
mod tail;

mod paragraphs;
mod segmentation;
mod sentences;
mod tokens;

mod ingestor;
mod problem;
mod relations;

pub use fields::{FieldMap, FieldMapError};
pub use ingestor::Ingestor;
pub use input::{Format, Input, Options};
pub use problem::MAX_REPORT_BYTES;
pub use reader::reports;
pub use relations::{RelationRow, relation_rows};
pub use report::RawReport;
pub use segmentation::Segmentation;
