//! `detente query SQL`: a ledger asked in SQL, read-only.

use std::time::Duration;

use detente_ledger::{Ledger, QueryLimits, Value};
use detente_views::table::{self, Cell, Table};

use super::print;
use crate::cli::{QueryArgs, TableFormat};
use crate::console::style_of_stdout;
use crate::exit::Outcome;

const LIMITS: QueryLimits = QueryLimits { rows: 1_000_000, time: Duration::from_mins(10) };

pub(super) fn run(args: &QueryArgs) -> anyhow::Result<Outcome> {
    let answer = Ledger::open_read_only(&args.ledger.ledger)?.query(&args.sql, LIMITS)?;
    if answer.truncated {
        anstream::eprintln!("detente: only the first {} rows are shown", LIMITS.rows);
    }
    let rows = answer.rows.into_iter().map(|row| row.into_iter().map(cell).collect());
    let table = Table { columns: answer.columns, rows: rows.collect() };
    print(&match args.format {
        TableFormat::Table => table::to_text(&table, style_of_stdout()),
        TableFormat::Json => table::to_json(&table),
        TableFormat::Csv => table::to_csv(&table),
    })?;
    Ok(Outcome::Clean)
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Integer(number) => Cell::Integer(number),
        Value::Real(number) => Cell::Real(number),
        Value::Text(text) => Cell::Text(text),
    }
}
