//! What the model reads at once: sentences that stand together.

use std::ops::Range;

use detente_schema::{Annotations, Document, Sentence, SentenceKind, Span};

use crate::sentence::within;

/// Most tokens of a passage of several sentences.
const ROOM: usize = 64;

/// Neighbouring sentences of the body, each of which names an actor.
pub(crate) fn of(document: &Document, annotations: &Annotations) -> Vec<Span> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    for (at, sentence) in document.sentences.iter().enumerate() {
        if sentence.kind != SentenceKind::Body || !names_actor(annotations, sentence) {
            continue;
        }
        match passages.last_mut() {
            Some(last) if last.end == at && fits(document, last.start, at) => last.end = at + 1,
            _ => passages.push(at..at + 1),
        }
    }
    passages.into_iter().map(|range| cover(document, &range)).collect()
}

fn names_actor(annotations: &Annotations, sentence: &Sentence) -> bool {
    !within(&annotations.mentions, sentence.span, |m| m.span).is_empty()
}

fn fits(document: &Document, first: usize, last: usize) -> bool {
    let sentences = &document.sentences[first..=last];
    sentences.iter().map(|s| s.tokens.len()).sum::<usize>() <= ROOM
}

fn cover(document: &Document, range: &Range<usize>) -> Span {
    document.sentences[range.start].span.cover(document.sentences[range.end - 1].span)
}
