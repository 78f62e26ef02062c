use std::ops::Range;

use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// Width of the left column with its gap: "21 September 2018" and two blanks.
const GUTTER: usize = 19;
/// Below this width the left column stands above the right one.
const NARROW: usize = 56;

/// How a text view is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal; the views use at least 30 and at most 100 of them.
    pub width: usize,
    /// Whether to use escape sequences for bold and faint text. They never carry information that
    /// the words do not.
    pub color: bool,
}

impl Style {
    pub(crate) fn columns(self) -> usize {
        self.width.clamp(30, 100)
    }
}

impl Default for Style {
    /// 80 columns, no escape sequences.
    fn default() -> Self {
        Self { width: 80, color: false }
    }
}

/// How a piece of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Strong,
    Faint,
}

/// A text to be wrapped.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    text: String,
    ink: Ink,
    strong: Range<usize>,
    breaks: WordSeparator,
}

impl Paragraph {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ink: Ink::Plain, strong: 0..0, breaks: WordSeparator::AsciiSpace }
    }

    pub(crate) fn strong(text: impl Into<String>) -> Self {
        Self { ink: Ink::Strong, ..Self::plain(text) }
    }

    pub(crate) fn faint(text: impl Into<String>) -> Self {
        Self { ink: Ink::Faint, ..Self::plain(text) }
    }

    /// Prose of any script, broken where the script allows; the bytes `strong` stand out.
    pub(crate) fn highlighted((text, strong): (String, Range<usize>)) -> Self {
        Self { strong, breaks: WordSeparator::UnicodeBreakProperties, ..Self::plain(text) }
    }

    /// The bytes `part` of the text with escape sequences.
    fn paint(&self, part: Range<usize>) -> String {
        let clip = |at: usize| at.clamp(part.start, part.end);
        let (start, end) = (clip(self.strong.start), clip(self.strong.end));
        [
            painted(&self.text[part.start..start], self.ink),
            painted(&self.text[start..end], Ink::Strong),
            painted(&self.text[end..part.end], self.ink),
        ]
        .concat()
    }
}

fn painted(text: &str, ink: Ink) -> String {
    match ink {
        Ink::Plain => text.to_owned(),
        _ if text.is_empty() => String::new(),
        Ink::Strong => format!("\x1b[1m{text}\x1b[0m"),
        Ink::Faint => format!("\x1b[2m{text}\x1b[0m"),
    }
}

/// A text for a terminal, written from top to bottom.
pub(crate) struct Sheet {
    style: Style,
    out: String,
}

impl Sheet {
    pub(crate) fn new(style: Style) -> Self {
        Self { style, out: String::new() }
    }

    /// The heading of the whole.
    pub(crate) fn title(&mut self, text: &str) {
        self.paragraph("", &Paragraph::strong(text));
    }

    /// The heading of a part, in capitals.
    pub(crate) fn heading(&mut self, text: &str) {
        self.blank();
        self.paragraph("", &Paragraph::strong(text.to_uppercase()));
    }

    /// The heading of a part of a part.
    pub(crate) fn subheading(&mut self, text: &str) {
        self.blank();
        self.paragraph("", &Paragraph::strong(text));
    }

    /// A text over the whole width.
    pub(crate) fn line(&mut self, text: &str) {
        self.paragraph("", &Paragraph::plain(text));
    }

    /// An empty line.
    pub(crate) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A row of two columns, `left` and `right`; one above the other where the page is narrow.
    pub(crate) fn row(&mut self, left: &str, right: &[Paragraph]) {
        if self.style.columns() < NARROW {
            self.paragraph("", &Paragraph::plain(left));
            for paragraph in right {
                self.paragraph("  ", paragraph);
            }
            return;
        }
        let labels = self.lines(&Paragraph::plain(left), GUTTER - 2);
        let width = self.style.columns() - GUTTER;
        let texts: Vec<_> = right.iter().flat_map(|p| self.lines(p, width)).collect();
        for i in 0..labels.len().max(texts.len()) {
            let label = labels.get(i).map_or("", String::as_str);
            let text = texts.get(i).map_or("", String::as_str);
            let gap = GUTTER.saturating_sub(display_width(label)).max(1);
            let line = format!("{label}{:gap$}{text}", "");
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }

    /// The text, which ends with a line break.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    fn paragraph(&mut self, indent: &str, paragraph: &Paragraph) {
        for line in self.lines(paragraph, self.style.columns() - indent.len()) {
            self.out.push_str(indent);
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    fn lines(&self, paragraph: &Paragraph, width: usize) -> Vec<String> {
        let mut from = 0;
        let mut painted = Vec::new();
        for line in wrap(&paragraph.text, width, paragraph.breaks) {
            let start = from + paragraph.text[from..].find(line.as_str()).unwrap_or(0);
            from = start + line.len();
            painted.push(if self.style.color { paragraph.paint(start..from) } else { line });
        }
        painted
    }
}

/// Breaks the text between words only; words wider than `width` stick out.
fn wrap(text: &str, width: usize, breaks: WordSeparator) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let options = Options::new(width)
        .break_words(false)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_separator(breaks)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}
