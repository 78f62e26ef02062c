//! Documents for tests, cut up in the simplest way that keeps the promises of the record.

use detente_schema::{
    Credits, Dct, Digest, Document, OffsetMap, Sentence, SentenceKind, Span, Token, TokenKind,
};

/// A document whose sentences end at full stops before a space and at line ends.
pub(crate) fn document(text: &str) -> Document {
    let tokens = tokens(text);
    Document {
        id: "test".into(),
        digest: Digest("00".into()),
        source: "test".into(),
        raw: OffsetMap::default(),
        credits: Credits::default(),
        dct: Dct::unknown(),
        paragraphs: paragraphs(text),
        sentences: sentences(text, &tokens),
        tokens,
        text: text.into(),
        diagnostics: Vec::new(),
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = 0;
    while let Some(skip) = text[rest..].find(|c: char| !c.is_whitespace()) {
        let start = rest + skip;
        let (len, kind) = token(&text[start..]);
        tokens.push(Token { span: Span::new(start, start + len), kind });
        rest = start + len;
    }
    tokens
}

fn token(text: &str) -> (usize, TokenKind) {
    for ending in ["'s", "’s"] {
        if text.starts_with(ending) {
            return (ending.len(), TokenKind::Word);
        }
    }
    let inner = |c: char| c.is_alphanumeric() || c == '-';
    let len = text.find(|c: char| !inner(c)).unwrap_or(text.len());
    match text.chars().next() {
        Some(first) if len == 0 => (first.len_utf8(), TokenKind::Mark),
        Some(first) if first.is_ascii_digit() => (len, TokenKind::Number),
        _ => (len, TokenKind::Word),
    }
}

fn paragraphs(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut spans = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let lead = line.len() - line.trim_start().len();
            spans.push(Span::new(start + lead, start + lead + trimmed.len()));
        }
        start += line.len();
    }
    spans
}

fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut first = 0;
    for at in 0..tokens.len() {
        let end = tokens[at].span.end();
        let next = tokens.get(at + 1).map_or(text.len(), |token| token.span.start());
        let gap = &text[end..next];
        let stop = matches!(tokens[at].span.of(text), "." | "?" | "!" | "”") && !gap.is_empty();
        let full = stop && text[..end].trim_end_matches('”').ends_with(['.', '?', '!']);
        if full || gap.contains('\n') || at + 1 == tokens.len() {
            sentences.push(Sentence {
                span: Span::new(tokens[first].span.start(), end),
                tokens: first as u32..at as u32 + 1,
                kind: SentenceKind::Body,
            });
            first = at + 1;
        }
    }
    sentences
}
