use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::{Error, ErrorKind, Result};

const FACTS: &str = include_str!("facts.sql");
pub(crate) const INDEX: &str = include_str!("index.sql");
pub(crate) const EVENTS: &str = include_str!("events.sql");

/// `dtnt` in ASCII, by which `file` and this program know a ledger.
const APPLICATION_ID: i32 = 0x6474_6e74;
const FORMAT: i32 = 3;

const PATIENCE: Duration = Duration::from_secs(10);
/// In KiB: enough for a batch, so that readers are shut out only while it is committed.
const CACHE: i32 = 65_536;
/// More than there are in all.
const STATEMENTS: usize = 128;

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
    path: Option<PathBuf>,
}

impl Ledger {
    /// Opens the ledger at `path`; makes one where there is no file or an empty one.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut ledger = Self::connect(path.as_ref(), flags)?;
        ledger.found()?;
        Ok(ledger)
    }

    /// Opens the ledger at `path` to read and write; an error where there is none.
    pub fn open_existing(path: impl AsRef<Path>) -> Result<Self> {
        Self::connect_existing(path.as_ref(), OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Opens the ledger at `path` to read only; an error where there is none.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        Self::connect_existing(path.as_ref(), OpenFlags::SQLITE_OPEN_READ_ONLY)
    }

    /// A ledger that lives as long as the value: in memory, and in a file without a name, among the
    /// temporary files of the system, as it grows.
    pub fn temporary() -> Result<Self> {
        let fail = |error| Error::sqlite(None, &error);
        let connection = Connection::open("").map_err(fail)?;
        connection.pragma_update(None, "cache_size", -CACHE).map_err(fail)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let mut ledger = Self { connection, path: None };
        ledger.found()?;
        Ok(ledger)
    }

    /// The ledger's file; `None` for a ledger in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// How long to wait for another process; ten seconds unless set.
    pub fn set_patience(&self, patience: Duration) -> Result<()> {
        self.read(|connection| connection.busy_timeout(patience))
    }

    fn connect_existing(path: &Path, flags: OpenFlags) -> Result<Self> {
        let ledger = Self::connect(path, flags)?;
        match ledger.format()? {
            Some(_) => Ok(ledger),
            None => Err(ledger.fail(ErrorKind::NotALedger, "this is not a ledger (it is empty)")),
        }
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self> {
        check_file(path, flags)?;
        let fail = |error| Error::sqlite(Some(path), &error);
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(fail)?;
        connection.busy_timeout(PATIENCE).map_err(fail)?;
        connection.pragma_update(None, "cache_size", -CACHE).map_err(fail)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.pragma_update(None, "foreign_keys", true).map_err(fail)?;
        // Beyond FULL, the end of the journal is synchronised too: no commit is lost with the power.
        connection.pragma_update(None, "synchronous", "EXTRA").map_err(fail)?;
        Ok(Self { connection, path: Some(path.to_owned()) })
    }

    /// Makes the tables unless they are there. Two processes may try at once.
    fn found(&mut self) -> Result<()> {
        if self.format()?.is_some() {
            return Ok(());
        }
        self.write(|transaction| {
            if application_id(transaction)? == 0 {
                transaction.execute_batch(FACTS)?;
                transaction.execute_batch(INDEX)?;
                transaction.execute_batch(EVENTS)?;
                transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
                transaction.pragma_update(None, "user_version", FORMAT)?;
            }
            Ok(())
        })
    }

    /// The version of the format, `None` for an empty file; an error for what this cannot read.
    fn format(&self) -> Result<Option<i32>> {
        let (id, format, pages) = self.read(|connection| {
            let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get(0));
            Ok((application_id(connection)?, number("user_version")?, number("page_count")?))
        })?;
        match (id, format) {
            (0, 0) if pages == 0 => Ok(None),
            (APPLICATION_ID, FORMAT) => Ok(Some(format)),
            (APPLICATION_ID, newer) if newer > FORMAT => Err(self.fail(
                ErrorKind::Newer,
                &format!(
                    "written by a newer detente (format {newer}; this one knows {FORMAT}): use \
                     that or a fresh file"
                ),
            )),
            (APPLICATION_ID, older) if older > 0 => Err(self.fail(
                ErrorKind::Older,
                &format!(
                    "written by an older detente (format {older}; this one knows {FORMAT}): read \
                     the reports into a fresh file"
                ),
            )),
            _ => Err(self.fail(
                ErrorKind::NotALedger,
                "this is not a ledger (an SQLite file of another program)",
            )),
        }
    }

    pub(crate) fn fail(&self, kind: ErrorKind, message: &str) -> Error {
        Error::new(kind, self.path(), message)
    }

    /// Runs what only reads.
    pub(crate) fn read<T>(
        &self,
        run: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        run(&self.connection).map_err(|error| Error::sqlite(self.path(), &error))
    }

    /// Runs what reads in several queries, all of one state of the ledger.
    pub(crate) fn read_at_once<T>(
        &self,
        run: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        self.read(|connection| {
            let transaction = connection.unchecked_transaction()?;
            let value = run(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })
    }

    /// Runs what writes, as one transaction that holds the write lock from the start.
    pub(crate) fn write<T>(
        &mut self,
        run: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let outcome = immediately(&mut self.connection, run);
        outcome.map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => {
                self.fail(ErrorKind::UnknownDocument, "a document is not in the ledger")
            }
            error => Error::sqlite(self.path(), &error),
        })
    }
}

