use std::borrow::Cow;
use std::ops::Range;

use crate::holders::Holders;
use crate::profile::{Bag, Profile, Unit};

/// Most sentences that one sentence is compared with.
const MOST_PARTNERS: usize = 6;
/// Two sentences correspond if they share this much of their mean weight.
const LEAST_LIKENESS: f32 = 0.3;
/// The same where the sentences before or behind them correspond.
const LEAST_BESIDE: f32 = 0.2;
/// A sentence is a part of another if this much of its weight is in what the other parts leave.
const LEAST_OF_PART: f32 = 0.4;

/// Most parts of one sentence.
const MOST_PARTS: usize = 8;

/// Two sentences that correspond. A sentence that was cut in two, or two that were joined, make
/// several pairs with one sentence in common; those with the same partner are neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct UnitPair {
    /// Index into the units of one document.
    pub(crate) a: usize,
    /// Index into the units of the other.
    pub(crate) b: usize,
    /// Share of their mean weight that both have, 0 to 1.
    likeness: f32,
    /// How far from the same place in both documents, 0 to 1.
    shift: f32,
}

/// Neighbouring sentences that correspond to one sentence, or one to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// Indices into the units of one document.
    pub(crate) a: Range<usize>,
    /// Indices into the units of the other; of the two one at least is a single unit.
    pub(crate) b: Range<usize>,
}

/// The sentences of `a` and `b` that correspond, in the order of `a`: the likest find each other
/// first, of equals those in the same place; then the neighbours of those, and last the parts of
/// sentences that were cut or joined.
pub(crate) fn align(a: &Profile, b: &Profile) -> Vec<UnitPair> {
    let candidates = partners(a, b);
    let mut aligner = Aligner::new(a, b);
    candidates.iter().filter(|p| p.likeness >= LEAST_LIKENESS).for_each(|p| aligner.match_alone(p));
    candidates.iter().for_each(|pair| aligner.match_beside(pair));
    candidates.iter().for_each(|pair| aligner.add_part(pair));
    aligner.pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
    aligner.pairs
}

/// Pairs in the order of `a` as blocks: those of a sentence that was cut or joined are one.
pub(crate) fn blocks(pairs: &[UnitPair]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        match blocks.last_mut() {
            Some(last) if last.a.end == pair.a && last.b == (pair.b..pair.b + 1) => last.a.end += 1,
            Some(last) if last.b.end == pair.b && last.a == (pair.a..pair.a + 1) => last.b.end += 1,
            _ => blocks.push(Block { a: pair.a..pair.a + 1, b: pair.b..pair.b + 1 }),
        }
    }
    blocks
}

/// The units of `range`, neighbours of each other, as one.
pub(crate) fn join<'p>(profile: &'p Profile, range: &Range<usize>) -> Cow<'p, Unit> {
    let first = &profile.units[range.start];
    if range.len() == 1 {
        return Cow::Borrowed(first);
    }
    let (units, last) = (&profile.units[range.clone()], &profile.units[range.end - 1]);
    let bag =
        |of: fn(&Unit) -> &Bag| units.iter().flat_map(move |unit| of(unit).items.iter().copied());
    Cow::Owned(Unit {
        span: first.span.cover(last.span),
        words: first.words.start..last.words.end,
        stems: bag(|unit| &unit.stems).collect(),
        phrases: bag(|unit| &unit.phrases).collect(),
    })
}

/// Pairs that may correspond, the likest first.
fn partners(a: &Profile, b: &Profile) -> Vec<UnitPair> {
    let mut seeker = Seeker::new(b);
    let mut pairs = Vec::with_capacity(2 * a.units.len());
    for (i, unit) in a.units.iter().enumerate() {
        pairs.extend(seeker.likely(unit).iter().map(|&(_, j)| pair(a, i, b, j as usize)));
    }
    let place = |p: &UnitPair| (p.a, p.b);
    pairs.sort_unstable_by(|x, y| {
        let likeness = y.likeness.total_cmp(&x.likeness);
        likeness.then(x.shift.total_cmp(&y.shift)).then(place(x).cmp(&place(y)))
    });
    pairs
}

