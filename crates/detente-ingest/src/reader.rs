//! Files, folders and standard input to raw reports, one after the other.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::iter;
use std::path::Path;

use detente_schema::Diagnostic;
use flate2::bufread::MultiGzDecoder;

use crate::folder::Folder;
use crate::lines::{Line, Lines};
use crate::name::{FileKind, FileName};
use crate::problem::{MAX_REPORT_BYTES, Origin};
use crate::{Format, Input, Options, RawReport};

type Source = Box<dyn BufRead + Send>;
type Report = Result<RawReport, Diagnostic>;
type Reports = Box<dyn Iterator<Item = Report> + Send>;

/// The raw reports of `inputs`, in order; those of a folder in the order of file names.
///
/// Reads as it is asked to and holds one report at a time. An `Err` is an input, or part of one,
/// that could not be read (`lost`), or a remark; the rest goes on.
pub fn reports(inputs: &[Input], options: &Options) -> impl Iterator<Item = Report> + Send + use<> {
    let format = options.format;
    Vec::from(inputs).into_iter().flat_map(move |input| match input {
        Input::Stdin => stream(Box::new(BufReader::new(io::stdin())), "-", "-", format),
        Input::Path(path) if path.is_dir() => folder(&path),
        Input::Path(path) => file(&path, format),
    })
}

fn folder(path: &Path) -> Reports {
    Box::new(Folder::new(path).flat_map(|entry| match entry {
        Ok(path) => file(&path, None),
        Err(diagnostic) => failed(diagnostic),
    }))
}

fn file(path: &Path, format: Option<Format>) -> Reports {
    let source = path.display().to_string();
    let origin = Origin { source: &source, line: None };
    let name = FileName::of(path);
    let format = match name.kind() {
        FileKind::Reports(known) => Some(known),
        FileKind::Refused(extension) => return failed(origin.unsupported(&extension)),
        FileKind::Other => format,
    };
    match open(path, name.gzip) {
        Ok(reader) => stream(reader, &source, &name.name, format),
        Err(error) => failed(origin.io(&error)),
    }
}

fn open(path: &Path, gzip: bool) -> io::Result<Source> {
    let reader = BufReader::with_capacity(1 << 16, File::open(path)?);
    Ok(if gzip { Box::new(BufReader::new(MultiGzDecoder::new(reader))) } else { Box::new(reader) })
}

fn failed(diagnostic: Diagnostic) -> Reports {
    Box::new(iter::once(Err(diagnostic)))
}

fn stream(mut reader: Source, source: &str, name: &str, format: Option<Format>) -> Reports {
    let format = match format.map_or_else(|| sniff(&mut *reader), Ok) {
        Ok(format) => format,
        Err(error) => return failed(Origin { source, line: None }.io(&error)),
    };
    match format {
        Format::Text => Box::new(iter::once(text(reader, source, name))),
        Format::JsonLines => Box::new(Items::new(reader, source, name)),
    }
}

/// JSON lines begin with `{`; whatever else is text.
fn sniff(reader: &mut dyn BufRead) -> io::Result<Format> {
    let head = reader.fill_buf()?;
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let first = head.iter().find(|b| !b.is_ascii_whitespace());
    Ok(if first == Some(&b'{') { Format::JsonLines } else { Format::Text })
}

fn text(reader: Source, source: &str, name: &str) -> Report {
    let origin = Origin { source, line: None };
    let mut bytes = Vec::new();
    let limit = MAX_REPORT_BYTES as u64 + 1;
    reader.take(limit).read_to_end(&mut bytes).map_err(|error| origin.io(&error))?;
    if bytes.len() > MAX_REPORT_BYTES {
        return Err(origin.too_large("the file"));
    }
    let (source, name) = (source.to_owned(), name.to_owned());
    Ok(RawReport { source, line: None, offset: 0, name, format: Format::Text, bytes })
}

/// The items of a file of JSON lines.
struct Items {
    lines: Lines<Source>,
    line: u64,
    source: String,
    name: String,
    done: bool,
}

impl Items {
    fn new(reader: Source, source: &str, name: &str) -> Self {
        let (source, name) = (source.to_owned(), name.to_owned());
        Self { lines: Lines::new(reader), line: 0, source, name, done: false }
    }

    fn item(&self, offset: u64, bytes: Vec<u8>) -> RawReport {
        let (source, name) = (self.source.clone(), self.name.clone());
        RawReport { source, line: Some(self.line), offset, name, format: Format::JsonLines, bytes }
    }
}

