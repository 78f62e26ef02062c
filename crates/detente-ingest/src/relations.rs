//! Tables of sentences with two marked actors.

use std::io::Read;

use detente_schema::{Diagnostic, Place};
use serde::Deserialize;

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
/// other columns are passed over. A row that is not as it should be is an `Err`, the rest goes on.
pub fn relation_rows(
    table: impl Read,
    name: &str,
) -> impl Iterator<Item = Result<RelationRow, Diagnostic>> {
    let reader = csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_reader(table);
    reader.into_deserialize().map(move |row| row.map_err(|error| broken(name, &error)))
}

fn broken(name: &str, error: &csv::Error) -> Diagnostic {
    Diagnostic {
        code: "broken-row".to_owned(),
        place: Place {
            source: name.to_owned(),
            line: error.position().map(csv::Position::line),
            span: None,
        },
        message: format!("the row could not be read: {error}"),
        hint: "a row has the columns sentence, source and target, separated by tabs".to_owned(),
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
}
