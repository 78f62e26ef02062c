use std::convert::Infallible;
use std::path::PathBuf;
use std::str::FromStr;

use detente_schema::UnknownWord;
use jiff::civil::Date;

use crate::FieldMap;

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with all files below it.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

impl From<PathBuf> for Input {
    /// `-` is standard input.
    fn from(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Self::Stdin } else { Self::Path(path) }
    }
}

impl From<&str> for Input {
    fn from(path: &str) -> Self {
        PathBuf::from(path).into()
    }
}

impl FromStr for Input {
    type Err = Infallible;

    fn from_str(path: &str) -> Result<Self, Self::Err> {
        Ok(path.into())
    }
}

/// How a file holds reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The file is one report.
    Text,
    /// Each line is a JSON object and one report.
    JsonLines,
}

impl FromStr for Format {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word.to_ascii_lowercase().as_str() {
            "txt" | "text" => Ok(Self::Text),
            "jsonl" | "ndjson" => Ok(Self::JsonLines),
            _ => Err(UnknownWord { word: word.to_owned(), allowed: "txt, jsonl".to_owned() }),
        }
    }
}

/// How to read the inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Format of standard input and of files whose name does not tell; `None`: JSON lines if the
    /// first character that is not blank is `{`, else text.
    pub format: Option<Format>,
    /// Names of the fields of JSON items.
    pub fields: FieldMap,
    /// Date of the reports that state none.
    pub dct: Option<Date>,
}
