//! From the records to what a person reads: timeline, report, stories, tables, one HTML page.
//!
//! Pure functions: no file, no clock. Every text view takes a [`Style`]; every event view has a
//! JSON and a CSV twin. Text that comes from a report is printed without control characters and
//! escaped for the format it goes to, never altered otherwise.
//!
//! From [`ReportData`] the steps are: order the events in time ([`timeline`]), put each into words
//! (`wording`, `dates`, `excerpt`), lay the words out (`layout`, or the template of [`page`]).
//! Copies are told by what they altered ([`stories`]: `copies`, `altered`); two texts stand side by
//! side, cut at what corresponds, with marks around what differs ([`diff`]: `pair`, `segments`,
//! `marked`).

pub mod actors;
mod altered;
mod copies;
mod data;
mod dates;
pub mod diff;
mod evidence;
mod excerpt;
mod json;
mod layout;
mod marked;
pub mod page;
mod pair;
pub mod report;
mod segments;
mod sets;
mod spreadsheet;
pub mod stories;
pub mod table;
pub mod timeline;
mod view;
mod wording;

pub use data::{ReportData, ReportDocument};
pub use layout::Style;
pub use timeline::{Side, Timeline};