impl Iterator for Items {
    type Item = Report;

    fn next(&mut self) -> Option<Report> {
        while !self.done {
            self.line += 1;
            let origin = Origin { source: &self.source, line: Some(self.line) };
            match self.lines.next() {
                Ok(Some(Line::Whole { bytes, .. })) if is_blank(&bytes) => {}
                Ok(Some(Line::Whole { offset, bytes })) => {
                    let (offset, bytes) = without_mark(offset, bytes);
                    return Some(Ok(self.item(offset, bytes)));
                }
                Ok(Some(Line::TooLong)) => return Some(Err(origin.too_large("the line"))),
                Ok(None) => self.done = true,
                Err(error) => {
                    let diagnostic = origin.io(&error);
                    self.done = true;
                    return Some(Err(diagnostic));
                }
            }
        }
        None
    }
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_whitespace)
}

/// Takes the byte order mark from the first line of a file.
fn without_mark(offset: u64, mut bytes: Vec<u8>) -> (u64, Vec<u8>) {
    if offset == 0 && bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
        return (3, bytes);
    }
    (offset, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::Write;

    fn read(path: &Path) -> Vec<Report> {
        reports(&[Input::Path(path.to_owned())], &Options::default()).collect()
    }

    fn code(report: &Report) -> &str {
        &report.as_ref().unwrap_err().code
    }

    #[test]
    fn a_folder_is_read_in_the_order_of_names() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("b")).unwrap();
        for name in ["c.txt", "b/x.txt", "a.jsonl", ".hidden.txt", "page.html", "notes.md"] {
            fs::write(dir.path().join(name), "{\"text\":\"Rain fell.\"}").unwrap();
        }
        let found = read(dir.path());
        let names: Vec<&str> = found.iter().flatten().map(|r| r.name.as_str()).collect();
        assert_eq!(names, ["a.jsonl", "x.txt", "c.txt"]);
        let remark = found.last().unwrap().as_ref().unwrap_err();
        assert!(!remark.lost && remark.code == "skipped-files");
        assert!(remark.message.contains("1 .html, 1 .md"), "{}", remark.message);
    }

    #[test]
    fn missing_and_unsupported_files_are_named() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(code(&read(&dir.path().join("none.txt"))[0]), "not-found");
        assert_eq!(code(&read(dir.path())[0]), "empty-folder");
        fs::write(dir.path().join("a.html"), "<p>").unwrap();
        assert_eq!(code(&read(&dir.path().join("a.html"))[0]), "unsupported-format");
    }

    #[test]
    fn a_long_line_is_lost_and_the_next_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.jsonl");
        let mut file = File::create(&path).unwrap();
        io::copy(&mut io::repeat(b'[').take(MAX_REPORT_BYTES as u64 + 1), &mut file).unwrap();
        file.write_all(b"\n\n{\"text\":\"x\"}\n").unwrap();
        let found = read(&path);
        assert_eq!(found.len(), 2);
        assert_eq!(code(&found[0]), "too-large");
        assert_eq!(found[1].as_ref().unwrap().line, Some(3));
    }

    #[test]
    fn a_text_file_that_is_too_large_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        File::create(&path).unwrap().set_len(MAX_REPORT_BYTES as u64 + 1).unwrap();
        assert_eq!(code(&read(&path)[0]), "too-large");
    }

    #[test]
    fn compressed_files_are_the_same_reports() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt.gz");
        let file = File::create(&path).unwrap();
        let mut gz = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        gz.write_all(b"Rain fell.").unwrap();
        gz.finish().unwrap();
        let found = read(&path);
        let report = found[0].as_ref().unwrap();
        assert_eq!((report.name.as_str(), report.bytes.as_slice()), ("a.txt", &b"Rain fell."[..]));
        fs::write(&path, b"no gzip").unwrap();
        assert_eq!(code(&read(&path)[0]), "unreadable");
    }

    #[test]
    fn the_format_of_other_files_is_seen_from_their_first_character() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("items");
        fs::write(&path, "\u{feff} {\"text\":\"x\"}").unwrap();
        assert_eq!(read(&path)[0].as_ref().unwrap().format, Format::JsonLines);
        fs::write(&path, "Rain fell.").unwrap();
        assert_eq!(read(&path)[0].as_ref().unwrap().format, Format::Text);
    }
}
