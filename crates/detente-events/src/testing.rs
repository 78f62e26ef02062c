//! Documents for tests: two invented states, sentences by full stop.

use std::sync::LazyLock;

use detente_resources::Resources;
use detente_schema::{
    ActorId, ActorRef, Annotations, Country, Credits, Dct, DctBasis, Digest, Document,
    EventMention, Mention, MentionKind, OffsetMap, Sector, Sentence, SentenceKind, Span, Timex,
    TimexType, TimexValue, Token, TokenKind, Usage,
};
use jiff::civil::date;

use crate::Coder;

pub(crate) fn document(text: &str) -> Document {
    let tokens = tokens(text);
    let mut sentences = Vec::new();
    let mut start = 0;
    for (i, token) in tokens.iter().enumerate() {
        if token.span.of(text) == "." || i + 1 == tokens.len() {
            let span = tokens[start].span.cover(token.span);
            let range = start as u32..(i + 1) as u32;
            sentences.push(Sentence { span, tokens: range, kind: SentenceKind::Body });
            start = i + 1;
        }
    }
    Document {
        id: "test".to_owned(),
        digest: Digest("0".repeat(64)),
        source: "-".to_owned(),
        raw: OffsetMap::shifted(0),
        credits: Credits::default(),
        dct: Dct { value: Some(date(2020, 5, 15)), basis: DctBasis::Metadata, span: None },
        paragraphs: vec![Span::new(0, text.len())],
        sentences,
        tokens,
        diagnostics: Vec::new(),
        text: text.to_owned(),
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let end = at + letter.len_utf8();
        let kind = match letter {
            c if c.is_alphabetic() || c == '-' => TokenKind::Word,
            c if c.is_ascii_digit() => TokenKind::Number,
            _ => TokenKind::Mark,
        };
        match tokens.last_mut() {
            Some(last) if last.span.end() == at && last.kind == kind && kind != TokenKind::Mark => {
                last.span = Span::new(last.span.start(), end);
            }
            _ => tokens.push(Token { span: Span::new(at, end), kind }),
        }
    }
    tokens
}

fn find(text: &str, word: &str) -> Vec<Span> {
    text.match_indices(word).map(|(at, _)| Span::new(at, at + word.len())).collect()
}

pub(crate) fn annotations(text: &str) -> Annotations {
    let words = [
        ("Ruritanian ", "RUR", Usage::Modifier),
        ("Ruritania", "RUR", Usage::Actor),
        ("Elbonian ", "ELB", Usage::Modifier),
        ("Elbonia", "ELB", Usage::Actor),
    ];
    let mut mentions: Vec<Mention> = Vec::new();
    for (word, country, usage) in words {
        for span in find(text, word) {
            let span = Span::new(span.start(), span.start() + word.trim_end().len());
            if !mentions.iter().any(|m| m.span.overlaps(span)) {
                mentions.push(mention(span, country, usage));
            }
        }
    }
    mentions.sort_by_key(|m| m.span);
    let dates = [
        ("yesterday", "2020-05-14"),
        ("1961", "1961"),
        ("March 2020", "2020-03"),
        ("March", "2020-03"),
        ("June 2020", "2020-06"),
        ("June", "2020-06"),
        ("recently", "PAST_REF"),
        ("now", "PRESENT_REF"),
        ("two days", "P2D"),
    ];
    let mut timexes: Vec<Timex> = dates
        .iter()
        .flat_map(|(word, value)| find(text, word).into_iter().map(|s| timex(s, value)))
        .collect();
    timexes.sort_by_key(|t| (t.span.start(), std::cmp::Reverse(t.span.end())));
    timexes.dedup_by_key(|t| t.span.start());
    Annotations { mentions, timexes, quotations: Vec::new() }
}

fn mention(span: Span, country: &str, usage: Usage) -> Mention {
    let actor = ActorRef {
        id: Some(ActorId(country.to_owned())),
        name: country.to_owned(),
        country: Country(country.to_owned()),
        sector: Sector::Government,
    };
    Mention {
        span,
        kind: MentionKind::Name,
        usage,
        actors: vec![actor],
        unresolved: None,
        found_by: "test".to_owned(),
    }
}

fn timex(span: Span, value: &str) -> Timex {
    Timex {
        span,
        kind: if value == "P2D" { TimexType::Duration } else { TimexType::Date },
        value: TimexValue::Absolute(value.to_owned()),
        modifier: None,
        found_by: "test".to_owned(),
    }
}

pub(crate) fn coder() -> &'static Coder {
    static CODER: LazyLock<&Coder> =
        LazyLock::new(|| Box::leak(Box::new(Coder::new(&Resources::load().unwrap()).unwrap())));
    &CODER
}

/// The events of a text, each as "TYPE modality source>target".
pub(crate) fn told(text: &str) -> Vec<String> {
    let countries = |side: &[detente_schema::Participant]| {
        side.iter().map(|p| p.country.0.clone()).collect::<Vec<_>>().join("+")
    };
    let line = |e: &EventMention| {
        format!("{} {} {}>{}", e.kind, e.modality, countries(&e.source), countries(&e.target))
    };
    coder().code(&document(text), &annotations(text)).iter().map(line).collect()
}

/// When the act happened that `trigger` tells: `begin..end basis`, with a star if it is history.
pub(crate) fn dated(text: &str, trigger: &str) -> String {
    let spans = find(text, trigger);
    let found = coder().date(&document(text), &annotations(text), &spans[..1]);
    let [act] = found.as_slice() else { panic!("{text}: {found:?}") };
    let day = |day: Option<jiff::civil::Date>| day.map_or("?".to_owned(), |d| d.to_string());
    let (begin, end) = (day(act.date.interval.begin), day(act.date.interval.end));
    let star = if act.background { " *" } else { "" };
    format!("{begin}..{end} {}{star}", act.date.basis)
}

/// The only event of a text.
pub(crate) fn only(text: &str) -> EventMention {
    let mut events = coder().code(&document(text), &annotations(text));
    assert_eq!(events.len(), 1, "{text}: {events:?}");
    events.remove(0)
}
