//! The ledger: one `SQLite` file of facts and judgements, and the events derived from them.
//!
//! Facts (documents, links, codings with their mentions) and judgements are added, never changed
//! or deleted. Events, stories and conflicts are a view of them. [`Ledger::derive`] makes it from
//! nothing or changes in it what new facts may change: the same facts give the same rows, in
//! whatever order and in whatever steps they came.
//!
//! Every change is one transaction that begins with the write lock; a second writer waits for it.
//! The file keeps `SQLite`'s rollback journal and is synchronised at every commit: a process that is
//! killed leaves the ledger as it was after its last commit, and between two runs the ledger is one
//! file, readable from read-only media, which a write-ahead log would not be.
//!
//! The index of features, by which kindred documents are found again, is derived too:
//! [`Ledger::add_to_index`] merges what is new into it, [`Ledger::run_block`] reads it.
//!
//! The order of work: [`Ledger::add_documents`], [`Ledger::add_to_index`] for what is behind
//! [`Ledger::indexed`], [`Ledger::add_links`] for what is behind [`Ledger::linked`]; then, unless
//! [`Ledger::is_current`], [`Ledger::add_codings`] for what [`Ledger::pending`] names of the
//! documents that are [`Stale`], and [`Ledger::derive`] for their stories; each of them can be
//! repeated. Then the readers.

mod cluster;
mod codings;
mod columns;
mod conflict;
mod derive;
mod documents;
mod error;
mod event;
mod event_rows;
#[cfg(test)]
mod fixture;
mod headers;
mod index;
mod judgements;
mod open;
mod query;
mod read;
mod regroup;
mod sources;
mod stale;
mod stamp;
mod tell;
mod telling;
mod verify;

pub use derive::Renewal;
pub use error::{Error, ErrorKind};
pub use headers::Header;
pub use index::{NumberedText, RECORD, Step};
pub use open::Ledger;
pub use query::{QueryLimits, Rows, Value};
pub use read::{Dyad, Filter, StoryDocument, StorySummary, Totals};
pub use stale::Stale;
pub use verify::{Failure, Verification};

/// What every function of this crate returns.
pub type Result<T> = std::result::Result<T, Error>;