fn immediately<T>(
    connection: &mut Connection,
    run: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let value = run(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

fn application_id(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}

/// What `SQLite` would only report as "unable to open database file".
fn check_file(path: &Path, flags: OpenFlags) -> Result<()> {
    let fail = |kind, message: &str| Err(Error::new(kind, Some(path), message));
    match path.metadata() {
        Ok(file) if file.is_dir() => fail(ErrorKind::NotALedger, "this is a folder, not a ledger"),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if flags.contains(OpenFlags::SQLITE_OPEN_CREATE) {
                return Ok(());
            }
            fail(ErrorKind::Missing, "there is no such file")
        }
        Err(error) => fail(ErrorKind::Io, &error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::fixture::{CODER, Told, coded, derive, document, fill, parts, renew};

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ledger");
        (folder, path)
    }

    fn kinds(path: &Path) -> [Option<ErrorKind>; 3] {
        [Ledger::open(path), Ledger::open_existing(path), Ledger::open_read_only(path)]
            .map(|outcome| outcome.err().map(|error| error.kind()))
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn what_was_added_is_there_when_opened_again_and_in_one_file() {
        let (folder, path) = folder();
        let coded = coded(&[&[Told::of("PRK:KIM>CHN"), Told::of("PRK+CHN").with("5", "time")]]);
        fill(&mut Ledger::open(&path).unwrap(), &coded);
        assert_eq!(names(folder.path()), ["a.ledger"]);
        let ledger = Ledger::open_read_only(&path).unwrap();
        assert_eq!(ledger.mentions().unwrap(), coded[0].1);
        let stored = ledger.documents(std::slice::from_ref(&coded[0].0.digest)).unwrap().remove(0);
        assert_eq!((stored.text, stored.raw), (coded[0].0.text.clone(), coded[0].0.raw.clone()));
        assert_eq!(
            (stored.dct, stored.credits),
            (coded[0].0.dct.clone(), coded[0].0.credits.clone())
        );
    }

    #[test]
    fn a_read_only_ledger_cannot_be_written() {
        let (_folder, path) = folder();
        drop(Ledger::open(&path).unwrap());
        let mut ledger = Ledger::open_read_only(&path).unwrap();
        let error = ledger.add_documents(&parts([document("x", 1)])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ReadOnly);
    }

    #[test]
    fn what_is_no_ledger_is_left_alone() {
        let (folder, path) = folder();
        let (missing, other) = (Some(ErrorKind::Missing), Some(ErrorKind::NotALedger));
        assert_eq!(kinds(&folder.path().join("none/there"))[1..], [missing, missing]);
        assert_eq!(kinds(folder.path()), [other; 3]);
        let garbage: Vec<u8> = (0..4096u32).map(|i| (i * 31 % 251) as u8).collect();
        fs::write(&path, &garbage).unwrap();
        assert_eq!(kinds(&path), [other; 3]);
        assert_eq!(fs::read(&path).unwrap(), garbage);
        fs::write(&path, "").unwrap();
        assert_eq!(Ledger::open_existing(&path).err().map(|error| error.kind()), other);
        Ledger::open(&path).unwrap();
        assert_eq!(kinds(&path), [None; 3]);
    }

    #[test]
    fn files_of_other_programs_and_of_later_versions_are_left_alone() {
        let (_folder, path) = folder();
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch("CREATE TABLE mine (x)").unwrap();
        assert_eq!(kinds(&path), [Some(ErrorKind::NotALedger); 3]);
        connection.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        connection.pragma_update(None, "user_version", 7).unwrap();
        assert_eq!(kinds(&path), [Some(ErrorKind::Newer); 3]);
        let message = Ledger::open(&path).unwrap_err().to_string();
        connection.pragma_update(None, "user_version", 1).unwrap();
        assert_eq!(kinds(&path), [Some(ErrorKind::Older); 3]);
        assert!(message.contains("format 7; this one knows 3"), "{message}");
    }

    #[test]
    fn a_truncated_file_is_damaged() {
        let (_folder, path) = folder();
        fill(&mut Ledger::open(&path).unwrap(), &coded(&[&[Told::of("PRK>CHN")]]));
        let bytes = fs::read(&path).unwrap();
        for length in [bytes.len() / 2, 4096, 1000, 100] {
            fs::write(&path, &bytes[..length]).unwrap();
            let kind = Ledger::open(&path).and_then(|ledger| ledger.mentions()).unwrap_err().kind();
            assert!(
                matches!(kind, ErrorKind::Damaged | ErrorKind::NotALedger),
                "{length}: {kind:?}"
            );
        }
    }

    #[test]
    fn a_full_disk_leaves_nothing_half_written() {
        let (_folder, path) = folder();
        let mut ledger = Ledger::open(&path).unwrap();
        let pages: i64 =
            ledger.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        let limit = |ledger: &Ledger, pages: i64| {
            let sql = format!("PRAGMA max_page_count = {pages}");
            ledger.connection.query_row(&sql, [], |_| Ok(())).unwrap();
        };
        limit(&ledger, pages + 2);
        let documents = ["one", "two"].map(|name| document(name, 500));
        let error = ledger.add_documents(&parts(documents.clone())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Full);
        assert_eq!(ledger.digests().unwrap(), []);
        limit(&ledger, 1 << 20);
        ledger.add_documents(&parts(documents.clone())).unwrap();
        assert_eq!(ledger.digests().unwrap().len(), 2);
    }

    #[test]
    fn a_writer_waits_for_another_and_says_so_if_it_waits_in_vain() {
        let (_folder, path) = folder();
        let mut ledger = Ledger::open(&path).unwrap();
        ledger.set_patience(Duration::from_millis(50)).unwrap();
        let holder = Connection::open(&path).unwrap();
        holder.execute_batch("BEGIN IMMEDIATE").unwrap();
        let one = [document("one", 1)];
        let error = ledger.add_documents(&parts(one.clone())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Locked);
        assert!(error.to_string().contains("another process"), "{error}");
        ledger.set_patience(PATIENCE).unwrap();
        let release = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(200));
            holder.execute_batch("COMMIT").unwrap();
        });
        ledger.add_documents(&parts(one.clone())).unwrap();
        release.join().unwrap();
        assert_eq!(ledger.digests().unwrap().len(), 1);
    }

    #[test]
    fn two_writers_found_and_fill_one_ledger() {
        let (_folder, path) = folder();
        let writers = [0, 1].map(|writer| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut ledger = Ledger::open(&path).unwrap();
                for batch in 0..8u8 {
                    let names = [format!("{writer} {batch}"), format!("both {batch}")];
                    let documents = names.map(|name| document(&name, 3));
                    ledger.add_documents(&parts(documents.clone())).unwrap();
                    let after = ledger.stale(CODER).unwrap().after;
                    renew(&mut ledger, after, &[], &[], |_| false);
                }
            })
        });
        for writer in writers {
            writer.join().unwrap();
        }
        let mut ledger = Ledger::open_existing(&path).unwrap();
        derive(&mut ledger, &[], |_| false);
        assert_eq!(ledger.digests().unwrap().len(), 24);
        assert_eq!(ledger.stories().unwrap().len(), 24);
    }

    #[test]
    fn a_transaction_that_was_cut_off_leaves_no_trace() {
        let (folder, path) = folder();
        let mut ledger = Ledger::open(&path).unwrap();
        ledger.add_documents(&parts([document("kept", 3)])).unwrap();
        // A tiny cache writes pages of the open transaction into the file.
        ledger.connection.execute_batch("PRAGMA cache_size = 5; BEGIN IMMEDIATE").unwrap();
        ledger
            .connection
            .execute_batch(
                "INSERT INTO run VALUES (1, 0, 0, 0);
                 WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n LIMIT 20000)
                 INSERT INTO run_block (run, last, records) SELECT 1, i, zeroblob(9) FROM n",
            )
            .unwrap();
        let copy = folder.path().join("copy");
        fs::copy(&path, &copy).unwrap();
        fs::copy(folder.path().join("a.ledger-journal"), folder.path().join("copy-journal"))
            .unwrap();
        assert!(fs::metadata(&copy).unwrap().len() > 150_000, "pages were spilled");
        let survivor = Ledger::open(&copy).unwrap();
        assert_eq!(survivor.digests().unwrap().len(), 1);
        assert_eq!(survivor.runs().unwrap(), [0; 0]);
    }
}
