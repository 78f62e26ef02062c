//! In which order pairs of documents are compared.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The pairs, each once, in an order in which those that have documents in common stand close
/// together as far as can be: so most documents are read once for all their pairs, however many
/// other documents there are.
pub(crate) fn gathered(mut pairs: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    pairs.sort_unstable();
    pairs.dedup();
    let ranks = ranks(&neighbours(&pairs));
    pairs.sort_by_cached_key(|(a, b)| {
        let (a, b) = (ranks[a], ranks[b]);
        (a.max(b), a.min(b))
    });
    pairs
}

/// Each document with each that it is paired with, in order.
fn neighbours(pairs: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let mut neighbours: Vec<_> = pairs.iter().flat_map(|&(a, b)| [(a, b), (b, a)]).collect();
    neighbours.sort_unstable();
    neighbours
}

/// The documents numbered as one comes to them going from neighbour to neighbour, ever deeper.
fn ranks(neighbours: &[(u64, u64)]) -> HashMap<u64, u32> {
    let mut ranks = HashMap::new();
    let mut ahead = Vec::new();
    for &(document, _) in neighbours {
        ahead.push(document);
        while let Some(document) = ahead.pop() {
            let next = ranks.len() as u32;
            if let Entry::Vacant(new) = ranks.entry(document) {
                new.insert(next);
                ahead.extend(beside(neighbours, document));
            }
        }
    }
    ranks
}

/// The neighbours of one document, the last first.
fn beside(neighbours: &[(u64, u64)], document: u64) -> impl Iterator<Item = u64> {
    let from = neighbours.partition_point(|&(of, _)| of < document);
    let count = neighbours[from..].partition_point(|&(of, _)| of == document);
    neighbours[from..from + count].iter().rev().map(|&(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_one_crowd_stand_together_each_once() {
        let pairs = vec![(1, 7), (2, 3), (7, 9), (2, 8), (1, 9), (3, 8), (2, 3)];
        let gathered = gathered(pairs);
        assert_eq!(gathered, [(1, 7), (1, 9), (7, 9), (2, 3), (2, 8), (3, 8)]);
    }

    #[test]
    fn a_chain_is_followed_from_one_document_to_the_next() {
        let chain = [5, 900, 3, 77, 41, 8];
        let pairs = chain.windows(2).map(|two| (two[0].min(two[1]), two[0].max(two[1])));
        let ranks = ranks(&neighbours(&pairs.collect::<Vec<_>>()));
        let steps = chain.windows(2).map(|two| ranks[&two[0]].abs_diff(ranks[&two[1]]));
        assert!(steps.filter(|&step| step == 1).count() >= 4, "{ranks:?}");
    }
}
