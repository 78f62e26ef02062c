//! The stretch of text in which one attribution stands: a sentence, or several that one pair of
//! marks holds together.

use std::ops::Range;

use detente_schema::{Document, Mention, Span};

use super::lexicon::{Lexicon, List};
use super::marks::Island;
use crate::mentions::words::Words;

/// Everything that the rules look at.
pub(super) struct Page<'a> {
    pub(super) words: Words<'a>,
    pub(super) mentions: &'a [Mention],
    pub(super) lexicon: &'a Lexicon,
    pub(super) islands: &'a [Island],
}

/// Longer units are not read: no sentence of a report has so many words.
const LONGEST: usize = 2_000;

/// A run of sentences.
#[derive(Debug, Clone)]
pub(super) struct Unit<'a> {
    pub(super) tokens: Range<usize>,
    pub(super) span: Span,
    /// The stretches between marks that begin in it.
    pub(super) islands: &'a [Island],
}

impl<'a> Page<'a> {
    pub(super) fn document(&self) -> &'a Document {
        self.words.document()
    }

    pub(super) fn is(&self, list: List, at: usize) -> bool {
        self.lexicon.is(list, self.words.lower(at))
    }

    /// The units in the order of the text.
    pub(super) fn units(&self) -> Vec<Unit<'a>> {
        let mut units: Vec<Unit> = Vec::new();
        let mut open_until = 0;
        let mut next_island = 0;
        for sentence in &self.document().sentences {
            let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
            let first = next_island;
            while self
                .islands
                .get(next_island)
                .is_some_and(|i| i.outer.start() < sentence.span.end())
            {
                next_island += 1;
            }
            match units.last_mut() {
                Some(unit) if sentence.span.start() < open_until => {
                    unit.tokens.end = tokens.end;
                    unit.span = unit.span.cover(sentence.span);
                    let begun = first - unit.islands.len();
                    unit.islands = &self.islands[begun..next_island];
                }
                _ => {
                    let islands = &self.islands[first..next_island];
                    units.push(Unit { tokens, span: sentence.span, islands });
                }
            }
            let reach = self.islands[first..next_island].iter().map(|i| i.outer.end()).max();
            open_until = open_until.max(reach.unwrap_or(0));
        }
        units.retain(|unit| !unit.tokens.is_empty() && unit.tokens.len() <= LONGEST);
        units
    }

    /// The mention that ends with the token before `end`; of several the longest name of one, else
    /// the longest.
    pub(super) fn mention_before(&self, end: usize) -> Option<&'a Mention> {
        let limit = self.words.span(end.checked_sub(1)?).end();
        let after = self.mentions.partition_point(|m| m.span.start() < limit);
        let near = self.mentions[after.saturating_sub(NEAR)..after].iter();
        near.filter(|m| m.span.end() == limit).min_by_key(|m| rank(m))
    }

    /// The first mention that starts at a token of the range and names a party.
    pub(super) fn mention_from(&self, tokens: Range<usize>) -> Option<&'a Mention> {
        let (start, end) =
            (self.words.span(tokens.start).start(), self.words.span(tokens.end).start());
        let first = self.mentions.partition_point(|m| m.span.start() < start);
        let inside = self.mentions[first..].iter().take(NEAR).take_while(|m| m.span.start() < end);
        inside.min_by_key(|m| rank(m))
    }
}

/// How many mentions around a place are looked at.
const NEAR: usize = 8;

/// Names of parties first, then what else may speak, then modifiers; the longer the better.
fn rank(mention: &Mention) -> (u8, std::cmp::Reverse<usize>) {
    use detente_schema::{MentionKind, Usage};
    let class = match (mention.kind, mention.usage) {
        (MentionKind::Name, Usage::Actor) if mention.actors.iter().any(is_one) => 0,
        (_, Usage::Actor) => 1,
        _ => 2,
    };
    (class, std::cmp::Reverse(mention.span.len()))
}

fn is_one(actor: &detente_schema::ActorRef) -> bool {
    actor.id.as_ref().is_none_or(|id| id.0.len() > 3)
}

impl Unit<'_> {
    /// The stretch between marks that holds the byte.
    pub(super) fn island_at(&self, offset: usize) -> Option<&Island> {
        let after = self.islands.partition_point(|island| island.outer.start() <= offset);
        let island = self.islands.get(after.checked_sub(1)?)?;
        (offset < island.outer.end()).then_some(island)
    }

    pub(super) fn islands_in(&self, span: Span) -> Vec<Span> {
        let inside = self.islands.iter().filter(|island| span.overlaps(island.inner));
        inside.map(|island| island.inner).collect()
    }
}
