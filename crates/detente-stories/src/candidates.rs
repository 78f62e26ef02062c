use crate::index::{Cursor, Posting, Postings};
use crate::sketch::is_of_whole;

/// Holders of a feature are paired with each other up to this number; where more hold it, each is
/// paired with the first [`HUBS`] only, so that a phrase of formula costs little and a story of a
/// thousand copies still hangs together.
const COMMON: usize = 64;
const HUBS: usize = 4;
/// What a pair must share to be worth comparing: three rare features, say.
const LEAST_SHARED: u64 = 12;

/// What a feature counts that so many documents hold.
fn worth(feature: u64, holders: usize) -> u64 {
    match holders {
        _ if is_of_whole(feature) => LEAST_SHARED,
        0..=16 => 4,
        17..=COMMON => 2,
        _ => 1,
    }
}

/// A document whose relatives are sought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its place in the postings, which hold it.
    pub place: u64,
    /// Its features, without repetition.
    pub features: Vec<u64>,
}

/// The pairs of documents worth comparing of which one at least is `wanted`: places, the smaller
/// first, in order, without repetition.
///
/// Whatever the order in which documents came, into whichever runs. Of each run only those
/// blocks are read that may hold a feature asked for.
pub fn candidates<P: Postings>(
    postings: &P,
    wanted: &[Wanted],
) -> Result<Vec<(u64, u64)>, P::Error> {
    let [mut first, mut later] = [Holders::new(postings)?, Holders::new(postings)?];
    let mut hits = Vec::new();
    let asked = asked(wanted);
    for group in asked.chunk_by(|x, y| x.feature == y.feature) {
        meet([&mut first, &mut later], group, &mut hits)?;
    }
    Ok(worth_comparing(hits, wanted))
}

/// A feature of a document that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    feature: u64,
    place: u64,
    /// Which of those wanted.
    index: u32,
}

/// In the order of features, then of places.
fn asked(wanted: &[Wanted]) -> Vec<Asked> {
    let of = |(index, document): (usize, &Wanted)| {
        let (place, index) = (document.place, index as u32);
        document.features.iter().map(move |&feature| Asked { feature, place, index }).collect()
    };
    let mut asked: Vec<_> = wanted.iter().enumerate().flat_map::<Vec<_>, _>(of).collect();
    asked.sort_unstable();
    asked
}

/// That a document wanted shares a feature with another; ordered by the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    /// Which of those wanted; of two the one with the smaller place.
    index: u32,
    /// The place of the other, and what the feature counts in the lowest byte.
    other: u64,
}

/// Adds what the documents of `group`, which ask for one feature, share with its holders, read once
/// as far as everybody meets them and once behind a hub.
fn meet<P: Postings>(
    [holders, behind]: [&mut Holders<P>; 2],
    group: &[Asked],
    hits: &mut Vec<Hit>,
) -> Result<(), P::Error> {
    let feature = group[0].feature;
    let mut first = Vec::with_capacity(COMMON + 1);
    holders.read(Posting { feature, place: 0 }, COMMON + 1, &mut first)?;
    let worth = worth(feature, first.len());
    if first.len() <= COMMON {
        meet_everyone(group, &first, worth, hits);
        return Ok(());
    }
    meet_hubs(group, &first[..HUBS], worth, hits);
    let hubs = || group.iter().filter(|asked| first[..HUBS].contains(&asked.place));
    let Some(nearest) = hubs().next() else { return Ok(()) };
    let mut later = Vec::new();
    behind.read(Posting { feature, place: nearest.place + 1 }, usize::MAX, &mut later)?;
    later.retain(|&place| find(group, place).is_none());
    for hub in hubs() {
        let met = later.iter().filter(|&&place| place > hub.place);
        hits.extend(met.map(|&place| Hit::new(hub.index, place, worth)));
    }
    Ok(())
}

fn meet_everyone(group: &[Asked], holders: &[u64], worth: u64, hits: &mut Vec<Hit>) {
    for asked in group {
        let is_met = |&place: &u64| place < asked.place && find(group, place).is_some();
        let others = holders.iter().filter(|place| **place != asked.place && !is_met(place));
        hits.extend(others.map(|&place| Hit::new(asked.index, place, worth)));
    }
}

fn meet_hubs(group: &[Asked], hubs: &[u64], worth: u64, hits: &mut Vec<Hit>) {
    for asked in group {
        for &hub in hubs.iter().filter(|&&hub| hub < asked.place) {
            hits.push(match find(group, hub) {
                Some(hub) => Hit::new(hub.index, asked.place, worth),
                None => Hit::new(asked.index, hub, worth),
            });
        }
    }
}

fn find(group: &[Asked], place: u64) -> Option<&Asked> {
    group.binary_search_by_key(&place, |asked| asked.place).ok().map(|at| &group[at])
}

impl Hit {
    fn new(index: u32, other: u64, counts: u64) -> Self {
        Self { index, other: other << 8 | counts }
    }
}

/// Who holds a feature, over all runs.
struct Holders<'p, P: Postings> {
    cursors: Vec<Cursor<'p, P>>,
}

