use std::iter::Peekable;

use detente_schema::{Digest, Link};
use rusqlite::{Connection, OptionalExtension, Result as Sql, Row, params};

use crate::columns::digest;
use crate::documents::add_link;
use crate::open::INDEX;
use crate::{Ledger, Result};

/// Bytes of a record of the index.
pub const RECORD: usize = 12;
/// Records of a block: as many as fit on a page of the file.
const BLOCK: usize = 320;
/// A new run is merged with the run before it unless that is more than so many times as long.
const GROWTH: usize = 2;

type Record = [u8; RECORD];

/// A document to be indexed or linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedText {
    /// Its row.
    pub number: i64,
    /// What it is.
    pub digest: Digest,
    /// Its text.
    pub text: String,
}

/// A step of indexing or linking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Of the way to find features.
    pub version: u64,
    /// The last document of the step before, as [`Ledger::indexed`] or [`Ledger::linked`] told.
    pub after: i64,
    /// The last one of this step.
    pub until: i64,
}

impl Ledger {
    /// The number of the last document that the index holds; 0 if there is none, or if the features
    /// were found in another way.
    pub fn indexed(&self, version: u64) -> Result<i64> {
        self.read(|connection| indexed(connection, version))
    }

    /// The number of the last document there is; 0 if there is none.
    pub fn last_document(&self) -> Result<i64> {
        self.read(last_document)
    }

    /// The documents behind the one numbered `after` up to `until`, in the order of their numbers,
    /// at most `most`.
    pub fn texts(&self, after: i64, until: i64, most: u32) -> Result<Vec<NumberedText>> {
        self.read(|connection| {
            let mut next = connection.prepare_cached(
                "SELECT number, digest, text FROM document WHERE number > ? AND number <= ?
                 ORDER BY number LIMIT ?",
            )?;
            next.query_map(params![after, until, most], numbered_text)?.collect()
        })
    }

    /// Adds the sorted `records` of the documents of one step to the index. False, and nothing is
    /// added, if another process has indexed meanwhile.
    pub fn add_to_index(&mut self, step: Step, records: &[u8]) -> Result<bool> {
        self.write(|transaction| {
            if indexed(transaction, step.version)? != step.after {
                return Ok(false);
            }
            if step.after == 0 {
                transaction.execute_batch(INDEX)?;
                // Other features may bring other links, from which the stories follow.
                transaction.execute("DELETE FROM derivation", [])?;
            }
            add_run(transaction, step, records)?;
            Ok(true)
        })
    }

    /// The number of the last document of the index that was compared with its likely kin; 0 if
    /// there is none.
    pub fn linked(&self) -> Result<i64> {
        self.read(linked)
    }

    /// Adds the links of the documents of one step. False, and nothing is added, if another process
    /// has linked meanwhile.
    pub fn add_links(&mut self, step: Step, links: &[Link]) -> Result<bool> {
        self.write(|transaction| {
            if linked(transaction)? != step.after || indexed(transaction, step.version)? == 0 {
                return Ok(false);
            }
            links.iter().try_for_each(|link| add_link(transaction, link))?;
            transaction.execute("DELETE FROM linking", [])?;
            transaction.execute("INSERT INTO linking VALUES (?)", [step.until])?;
            Ok(true)
        })
    }

    /// The runs of the index.
    pub fn runs(&self) -> Result<Vec<i64>> {
        self.read(|connection| {
            let mut all = connection.prepare_cached("SELECT number FROM run ORDER BY number")?;
            all.query_map([], |row| row.get(0))?.collect()
        })
    }

    /// The block of `run` that holds the first record not before `from`; empty if there is none.
    pub fn run_block(&self, run: i64, from: &[u8]) -> Result<Vec<u8>> {
        self.read(|connection| block(connection, run, from))
    }

    /// The digests that begin with `prefix`.
    pub fn digests_from(&self, prefix: &str) -> Result<Vec<Digest>> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(
                "SELECT digest FROM document WHERE digest >= ?1 AND digest < ?1 || 'g'",
            )?;
            find.query_map([prefix], |row| digest(row, "digest"))?.collect()
        })
    }
}

fn indexed(connection: &Connection, version: u64) -> Sql<i64> {
    let mut last =
        connection.prepare_cached("SELECT version, until FROM run ORDER BY number DESC LIMIT 1")?;
    let last: Option<(i64, i64)> =
        last.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(last.filter(|(of, _)| *of == version.cast_signed()).map_or(0, |(_, until)| until))
}

pub(crate) fn linked(connection: &Connection) -> Sql<i64> {
    connection.query_row("SELECT coalesce(max(until), 0) FROM linking", [], |row| row.get(0))
}

pub(crate) fn last_document(connection: &Connection) -> Sql<i64> {
    connection.query_row("SELECT coalesce(max(number), 0) FROM document", [], |row| row.get(0))
}

