//! From the records to what a person reads: timeline, report, stories, tables, one HTML page.
//!
//! Pure functions: no file, no clock. Every text view takes a [`Style`]; every event view has a
//! JSON and a CSV twin. Text that comes from a report is printed without control characters and
//! escaped for the format it goes to, never altered otherwise.
//!
//! From [`ReportData`] the steps are: order the events in time ([`timeline`]), put each into words
//! (`wording`, `dates`, `excerpt`), lay the words out (`layout`, or the template of [`page`]).

mod data;
mod dates;
mod evidence;
mod excerpt;
mod json;
mod layout;
pub mod page;
pub mod report;
mod spreadsheet;
pub mod stories;
pub mod table;
pub mod timeline;
mod view;
mod wording;

pub use data::{ReportData, ReportDocument};
pub use layout::Style;
pub use timeline::{Side, Timeline};
