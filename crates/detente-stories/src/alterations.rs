//! What differs between two documents of one story.
//!
//! The sentences that correspond are read as terms, compared in order, and what differs is told
//! apart into pieces; each piece is classified. What no sentence of the other corresponds to was
//! left out or added.

#[cfg(test)]
mod cases;
mod credits;
mod day;
pub(crate) mod fresh;
mod name;
mod number;
pub(crate) mod pieces;
mod quotes;
mod sentences;
mod swaps;
pub(crate) mod terms;

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Range;

use detente_schema::{
    Alignment, Alteration, AlterationClass, AlterationKind, Document, Passage, Span,
};

use crate::alignment::{Block, UnitPair, align, blocks};
use crate::kinds::{Case, classify};
use crate::profile::{Profile, Word};
use fresh::Comparison;
use pieces::{Piece, pieces};
use terms::{Knowledge, Term, TermReader};

/// Two documents side by side, `a` nearer to the origin.
pub(crate) struct Sides<'a> {
    pub(crate) a: Side<'a>,
    pub(crate) b: Side<'a>,
    pub(crate) knowledge: Knowledge<'a>,
}

pub(crate) struct Side<'a> {
    pub(crate) document: &'a Document,
    pub(crate) profile: &'a Profile,
}

impl<'a> Side<'a> {
    fn passage(&self, span: Span) -> Passage {
        Passage { doc: self.profile.digest.clone(), span }
    }

    fn words(&self, units: &Range<usize>) -> &'a [Word] {
        let units = &self.profile.units[units.clone()];
        &self.profile.words[units[0].words.start..units[units.len() - 1].words.end]
    }

    fn terms(&self, units: &Range<usize>, knowledge: Knowledge<'a>) -> Vec<Term<'a>> {
        let words = self.words(units);
        TermReader::new(self.document, knowledge, words).read()
    }

    /// The words of the document in lower case.
    fn vocabulary(&self) -> HashSet<String> {
        let words = self.profile.words.iter();
        words.map(|word| self.document.slice(word.span).to_lowercase()).collect()
    }
}

/// The sentences that correspond and what differs between the two documents, both in the order of
/// `a`, what only `b` has last.
pub(crate) fn differences(sides: &Sides) -> (Vec<Alignment>, Vec<Alteration>) {
    let pairs = align(sides.a.profile, sides.b.profile);
    let alignment = pairs.iter().map(|pair| alignment(sides, pair)).collect();
    let vocabularies = LazyCell::new(|| [sides.a.vocabulary(), sides.b.vocabulary()]);
    let mut alterations: Vec<_> = blocks(&pairs)
        .iter()
        .filter(|block| !are_identical(sides, block))
        .flat_map(|block| within(sides, block, &vocabularies))
        .collect();
    alterations.extend(sentences::omissions(sides, &pairs));
    alterations.extend(credits::lost(sides));
    alterations.sort_by_key(|alteration| (alteration.a.span, alteration.b.span));
    alterations.extend(sentences::additions(sides, &pairs));
    alterations.extend(credits::gained(sides));
    (alignment, alterations)
}

fn alignment(Sides { a, b, .. }: &Sides, pair: &UnitPair) -> Alignment {
    let (x, y) = (&a.profile.units[pair.a], &b.profile.units[pair.b]);
    Alignment { a: a.passage(x.span), b: b.passage(y.span) }
}

/// True if the sentences are the same word for word, capitals aside.
fn are_identical(Sides { a, b, .. }: &Sides, block: &Block) -> bool {
    let same = |(x, y): (&Word, &Word)| {
        let (of_a, of_b) = (a.document.slice(x.span), b.document.slice(y.span));
        x.quoted == y.quoted && of_a.eq_ignore_ascii_case(of_b)
    };
    let (of_a, of_b) = (a.words(&block.a), b.words(&block.b));
    of_a.len() == of_b.len() && of_a.iter().zip(of_b).all(same)
}

/// What differs between sentences that correspond.
fn within(sides: &Sides, block: &Block, vocabularies: &[HashSet<String>; 2]) -> Vec<Alteration> {
    let knowledge = sides.knowledge;
    let (a, b) = (sides.a.terms(&block.a, knowledge), sides.b.terms(&block.b, knowledge));
    let (differ, same) = pieces(&a, &b, knowledge);
    let comparison = Comparison::new(knowledge, &a, &b, &differ);
    let known = |name: &str, in_b: bool| {
        name.split(' ').all(|word| vocabularies[usize::from(in_b)].contains(word))
    };
    let mut alterations: Vec<_> = differ
        .iter()
        .map(|piece| {
            let fresh = comparison.fresh(piece);
            let case = Case { comparison: &comparison, piece, fresh, known: &known };
            alteration(sides, &comparison, piece, classify(&case))
        })
        .collect();
    for piece in quotes::moved(&comparison, &same) {
        let told = (AlterationClass::Wording, AlterationKind::Quotation);
        alterations.push(alteration(sides, &comparison, &piece, told));
    }
    for piece in swaps::swaps(&comparison) {
        let told = (AlterationClass::Fact, AlterationKind::Name);
        let swap = alteration(sides, &comparison, &piece, told);
        alterations.retain(|other| !is_part(other, &swap));
        alterations.push(swap);
    }
    alterations
}

