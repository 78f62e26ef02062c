use std::collections::HashMap;

use crate::profile::{Profile, Unit};

/// A stem in more sentences than this leads to none of them.
const MOST_HOLDERS: usize = 48;
/// Most sentences that one sentence is compared with.
const MOST_PARTNERS: usize = 6;
/// Two sentences correspond if they share this much of their mean weight.
const LEAST_LIKENESS: f32 = 0.3;

/// Two sentences that correspond.
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

/// The sentences of `a` and `b` that correspond, each with at most one of the other document, in
/// the order of `a`; the likest find each other first, of equals those in the same place.
pub(crate) fn align(a: &Profile, b: &Profile) -> Vec<UnitPair> {
    let mut pairs = partners(a, b);
    pairs.sort_by(|x, y| {
        let place = |p: &UnitPair| (p.a, p.b);
        y.likeness
            .total_cmp(&x.likeness)
            .then(x.shift.total_cmp(&y.shift))
            .then(place(x).cmp(&place(y)))
    });
    let (mut a_taken, mut b_taken) = (vec![false; a.units.len()], vec![false; b.units.len()]);
    pairs.retain(|pair| {
        let free = !a_taken[pair.a] && !b_taken[pair.b];
        a_taken[pair.a] |= free;
        b_taken[pair.b] |= free;
        free
    });
    pairs.sort_unstable_by_key(|pair| pair.a);
    pairs
}

fn partners(a: &Profile, b: &Profile) -> Vec<UnitPair> {
    let index = index(b);
    a.units
        .iter()
        .enumerate()
        .flat_map(|(i, unit)| likely(unit, &index).into_iter().map(move |j| (i, j)))
        .map(|(i, j)| pair(a, i, b, j))
        .filter(|pair| pair.likeness >= LEAST_LIKENESS)
        .collect()
}

fn pair(a: &Profile, i: usize, b: &Profile, j: usize) -> UnitPair {
    let (of_a, of_b) = (&a.units[i].stems, &b.units[j].stems);
    let likeness = 2.0 * of_a.shared(of_b) as f32 / (of_a.weight + of_b.weight) as f32;
    let place = |at: usize, units: &[Unit]| at as f32 / units.len() as f32;
    UnitPair { a: i, b: j, likeness, shift: (place(i, &a.units) - place(j, &b.units)).abs() }
}

/// The units that share most with `unit`.
fn likely(unit: &Unit, index: &HashMap<u32, Vec<usize>>) -> Vec<usize> {
    let mut weights: HashMap<usize, u32> = HashMap::new();
    for (stem, weight) in distinct(unit) {
        for &holder in index.get(&stem).map_or(&[][..], Vec::as_slice) {
            *weights.entry(holder).or_default() += weight;
        }
    }
    let mut likely: Vec<_> = weights.into_iter().collect();
    likely.sort_unstable_by_key(|&(holder, weight)| (u32::MAX - weight, holder));
    likely.into_iter().take(MOST_PARTNERS).map(|(holder, _)| holder).collect()
}

/// Which units hold a stem.
fn index(profile: &Profile) -> HashMap<u32, Vec<usize>> {
    let mut index: HashMap<u32, Vec<usize>> = HashMap::new();
    for (i, unit) in profile.units.iter().enumerate() {
        for (stem, _) in distinct(unit) {
            index.entry(stem).or_default().push(i);
        }
    }
    index.retain(|_, holders| holders.len() <= MOST_HOLDERS);
    index
}

fn distinct(unit: &Unit) -> impl Iterator<Item = (u32, u32)> {
    let mut last = None;
    unit.stems.items.iter().copied().filter(move |&(stem, _)| last.replace(stem) != Some(stem))
}
