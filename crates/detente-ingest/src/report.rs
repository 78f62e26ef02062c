use detente_schema::Digest;

use crate::{Format, digest};

/// One report as it lies in the input, not yet decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawReport {
    /// The input as the user named it.
    pub source: String,
    /// Line of the file, counted from 1, if the report is one line of it.
    pub line: Option<u64>,
    /// Where `bytes` begin in the file; in a compressed file, in what it unpacks to.
    pub offset: u64,
    /// File name without folders and without `.gz`.
    pub name: String,
    /// What the bytes are.
    pub format: Format,
    /// The file, or its line without the line break.
    pub bytes: Vec<u8>,
}

impl RawReport {
    /// What the report is, wherever it lies: [`detente_schema::Document::digest`].
    pub fn digest(&self) -> Digest {
        digest::digest(self)
    }
}
