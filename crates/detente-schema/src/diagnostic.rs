use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Span;

/// Something that could not be read or decided: where, what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable short name, such as `invalid-utf8`.
    pub code: String,
    /// Where.
    pub place: Place,
    /// What happened, in words for the reader.
    pub message: String,
    /// What the reader may do.
    pub hint: String,
    /// True if an input, or part of one, is missing from the result; false for a remark.
    pub lost: bool,
}

/// Where a [`Diagnostic`] belongs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// The input as the user named it.
    pub source: String,
    /// Line of the file, counted from 1.
    pub line: Option<u64>,
    /// Span in the document's text.
    pub span: Option<Span>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(span) = self.span {
            write!(f, ":{}-{}", span.start(), span.end())?;
        }
        Ok(())
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)?;
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        Ok(())
    }
}
