//! The diagnostics of this crate, worded in one place.

use std::collections::BTreeMap;
use std::io;

use detente_schema::{Diagnostic, Place, Span};

/// The largest report that is read, in bytes of the file.
pub const MAX_REPORT_BYTES: usize = 20_000_000;

/// Where a report came from, for its diagnostics.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin<'a> {
    pub(crate) source: &'a str,
    pub(crate) line: Option<u64>,
}

impl Origin<'_> {
    fn diagnostic(self, code: &str, message: String, hint: &str, lost: bool) -> Diagnostic {
        let place = Place { source: self.source.to_owned(), line: self.line, span: None };
        Diagnostic { code: code.to_owned(), place, message, hint: hint.to_owned(), lost }
    }

    fn lost(self, code: &str, message: impl Into<String>, hint: &str) -> Diagnostic {
        self.diagnostic(code, message.into(), hint, true)
    }

    fn remark(self, code: &str, message: impl Into<String>, hint: &str) -> Diagnostic {
        self.diagnostic(code, message.into(), hint, false)
    }

    pub(crate) fn io(self, error: &io::Error) -> Diagnostic {
        match error.kind() {
            io::ErrorKind::NotFound => {
                self.lost("not-found", "there is no such file or folder", "check the path")
            }
            io::ErrorKind::PermissionDenied => self.lost(
                "no-permission",
                "this file or folder may not be read",
                "ask its owner for the right to read it",
            ),
            _ => self.lost(
                "unreadable",
                format!("could not be read: {error}"),
                "check that the file is whole and the disk in order; the rest was read",
            ),
        }
    }

    pub(crate) fn too_large(self, what: &str) -> Diagnostic {
        let limit = MAX_REPORT_BYTES / 1_000_000;
        self.lost(
            "too-large",
            format!("{what} is larger than {limit} MB, the most that is read as one report"),
            "split it into single reports",
        )
    }

    pub(crate) fn unsupported(self, extension: &str) -> Diagnostic {
        self.lost(
            "unsupported-format",
            format!(".{extension} files are not read yet"),
            "save the article's text as .txt, or as one JSON object a line in a .jsonl file",
        )
    }

    pub(crate) fn skipped(self, extensions: &BTreeMap<String, u64>) -> Diagnostic {
        let total: u64 = extensions.values().sum();
        let list: Vec<String> =
            extensions.iter().map(|(extension, n)| format!("{n} {extension}")).collect();
        let files = if total == 1 { "file" } else { "files" };
        self.remark(
            "skipped-files",
            format!("{total} {files} of other kinds skipped: {}", list.join(", ")),
            "only .txt, .jsonl and .ndjson files are read (also with .gz); .html is not read yet",
        )
    }

    pub(crate) fn no_reports(self) -> Diagnostic {
        self.lost(
            "empty-folder",
            "no .txt, .jsonl or .ndjson file in this folder",
            "check the path",
        )
    }

    pub(crate) fn empty(self) -> Diagnostic {
        self.lost("empty", "there is no text in it", "nothing to do, unless a text was expected")
    }

    pub(crate) fn nul_bytes(self, at: usize) -> Diagnostic {
        self.lost(
            "nul-bytes",
            format!("byte {at} is NUL: this is no text but binary data"),
            "give the text of the report; word-processor and PDF files must be saved as text",
        )
    }

    pub(crate) fn nul_character(self) -> Diagnostic {
        self.lost(
            "nul-bytes",
            "the text holds a NUL character: this is no text but binary data",
            "give the text of the report",
        )
    }

    pub(crate) fn invalid_utf8(self, at: usize, encoding: &str, replaced: usize) -> Diagnostic {
        let damage = match replaced {
            0 => String::new(),
            1 => "; 1 character could not be read and stands as U+FFFD".to_owned(),
            n => format!("; {n} characters could not be read and stand as U+FFFD"),
        };
        self.remark(
            "invalid-utf8",
            format!("byte {at} is not valid UTF-8; the text was read as {encoding}{damage}"),
            "if characters look wrong, convert the file to UTF-8",
        )
    }

    pub(crate) fn damaged_characters(self, encoding: &str, replaced: usize) -> Diagnostic {
        self.remark(
            "damaged-characters",
            format!("{replaced} characters are not valid {encoding} and stand as U+FFFD"),
            "if characters are missing, convert the file to UTF-8 again",
        )
    }

    pub(crate) fn line_not_utf8(self, at: usize) -> Diagnostic {
        self.lost(
            "invalid-utf8",
            format!("byte {at} of the line is not valid UTF-8, as JSON must be"),
            "convert the file to UTF-8",
        )
    }

    pub(crate) fn not_json(self, reason: &str) -> Diagnostic {
        self.lost(
            "invalid-json",
            format!("the line is not a JSON object: {reason}"),
            "each line must be one object, such as {\"id\":\"1\",\"date\":\"2021-07-12\",\"text\":\"...\"}",
        )
    }

    pub(crate) fn no_text(self, name: &str) -> Diagnostic {
        self.lost(
            "missing-text",
            format!("the item has no field `{name}`"),
            "name the field that holds the text: --map text=NAME",
        )
    }

    pub(crate) fn wrong_type(self, name: &str, found: &str) -> Diagnostic {
        self.lost(
            "wrong-type",
            format!("the field `{name}` must be a string, but is {found}"),
            "name the field that holds the text: --map text=NAME",
        )
    }

    pub(crate) fn bad_text(self, name: &str, reason: &str) -> Diagnostic {
        self.lost(
            "invalid-json",
            format!("the string in field `{name}` cannot be read: {reason}"),
            "write the item again as UTF-8 JSON",
        )
    }

    pub(crate) fn ignored_field(self, name: &str, found: &str) -> Diagnostic {
        self.remark(
            "ignored-field",
            format!("the field `{name}` is {found} and was not used"),
            "give it as a string",
        )
    }

    pub(crate) fn bad_date(self, name: &str, value: &str) -> Diagnostic {
        let value: String = value.chars().take(60).collect();
        self.remark(
            "bad-date",
            format!(
                "the field `{name}` holds no date that can be read: `{value}`; it was not used"
            ),
            "write dates as YYYY-MM-DD",
        )
    }

    pub(crate) fn ambiguous_date(self, span: Span, value: &str) -> Diagnostic {
        let mut remark = self.remark(
            "ambiguous-date",
            format!("`{value}` may be day/month or month/day; it was not taken as the date"),
            "write dates as YYYY-MM-DD, or give the date",
        );
        remark.place.span = Some(span);
        remark
    }
}