impl<'p, P: Postings> Holders<'p, P> {
    fn new(postings: &'p P) -> Result<Self, P::Error> {
        let runs = postings.runs()?;
        let cursors = runs.into_iter().map(|run| Cursor::new(postings, run)).collect();
        Ok(Self { cursors })
    }

    /// Adds the places from `from` on that hold its feature, in order, at most `most`.
    fn read(&mut self, from: Posting, most: usize, places: &mut Vec<u64>) -> Result<(), P::Error> {
        for cursor in &mut self.cursors {
            let mut target = from;
            for _ in 0..most {
                match cursor.seek(target)? {
                    Some(found) if found.feature == from.feature => places.push(found.place),
                    _ => break,
                }
                target.place = places[places.len() - 1] + 1;
            }
        }
        places.sort_unstable();
        places.dedup();
        places.truncate(most);
        Ok(())
    }
}

fn worth_comparing(mut hits: Vec<Hit>, wanted: &[Wanted]) -> Vec<(u64, u64)> {
    hits.sort_unstable();
    let mut pairs: Vec<_> = hits
        .chunk_by(|x, y| (x.index, x.other >> 8) == (y.index, y.other >> 8))
        .filter(|hits| hits.iter().map(|hit| hit.other & 0xff).sum::<u64>() >= LEAST_SHARED)
        .map(|hits| (wanted[hits[0].index as usize].place, hits[0].other >> 8))
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::index::Run;

    /// Several runs as one.
    struct Runs(Vec<Run>);

    impl Postings for Runs {
        type Error = std::convert::Infallible;

        fn runs(&self) -> Result<Vec<u64>, Self::Error> {
            Ok((0..self.0.len() as u64).collect())
        }

        fn read(&self, run: u64, from: Posting) -> Result<Vec<Posting>, Self::Error> {
            self.0[run as usize].read(0, from)
        }
    }

    fn wanted(documents: &[Vec<u64>], place: impl Fn(usize) -> u64) -> Vec<Wanted> {
        let features = documents.iter().map(|features| BTreeSet::from_iter(features.clone()));
        let wanted = features.enumerate().map(|(i, features)| Wanted {
            place: place(i),
            features: features.into_iter().collect(),
        });
        wanted.collect()
    }

    fn run(documents: &[Wanted]) -> Run {
        Run::new(documents.iter().map(|document| (document.place, document.features.as_slice())))
    }

    fn pairs(documents: &[Vec<u64>]) -> Vec<(u64, u64)> {
        let wanted = wanted(documents, |i| i as u64);
        candidates(&run(&wanted), &wanted).unwrap()
    }

    #[test]
    fn a_pair_needs_several_features() {
        assert_eq!(pairs(&[vec![1, 2, 3], vec![2, 3, 4], vec![1, 4]]), []);
        assert_eq!(pairs(&[vec![1, 2, 3], vec![2, 3, 4], vec![1, 2, 3, 5]]), [(0, 2)]);
    }

    #[test]
    fn a_phrase_of_formula_makes_no_pairs() {
        let crowd: Vec<_> = (0..100).map(|i| vec![1, 2, 3, 4, 5, 6, 100 + i]).collect();
        assert_eq!(pairs(&crowd), []);
    }

    #[test]
    fn a_thousand_copies_hang_together_at_linear_cost() {
        let copies: Vec<_> = (0..1000).map(|_| (0..12).collect()).collect();
        let pairs = pairs(&copies);
        assert!(pairs.len() < 5000, "{}", pairs.len());
        assert!((1..1000).all(|i| pairs.contains(&(0, i))));
    }

    proptest! {
        #[test]
        fn neither_order_nor_runs_matter(
            documents in prop::collection::vec(prop::collection::vec(0u64..16, 0..14), 1..60),
            cut in 0usize..60
        ) {
            let last = documents.len() as u64 - 1;
            let forward = wanted(&documents, |i| i as u64);
            let mut back = forward.clone();
            back.reverse();
            let all = candidates(&run(&forward), &forward).unwrap();
            prop_assert!(all.iter().all(|&(a, b)| a < b && b <= last));
            let (old, new) = back.split_at(cut.min(back.len()));
            let runs = Runs(vec![run(old), run(new)]);
            prop_assert_eq!(&candidates(&runs, &back).unwrap(), &all);
        }

        #[test]
        fn what_is_found_step_by_step_holds_what_is_found_at_once(
            documents in prop::collection::vec(prop::collection::vec(0u64..16, 0..14), 1..60),
            cut in 0usize..60
        ) {
            let forward = wanted(&documents, |i| (i as u64 * 37) % 61);
            let all = candidates(&run(&forward), &forward).unwrap();
            let (old, new) = forward.split_at(cut.min(forward.len()));
            let mut steps = candidates(&run(old), old).unwrap();
            steps.extend(candidates(&Runs(vec![run(old), run(new)]), new).unwrap());
            prop_assert!(all.iter().all(|pair| steps.contains(pair)));
        }
    }
}
