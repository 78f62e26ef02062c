use std::collections::{BTreeMap, BTreeSet};

use detente_schema::{Credits, Dct, Digest, Document, Link, OffsetMap, Span};
use rusqlite::{Connection, OptionalExtension, Result as Sql, Row, params};

use crate::columns::{date_text, dct, digest, from_json, json, share, word};
use crate::{Ledger, Result};

/// What the ledger keeps of a document: all from which the rest of it can be made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDocument {
    /// What the document is.
    pub digest: Digest,
    /// What is printed.
    pub id: String,
    /// The input as the user named it.
    pub source: String,
    /// The text.
    pub text: String,
    /// From offsets in the text to offsets in the file.
    pub raw: OffsetMap,
    /// Who published it.
    pub credits: Credits,
    /// The document creation time that it states itself.
    pub dct: Dct,
}

impl Ledger {
    /// Those of `digests` that the ledger holds.
    pub fn known(&self, digests: &[Digest]) -> Result<BTreeSet<Digest>> {
        self.read(|connection| {
            let mut find = connection.prepare_cached("SELECT 1 FROM document WHERE digest = ?")?;
            let mut known = BTreeSet::new();
            for digest in digests {
                if find.exists([&digest.0])? {
                    known.insert(digest.clone());
                }
            }
            Ok(known)
        })
    }

    /// Adds documents with the features of their texts, and links between documents, all or
    /// nothing. What the ledger holds already is skipped; a link to a document that it does not
    /// hold is an error.
    pub fn add_documents(
        &mut self,
        documents: &[(Document, Vec<u64>)],
        links: &[Link],
    ) -> Result<()> {
        self.write(|transaction| {
            for (document, features) in documents {
                add_document(transaction, document, features)?;
            }
            links.iter().try_for_each(|link| add_link(transaction, link))
        })
    }

    /// The documents of `digests`, in that order; those that the ledger does not hold are left out.
    pub fn documents(&self, digests: &[Digest]) -> Result<Vec<StoredDocument>> {
        self.read(|connection| {
            let mut find = connection.prepare_cached("SELECT * FROM document WHERE digest = ?")?;
            let stored = digests
                .iter()
                .map(|digest| find.query_row([&digest.0], stored_document).optional());
            stored.filter_map(Sql::transpose).collect()
        })
    }

    /// Every document, in the order of the digests.
    pub fn digests(&self) -> Result<Vec<Digest>> {
        self.read(|connection| {
            let mut all = connection.prepare("SELECT digest FROM document ORDER BY digest")?;
            all.query_map([], |row| digest(row, "digest"))?.collect()
        })
    }

    /// Every link, in the order of the digests.
    pub fn links(&self) -> Result<Vec<Link>> {
        self.read(|connection| {
            let mut all = connection.prepare(
                "SELECT a.digest AS a, b.digest AS b, relation, a_in_b, b_in_a FROM link
                 JOIN document a ON a.number = link.a JOIN document b ON b.number = link.b
                 ORDER BY a.digest, b.digest",
            )?;
            all.query_map([], link)?.collect()
        })
    }

    /// The document creation time that each document states itself.
    pub fn stated_dcts(&self) -> Result<BTreeMap<Digest, Dct>> {
        self.read(|connection| {
            let mut all = connection
                .prepare("SELECT digest, dct_value, dct_basis, dct_start, dct_end FROM document")?;
            all.query_map([], |row| Ok((digest(row, "digest")?, dct(row)?)))?.collect()
        })
    }
}

/// The row number of a document; `QueryReturnedNoRows` if the ledger does not hold it.
pub(crate) fn number_of(connection: &Connection, digest: &Digest) -> Sql<i64> {
    connection
        .prepare_cached("SELECT number FROM document WHERE digest = ?")?
        .query_row([&digest.0], |row| row.get(0))
}

fn add_document(connection: &Connection, document: &Document, features: &[u64]) -> Sql<()> {
    let mut add = connection.prepare_cached(
        "INSERT INTO document
             (digest, id, source, text, raw, credits, dct_value, dct_basis, dct_start, dct_end)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING",
    )?;
    let dct = &document.dct;
    let added = add.execute(params![
        document.digest.0,
        document.id,
        document.source,
        document.text,
        json(&document.raw)?,
        json(&document.credits)?,
        date_text(dct.value),
        dct.basis.as_str(),
        dct.span.map(Span::start),
        dct.span.map(Span::end),
    ])?;
    if added == 0 { Ok(()) } else { add_sketch(connection, features) }
}

