//! Tables of sentences with two marked actors.

use std::io::{self, BufReader, Read};

use csv::StringRecord;
use detente_schema::{Diagnostic, Place};
use serde::Deserialize;

use crate::lines::{Line, Lines};
use crate::problem::Origin;

/// One row: a sentence and the words of it that name the two actors.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RelationRow {
    /// The sentence.
    pub sentence: String,
    /// Who acts.
    pub source: String,
    /// Upon whom.
    pub target: String,
}

/// The rows of a quoted, tab-separated table whose header names `sentence`, `source` and `target`;
/// other columns are passed over. A row is a line, however its quotation marks stand. One that is
/// not as it should be, or is longer than [`crate::MAX_REPORT_BYTES`], is an `Err`, the rest goes on.
pub fn relation_rows(
    table: impl Read,
    name: &str,
) -> impl Iterator<Item = Result<RelationRow, Diagnostic>> {
    let mut lines = Lines::new(BufReader::new(table));
    let (mut header, mut number, mut failed) = (None, 0, false);
    std::iter::from_fn(move || {
        while !failed {
            number += 1;
            let line = lines.next();
            failed = line.is_err();
            let record = match record(line.transpose()?, name, number) {
                Ok(record) => record,
                Err(diagnostic) => return Some(Err(diagnostic)),
            };
            match (&header, record) {
                (_, None) => {}
                (None, Some(names)) => header = Some(names),
                (Some(names), Some(record)) => {
                    let row = record.deserialize(Some(names));
                    return Some(row.map_err(|error| broken(name, number, &error)));
                }
            }
        }
        None
    })
}

/// The fields of a line; none if it is blank.
fn record(
    line: io::Result<Line>,
    name: &str,
    number: u64,
) -> Result<Option<StringRecord>, Diagnostic> {
    let origin = Origin { source: name, line: Some(number) };
    let bytes = match line {
        Ok(Line::Whole { bytes, .. }) => bytes,
        Ok(Line::TooLong) => return Err(origin.too_large("the row")),
        Err(error) => return Err(origin.io(&error)),
    };
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.delimiter(b'\t').has_headers(false).from_reader(bytes.as_slice());
    let record = reader.records().next().transpose();
    record.map_err(|error| broken(name, number, &error))
}

fn broken(name: &str, line: u64, error: &csv::Error) -> Diagnostic {
    Diagnostic {
        code: "broken-row".to_owned(),
        place: Place { source: name.to_owned(), line: Some(line), span: None },
        message: format!("the row could not be read: {error}"),
        hint: "a row is one line with the columns sentence, source and target, separated by tabs"
            .to_owned(),
        lost: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> Vec<Result<RelationRow, Diagnostic>> {
        relation_rows(table.as_bytes(), "rows.tsv").collect()
    }

    #[test]
    fn columns_are_found_by_name_and_quotes_are_undone() {
        let rows =
            read("id\ttarget\tsentence\tsource\n1\tPeru\t\"He said \"\"no\"\" to Peru.\"\tHe\n");
        let row = rows[0].as_ref().unwrap();
        assert_eq!(
            (row.sentence.as_str(), row.target.as_str()),
            ("He said \"no\" to Peru.", "Peru")
        );
    }

    #[test]
    fn a_short_row_is_named_with_its_line_and_the_rest_goes_on() {
        let rows = read("sentence\tsource\ttarget\nonly this\nA met B.\tA\tB\n");
        assert_eq!(rows[0].as_ref().unwrap_err().place.line, Some(2));
        assert!(rows[1].is_ok());
    }

    #[test]
    fn a_lone_quotation_mark_hurts_its_own_row_only() {
        let rows = read(
            "sentence\tsource\ttarget\n\"A met B.\tA\tB\n\nA said \"no.\tA\tB\nA left B.\tA\tB\n",
        );
        assert_eq!(rows[0].as_ref().unwrap_err().place.line, Some(2));
        assert_eq!(rows[1].as_ref().unwrap().sentence, "A said \"no.");
        assert_eq!(rows[2].as_ref().unwrap().sentence, "A left B.");
    }

    #[test]
    fn a_row_that_is_too_long_is_skipped_without_being_held() {
        let long = io::repeat(b'"').take(crate::MAX_REPORT_BYTES as u64 + 1);
        let table = b"sentence\tsource\ttarget\n".chain(long).chain(&b"\nA.\tA\tB\n"[..]);
        let rows: Vec<_> = relation_rows(table, "rows.tsv").collect();
        assert_eq!(rows[0].as_ref().unwrap_err().code, "too-large");
        assert!(rows[1].is_ok() && rows.len() == 2);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_header() {
        assert!(read("\u{feff}sentence\tsource\ttarget\nA.\tA\tB\n")[0].is_ok());
    }
}
