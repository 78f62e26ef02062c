use std::path::Path;

use crate::Format;

/// A file's name, and what it says about the content.
pub(crate) struct FileName {
    /// Without folders and without `.gz`.
    pub(crate) name: String,
    /// The name ends in `.gz`.
    pub(crate) gzip: bool,
}

/// What a file's name says.
pub(crate) enum FileKind {
    /// Reports in this format.
    Reports(Format),
    /// A format that is not read, by its extension.
    Refused(String),
    /// Nothing.
    Other,
}

impl FileName {
    pub(crate) fn of(path: &Path) -> Self {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        match name.strip_suffix(".gz") {
            Some(inner) => Self { name: inner.to_owned(), gzip: true },
            None => Self { name, gzip: false },
        }
    }

    /// What follows the last full stop, in lower case.
    pub(crate) fn extension(&self) -> Option<String> {
        let (stem, extension) = self.name.rsplit_once('.')?;
        (!stem.is_empty()).then(|| extension.to_lowercase())
    }

    pub(crate) fn kind(&self) -> FileKind {
        match self.extension().as_deref() {
            Some("txt") => FileKind::Reports(Format::Text),
            Some("jsonl" | "ndjson") => FileKind::Reports(Format::JsonLines),
            Some(known @ ("html" | "htm" | "pdf" | "docx" | "xml" | "warc" | "parquet")) => {
                FileKind::Refused(known.to_owned())
            }
            _ => FileKind::Other,
        }
    }
}