fn numbered_text(row: &Row<'_>) -> Sql<NumberedText> {
    Ok(NumberedText {
        number: row.get("number")?,
        digest: digest(row, "digest")?,
        text: row.get("text")?,
    })
}

fn block(connection: &Connection, run: i64, from: &[u8]) -> Sql<Vec<u8>> {
    let mut find = connection.prepare_cached(
        "SELECT records FROM run_block WHERE run = ? AND last >= ? ORDER BY last LIMIT 1",
    )?;
    Ok(find.query_row(params![run, from], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Adds a run and merges it with the runs before it that are not much longer.
fn add_run(connection: &Connection, step: Step, records: &[u8]) -> Sql<()> {
    let mut merged = Vec::new();
    let mut length = records.len() / RECORD;
    for (run, before) in newest_first(connection)? {
        if before > GROWTH * length {
            break;
        }
        merged.push(run);
        length += before;
    }
    let run = begin_run(connection, step)?;
    let mut all: Box<dyn Iterator<Item = Sql<Record>>> =
        Box::new(records.as_chunks().0.iter().copied().map(Ok));
    for &old in &merged {
        all = Box::new(merge(all, RunReader::new(connection, old)));
    }
    end_run(connection, run, all)?;
    merged.into_iter().try_for_each(|run| drop_run(connection, run))
}

fn newest_first(connection: &Connection) -> Sql<Vec<(i64, usize)>> {
    let mut all = connection.prepare("SELECT number, records FROM run ORDER BY number DESC")?;
    all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn begin_run(connection: &Connection, step: Step) -> Sql<i64> {
    connection.execute(
        "INSERT INTO run (version, until, records) VALUES (?, ?, 0)",
        params![step.version.cast_signed(), step.until],
    )?;
    Ok(connection.last_insert_rowid())
}

fn end_run(
    connection: &Connection,
    run: i64,
    mut records: impl Iterator<Item = Sql<Record>>,
) -> Sql<()> {
    let mut add =
        connection.prepare_cached("INSERT INTO run_block (run, last, records) VALUES (?, ?, ?)")?;
    let mut length = 0;
    let mut block: Vec<Record> = Vec::with_capacity(BLOCK);
    loop {
        block.clear();
        for record in records.by_ref().take(BLOCK) {
            block.push(record?);
        }
        let Some(last) = block.last() else { break };
        add.execute(params![run, last, block.as_flattened()])?;
        length += block.len();
    }
    connection.execute("UPDATE run SET records = ? WHERE number = ?", params![length, run])?;
    Ok(())
}

fn drop_run(connection: &Connection, run: i64) -> Sql<()> {
    connection.execute("DELETE FROM run_block WHERE run = ?", [run])?;
    connection.execute("DELETE FROM run WHERE number = ?", [run])?;
    Ok(())
}

/// The records of two sorted runs, sorted.
fn merge<'c>(
    a: impl Iterator<Item = Sql<Record>> + 'c,
    b: impl Iterator<Item = Sql<Record>> + 'c,
) -> impl Iterator<Item = Sql<Record>> + 'c {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    std::iter::from_fn(move || if precedes(&mut a, &mut b) { a.next() } else { b.next() })
}

fn precedes(
    a: &mut Peekable<impl Iterator<Item = Sql<Record>>>,
    b: &mut Peekable<impl Iterator<Item = Sql<Record>>>,
) -> bool {
    match (a.peek(), b.peek()) {
        (Some(Ok(a)), Some(Ok(b))) => a <= b,
        (Some(_), Some(Ok(_)) | None) => true,
        (_, _) => false,
    }
}

/// Reads a run block by block.
struct RunReader<'c> {
    connection: &'c Connection,
    run: i64,
    block: std::vec::IntoIter<Record>,
    /// Where the next block begins at the earliest; `None` at the end.
    next: Option<Record>,
}

impl<'c> RunReader<'c> {
    fn new(connection: &'c Connection, run: i64) -> Self {
        Self { connection, run, block: Vec::new().into_iter(), next: Some([0; RECORD]) }
    }

    fn fetch(&mut self, from: Record) -> Sql<()> {
        let mut records = Vec::new();
        records.extend_from_slice(block(self.connection, self.run, &from)?.as_chunks().0);
        self.next = records.last().and_then(successor).filter(|&next| next > from);
        self.block = records.into_iter();
        Ok(())
    }
}

impl Iterator for RunReader<'_> {
    type Item = Sql<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.block.next() {
                return Some(Ok(record));
            }
            let from = self.next.take()?;
            if let Err(error) = self.fetch(from) {
                return Some(Err(error));
            }
        }
    }
}

