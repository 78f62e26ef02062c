use std::ops::Range;

use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use crate::marked::{CLOSE, OPEN};

/// Width of the left column with its gap: "21 September 2018" and two blanks.
const GUTTER: usize = 19;
/// Below this width the left column stands above the right one.
const NARROW: usize = 56;
/// From this width on two texts stand side by side.
const WIDE: usize = 80;
/// Between two texts side by side.
const RULE: &str = " │ ";

/// How a text view is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal; the views use at least 30 and at most 100 of them, 160 for two
    /// texts side by side.
    pub width: usize,
    /// Whether to use escape sequences for bold, faint and coloured text. They never carry
    /// information that the words do not.
    pub color: bool,
}

impl Style {
    pub(crate) fn columns(self) -> usize {
        self.width.clamp(30, 100)
    }

    /// The width of each of two texts side by side; `None` where there is no room for two.
    fn half(self) -> Option<usize> {
        let room = self.width.min(160) - display_width(RULE).min(self.width);
        (self.width >= WIDE).then_some(room / 2)
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
    /// Other words of one text.
    Gone,
    /// An altered fact of one text.
    GoneFact,
    /// Other words of the other text.
    New,
    /// An altered fact of the other text.
    NewFact,
}

impl Ink {
    /// What the escape sequence selects.
    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "0",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Gone => "31",
            Self::GoneFact => "1;31",
            Self::New => "32",
            Self::NewFact => "1;32",
        }
    }
}

/// A text to be wrapped.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    text: String,
    ink: Ink,
    /// What stands out, in bytes: in the order of the text, without overlap.
    inks: Vec<(Range<usize>, Ink)>,
    /// True for prose of any script, broken where the script allows; otherwise lines are broken at
    /// blanks only, so that a path or a code stays whole.
    is_prose: bool,
}

impl Paragraph {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ink: Ink::Plain, inks: Vec::new(), is_prose: false }
    }

    pub(crate) fn strong(text: impl Into<String>) -> Self {
        Self { ink: Ink::Strong, ..Self::plain(text) }
    }

    pub(crate) fn faint(text: impl Into<String>) -> Self {
        Self { ink: Ink::Faint, ..Self::plain(text) }
    }

    /// Prose in which the bytes `strong` stand out.
    pub(crate) fn highlighted((text, strong): (String, Range<usize>)) -> Self {
        Self::prose(text, vec![(strong, Ink::Strong)])
    }

    /// Prose in which some bytes stand out: in the order of the text, without overlap.
    pub(crate) fn prose(text: String, inks: Vec<(Range<usize>, Ink)>) -> Self {
        Self { inks, is_prose: true, ..Self::plain(text) }
    }

    /// The same, never wider than the page, whatever it holds.
    pub(crate) fn breakable(self) -> Self {
        Self { is_prose: true, ..self }
    }

    /// The bytes `part` of the text with escape sequences.
    fn paint(&self, part: Range<usize>) -> String {
        let first = self.inks.partition_point(|(range, _)| range.end <= part.start);
        let within = self.inks[first..].iter().take_while(|(range, _)| range.start < part.end);
        let mut out = String::new();
        let mut at = part.start;
        for (range, ink) in within {
            let (start, end) = (range.start.max(at), range.end.min(part.end));
            out += &painted(&self.text[at..start], self.ink);
            out += &painted(&self.text[start..end], *ink);
            at = end;
        }
        out + &painted(&self.text[at..part.end], self.ink)
    }

    /// The lines of at most `width` columns, as bytes of the text.
    fn wrap(&self, width: usize) -> Vec<Range<usize>> {
        let mut from = 0;
        let mut lines = Vec::new();
        for line in wrap(&self.text, width, self.is_prose) {
            let start = from + self.text[from..].find(line.as_str()).unwrap_or(0);
            from = start + line.len();
            lines.push(start..from);
        }
        lines
    }
}

fn painted(text: &str, ink: Ink) -> String {
    if text.is_empty() || ink == Ink::Plain {
        return text.to_owned();
    }
    format!("\x1b[{}m{text}\x1b[0m", ink.code())
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
        self.columns(&labels, &texts, GUTTER - 1, " ");
    }

    /// Two texts side by side; where there is no room for two, one below the other, the lines of
    /// the first after a minus, of the second after a plus.
    pub(crate) fn beside(&mut self, left: &[Paragraph], right: &[Paragraph]) {
        let Some(width) = self.style.half() else {
            left.iter().for_each(|paragraph| self.paragraph("- ", paragraph));
            right.iter().for_each(|paragraph| self.paragraph("+ ", paragraph));
            return;
        };
        let lines = |paragraphs: &[Paragraph]| -> Vec<String> {
            paragraphs.iter().flat_map(|paragraph| self.lines(paragraph, width)).collect()
        };
        let (left, right) = (lines(left), lines(right));
        self.columns(&left, &right, width, RULE);
    }

    /// A text that both of two texts have: twice side by side, or once.
    pub(crate) fn shared(&mut self, left: &[Paragraph], right: &[Paragraph]) {
        if self.style.half().is_some() {
            self.beside(left, right);
        } else {
            left.iter().for_each(|paragraph| self.paragraph("  ", paragraph));
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

    /// Lines beside lines: the left ones in `width` columns, then `between`.
    fn columns(&mut self, left: &[String], right: &[String], width: usize, between: &str) {
        for i in 0..left.len().max(right.len()) {
            let (left, right) = (line_at(left, i), line_at(right, i));
            let pad = width.saturating_sub(display_width(left));
            let line = format!("{left}{:pad$}{between}{right}", "");
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }

    fn lines(&self, paragraph: &Paragraph, width: usize) -> Vec<String> {
        let line = |part: Range<usize>| {
            if self.style.color { paragraph.paint(part) } else { paragraph.text[part].to_owned() }
        };
        paragraph.wrap(width).into_iter().map(line).collect()
    }
}

fn line_at(lines: &[String], at: usize) -> &str {
    lines.get(at).map_or("", String::as_str)
}

/// Breaks the text between words. In prose a word wider than `width` is broken too; elsewhere it
/// sticks out.
fn wrap(text: &str, width: usize, is_prose: bool) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let separator =
        if is_prose { WordSeparator::Custom(words_of_prose) } else { WordSeparator::AsciiSpace };
    let options = Options::new(width)
        .break_words(is_prose)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_separator(separator)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// The words between which the script allows a line to be broken; marks stay with what
/// they mark, and a number with the mark before it.
fn words_of_prose(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut words = WordSeparator::UnicodeBreakProperties.find_words(line).peekable();
    let mut start = 0;
    Box::new(std::iter::from_fn(move || {
        let mut end = start;
        while let Some(word) = words.next() {
            end += word.word.len() + word.whitespace.len();
            if !words.peek().is_some_and(|next| is_glued(&word, next)) {
                break;
            }
        }
        let word = (end > start).then(|| Word::from(&line[start..end]));
        start = end;
        word
    }))
}

fn is_glued(word: &Word<'_>, next: &Word<'_>) -> bool {
    let ends = |marks: [&str; 2]| marks.iter().any(|mark| word.word.ends_with(mark));
    let is_number = ends(CLOSE) && next.word.starts_with('(');
    let is_closed = CLOSE.iter().any(|mark| next.word.starts_with(mark));
    word.whitespace.is_empty() && (ends(OPEN) || is_number || is_closed)
}
