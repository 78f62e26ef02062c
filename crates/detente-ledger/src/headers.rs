use detente_schema::{Credits, Dct, Digest, DocumentParts, OffsetMap};
use rusqlite::{Connection, OptionalExtension, Result as Sql, Row};

use crate::columns::{dct, digest, from_json};
use crate::{Ledger, Result};

/// What is known of a document without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What the document is.
    pub digest: Digest,
    /// What is printed.
    pub id: String,
    /// The input as the user named it.
    pub source: String,
    /// Who published it.
    pub credits: Credits,
    /// The document creation time that it states itself.
    pub dct: Dct,
    /// Length of the text in bytes.
    pub length: usize,
}

impl Header {
    /// The document with an empty text.
    pub fn without_text(self) -> DocumentParts {
        let Self { digest, id, source, credits, dct, .. } = self;
        DocumentParts {
            digest,
            id,
            source,
            credits,
            dct,
            text: String::new(),
            raw: OffsetMap::shifted(0),
        }
    }
}

/// The columns of a header.
const COLUMNS: &str =
    "SELECT digest, id, source, credits, dct_value, dct_basis, dct_start, dct_end,
     octet_length(text) AS length FROM document";

impl Ledger {
    /// The documents of `digests` without their texts, in that order; those that the ledger does not
    /// hold are left out.
    pub fn headers_of(&self, digests: &[Digest]) -> Result<Vec<Header>> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(&format!("{COLUMNS} WHERE digest = ?"))?;
            let found = digests.iter().map(|digest| find.query_row([&digest.0], header).optional());
            found.filter_map(Sql::transpose).collect()
        })
    }

    /// Every document without its text, in the order of the digests.
    pub fn headers(&self) -> Result<Vec<Header>> {
        self.read(headers)
    }
}

pub(crate) fn headers(connection: &Connection) -> Sql<Vec<Header>> {
    let mut all = connection.prepare(&format!("{COLUMNS} ORDER BY digest"))?;
    all.query_map([], header)?.collect()
}

/// The header of the document numbered `number`.
pub(crate) fn header_of(connection: &Connection, number: i64) -> Sql<Header> {
    let mut find = connection.prepare_cached(&format!("{COLUMNS} WHERE number = ?"))?;
    find.query_row([number], header)
}

fn header(row: &Row<'_>) -> Sql<Header> {
    Ok(Header {
        digest: digest(row, "digest")?,
        id: row.get("id")?,
        source: row.get("source")?,
        credits: from_json(row, "credits")?,
        dct: dct(row)?,
        length: row.get("length")?,
    })
}