/// True if `part` is a wording that lies within `whole`.
fn is_part(part: &Alteration, whole: &Alteration) -> bool {
    part.class == AlterationClass::Wording
        && whole.a.span.contains(part.a.span)
        && whole.b.span.contains(part.b.span)
}

fn alteration(
    sides: &Sides,
    comparison: &Comparison,
    piece: &Piece,
    (class, kind): (AlterationClass, AlterationKind),
) -> Alteration {
    Alteration {
        a: sides.a.passage(extent(comparison.a, &piece.from)),
        b: sides.b.passage(extent(comparison.b, &piece.to)),
        class,
        kind,
    }
}

/// The terms of `range`, or the point behind the term before them.
fn extent(terms: &[Term], range: &Range<usize>) -> Span {
    match terms[range.clone()] {
        [] if range.start > 0 => end_of(&terms[range.start - 1]),
        [] => terms
            .first()
            .map_or(Span::new(0, 0), |term| Span::new(term.span.start(), term.span.start())),
        [ref first, ..] => first.span.cover(terms[range.end - 1].span),
    }
}

fn end_of(term: &Term) -> Span {
    Span::new(term.span.end(), term.span.end())
}

#[cfg(test)]
mod tests {
    use detente_resources::Resources;
    use detente_schema::AlterationClass::{Fact, Wording};
    use detente_schema::AlterationKind as Kind;

    use super::*;
    use crate::Grouper;
    use crate::sample::document;

    const SENTENCE: &str = "Foreign minister Olaf Brandt said in Sund on 4 March that his 12 envoys \
        would bring \"new hope\" to the stalled talks about the harbour. ";

    /// The alterations between the sentence and itself with `from` replaced, as (class, kind,
    /// words of `a`, words of `b`).
    fn altered(from: &str, to: &str) -> Vec<(AlterationClass, Kind, String, String)> {
        assert!(SENTENCE.contains(from));
        let (a, b) = (document(SENTENCE), document(&SENTENCE.replace(from, to)));
        let resources = Resources::load().unwrap();
        let (alignment, alterations) = Grouper::new(&resources).align(&a, &b);
        assert_eq!(alignment.len(), 1);
        let text = |document: &Document, passage: &Passage| document.slice(passage.span).to_owned();
        let row = |x: &Alteration| (x.class, x.kind, text(&a, &x.a), text(&b, &x.b));
        alterations.iter().map(row).collect()
    }

    fn one(from: &str, to: &str) -> (AlterationClass, Kind) {
        let rows = altered(from, to);
        assert_eq!(rows.len(), 1, "{rows:?}");
        (rows[0].0, rows[0].1)
    }

    #[test]
    fn each_kind_is_told() {
        assert_eq!(one("12 envoys", "15 envoys"), (Fact, Kind::Number));
        assert_eq!(one("4 March", "5 March"), (Fact, Kind::Date));
        assert_eq!(one("his", "her"), (Fact, Kind::Pronoun));
        assert_eq!(one("Olaf Brandt", "Olaf Brenner"), (Fact, Kind::Attribution));
        assert_eq!(one("would bring", "would not bring"), (Fact, Kind::Negation));
        assert_eq!(one("new hope", "new life"), (Fact, Kind::Quotation));
        assert_eq!(one("in Sund ", ""), (Fact, Kind::Omission));
        assert_eq!(one("talks", "talks with Westmark traders"), (Fact, Kind::Addition));
        assert_eq!(one("stalled", "faltering"), (Wording, Kind::Wording));
    }

    #[test]
    fn the_passages_are_the_words_that_differ() {
        let rows = altered("stalled talks", "faltering talks");
        assert_eq!((&*rows[0].2, &*rows[0].3), ("stalled", "faltering"));
    }

    #[test]
    fn typography_and_capitals_are_no_alterations() {
        assert_eq!(altered("\"new hope\"", "“new hope”"), []);
        assert_eq!(altered("Foreign minister", "FOREIGN Minister"), []);
    }

    #[test]
    fn a_sentence_without_counterpart_is_left_out_or_added() {
        let resources = Resources::load().unwrap();
        let (a, b) = (document(SENTENCE), document(&format!("{SENTENCE}Rain fell all night. ")));
        let (_, added) = Grouper::new(&resources).align(&a, &b);
        assert_eq!(
            (added[0].kind, b.slice(added[0].b.span)),
            (Kind::Addition, "Rain fell all night.")
        );
        assert!(added[0].a.span.is_empty());
        let (_, left_out) = Grouper::new(&resources).align(&b, &a);
        assert_eq!(left_out[0].kind, Kind::Omission);
        assert_eq!(left_out[0].b.span.start(), a.sentences[0].span.end());
    }
}
