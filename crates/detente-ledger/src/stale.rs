use std::collections::BTreeSet;

use detente_schema::Link;
use rusqlite::{Connection, Result as Sql};

use crate::documents::{linked_with, links, links_from};
use crate::headers::{header_of, headers};
use crate::index::linked;
use crate::stamp::Stamp;
use crate::{Header, Ledger, Result};

/// What of the stories is out of date: the documents that came or were coded since the view was
/// derived, and all that they are linked with, directly or through others.
#[derive(Debug, Clone, PartialEq)]
pub struct Stale {
    /// The number of the last document that the view holds; 0 if it is to be made from nothing.
    pub after: i64,
    /// The number of the last document that it will hold.
    pub until: i64,
    /// The documents.
    pub documents: Vec<Header>,
    /// The links between them: all links that any of them has.
    pub links: Vec<Link>,
}

impl Ledger {
    /// What is out of date in a view of the codings of `coder`.
    pub fn stale(&self, coder: &str) -> Result<Stale> {
        self.read_at_once(|connection| stale(connection, coder))
    }
}

fn stale(connection: &Connection, coder: &str) -> Sql<Stale> {
    let (stamp, until) = (Stamp::of(connection, coder)?, linked(connection)?);
    let after = stamp.documents;
    if after == 0 {
        let (documents, links) = (headers(connection)?, links(connection)?);
        return Ok(Stale { after, until, documents, links });
    }
    let mut stale = Stale { after, until, documents: Vec::new(), links: Vec::new() };
    for number in with_kin(connection, changed(connection, stamp, until)?)? {
        stale.documents.push(header_of(connection, number)?);
        stale.links.extend(links_from(connection, number)?);
    }
    Ok(stale)
}

/// The numbers of the documents that came or were coded.
fn changed(connection: &Connection, stamp: Stamp, until: i64) -> Sql<Vec<i64>> {
    let mut all = connection.prepare_cached(
        "SELECT number FROM document WHERE number > ?1 AND number <= ?2
         UNION SELECT document FROM coding WHERE number > ?3",
    )?;
    all.query_map([stamp.documents, until, stamp.codings], |row| row.get(0))?.collect()
}

fn with_kin(connection: &Connection, mut ahead: Vec<i64>) -> Sql<BTreeSet<i64>> {
    let mut reached: BTreeSet<i64> = ahead.iter().copied().collect();
    while let Some(document) = ahead.pop() {
        let kin = linked_with(connection, document)?.into_iter();
        ahead.extend(kin.filter(|&other| reached.insert(other)));
    }
    Ok(reached)
}
