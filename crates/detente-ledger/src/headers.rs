use std::collections::BTreeMap;

use detente_schema::{Credits, Dct, Digest};
use rusqlite::{Result as Sql, Row};

use crate::columns::{dct, digest, from_json};
use crate::{Ledger, Result};

/// What is known of a document without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What the document is.
    pub digest: Digest,
    /// The input as the user named it.
    pub source: String,
    /// Who published it.
    pub credits: Credits,
    /// The document creation time that it states itself.
    pub dct: Dct,
    /// Length of the text in bytes.
    pub length: usize,
}

impl Ledger {
    /// Every document without its text, in the order of the digests.
    pub fn headers(&self) -> Result<Vec<Header>> {
        self.read(|connection| {
            let mut all = connection.prepare(
                "SELECT digest, source, credits, dct_value, dct_basis, dct_start, dct_end,
                     length(CAST(text AS BLOB)) AS length
                 FROM document ORDER BY digest",
            )?;
            all.query_map([], header)?.collect()
        })
    }

    /// The sketch features of every document, each list in ascending order.
    pub fn sketches(&self) -> Result<BTreeMap<Digest, Vec<u64>>> {
        self.read(|connection| {
            let mut all = connection.prepare(
                "SELECT digest, feature FROM document LEFT JOIN sketch ON sketch.document = number
                 ORDER BY digest, feature",
            )?;
            let mut rows = all.query([])?;
            let mut sketches: BTreeMap<Digest, Vec<u64>> = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let features = sketches.entry(digest(row, "digest")?).or_default();
                features.extend(row.get::<_, Option<i64>>("feature")?.map(i64::cast_unsigned));
            }
            sketches.values_mut().for_each(|features| features.sort_unstable());
            Ok(sketches)
        })
    }

    /// The documents that nobody has coded yet, in the order of the digests.
    pub fn uncoded(&self) -> Result<Vec<Digest>> {
        self.read(|connection| {
            let mut all = connection.prepare(
                "SELECT digest FROM document
                 WHERE number NOT IN (SELECT document FROM coding) ORDER BY digest",
            )?;
            all.query_map([], |row| digest(row, "digest"))?.collect()
        })
    }
}

fn header(row: &Row<'_>) -> Sql<Header> {
    Ok(Header {
        digest: digest(row, "digest")?,
        source: row.get("source")?,
        credits: from_json(row, "credits")?,
        dct: dct(row)?,
        length: row.get("length")?,
    })
}
