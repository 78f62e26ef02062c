use std::collections::BTreeSet;

use detente_schema::{Digest, DocumentParts, Link, Span};
use rusqlite::{Connection, OptionalExtension, Result as Sql, Row, params};

use crate::columns::{date_text, dct, digest, from_json, json, share, word};
use crate::{Ledger, Result};

impl Ledger {
    /// Those of `digests` that the ledger holds.
    pub fn known(&self, digests: &[Digest]) -> Result<BTreeSet<Digest>> {
        self.read_at_once(|connection| {
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

    /// Adds documents, all or nothing; what the ledger holds already is skipped.
    pub fn add_documents(&mut self, documents: &[DocumentParts]) -> Result<()> {
        self.write(|transaction| {
            documents.iter().try_for_each(|document| add_document(transaction, document))
        })
    }

    /// The documents of `digests`, in that order; those that the ledger does not hold are left out.
    pub fn documents(&self, digests: &[Digest]) -> Result<Vec<DocumentParts>> {
        self.read_at_once(|connection| {
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
        self.read(links)
    }
}

/// The row number of a document; `QueryReturnedNoRows` if the ledger does not hold it.
pub(crate) fn number_of(connection: &Connection, digest: &Digest) -> Sql<i64> {
    connection
        .prepare_cached("SELECT number FROM document WHERE digest = ?")?
        .query_row([&digest.0], |row| row.get(0))
}

fn add_document(connection: &Connection, document: &DocumentParts) -> Sql<()> {
    let mut add = connection.prepare_cached(
        "INSERT INTO document
             (digest, id, source, credits, dct_value, dct_basis, dct_start, dct_end, raw, text)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING",
    )?;
    let dct = &document.dct;
    add.execute(params![
        document.digest.0,
        document.id,
        document.source,
        json(&document.credits)?,
        date_text(dct.value),
        dct.basis.as_str(),
        dct.span.map(Span::start),
        dct.span.map(Span::end),
        json(&document.raw)?,
        document.text,
    ])?;
    Ok(())
}

/// The columns of a link.
const LINK: &str = "SELECT a.digest AS a, b.digest AS b, relation, a_in_b, b_in_a, confidence
    FROM link JOIN document a ON a.number = link.a JOIN document b ON b.number = link.b";

pub(crate) fn links(connection: &Connection) -> Sql<Vec<Link>> {
    let mut all = connection.prepare(&format!("{LINK} ORDER BY a.digest, b.digest"))?;
    all.query_map([], link)?.collect()
}

/// The links of which the document numbered `a` is the first.
pub(crate) fn links_from(connection: &Connection, a: i64) -> Sql<Vec<Link>> {
    let mut all = connection.prepare_cached(&format!("{LINK} WHERE link.a = ?"))?;
    all.query_map([a], link)?.collect()
}

/// The numbers of the documents that the one numbered `of` is linked with.
pub(crate) fn linked_with(connection: &Connection, of: i64) -> Sql<Vec<i64>> {
    let mut all = connection.prepare_cached(
        "SELECT b FROM link WHERE a = ?1 UNION ALL SELECT a FROM link WHERE b = ?1",
    )?;
    all.query_map([of], |row| row.get(0))?.collect()
}

/// Adds what was not known; a link to a document that the ledger does not hold is an error.
pub(crate) fn add_link(connection: &Connection, link: &Link) -> Sql<()> {
    let (a, b) = (number_of(connection, &link.a)?, number_of(connection, &link.b)?);
    connection
        .prepare_cached("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (a, b) DO NOTHING")?
        .execute(params![
            a,
            b,
            link.relation.as_str(),
            share(link.a_in_b),
            share(link.b_in_a),
            share(link.confidence),
        ])?;
    Ok(())
}

fn stored_document(row: &Row<'_>) -> Sql<DocumentParts> {
    Ok(DocumentParts {
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
        confidence: row.get("confidence")?,
    })
}

#[cfg(test)]
mod tests {
    use detente_schema::{Document, Relation};

    use super::*;
    use crate::fixture::{by_agency, document, parts};
    use crate::{ErrorKind, RECORD, Step};

    fn link_of(a: &Document, b: &Document) -> Link {
        let (a, b) =
            (a.digest.clone().min(b.digest.clone()), a.digest.clone().max(b.digest.clone()));
        Link { a, b, relation: Relation::Near, a_in_b: 0.87, b_in_a: 0.1, confidence: 0.93 }
    }

    #[test]
    fn a_document_is_kept_once_as_it_was_first_read() {
        let mut ledger = Ledger::temporary().unwrap();
        let one = by_agency(document("one", 2), "Example Press");
        let moved = Document { source: "elsewhere/one.txt".to_owned(), ..one.clone() };
        ledger.add_documents(&parts([one.clone()])).unwrap();
        ledger.add_documents(&parts([moved])).unwrap();
        let asked = [Digest("unknown".to_owned()), one.digest.clone()];
        let stored = ledger.documents(&asked).unwrap();
        assert_eq!((stored.len(), stored[0].source.as_str()), (1, "news/one.txt"));
        assert_eq!(stored[0].credits, one.credits);
        assert_eq!(ledger.known(&asked).unwrap(), BTreeSet::from([one.digest.clone()]));
        assert_eq!(stored[0].dct, one.dct);
    }

    #[test]
    fn links_are_kept_once_and_only_between_stored_documents() {
        let mut ledger = Ledger::temporary().unwrap();
        let (one, two, three) = (document("one", 1), document("two", 1), document("three", 1));
        let link = link_of(&one, &two);
        ledger.add_documents(&parts([one.clone(), two])).unwrap();
        let add = |ledger: &mut Ledger, after, link: &Link| {
            let step = Step { version: 1, after, until: after + 1 };
            ledger.add_to_index(step, &[0; RECORD]).unwrap();
            ledger.add_links(step, std::slice::from_ref(link))
        };
        assert!(add(&mut ledger, 0, &link).unwrap());
        assert!(add(&mut ledger, 1, &link).unwrap());
        assert!(!add(&mut ledger, 1, &link).unwrap(), "linked already");
        assert_eq!(ledger.links().unwrap(), [link]);
        let error = add(&mut ledger, 2, &link_of(&one, &three)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownDocument);
        assert_eq!(ledger.linked().unwrap(), 2, "a step is all or nothing");
    }
}