/// The record after `record` in the order of bytes.
fn successor(record: &Record) -> Option<Record> {
    let mut next = *record;
    for byte in next.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            return Some(next);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::fixture::{document, parts};

    fn records(numbers: &[u16]) -> Vec<u8> {
        let mut sorted: Vec<Record> = numbers.iter().map(|&number| record(number)).collect();
        sorted.sort_unstable();
        sorted.into_flattened()
    }

    fn record(number: u16) -> Record {
        let mut record = [7; RECORD];
        record[4..6].copy_from_slice(&number.to_be_bytes());
        record
    }

    /// All records of the index, run by run.
    fn read(ledger: &Ledger) -> Vec<Vec<u8>> {
        let run = |run| RunReader::new(&ledger.connection, run).collect::<Sql<Vec<_>>>();
        let runs = ledger.runs().unwrap().into_iter();
        runs.map(|number| run(number).unwrap().into_flattened()).collect()
    }

    fn step(after: i64, until: i64) -> Step {
        Step { version: 1, after, until }
    }

    #[test]
    fn a_short_run_joins_the_one_before_and_leaves_a_long_one_alone() {
        let mut ledger = Ledger::temporary().unwrap();
        let long: Vec<_> = (0..5000).collect();
        assert!(ledger.add_to_index(step(0, 1), &records(&long)).unwrap());
        assert!(ledger.add_to_index(step(1, 2), &records(&[7, 9000])).unwrap());
        assert!(ledger.add_to_index(step(2, 3), &records(&[8])).unwrap());
        assert_eq!(read(&ledger), [records(&long), records(&[7, 8, 9000])]);
        assert_eq!(ledger.indexed(1).unwrap(), 3);
    }

    #[test]
    fn what_another_process_indexed_is_not_indexed_twice() {
        let mut ledger = Ledger::temporary().unwrap();
        assert!(ledger.add_to_index(step(0, 5), &records(&[1])).unwrap());
        assert!(!ledger.add_to_index(step(0, 6), &records(&[2])).unwrap());
        assert_eq!(read(&ledger), [records(&[1])]);
    }

    #[test]
    fn another_way_to_find_features_begins_anew() {
        let mut ledger = Ledger::temporary().unwrap();
        assert!(ledger.add_to_index(step(0, 5), &records(&[1])).unwrap());
        let other = Step { version: u64::MAX, ..step(0, 2) };
        assert_eq!(ledger.indexed(u64::MAX).unwrap(), 0);
        assert!(ledger.add_to_index(other, &records(&[2])).unwrap());
        assert_eq!((read(&ledger), ledger.indexed(1).unwrap()), (vec![records(&[2])], 0));
    }

    #[test]
    fn documents_without_features_count_as_indexed() {
        let mut ledger = Ledger::temporary().unwrap();
        ledger.add_documents(&parts([document("one", 1), document("two", 1)])).unwrap();
        let first = ledger.texts(0, i64::MAX, 1).unwrap();
        assert!(ledger.add_to_index(step(0, first[0].number), &[]).unwrap());
        let rest = ledger.texts(ledger.indexed(1).unwrap(), i64::MAX, 9).unwrap();
        assert_eq!(rest.len(), 1);
        assert_ne!(rest[0].digest, first[0].digest);
        assert_eq!(ledger.last_document().unwrap(), rest[0].number);
        assert_eq!(ledger.texts(0, first[0].number, 9).unwrap(), first);
    }

    #[test]
    fn documents_are_found_by_the_begin_of_their_digest() {
        let mut ledger = Ledger::temporary().unwrap();
        let one = document("one", 1);
        ledger.add_documents(&parts([one.clone(), document("two", 1)])).unwrap();
        assert_eq!(ledger.digests_from(&one.digest.0[..60]).unwrap(), [one.digest]);
        assert_eq!(ledger.digests_from("zzz").unwrap(), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn runs_hold_what_was_added(
            steps in prop::collection::vec(prop::collection::vec(any::<u16>(), 0..700), 1..9),
            from in any::<u16>()
        ) {
            let mut seen = HashSet::new();
            let mut fresh = |step: Vec<u16>| step.into_iter().filter(|n| seen.insert(*n)).collect();
            let steps: Vec<Vec<u16>> = steps.into_iter().map(&mut fresh).collect();
            let mut ledger = Ledger::temporary().unwrap();
            for (i, numbers) in (0..).zip(&steps) {
                prop_assert!(ledger.add_to_index(step(i, i + 1), &records(numbers)).unwrap());
            }
            let mut all: Vec<u16> = steps.concat();
            all.sort_unstable();
            let mut held = read(&ledger).concat().as_chunks::<RECORD>().0.to_vec();
            prop_assert!(read(&ledger).iter().all(|run| run.as_chunks::<RECORD>().0.is_sorted()));
            held.sort_unstable();
            prop_assert_eq!(held, all.iter().map(|&number| record(number)).collect::<Vec<_>>());
            let runs = ledger.runs().unwrap();
            let least = runs.iter().filter_map(|&run| {
                let block = ledger.run_block(run, &record(from)).unwrap();
                block.as_chunks::<RECORD>().0.iter().copied().find(|found| *found >= record(from))
            });
            let expected = all.iter().find(|&&number| number >= from).map(|&number| record(number));
            prop_assert_eq!(least.min(), expected);
        }
    }
}