fn pair(a: &Profile, i: usize, b: &Profile, j: usize) -> UnitPair {
    let (of_a, of_b) = (&a.units[i].stems, &b.units[j].stems);
    let likeness = 2.0 * of_a.shared(of_b) as f32 / (of_a.weight + of_b.weight) as f32;
    let place = |at: usize, units: &[Unit]| at as f32 / units.len() as f32;
    UnitPair { a: i, b: j, likeness, shift: (place(i, &a.units) - place(j, &b.units)).abs() }
}

/// Finds the sentences of one document that share most with a given one.
struct Seeker<'p> {
    holders: &'p Holders,
    /// What each sentence shares with the one asked for.
    weights: Vec<u32>,
    /// Those that share anything, as (rest to the greatest weight, index).
    found: Vec<(u32, u32)>,
}

impl<'p> Seeker<'p> {
    fn new(profile: &'p Profile) -> Self {
        let weights = vec![0; profile.units.len()];
        Self { holders: profile.holders(), weights, found: Vec::new() }
    }

    /// At most [`MOST_PARTNERS`], those that share most first.
    fn likely(&mut self, unit: &Unit) -> &[(u32, u32)] {
        self.found.clear();
        let mut last = None;
        for &(stem, weight) in unit.stems.items.iter().filter(|&&(s, _)| last.replace(s) != Some(s))
        {
            for &holder in self.holders.of(stem) {
                if self.weights[holder as usize] == 0 {
                    self.found.push((0, holder));
                }
                self.weights[holder as usize] += weight;
            }
        }
        for (rest, holder) in &mut self.found {
            *rest = u32::MAX - std::mem::take(&mut self.weights[*holder as usize]);
        }
        let many = self.found.len() > MOST_PARTNERS;
        if many {
            self.found.select_nth_unstable(MOST_PARTNERS);
            self.found.truncate(MOST_PARTNERS);
        }
        self.found.sort_unstable();
        &self.found
    }
}

/// What has been aligned so far.
struct Aligner<'p> {
    a: &'p Profile,
    b: &'p Profile,
    /// For each unit its partners, as a range of units of the other document; empty for none.
    of_a: Vec<Range<usize>>,
    of_b: Vec<Range<usize>>,
    pairs: Vec<UnitPair>,
}

impl<'p> Aligner<'p> {
    fn new(a: &'p Profile, b: &'p Profile) -> Self {
        let (of_a, of_b) = (vec![0..0; a.units.len()], vec![0..0; b.units.len()]);
        Self { a, b, of_a, of_b, pairs: Vec::with_capacity(a.units.len()) }
    }

    fn is_free(&self, pair: &UnitPair) -> (bool, bool) {
        (self.of_a[pair.a].is_empty(), self.of_b[pair.b].is_empty())
    }

    fn match_alone(&mut self, pair: &UnitPair) {
        if self.is_free(pair) == (true, true) {
            self.of_a[pair.a] = pair.b..pair.b + 1;
            self.of_b[pair.b] = pair.a..pair.a + 1;
            self.pairs.push(*pair);
        }
    }

    /// Matches two sentences that stand before or behind two that correspond.
    fn match_beside(&mut self, pair: &UnitPair) {
        let follows = |x: usize, y: usize| self.of_a.get(x).is_some_and(|of| of.contains(&y));
        let before = pair.a > 0 && pair.b > 0 && follows(pair.a - 1, pair.b - 1);
        if pair.likeness >= LEAST_BESIDE && (before || follows(pair.a + 1, pair.b + 1)) {
            self.match_alone(pair);
        }
    }

    /// Adds a sentence to its neighbour, if the one that corresponds to that holds both.
    fn add_part(&mut self, pair: &UnitPair) {
        let added = match self.is_free(pair) {
            (true, false) => {
                let parts = (&mut self.of_b[pair.b], &mut self.of_a[..], pair.a);
                extend(parts, pair.b, (self.a, self.b))
            }
            (false, true) => {
                let parts = (&mut self.of_a[pair.a], &mut self.of_b[..], pair.b);
                extend(parts, pair.a, (self.b, self.a))
            }
            _ => false,
        };
        if added {
            self.pairs.push(*pair);
        }
    }
}

