use std::io::{self, BufRead};

use memchr::memchr;

use crate::problem::MAX_REPORT_BYTES;

/// A line of a file, bounded in size.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Its bytes without the line break, and where they begin.
    Whole { offset: u64, bytes: Vec<u8> },
    /// Longer than [`MAX_REPORT_BYTES`]; its bytes were skipped.
    TooLong,
}

/// Reads lines one after the other, never holding more than [`MAX_REPORT_BYTES`].
pub(crate) struct Lines<R> {
    reader: R,
    offset: u64,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, offset: 0 }
    }

    /// The next line; `None` at the end of the file.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line>> {
        let offset = self.offset;
        let mut bytes = Vec::new();
        let mut too_long = false;
        loop {
            let chunk = self.reader.fill_buf()?;
            let newline = memchr(b'\n', chunk);
            let part = &chunk[..newline.unwrap_or(chunk.len())];
            too_long |= bytes.len() + part.len() > MAX_REPORT_BYTES;
            if too_long {
                bytes = Vec::new();
            } else {
                bytes.extend_from_slice(part);
            }
            let (end, read) = (chunk.is_empty(), part.len() + usize::from(newline.is_some()));
            self.reader.consume(read);
            self.offset += read as u64;
            if newline.is_some() || end {
                break;
            }
        }
        if self.offset == offset {
            return Ok(None);
        }
        Ok(Some(if too_long { Line::TooLong } else { whole(offset, bytes) }))
    }
}

fn whole(offset: u64, mut bytes: Vec<u8>) -> Line {
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    Line::Whole { offset, bytes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor, Read, repeat};

    fn all(reader: impl BufRead) -> Vec<Line> {
        let mut lines = Lines::new(reader);
        std::iter::from_fn(|| lines.next().unwrap()).collect()
    }

    #[test]
    fn lines_carry_their_offsets() {
        let found = all(BufReader::with_capacity(2, Cursor::new("ab\r\n\ncde")));
        let whole = |offset, text: &str| Line::Whole { offset, bytes: text.into() };
        assert_eq!(found, [whole(0, "ab"), whole(4, ""), whole(5, "cde")]);
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped_to_its_end() {
        let long = repeat(b'x').take(MAX_REPORT_BYTES as u64 + 1);
        let found = all(BufReader::new(long.chain(Cursor::new("\nrest"))));
        let offset = MAX_REPORT_BYTES as u64 + 2;
        assert_eq!(found, [Line::TooLong, Line::Whole { offset, bytes: "rest".into() }]);
    }
}
