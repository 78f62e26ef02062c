use std::cmp::Reverse;

use crate::cores::{Cores, cores};
use crate::graph::{Graph, Kin, WHOLE};

/// Two cores are kin if the shorter of their leaders is linked with the other, or is proven to have
/// this share of its words in common with it: half.
const LEAST_COMMON: i64 = WHOLE / 2;
/// Of what two leaders have in common, so much must stand in each of their members: a quarter.
const LEAST_IN_EACH: i64 = WHOLE / 4;

/// Groups of documents of which every two share wording, as far as the links prove it: versions of
/// one text, and parts of it that overlap. Two texts that a third one quotes stay apart.
///
/// `lengths` are those of the documents in bytes. The groups and their members are in the order of
/// the indices.
pub(crate) fn groups(graph: &Graph, lengths: &[i64]) -> Vec<Vec<usize>> {
    let cores = cores(graph);
    let bridges = Bridges::new(graph, lengths, &cores).all();
    let mut groups: Vec<Vec<usize>> = joined(cores.cores.len(), &bridges)
        .into_iter()
        .map(|group| group.into_iter().flat_map(|core| cores.cores[core].members.clone()).collect())
        .filter(|group: &Vec<usize>| !group.is_empty())
        .collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
}

/// Joins cores along the bridges, the broadest first, as long as every two of a group are bridged:
/// so a text goes with the one of which it has most, and brings nothing along that the other lacks.
fn joined(count: usize, bridges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut beside = vec![Vec::new(); count];
    for &(a, b) in bridges {
        beside[a].push(b);
        beside[b].push(a);
    }
    let mut groups: Vec<Vec<usize>> = (0..count).map(|core| vec![core]).collect();
    let mut group_of: Vec<usize> = (0..count).collect();
    for &(a, b) in bridges {
        let (x, y) = (group_of[a], group_of[b]);
        let (small, large) = if groups[x].len() <= groups[y].len() { (x, y) } else { (y, x) };
        let is_beside_all = |core: &usize| {
            let others = beside[*core].iter().filter(|&&other| group_of[other] == large);
            others.count() == groups[large].len()
        };
        if small != large && groups[small].iter().all(is_beside_all) {
            let moved = std::mem::take(&mut groups[small]);
            moved.iter().for_each(|&core| group_of[core] = large);
            groups[large].extend(moved);
        }
    }
    groups
}

/// What the links between documents tell of their cores.
struct Bridges<'g> {
    lengths: &'g [i64],
    cores: &'g Cores,
    /// Pairs of cores, each with the documents that link them.
    crossings: Vec<((usize, usize), Common)>,
    /// The documents with the other cores that they are linked with; sorted.
    linked: Vec<(usize, usize)>,
}

/// How much two leaders have in common at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Common {
    /// The leaders are linked.
    linked: bool,
    /// In millionths of bytes.
    length: i64,
}

impl<'g> Bridges<'g> {
    fn new(graph: &Graph, lengths: &'g [i64], cores: &'g Cores) -> Self {
        let mut all = Self { lengths, cores, crossings: Vec::new(), linked: Vec::new() };
        for document in 0..graph.len() {
            for kin in graph.kin(document).iter().filter(|kin| kin.other > document) {
                all.add(document, kin);
            }
        }
        all.linked.sort_unstable();
        all.crossings.sort_unstable_by_key(|&(pair, common)| (pair, Reverse(common)));
        all.crossings.dedup_by_key(|(pair, _)| *pair);
        all
    }

    fn add(&mut self, document: usize, kin: &Kin) {
        let [a, b] = [document, kin.other].map(|of| self.cores.place[of].core());
        if a != b {
            let leaders = [a, b].map(|core| self.cores.cores[core].leader);
            let linked = leaders == [document, kin.other];
            let common = Common { linked, length: self.common(document, kin) };
            self.crossings.push(((a.min(b), a.max(b)), common));
            self.linked.extend([(document, b), (kin.other, a)]);
        }
    }

    /// What one document has of its leader and the other of it, less what that one lacks of its
    /// own leader.
    fn common(&self, document: usize, kin: &Kin) -> i64 {
        let lacking = |of: usize| self.lengths[of] * (WHOLE - self.cores.place[of].proven);
        self.lengths[document] * kin.held - lacking(document) - lacking(kin.other)
    }

    /// The pairs of cores that are kin, those with most in common first.
    fn all(&self) -> Vec<(usize, usize)> {
        let kin = self.crossings.iter().filter(|&&(pair, common)| self.are_kin(pair, common));
        let mut pairs: Vec<_> = kin.map(|(pair, common)| (Reverse(common.length), *pair)).collect();
        pairs.sort_unstable();
        pairs.into_iter().map(|(_, pair)| pair).collect()
    }

    fn are_kin(&self, (a, b): (usize, usize), common: Common) -> bool {
        let [x, y] = [a, b].map(|core| self.lengths[self.cores.cores[core].leader].max(1));
        (common.linked || common.length >= LEAST_COMMON * x.min(y))
            && self.all_share(a, b, common.length / x)
            && self.all_share(b, a, common.length / y)
    }

    /// True if every member of `core` has enough of what its leader has in common with `other`,
    /// which is a share of `common` of the leader: it has most of the leader, or is linked with
    /// `other` itself.
    fn all_share(&self, core: usize, other: usize, common: i64) -> bool {
        let least = WHOLE - common + common * LEAST_IN_EACH / WHOLE;
        let is_linked = |member| self.linked.binary_search(&(member, other)).is_ok();
        let mut members = self.cores.cores[core].members.iter();
        members.all(|&member| self.cores.place[member].cover >= least || is_linked(member))
    }
}
