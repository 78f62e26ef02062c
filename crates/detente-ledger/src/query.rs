use std::time::{Duration, Instant};

use rusqlite::backup::Backup;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error as SqlError, OpenFlags, Result as Sql, Row, Statement};
use serde::Serialize;

use crate::{Error, ErrorKind, Ledger, Result};

/// No single value may be longer, in bytes.
const LONGEST_VALUE: i32 = 64 << 20;
/// Steps of `SQLite`'s machine between two looks at the clock.
const STEPS: i32 = 10_000;
/// What a query may ask with `PRAGMA`: the shape of tables.
const PRAGMAS: &[&str] = &["table_info", "table_xinfo", "table_list", "index_list", "index_info"];

/// How far a query may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryLimits {
    /// Rows to return; the rest is cut off.
    pub rows: usize,
    /// Time to take; a query that takes longer is an error.
    pub time: Duration,
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rows {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with a value for every column.
    pub rows: Vec<Vec<Value>>,
    /// True if there were more rows than allowed.
    pub truncated: bool,
}

/// A value of `SQLite`. Bytes that are no text are given in hexadecimal, as `Text`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// No value.
    Null,
    /// An integer.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// A text.
    Text(String),
}

impl Ledger {
    /// Runs one SQL statement that reads, on a connection that cannot write.
    ///
    /// A wrong statement, or one that does more than read, is an error of kind
    /// [`Query`](ErrorKind::Query) with `SQLite`'s message and the place in the SQL.
    pub fn query(&self, sql: &str, limits: QueryLimits) -> Result<Rows> {
        let mut reader = self.reader().map_err(|error| Error::sqlite(self.path(), &error))?;
        restrict(&mut reader, limits.time)
            .and_then(|()| collect(&reader, sql, limits.rows))
            .map_err(|error| self.query_error(sql, &error, limits.time))
    }

    fn reader(&self) -> Sql<Connection> {
        let Some(path) = self.path() else { return copy(&self.connection) };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(path, flags)?;
        reader.busy_timeout(Duration::from_secs(10))?;
        Ok(reader)
    }

    fn query_error(&self, sql: &str, error: &SqlError, time: Duration) -> Error {
        let known = Error::sqlite(self.path(), error);
        match (known.kind(), error) {
            (ErrorKind::TimeLimit, _) => {
                self.fail(ErrorKind::TimeLimit, &format!("the query took more than {time:?}"))
            }
            (_, SqlError::SqlInputError { msg, offset, .. }) => {
                self.fail(ErrorKind::Query, &format!("{msg}{}", position(sql, *offset)))
            }
            (_, SqlError::InvalidQuery) => {
                self.fail(ErrorKind::Query, "the SQL holds no statement that reads")
            }
            (ErrorKind::Damaged, error) => self.fail(ErrorKind::Query, &error.to_string()),
            _ => known,
        }
    }
}

/// A ledger in memory has no second connection; a copy of it has.
fn copy(connection: &Connection) -> Sql<Connection> {
    let mut copy = Connection::open_in_memory()?;
    Backup::new(connection, &mut copy)?.run_to_completion(1_000, Duration::ZERO, None)?;
    Ok(copy)
}

fn restrict(reader: &mut Connection, time: Duration) -> Sql<()> {
    reader.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
    reader.pragma_update(None, "query_only", true)?;
    reader.authorizer(Some(|context: AuthContext<'_>| authorize(&context.action)))?;
    let start = Instant::now();
    reader.progress_handler(STEPS, Some(move || start.elapsed() > time))
}

fn authorize(action: &AuthAction<'_>) -> Authorization {
    let allowed = match action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => *function_name != "load_extension",
        AuthAction::Pragma { pragma_name, .. } => PRAGMAS.contains(pragma_name),
        _ => false,
    };
    if allowed { Authorization::Allow } else { Authorization::Deny }
}

fn collect(reader: &Connection, sql: &str, limit: usize) -> Sql<Rows> {
    let mut statement = reader.prepare(sql)?;
    if statement.column_count() == 0 {
        return Err(SqlError::InvalidQuery);
    }
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let (rows, truncated) = take(&mut statement, columns.len(), limit)?;
    Ok(Rows { columns, rows, truncated })
}

fn take(
    statement: &mut Statement<'_>,
    columns: usize,
    limit: usize,
) -> Sql<(Vec<Vec<Value>>, bool)> {
    let mut taken = Vec::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if taken.len() == limit {
            return Ok((taken, true));
        }
        taken.push((0..columns).map(|column| value(row, column)).collect::<Sql<_>>()?);
    }
    Ok((taken, false))
}

