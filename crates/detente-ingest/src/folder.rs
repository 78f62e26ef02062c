use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use detente_schema::Diagnostic;
use walkdir::{DirEntry, FilterEntry, IntoIter, WalkDir};

use crate::name::{FileKind, FileName};
use crate::problem::Origin;

type Entries = FilterEntry<IntoIter, fn(&DirEntry) -> bool>;

/// The files below a folder that hold reports, in the order of their names; at the end a remark on
/// those that were skipped. Hidden files are passed over.
pub(crate) struct Folder {
    source: String,
    entries: Option<Entries>,
    found: bool,
    skipped: BTreeMap<String, u64>,
}

impl Folder {
    pub(crate) fn new(path: &Path) -> Self {
        let entries = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
        let entries = entries.filter_entry(is_shown as fn(&DirEntry) -> bool);
        let source = path.display().to_string();
        Self { source, entries: Some(entries), found: false, skipped: BTreeMap::new() }
    }

    /// The entry's path if it holds reports; other files are counted.
    fn report(&mut self, entry: DirEntry) -> Option<PathBuf> {
        if entry.file_type().is_dir() {
            return None;
        }
        let name = FileName::of(entry.path());
        if let FileKind::Reports(_) = name.kind() {
            return Some(entry.into_path());
        }
        let extension =
            name.extension().map_or("without extension".to_owned(), |e| format!(".{e}"));
        *self.skipped.entry(extension).or_default() += 1;
        None
    }

    fn end(&self) -> Option<Diagnostic> {
        let origin = Origin { source: &self.source, line: None };
        if !self.skipped.is_empty() {
            return Some(origin.skipped(&self.skipped));
        }
        (!self.found).then(|| origin.no_reports())
    }
}

impl Iterator for Folder {
    type Item = Result<PathBuf, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(entry) = self.entries.as_mut()?.next() else {
                self.entries = None;
                return self.end().map(Err);
            };
            let found = match entry {
                Ok(entry) => self.report(entry).map(Ok),
                Err(error) => Some(Err(unreadable(&self.source, error))),
            };
            if found.is_some() {
                self.found = true;
                return found;
            }
        }
    }
}

fn is_shown(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn unreadable(folder: &str, error: walkdir::Error) -> Diagnostic {
    let source = error.path().map_or(folder.to_owned(), |path| path.display().to_string());
    Origin { source: &source, line: None }.io(&io::Error::from(error))
}
