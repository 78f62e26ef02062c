//! Lines and paragraphs.

use detente_schema::Span;
use memchr::memchr3_iter;

/// Lines wider than this are never wrapped, so each of them is a paragraph.
const WIDEST_WRAP: usize = 110;
/// Lines narrower than this end because they are at an end.
const NARROWEST_WRAP: usize = 50;

/// A line of no more words than these may be an entry of a list.
const WORDS_OF_PROSE: usize = 4;

/// The first byte in UTF-8 of U+2028 and U+2029.
const FIRST_OF_SEPARATORS: u8 = 0xE2;

/// A line that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// Without white space around it.
    pub(crate) span: Span,
    /// A blank line stands before it, or nothing.
    pub(crate) opens_block: bool,
}

/// The lines of a text that are not blank.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut blank = true;
    let mut at = 0;
    while at < text.len() {
        let raw = first_line(&text[at..]);
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            // The second half of a line break that ends in CR LF is no blank line.
            blank |= !(raw == "\n" && text[..at].ends_with('\r'));
        } else {
            let start = at + (raw.len() - raw.trim_start().len());
            let span = Span::new(start, start + trimmed.len());
            lines.push(Line { span, opens_block: blank });
            blank = false;
        }
        at += raw.len();
    }
    lines
}

/// What `text` begins with, up to and with its first line break.
fn first_line(text: &str) -> &str {
    const SEPARATORS: [char; 2] = ['\u{2028}', '\u{2029}'];
    let bytes = text.as_bytes();
    let ends = |&at: &usize| bytes[at].is_ascii() || text[at..].starts_with(SEPARATORS);
    let end = memchr3_iter(b'\n', b'\r', FIRST_OF_SEPARATORS, bytes).find(ends);
    end.map_or(text, |at| &text[..at + if bytes[at].is_ascii() { 1 } else { 3 }])
}

/// Blocks between blank lines. Inside a block a line goes on in the next one if that begins in the
/// middle of a sentence, or if the block is wrapped at a width and the next word would not have fitted.
pub(crate) fn paragraphs(text: &str, lines: &[Line]) -> Vec<Span> {
    let mut paragraphs: Vec<Span> = Vec::new();
    for block in lines.chunk_by(|_, next| !next.opens_block) {
        let width = block.iter().map(|line| width(text, line.span)).max().unwrap_or_default();
        let wrapped = (NARROWEST_WRAP..=WIDEST_WRAP).contains(&width);
        let ends = |line: &Line, next: &Line| {
            let broken = width <= WIDEST_WRAP && goes_on(line.span.of(text), next.span.of(text));
            !broken && (!wrapped || fits(text, line.span, next.span, width))
        };
        for paragraph in block.chunk_by(|line, next| !ends(line, next)) {
            let spans = paragraph.iter().map(|line| line.span);
            paragraphs.extend(spans.reduce(Span::cover));
        }
    }
    paragraphs
}

/// True if a sentence was broken between the lines: several words, no mark, then a small letter.
fn goes_on(line: &str, next: &str) -> bool {
    let open = line.ends_with(|c: char| c.is_alphanumeric() || c == ',');
    open && next.starts_with(char::is_lowercase)
        && line.split_whitespace().nth(WORDS_OF_PROSE).is_some()
}

fn width(text: &str, span: Span) -> usize {
    span.of(text).chars().count()
}

/// True if the first word of `next` would have fitted on `line`.
fn fits(text: &str, line: Span, next: Span, widest: usize) -> bool {
    let word = next.of(text).split_whitespace().next().unwrap_or_default();
    width(text, line) + 1 + word.chars().count() <= widest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        paragraphs(text, &lines(text)).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(split("\n\n one \r\n\r\n\t\r\ntwo\n"), ["one", "two"]);
        assert_eq!(split("one\r\ntwo"), ["one", "two"]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let wrapped = "The ministers of both countries met for the first time in\n\
                       nine years and spoke of trade.\nThey will meet again.";
        assert_eq!(split(wrapped).len(), 2);
        assert!(split(wrapped)[0].ends_with("trade."));
    }

    #[test]
    fn a_sentence_goes_on_in_small_letters() {
        let broken = "He said that in the past three\nmonths they had met\nTheir talks went on";
        assert_eq!(split(broken).len(), 2);
        assert_eq!(split("fruit and nuts\nvegetables").len(), 2);
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long = "word ".repeat(40);
        assert_eq!(split(&format!("{long}\n{long}")).len(), 2);
    }
}
