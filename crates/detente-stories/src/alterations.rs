use std::collections::HashSet;
use std::ops::Range;

use detente_schema::{
    Alignment, Alteration, AlterationClass, AlterationKind, Document, Passage, Span,
};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::alignment::{UnitPair, align};
use crate::kinds::{Hunk, classify};
use crate::profile::{Profile, Unit, Word};

/// Two documents side by side, `a` nearer to the origin.
pub(crate) struct Sides<'a> {
    pub(crate) a: Side<'a>,
    pub(crate) b: Side<'a>,
}

pub(crate) struct Side<'a> {
    pub(crate) document: &'a Document,
    pub(crate) profile: &'a Profile,
}

impl Side<'_> {
    fn passage(&self, span: Span) -> Passage {
        Passage { doc: self.profile.digest.clone(), span }
    }

    /// The words of `range`, or the point behind the word before them.
    fn extent(&self, unit: &Unit, range: &Range<usize>) -> Span {
        let words = self.profile.words_of(unit);
        match words[range.clone()] {
            [] if range.start == 0 => Span::new(unit.span.start(), unit.span.start()),
            [] => Span::new(words[range.start - 1].span.end(), words[range.start - 1].span.end()),
            [ref first, ..] => first.span.cover(words[range.end - 1].span),
        }
    }
}

/// The sentences that correspond and what differs between the two documents, both in the order of
/// `a`, what only `b` has last.
pub(crate) fn differences(sides: &Sides) -> (Vec<Alignment>, Vec<Alteration>) {
    let pairs = align(sides.a.profile, sides.b.profile);
    let alignment = pairs.iter().map(|pair| alignment(sides, pair)).collect();
    let mut alterations: Vec<_> = pairs.iter().flat_map(|pair| hunks(sides, pair)).collect();
    alterations.extend(omissions(sides, &pairs));
    alterations.sort_by_key(|alteration| (alteration.a.span, alteration.b.span));
    alterations.extend(additions(sides, &pairs));
    (alignment, alterations)
}

fn alignment(Sides { a, b }: &Sides, pair: &UnitPair) -> Alignment {
    let (x, y) = (&a.profile.units[pair.a], &b.profile.units[pair.b]);
    Alignment { a: a.passage(x.span), b: b.passage(y.span) }
}

fn hunks(sides: &Sides, pair: &UnitPair) -> Vec<Alteration> {
    let Sides { a, b } = sides;
    let (x, y) = (&a.profile.units[pair.a], &b.profile.units[pair.b]);
    let (of_x, of_y) = (a.profile.words_of(x), b.profile.words_of(y));
    let forms = |words: &[Word]| words.iter().map(|word| word.form).collect::<Vec<_>>();
    capture_diff_slices(Algorithm::Myers, &forms(of_x), &forms(of_y))
        .into_iter()
        .filter(|op| op.tag() != DiffTag::Equal)
        .map(|op| {
            let (from, to) = (op.old_range(), op.new_range());
            let hunk = Hunk { from: &of_x[from.clone()], to: &of_y[to.clone()], of_x, of_y };
            let (class, kind) = classify(sides, &hunk);
            let (a, b) = (a.passage(a.extent(x, &from)), b.passage(b.extent(y, &to)));
            Alteration { a, b, class, kind }
        })
        .collect()
}

/// Sentences of `a` that `b` lacks.
fn omissions(Sides { a, b }: &Sides, pairs: &[UnitPair]) -> Vec<Alteration> {
    alone(a.profile, b.profile, pairs, |pair| (pair.a, pair.b))
        .into_iter()
        .map(|(span, place)| Alteration {
            a: a.passage(span),
            b: b.passage(place),
            class: AlterationClass::Fact,
            kind: AlterationKind::Omission,
        })
        .collect()
}

/// Sentences of `b` that `a` lacks.
fn additions(Sides { a, b }: &Sides, pairs: &[UnitPair]) -> Vec<Alteration> {
    alone(b.profile, a.profile, pairs, |pair| (pair.b, pair.a))
        .into_iter()
        .map(|(span, place)| Alteration {
            a: a.passage(place),
            b: b.passage(span),
            class: AlterationClass::Fact,
            kind: AlterationKind::Addition,
        })
        .collect()
}

/// Sentences of `own` without a counterpart, each with the point in `other` where it would stand:
/// behind the counterpart of the last sentence before it that has one.
fn alone(
    own: &Profile,
    other: &Profile,
    pairs: &[UnitPair],
    sides: fn(&UnitPair) -> (usize, usize),
) -> Vec<(Span, Span)> {
    let mut partner = vec![None; own.units.len()];
    for (mine, theirs) in pairs.iter().map(sides) {
        partner[mine] = Some(theirs);
    }
    let mut place = other.units.first().map_or(0, |unit| unit.span.start());
    let mut alone = Vec::new();
    for (unit, partner) in own.units.iter().zip(partner) {
        match partner {
            Some(theirs) => place = other.units[theirs].span.end(),
            None => alone.push((unit.span, Span::new(place, place))),
        }
    }
    alone
}

/// The stems of `words`.
pub(crate) fn stems(words: &[Word]) -> HashSet<u32> {
    words.iter().map(|word| word.stem).collect()
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
        assert_eq!(one("Olaf Brandt", "Olaf Brenner"), (Fact, Kind::Name));
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
    fn typography_capitals_and_numbers_in_words_are_no_alterations() {
        assert_eq!(altered("\"new hope\"", "“new hope”"), []);
        assert_eq!(altered("12", "twelve"), []);
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
