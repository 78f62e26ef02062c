use std::collections::HashMap;

use crate::sketch::Sketch;

/// Least number of features that make a pair worth comparing.
pub const LEAST_SHARED: usize = 2;
/// A feature that at most so many documents hold is enough alone.
pub const RARE: usize = 3;
/// Holders of a feature are paired with each other up to this number; where more hold it, each is
/// paired with the first and with the next only, so that a phrase of formula costs little and a
/// story of a thousand copies still hangs together.
pub const COMMON: usize = 16;

/// Features that a pair must share: [`LEAST_SHARED`], and one more for every 64 of the smaller
/// sketch.
pub fn needed(features: usize) -> usize {
    LEAST_SHARED + features / 64
}

/// The pairs of `sketches`, as indices, that are worth comparing: sorted, the smaller index first.
///
/// The same pairs of documents whatever the order of `sketches`.
pub fn candidates(sketches: &[Sketch]) -> Vec<(usize, usize)> {
    let mut order: Vec<_> = (0..sketches.len()).collect();
    order.sort_by(|&i, &j| sketches[i].digest.cmp(&sketches[j].digest));
    let postings = postings(sketches, &order);
    let mut pairs: Vec<_> = (0..order.len())
        .flat_map(|at| partners(sketches, &order, &postings, at))
        .map(|(i, j)| (i.min(j), i.max(j)))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// The documents that hold a feature, as places in `order`.
fn postings(sketches: &[Sketch], order: &[usize]) -> HashMap<u64, Vec<u32>> {
    let mut postings: HashMap<u64, Vec<u32>> = HashMap::new();
    for (at, &i) in order.iter().enumerate() {
        for &feature in &sketches[i].features {
            postings.entry(feature).or_default().push(at as u32);
        }
    }
    postings.retain(|_, holders| holders.len() > 1);
    postings
}

fn partners(
    sketches: &[Sketch],
    order: &[usize],
    postings: &HashMap<u64, Vec<u32>>,
    at: usize,
) -> Vec<(usize, usize)> {
    let own = &sketches[order[at]];
    let mut shared: HashMap<u32, (usize, bool)> = HashMap::new();
    for holders in own.features.iter().filter_map(|feature| postings.get(feature)) {
        for later in paired(holders, at as u32) {
            let (count, rare) = shared.entry(later).or_default();
            *count += 1;
            *rare |= holders.len() <= RARE;
        }
    }
    let worth = |&(later, (count, rare)): &(u32, (usize, bool))| {
        let other = &sketches[order[later as usize]];
        let needed = needed(own.features.len().min(other.features.len()));
        count >= needed || (rare && needed == LEAST_SHARED)
    };
    shared.into_iter().filter(worth).map(|(j, _)| (order[at], order[j as usize])).collect()
}

/// The holders after `at` that it is paired with.
fn paired(holders: &[u32], at: u32) -> impl Iterator<Item = u32> {
    let place = holders.partition_point(|&holder| holder <= at);
    let all = holders.len() <= COMMON || place == 1;
    holders[place..].iter().copied().take(if all { usize::MAX } else { 1 })
}

#[cfg(test)]
mod tests {
    use detente_schema::Digest;
    use proptest::prelude::*;

    use super::*;

    fn sketch(name: usize, features: &[u64]) -> Sketch {
        let mut features = features.to_vec();
        features.sort_unstable();
        features.dedup();
        Sketch { digest: Digest(format!("{name:04}")), features }
    }

    #[test]
    fn a_pair_needs_several_features_or_a_rare_one() {
        let crowd: Vec<_> = (0..6).map(|i| sketch(i, &[1, 100 + i as u64])).collect();
        assert_eq!(candidates(&crowd), []);
        let mut two = crowd.clone();
        two.push(sketch(7, &[1, 105]));
        assert_eq!(candidates(&two), [(5, 6)]);
    }

    #[test]
    fn a_thousand_copies_hang_together_at_linear_cost() {
        let copies: Vec<_> = (0..1000).map(|i| sketch(i, &[1, 2, 3])).collect();
        let pairs = candidates(&copies);
        assert!(pairs.len() < 2000);
        assert!((1..1000).all(|i| pairs.contains(&(0, i))));
    }

    proptest! {
        #[test]
        fn the_order_of_sketches_does_not_matter(
            features in prop::collection::vec(prop::collection::vec(0u64..30, 0..8), 0..40)
        ) {
            let mut sketches: Vec<_> =
                features.iter().enumerate().map(|(i, f)| sketch(i, f)).collect();
            let last = sketches.len().saturating_sub(1);
            let mut forward = candidates(&sketches);
            sketches.reverse();
            let mut back: Vec<_> =
                candidates(&sketches).into_iter().map(|(i, j)| (last - j, last - i)).collect();
            forward.sort_unstable();
            back.sort_unstable();
            prop_assert_eq!(forward, back);
        }
    }
}