/// The features of the document that was added last.
fn add_sketch(connection: &Connection, features: &[u64]) -> Sql<()> {
    let document = connection.last_insert_rowid();
    let mut add = connection.prepare_cached("INSERT OR IGNORE INTO sketch VALUES (?, ?)")?;
    for feature in features {
        add.execute([feature.cast_signed(), document])?;
    }
    Ok(())
}

fn add_link(connection: &Connection, link: &Link) -> Sql<()> {
    let (a, b) = (number_of(connection, &link.a)?, number_of(connection, &link.b)?);
    connection
        .prepare_cached("INSERT INTO link VALUES (?, ?, ?, ?, ?) ON CONFLICT (a, b) DO NOTHING")?
        .execute(params![a, b, link.relation.as_str(), share(link.a_in_b), share(link.b_in_a)])?;
    Ok(())
}

fn stored_document(row: &Row<'_>) -> Sql<StoredDocument> {
    Ok(StoredDocument {
        digest: digest(row, "digest")?,
        id: row.get("id")?,
        source: row.get("source")?,
        text: row.get("text")?,
        raw: from_json(row, "raw")?,
        credits: from_json(row, "credits")?,
        dct: dct(row)?,
    })
}

fn link(row: &Row<'_>) -> Sql<Link> {
    Ok(Link {
        a: digest(row, "a")?,
        b: digest(row, "b")?,
        relation: word(row, "relation")?,
        a_in_b: row.get("a_in_b")?,
        b_in_a: row.get("b_in_a")?,
    })
}

#[cfg(test)]
mod tests {
    use detente_schema::Relation;

    use super::*;
    use crate::ErrorKind;
    use crate::fixture::{by_agency, document};

    fn link_of(a: &Document, b: &Document) -> Link {
        let (a, b) =
            (a.digest.clone().min(b.digest.clone()), a.digest.clone().max(b.digest.clone()));
        Link { a, b, relation: Relation::Near, a_in_b: 0.87, b_in_a: 0.1 }
    }

    #[test]
    fn a_document_is_kept_once_as_it_was_first_read() {
        let mut ledger = Ledger::in_memory().unwrap();
        let one = by_agency(document("one", 2), "Example Press");
        let moved = Document { source: "elsewhere/one.txt".to_owned(), ..one.clone() };
        ledger.add_documents(&[(one.clone(), vec![1])], &[]).unwrap();
        ledger.add_documents(&[(moved, vec![1, 2])], &[]).unwrap();
        let asked = [Digest("unknown".to_owned()), one.digest.clone()];
        let stored = ledger.documents(&asked).unwrap();
        assert_eq!((stored.len(), stored[0].source.as_str()), (1, "news/one.txt"));
        assert_eq!(stored[0].credits, one.credits);
        assert_eq!(ledger.known(&asked).unwrap(), BTreeSet::from([one.digest.clone()]));
        assert_eq!(ledger.sketches().unwrap()[&one.digest], [1]);
        assert_eq!(ledger.stated_dcts().unwrap()[&one.digest], one.dct);
    }

    #[test]
    fn features_are_kept_once_for_each_document() {
        let mut ledger = Ledger::in_memory().unwrap();
        let [one, none] = ["a", "b"].map(|name| document(name, 1));
        let asked = (one.digest.clone(), none.digest.clone());
        ledger.add_documents(&[(one, vec![u64::MAX, 2, 2]), (none, vec![])], &[]).unwrap();
        let sketches = ledger.sketches().unwrap();
        assert_eq!(sketches[&asked.0], [2, u64::MAX]);
        assert_eq!(sketches[&asked.1], [0; 0]);
        assert_eq!(ledger.uncoded().unwrap().len(), 2);
    }

    #[test]
    fn links_are_kept_once_and_only_between_stored_documents() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (one, two, three) = (document("one", 1), document("two", 1), document("three", 1));
        let link = link_of(&one, &two);
        let batch = [(one.clone(), Vec::new()), (two, Vec::new())];
        ledger.add_documents(&batch, std::slice::from_ref(&link)).unwrap();
        ledger.add_documents(&[], std::slice::from_ref(&link)).unwrap();
        assert_eq!(ledger.links().unwrap(), [link]);
        let four = [(document("four", 1), Vec::new())];
        let error = ledger.add_documents(&four, &[link_of(&one, &three)]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownDocument);
        assert_eq!(ledger.digests().unwrap().len(), 2, "the batch is all or nothing");
    }
}
