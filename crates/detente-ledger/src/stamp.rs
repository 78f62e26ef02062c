use rusqlite::{Connection, OptionalExtension, Result as Sql, Row, params};

use crate::index::last_document;
use crate::{Ledger, Result};

/// Up to where the facts go that the view was derived from; nothing where there is no view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Stamp {
    /// The highest number of a document.
    pub(crate) documents: i64,
    /// The highest number of a coding.
    pub(crate) codings: i64,
    /// The highest number of a judgement.
    pub(crate) judgements: i64,
}

impl Ledger {
    /// True if the view was derived from all facts and judgements that the ledger holds now, and
    /// from the codings of `coder`.
    pub fn is_current(&self, coder: &str) -> Result<bool> {
        self.read(|connection| {
            let now = Stamp::now(connection, last_document(connection)?)?;
            Ok(Stamp::of(connection, coder)? == now)
        })
    }
}

impl Ledger {
    /// The coder from whose codings the view was derived; `None` where there is no view.
    pub fn coder(&self) -> Result<Option<String>> {
        self.read(|connection| {
            let mut find = connection.prepare_cached("SELECT coder FROM derivation")?;
            find.query_row([], |row| row.get("coder")).optional()
        })
    }
}

impl Stamp {
    /// That of the view; nothing if it was derived from the codings of another than `coder`.
    pub(crate) fn of(connection: &Connection, coder: &str) -> Sql<Self> {
        let mut find = connection.prepare_cached(
            "SELECT documents, codings, judgements FROM derivation WHERE coder = ?",
        )?;
        Ok(find.query_row([coder], read).optional()?.unwrap_or_default())
    }

    /// That of a view of the documents up to `documents` and of all that is known of them now.
    pub(crate) fn now(connection: &Connection, documents: i64) -> Sql<Self> {
        let mut find = connection.prepare_cached(
            "SELECT ? AS documents, (SELECT coalesce(max(number), 0) FROM coding) AS codings,
                 (SELECT coalesce(max(number), 0) FROM judgement) AS judgements",
        )?;
        find.query_row([documents], read)
    }

    pub(crate) fn write(self, connection: &Connection, coder: &str) -> Sql<()> {
        connection.execute("DELETE FROM derivation", [])?;
        let Self { documents, codings, judgements } = self;
        connection.execute(
            "INSERT INTO derivation VALUES (?, ?, ?, ?)",
            params![documents, codings, judgements, coder],
        )?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Sql<Stamp> {
    Ok(Stamp {
        documents: row.get("documents")?,
        codings: row.get("codings")?,
        judgements: row.get("judgements")?,
    })
}