fn value(row: &Row<'_>, column: usize) -> Sql<Value> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Value::Text(hexadecimal(bytes)),
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect()
}

fn digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).unwrap_or('?')
}

fn position(sql: &str, offset: i32) -> String {
    let Some(before) = usize::try_from(offset).ok().and_then(|offset| sql.get(..offset)) else {
        return String::new();
    };
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    format!(" (line {line}, column {column})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Told, coded, fill};

    const LIMITS: QueryLimits = QueryLimits { rows: 10, time: Duration::from_secs(5) };

    fn stored() -> (tempfile::TempDir, Ledger) {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(folder.path().join("x.ledger")).unwrap();
        fill(&mut ledger, &coded(&[&[Told::of("PRK>CHN"), Told::of("CHN>PRK")]]));
        (folder, ledger)
    }

    #[test]
    fn answers_with_names_and_typed_values() {
        let (_folder, ledger) = stored();
        let sql = "SELECT type, confidence, count(*) AS told, NULL, x'0aff' FROM mention";
        let rows = ledger.query(sql, LIMITS).unwrap();
        assert_eq!(rows.columns[..3], ["type", "confidence", "told"]);
        let expected = [
            Value::Text("CONSULT".into()),
            Value::Real(0.93),
            Value::Integer(2),
            Value::Null,
            Value::Text("0aff".into()),
        ];
        assert_eq!(rows.rows, [expected]);
    }

    #[test]
    fn refuses_all_that_does_more_than_read() {
        let (folder, ledger) = stored();
        let other = folder.path().join("other");
        for sql in [
            "DELETE FROM event",
            "INSERT INTO event_party VALUES (1,2,3,4,5,6,7)",
            "UPDATE document SET text = ''",
            "DELETE FROM event RETURNING id",
            "DROP TABLE event",
            "CREATE TEMP TABLE x (y)",
            "PRAGMA writable_schema = 1",
            "PRAGMA query_only = 0",
            "PRAGMA journal_mode = WAL",
            "BEGIN IMMEDIATE",
            "SELECT load_extension('x')",
            "SELECT 1; DROP TABLE event",
            &format!("ATTACH '{}' AS other", other.display()),
            &format!("VACUUM INTO '{}'", other.display()),
        ] {
            let error = ledger.query(sql, LIMITS).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Query, "{sql}: {error}");
        }
        assert!(!other.exists());
        assert_eq!(ledger.mentions().unwrap().len(), 2);
    }

    #[test]
    fn says_where_the_sql_is_wrong() {
        let (_folder, ledger) = stored();
        let error = ledger.query("SELECT id\nFROM evnt", LIMITS).unwrap_err().to_string();
        assert!(error.contains("no such table: evnt"), "{error}");
        let error = ledger.query("SELECT id\n FORM event", LIMITS).unwrap_err().to_string();
        assert!(error.contains("(line 2, column 7)"), "{error}");
        let error = ledger.query("-- nothing", LIMITS).unwrap_err().to_string();
        assert!(error.contains("no statement"), "{error}");
    }

    #[test]
    fn stops_at_its_limits() {
        let ledger = Ledger::temporary().unwrap();
        let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) ";
        let rows = ledger.query(&format!("{endless} SELECT i FROM n"), LIMITS).unwrap();
        assert_eq!((rows.rows.len(), rows.truncated), (10, true));
        let short = QueryLimits { time: Duration::from_millis(50), ..LIMITS };
        let error = ledger.query(&format!("{endless} SELECT count(*) FROM n"), short).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimeLimit);
        assert!(ledger.query("SELECT zeroblob(1000000000)", LIMITS).is_err());
    }
}