/// Adds the unit `new` to the parts of the unit `whole`: (the parts so far, the partners of all
/// units of their document, `new`).
fn extend(
    (parts, partners, new): (&mut Range<usize>, &mut [Range<usize>], usize),
    whole: usize,
    (own, other): (&Profile, &Profile),
) -> bool {
    let beside = new + 1 == parts.start || new == parts.end;
    let alone = parts.clone().all(|part| partners[part] == (whole..whole + 1));
    if !beside || !alone || parts.len() == MOST_PARTS {
        return false;
    }
    let rest = other.units[whole].stems.without(&join(own, parts).stems);
    let part = &own.units[new].stems;
    let holds = part.shared(&rest) as f32 >= LEAST_OF_PART * part.weight as f32;
    if holds && part.weight > 0 {
        *parts = parts.start.min(new)..parts.end.max(new + 1);
        partners[new] = whole..whole + 1;
    }
    holds && part.weight > 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample::profile;

    fn pairs(a: &str, b: &str) -> Vec<(usize, usize)> {
        align(&profile(a), &profile(b)).iter().map(|pair| (pair.a, pair.b)).collect()
    }

    const RAIN: &str = "Heavy rain flooded the harbour quarter of Sund before dawn. ";
    const FERRY: &str = "A ferry with ninety passengers broke loose and struck the old pier. ";
    const BOTH: &str = "Heavy rain flooded the harbour quarter of Sund before dawn, a ferry with \
        ninety passengers broke loose and it struck the old pier. ";
    const MAYOR: &str = "The mayor promised swift help to the owners of damaged shops. ";

    #[test]
    fn a_sentence_that_was_cut_in_two_corresponds_to_both_parts() {
        let (whole, cut) = ([MAYOR, BOTH].concat(), [MAYOR, RAIN, FERRY].concat());
        assert_eq!(pairs(&whole, &cut), [(0, 0), (1, 1), (1, 2)]);
        assert_eq!(pairs(&cut, &whole), [(0, 0), (1, 1), (2, 1)]);
        let (a, b) = (profile(&whole), profile(&cut));
        let last = Block { a: 1..2, b: 1..3 };
        assert_eq!(blocks(&align(&a, &b)).last(), Some(&last));
        assert_eq!(join(&b, &last.b).words, b.units[1].words.start..b.words.len());
    }

    #[test]
    fn a_sentence_that_repeats_another_is_no_part_of_its_partner() {
        assert_eq!(pairs(RAIN, &[RAIN, RAIN].concat()), [(0, 0)]);
    }

    #[test]
    fn a_sentence_in_other_words_corresponds_where_its_neighbours_do() {
        let reworded = "Swift aid was pledged by the town head to traders whose shops suffered. ";
        let other = "Shares of the railway fell sharply after the swift end of talks. ";
        assert_eq!(pairs(&[RAIN, MAYOR].concat(), &[RAIN, reworded].concat()), [(0, 0), (1, 1)]);
        assert_eq!(pairs(&[RAIN, MAYOR].concat(), &[RAIN, other].concat()), [(0, 0)]);
    }

    #[test]
    fn of_equal_sentences_those_in_the_same_place_correspond() {
        let text = [RAIN, MAYOR, RAIN].concat();
        assert_eq!(pairs(&text, &text), [(0, 0), (1, 1), (2, 2)]);
    }

    proptest! {
        #[test]
        fn sentences_correspond_one_to_one_or_neighbours_to_one(
            a in prop::collection::vec(prop::sample::select(vec![RAIN, FERRY, BOTH, MAYOR]), 0..9),
            b in prop::collection::vec(prop::sample::select(vec![RAIN, FERRY, BOTH, MAYOR]), 0..9),
        ) {
            let (a, b) = (profile(&a.concat()), profile(&b.concat()));
            let pairs = align(&a, &b);
            let blocks = blocks(&pairs);
            let size = |block: &Block| block.a.len() * block.b.len();
            prop_assert_eq!(blocks.iter().map(size).sum::<usize>(), pairs.len());
            prop_assert!(blocks.iter().all(|block| block.a.len().min(block.b.len()) == 1));
            let all = |side: fn(&Block) -> Range<usize>| blocks.iter().flat_map(side);
            for mut units in [all(|x| x.a.clone()).collect::<Vec<_>>(), all(|x| x.b.clone()).collect()] {
                let count = units.len();
                units.sort_unstable();
                units.dedup();
                prop_assert_eq!(units.len(), count);
            }
        }
    }
}
