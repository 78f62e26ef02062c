//! Attributed speech: what is said, by whom, and through whom it reached the reader.

mod chain;
mod content;
mod cues;
mod lexicon;
mod marks;
mod speaker;
#[cfg(test)]
mod tests;
mod unit;

use detente_resources::QuoteLexicon;
use detente_schema::{Document, Mention, Quotation, QuotationKind, Speaker};

use crate::mentions::words::Words;
use content::Content;
use cues::Cue;
use lexicon::Lexicon;
use unit::{Page, Unit};

/// Finds quotations; holds the lexicon, arranged for look-up.
#[derive(Debug)]
pub(crate) struct Finder {
    lexicon: Lexicon,
}

impl Finder {
    pub(crate) fn new(lexicon: &QuoteLexicon) -> Self {
        Self { lexicon: Lexicon::new(lexicon) }
    }

    /// The quotations in the order of the text. `mentions` are those of the document, in order.
    pub(crate) fn find(&self, document: &Document, mentions: &[Mention]) -> Vec<Quotation> {
        let islands = marks::islands(document);
        let words = Words::new(document);
        let page = Page { words, mentions, lexicon: &self.lexicon, islands: &islands };
        let mut quotations = Vec::new();
        for unit in page.units() {
            read(&page, &unit, &mut quotations);
        }
        take_from_next(&mut quotations);
        quotations.sort_by_key(|quotation| (quotation.span.start(), quotation.span.end()));
        quotations.dedup_by_key(|quotation| quotation.span);
        chain::complete(&page, &mut quotations);
        quotations
    }
}

/// Reads a unit by its verbs; what is quoted in it without one belongs to the speaker before.
fn read(page: &Page, unit: &Unit, quotations: &mut Vec<Quotation>) {
    let cues = cues::find(page, unit);
    let first = quotations.len();
    for (number, cue) in cues.iter().enumerate() {
        let Some(content) = content::of(page, unit, cue, cues.get(number + 1)) else { continue };
        match carried(&quotations[first..], &content) {
            Some(place) => chain::carry(&mut quotations[first + place], cue),
            None => quotations.push(attribute(page, quotations, content, cue)),
        }
    }
    let said = quotations[first..].to_vec();
    for island in unit.islands {
        if said.iter().any(|quotation| quotation.span.overlaps(island.inner)) {
            continue;
        }
        quotations.extend(unattributed(page, unit, island, quotations.last()));
    }
}

/// The quotation of the same unit that the content repeats: its verb then names a carrier.
fn carried(said: &[Quotation], content: &Content) -> Option<usize> {
    let promise = |q: &Quotation| q.found_by == UNDERTAKING;
    said.iter().position(|q| q.span.overlaps(content.span) && !promise(q))
}

const UNDERTAKING: &str = "undertaking";

fn attribute(page: &Page, said: &[Quotation], content: Content, cue: &Cue) -> Quotation {
    let rule = match content.kind {
        _ if cue.verb.undertakes && content.quoted.is_empty() => UNDERTAKING,
        QuotationKind::Direct => "direct",
        QuotationKind::Mixed => "mixed",
        QuotationKind::Indirect => "indirect",
    };
    Quotation {
        span: content.span,
        kind: content.kind,
        quoted: content.quoted,
        cue: Some(page.words.cover(cue.at, cue.end)),
        speaker: speaker::of(page, cue, said.last().and_then(|q| q.speaker.as_ref())),
        chain: Vec::new(),
        found_by: rule.to_owned(),
    }
}

/// Fewer words between marks without a verb are scare quotes or a title.
const FEWEST_WORDS: usize = 5;

/// Found before anyone has spoken: the speaker may follow.
const WAITING: &str = "direct/unattributed";

fn unattributed(
    page: &Page,
    unit: &Unit,
    island: &marks::Island,
    before: Option<&Quotation>,
) -> Option<Quotation> {
    let whole = unit.span.len() <= island.outer.len() + 1;
    let words = content::tokens(page, island.inner).len();
    if words < FEWEST_WORDS && !(whole && before.is_some()) {
        return None;
    }
    let near = before.filter(|q| whole && is_close(q, unit));
    Some(Quotation {
        span: island.inner,
        kind: QuotationKind::Direct,
        quoted: vec![island.inner],
        cue: near.and_then(|q| q.cue),
        speaker: near.and_then(|q| q.speaker.clone()),
        chain: Vec::new(),
        found_by: if near.is_some() { "direct/continued" } else { WAITING }.to_owned(),
    })
}

/// How many bytes may lie between a quotation and the one that goes on.
const GAP: usize = 200;

fn is_close(before: &Quotation, unit: &Unit) -> bool {
    unit.span.start().saturating_sub(before.span.end()) < GAP
}

/// A quotation without a speaker right before one that has both takes them over.
fn take_from_next(quotations: &mut [Quotation]) {
    for number in (1..quotations.len()).rev() {
        let (left, right) = quotations.split_at_mut(number);
        let (Some(this), Some(next)) = (left.last_mut(), right.first()) else { continue };
        let close = next.span.start().saturating_sub(this.span.end()) < 8;
        if this.found_by == WAITING && close && next.speaker.is_some() {
            (this.cue, this.speaker) = (next.cue, next.speaker.clone());
        }
    }
}

/// The speaker as named elsewhere, at another place.
fn again(speaker: &Speaker, span: detente_schema::Span) -> Speaker {
    Speaker { span, ..speaker.clone() }
}
