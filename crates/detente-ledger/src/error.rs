use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What went wrong, for a program that decides what to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// There is no such file.
    Missing,
    /// The file is something else.
    NotALedger,
    /// A later version of the program wrote it.
    Newer,
    /// An earlier version of the program wrote it.
    Older,
    /// The file is broken.
    Damaged,
    /// Another process holds it.
    Locked,
    /// The disk is full; nothing half-written remains.
    Full,
    /// The file may only be read.
    ReadOnly,
    /// The system cannot read or write the file; nothing half-written remains.
    Io,
    /// A link or coding is of a document that the ledger does not hold.
    UnknownDocument,
    /// The SQL is wrong or does more than read.
    Query,
    /// The query took too long.
    TimeLimit,
}

/// Why the ledger could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub struct Error {
    kind: ErrorKind,
    path: Option<PathBuf>,
    message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}: {}", path.display(), self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, path: Option<&Path>, message: impl Into<String>) -> Self {
        Self { kind, path: path.map(Path::to_owned), message: message.into() }
    }

    /// What went wrong.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The ledger's file; `None` for a ledger in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// An error of `SQLite` on the ledger at `path`.
    pub(crate) fn sqlite(path: Option<&Path>, error: &rusqlite::Error) -> Self {
        let kind = kind_of(error);
        let message = match kind {
            ErrorKind::NotALedger => "this is not a ledger (not an SQLite file)".to_owned(),
            ErrorKind::Locked => {
                "another process is writing to the ledger; try again when it is done".to_owned()
            }
            ErrorKind::Full => "the disk is full; nothing of this step was written".to_owned(),
            ErrorKind::ReadOnly => "the ledger may only be read".to_owned(),
            ErrorKind::Damaged => format!("the ledger is damaged: {error}"),
            _ => error.to_string(),
        };
        Self::new(kind, path, message)
    }
}

fn kind_of(error: &rusqlite::Error) -> ErrorKind {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => ErrorKind::NotALedger,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ErrorKind::Locked,
        Some(ErrorCode::DiskFull) => ErrorKind::Full,
        Some(ErrorCode::ReadOnly) => ErrorKind::ReadOnly,
        Some(ErrorCode::OperationInterrupted) => ErrorKind::TimeLimit,
        Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::OutOfMemory) => {
            ErrorKind::Io
        }
        _ => ErrorKind::Damaged,
    }
}
