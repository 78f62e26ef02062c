//! Documents for tests.

use std::sync::LazyLock;

use detente_resources::Resources;
use detente_schema::{
    Credits, Dct, DctBasis, Digest, Document, OffsetMap, Sentence, SentenceKind, Span,
    StableHasher, Token, TokenKind,
};

use crate::profile::Profile;

/// A document of one paragraph whose sentences end with ". ".
pub(crate) fn document(text: &str) -> Document {
    let mut tokens = Vec::new();
    let mut sentences = Vec::new();
    let mut start = 0;
    for sentence in text.split_inclusive(". ") {
        let end = start + sentence.trim_end().len();
        let first = tokens.len() as u32;
        tokens.extend(tokenise(text, Span::new(start, end)));
        let tokens = first..tokens.len() as u32;
        sentences.push(Sentence { span: Span::new(start, end), tokens, kind: SentenceKind::Body });
        start += sentence.len();
    }
    Document {
        id: String::new(),
        digest: Digest(format!("{:016x}", StableHasher::new().field(text).finish())),
        source: String::new(),
        raw: OffsetMap::shifted(0),
        credits: Credits::default(),
        dct: Dct::unknown(),
        paragraphs: vec![Span::new(0, text.len())],
        sentences,
        tokens,
        diagnostics: Vec::new(),
        text: text.to_owned(),
    }
}

/// The same with a date.
pub(crate) fn dated(text: &str, date: &str) -> Document {
    let value = Some(date.parse().unwrap());
    Document { dct: Dct { value, basis: DctBasis::Header, span: None }, ..document(text) }
}

pub(crate) fn profile(text: &str) -> Profile {
    static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::load().unwrap());
    Profile::new(&document(text), &RESOURCES.language.stories)
}

fn tokenise(text: &str, within: Span) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, c) in within.of(text).char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let start = within.start() + at;
        let span = Span::new(start, start + c.len_utf8());
        let kind = match c {
            _ if c.is_ascii_digit() => TokenKind::Number,
            _ if c.is_alphabetic() => TokenKind::Word,
            _ => TokenKind::Mark,
        };
        match tokens.last_mut() {
            Some(last) if joins(*last, kind, start) => last.span = last.span.cover(span),
            _ => tokens.push(Token { span, kind }),
        }
    }
    tokens
}

fn joins(last: Token, kind: TokenKind, start: usize) -> bool {
    last.span.end() == start && last.kind == kind && kind != TokenKind::Mark
}

/// A report of a dispute at sea that never was.
pub(crate) const REPORT: &str = "Fishermen from Ostland accused the coast guard of Westmark on \
    Monday of ramming two wooden boats near the disputed Heron Reef. The foreign ministry in \
    Ostburg summoned the ambassador and demanded compensation for the damaged vessels. A spokesman \
    for the coast guard said the crews had ignored repeated warnings before they entered the closed \
    zone. Both countries have quarrelled over the reef since oil was discovered there in 1987. \
    Analysts expect the quarrel to overshadow a summit of the regional bloc that opens next week. \
    \"We do not want a conflict,\" the minister Anna Holt told reporters in the harbour town of Sund. ";

/// The same in other words.
pub(crate) const REWRITE: &str = "Ostland fishermen have accused the Westmark coast guard of \
    ramming two wooden fishing boats near the disputed Heron Reef on Monday. The Ostburg foreign \
    ministry called in the ambassador and demanded compensation for the damaged boats. The crews had \
    ignored several warnings before they entered the closed zone, a spokesman for the coast guard \
    stated. The two countries have been quarrelling over the reef since oil was found there in 1987. \
    Observers expect the quarrel to overshadow a regional summit that opens next week. \"We do not \
    want any conflict,\" minister Anna Holt told journalists in the port of Sund. ";

/// Another reporter's account of the same.
pub(crate) const ACCOUNT: &str = "Tempers flared at Heron Reef again when, according to skippers \
    who limped home to Sund, patrol ships under Westmark's flag struck their hulls on Monday. Diplomats \
    exchanged angry notes within hours; Ostburg wants money and an apology, officials there made \
    clear. Westmark rejects all blame. Its officers maintain that the trawlers sailed straight into \
    waters declared off limits. Anna Holt, the minister, struck a softer tone and insisted nobody \
    sought war. Oil, found there in 1987, lies at the root of the feud. ";
