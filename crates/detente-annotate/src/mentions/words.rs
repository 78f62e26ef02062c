//! The words of a document and the questions that rules ask about them.

use detente_schema::{Document, Span, TokenKind};

/// A document seen as a row of tokens. Indices past either end name an empty token.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    document: &'a Document,
    lower: Vec<String>,
    sentences: Vec<u32>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        let lower = document.tokens.iter().map(|t| fold(document.slice(t.span))).collect();
        let mut sentences = vec![u32::MAX; document.tokens.len()];
        for (number, sentence) in document.sentences.iter().enumerate() {
            sentences[sentence.tokens.start as usize..sentence.tokens.end as usize]
                .fill(u32::try_from(number).unwrap_or(u32::MAX));
        }
        Self { document, lower, sentences }
    }

    pub(crate) fn document(&self) -> &'a Document {
        self.document
    }

    pub(crate) fn len(&self) -> usize {
        self.lower.len()
    }

    /// The token as it stands.
    pub(crate) fn text(&self, at: usize) -> &'a str {
        self.document.tokens.get(at).map_or("", |token| self.document.slice(token.span))
    }

    /// The token in lower case, with a straight apostrophe.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// The token before `at` in lower case.
    pub(crate) fn lower_before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.lower(before))
    }

    pub(crate) fn span(&self, at: usize) -> Span {
        let end = self.document.text.len();
        self.document.tokens.get(at).map_or(Span::new(end, end), |token| token.span)
    }

    /// From the first byte of token `first` to the last of the token before `end`.
    pub(crate) fn cover(&self, first: usize, end: usize) -> Span {
        self.span(first).cover(self.span(end - 1))
    }

    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    pub(crate) fn is_capitalised(&self, at: usize) -> bool {
        self.is_word(at) && self.text(at).starts_with(char::is_uppercase)
    }

    /// True for the ending of a possessive: `'s`, or an apostrophe alone.
    pub(crate) fn is_possessive(&self, at: usize) -> bool {
        matches!(self.lower(at), "'s" | "'") && self.touches_previous(at)
    }

    /// True if nothing lies between the token and the one before it.
    pub(crate) fn touches_previous(&self, at: usize) -> bool {
        at > 0 && self.span(at - 1).end() == self.span(at).start()
    }

    /// Number of the sentence that holds the token; `u32::MAX` for none.
    pub(crate) fn sentence(&self, at: usize) -> u32 {
        self.sentences.get(at).copied().unwrap_or(u32::MAX)
    }

    pub(crate) fn starts_sentence(&self, at: usize) -> bool {
        at == 0 || self.sentence(at - 1) != self.sentence(at)
    }

    /// The first token that starts at `offset` or later.
    pub(crate) fn from(&self, offset: usize) -> usize {
        self.document.tokens.partition_point(|token| token.span.start() < offset)
    }

    /// The token that holds the byte at `offset`, or the first after it.
    pub(crate) fn holding(&self, offset: usize) -> usize {
        self.document.tokens.partition_point(|token| token.span.end() <= offset)
    }
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}
