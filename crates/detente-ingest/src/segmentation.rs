//! Paragraphs, units and tokens of a text.

use std::ops::Range;

use detente_schema::{Sentence, SentenceKind, Span, Token};

use crate::paragraphs::Line;
use crate::sentences::SentenceSplitter;

/// How a text is cut.
///
/// Every token lies in exactly one sentence, every sentence in exactly one paragraph; only white
/// space lies between tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segmentation {
    /// Paragraphs, without the blank lines between them.
    pub paragraphs: Vec<Span>,
    /// Sentences and units that stand for one.
    pub sentences: Vec<Sentence>,
    /// Words, numbers and marks.
    pub tokens: Vec<Token>,
}

/// A stretch of the text that is known not to be a sentence of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) span: Span,
    pub(crate) kind: SentenceKind,
}

/// Cuts paragraphs at `units` and splits what is left into sentences.
pub(crate) struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lines: &'a [Line],
    units: &'a [Unit],
    splitter: &'a SentenceSplitter,
    has_blocks: bool,
}

impl<'a> Cutter<'a> {
    pub(crate) fn new(
        text: &'a str,
        tokens: &'a [Token],
        lines: &'a [Line],
        units: &'a [Unit],
        splitter: &'a SentenceSplitter,
    ) -> Self {
        let has_blocks = lines.iter().skip(1).any(|line| line.opens_block);
        Self { text, tokens, lines, units, splitter, has_blocks }
    }

    /// The sentences of all `paragraphs`.
    pub(crate) fn cut(&self, paragraphs: &[Span]) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        let (mut token, mut unit) = (0, 0);
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let mut rest = token..self.token_at(token, paragraph.end());
            token = rest.end;
            while let Some(next) = self.units.get(unit).filter(|u| u.span.start() < paragraph.end())
            {
                let from = self.token_at(rest.start, next.span.start());
                let to = self.token_at(from, next.span.end()).min(rest.end);
                self.body(rest.start..from, paragraphs, i, &mut sentences);
                sentences.extend(self.sentence(from..to, next.kind));
                rest.start = to;
                unit += 1;
            }
            self.body(rest, paragraphs, i, &mut sentences);
        }
        sentences.shrink_to_fit();
        sentences
    }

    /// The first token from `from` that starts at or after byte `at`.
    fn token_at(&self, from: usize, at: usize) -> usize {
        from + self.tokens[from..].partition_point(|token| token.span.start() < at)
    }

    fn body(&self, range: Range<usize>, all: &[Span], i: usize, sentences: &mut Vec<Sentence>) {
        if self.is_heading(&range, all, i) {
            sentences.extend(self.sentence(range, SentenceKind::Heading));
            return;
        }
        for range in self.splitter.split(self.text, self.tokens, range) {
            sentences.extend(self.sentence(range, SentenceKind::Body));
        }
    }

    fn sentence(&self, range: Range<usize>, kind: SentenceKind) -> Option<Sentence> {
        let (first, last) = (self.tokens.get(range.start)?, self.tokens[..range.end].last()?);
        let tokens = range.start as u32..range.end as u32;
        (!range.is_empty()).then(|| Sentence { span: first.span.cover(last.span), tokens, kind })
    }

    /// A heading is a short paragraph on one line, a block of its own wherever the text has
    /// blocks, that starts like one and does not end like a sentence; and a paragraph follows.
    fn is_heading(&self, range: &Range<usize>, paragraphs: &[Span], i: usize) -> bool {
        const LONGEST: usize = 140;
        let span = paragraphs[i];
        let Some(next) = paragraphs.get(i + 1) else { return false };
        let whole = self.tokens.get(range.start).is_some_and(|t| t.span.start() == span.start());
        if !whole || span.len() > LONGEST || range.is_empty() {
            return false;
        }
        let text = span.of(self.text);
        let titled = text.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || is_quote(c));
        let open = text.ends_with(|c: char| c.is_alphanumeric() || is_quote(c));
        let quoted_sentence = text.trim_end_matches(is_quote).ends_with(['.', '!', '?', ',', '…']);
        titled && open && !quoted_sentence && self.is_own_block(span, *next)
    }

    fn is_own_block(&self, span: Span, next: Span) -> bool {
        let line = |span: Span| self.lines.binary_search_by_key(&span.start(), |l| l.span.start());
        let (Ok(this), Ok(next)) = (line(span), line(next)) else { return false };
        next == this + 1
            && (!self.has_blocks || self.lines[this].opens_block && self.lines[next].opens_block)
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’')
}
