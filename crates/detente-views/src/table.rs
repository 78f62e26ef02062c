//! A table of any columns, such as the answer to a query.

use serde::Serialize;
use textwrap::core::display_width;
use textwrap::{Options, WrapAlgorithm};

use crate::excerpt::harmless;
use crate::layout::{Paragraph, Sheet};
use crate::{Style, json, spreadsheet};

/// Blanks between two columns.
const GAP: usize = 2;
/// A column is not made narrower than this to make room for others.
const NARROWEST: usize = 8;

/// Named columns and rows of cells; every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Table {
    /// The names; two columns may have the same.
    pub columns: Vec<String>,
    /// The rows, in the order in which they are shown. A row too short is filled with
    /// [`Cell::Null`]; cells beyond the last column are not shown.
    pub rows: Vec<Vec<Cell>>,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// No value: an empty cell, `null` in JSON.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number; one that is not finite is `null` in JSON.
    Real(f64),
    /// A text.
    Text(String),
}

impl Cell {
    fn show(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Integer(number) => number.to_string(),
            Self::Real(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    const fn is_number(&self) -> bool {
        matches!(self, Self::Integer(_) | Self::Real(_))
    }
}

#[derive(Serialize)]
struct TableJson<'a> {
    schema: &'static str,
    #[serde(flatten)]
    table: &'a Table,
}

/// The table as JSON, schema `detente.table/1`: `columns`, an array of names, and `rows`, an array of
/// arrays of null, number or text.
pub fn to_json(table: &Table) -> String {
    json::print(&TableJson { schema: "detente.table/1", table })
}

/// The table as CSV after RFC 4180, lines ending with LF, with a header line. A text that a spreadsheet would take for a
/// formula begins with an apostrophe; numbers stay as they are.
pub fn to_csv(table: &Table) -> String {
    let header = table.columns.iter().map(|name| spreadsheet::guarded(name));
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => spreadsheet::guarded(text),
        other => other.show(),
    };
    let rows = table.rows.iter().map(|row| fitted(row, table).map(cell).collect());
    spreadsheet::write(header, rows)
}

/// The table as text: columns side by side if they fit, otherwise each row as a list of its cells.
pub fn to_text(table: &Table, style: Style) -> String {
    let shown: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| fitted(row, table).map(|cell| harmless(&cell.show()).into_owned()).collect())
        .collect();
    match widths(table, &shown, style.columns()) {
        Some(widths) => side_by_side(table, &shown, &widths),
        None => one_by_one(table, &shown, style),
    }
}

/// Exactly one cell a column.
fn fitted<'a>(row: &'a [Cell], table: &Table) -> impl Iterator<Item = &'a Cell> {
    row.iter().chain(std::iter::repeat(&Cell::Null)).take(table.columns.len())
}

/// The widths of the columns; wide ones give way. `None` if there are too many columns.
fn widths(table: &Table, rows: &[Vec<String>], room: usize) -> Option<Vec<usize>> {
    let natural = |(i, name): (usize, &String)| {
        let cells = rows.iter().map(|row| display_width(&row[i]));
        cells.max().unwrap_or(0).max(display_width(&harmless(name)))
    };
    let mut widths: Vec<usize> = table.columns.iter().enumerate().map(natural).collect();
    let room = room.checked_sub(GAP * widths.len().saturating_sub(1))?;
    while widths.iter().sum::<usize>() > room {
        let excess = widths.iter().sum::<usize>() - room;
        let widest = widths.iter_mut().max()?;
        if *widest <= NARROWEST {
            return None;
        }
        *widest = widest.saturating_sub(excess.min(4)).max(NARROWEST);
    }
    Some(widths)
}

fn side_by_side(table: &Table, rows: &[Vec<String>], widths: &[usize]) -> String {
    let header: Vec<_> = table.columns.iter().map(|name| harmless(name).into_owned()).collect();
    let rule: Vec<_> = widths.iter().map(|&width| "-".repeat(width)).collect();
    let mut text = [&header, &rule].map(|row| line(row, widths, &[])).concat();
    for (row, cells) in rows.iter().zip(&table.rows) {
        text.push_str(&line(row, widths, cells));
    }
    text
}

/// One row; cells wider than their column go on below.
fn line(row: &[String], widths: &[usize], cells: &[Cell]) -> String {
    let columns: Vec<Vec<_>> =
        row.iter().zip(widths).map(|(cell, &width)| wrapped(cell, width)).collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = String::new();
    for at in 0..height {
        let mut out = String::new();
        for (i, (lines, &width)) in columns.iter().zip(widths).enumerate() {
            let cell = lines.get(at).map_or("", |line| line.as_ref());
            let pad = " ".repeat(width.saturating_sub(display_width(cell)));
            let number = cells.get(i).is_some_and(Cell::is_number);
            let (before, after) = if number { (pad, String::new()) } else { (String::new(), pad) };
            out.extend([&before, cell, &after, &" ".repeat(GAP)]);
        }
        text.push_str(out.trim_end());
        text.push('\n');
    }
    text
}

fn wrapped(cell: &str, width: usize) -> Vec<std::borrow::Cow<'_, str>> {
    textwrap::wrap(cell, Options::new(width.max(1)).wrap_algorithm(WrapAlgorithm::FirstFit))
}

fn one_by_one(table: &Table, rows: &[Vec<String>], style: Style) -> String {
    let mut sheet = Sheet::new(style);
    for row in rows {
        for (name, cell) in table.columns.iter().zip(row) {
            sheet.row(&harmless(name), &[Paragraph::plain(cell.as_str())]);
        }
        sheet.blank();
    }
    sheet.finish()
}
