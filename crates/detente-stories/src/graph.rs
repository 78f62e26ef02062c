use std::collections::{HashMap, HashSet};

use detente_schema::{Digest, Link, Relation};

/// The whole of a text; shares are counted in its millionths, so that sums do not depend on order.
pub(crate) const WHOLE: i64 = 1_000_000;

/// Least ratio of the shares that two texts have of each other if either is a version of all of
/// the other: 2 to 3.
const LEAST_RATIO: (i64, i64) = (2, 3);

/// One of the documents that another is linked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kin {
    /// The other document.
    pub(crate) other: usize,
    /// What they are to each other.
    pub(crate) relation: Relation,
    /// Share of the document's own words that the other has, in millionths.
    pub(crate) held: i64,
    /// Share of the other's words that the document has.
    pub(crate) holds: i64,
}

impl Kin {
    /// Share of the words of either that the other has at least.
    pub(crate) fn shared(&self) -> i64 {
        self.held.min(self.holds)
    }

    /// How far the two are apart: 0 for the same words, 2 wholes for none.
    pub(crate) fn distance(&self) -> i64 {
        2 * WHOLE - self.held - self.holds
    }

    /// How much of the document's matter the other has, in whatever words: what is missing in the
    /// other beyond the words that both replaced.
    pub(crate) fn cover(&self) -> i64 {
        self.held * WHOLE / self.held.max(self.holds).max(1)
    }

    /// True if either is a version of all of the other and not of a part.
    pub(crate) fn is_version(&self) -> bool {
        let (least, most) = (self.shared(), self.held.max(self.holds));
        self.relation != Relation::Excerpt && least * LEAST_RATIO.1 >= most * LEAST_RATIO.0
    }
}

/// Documents and the links between them, by index.
#[derive(Debug)]
pub(crate) struct Graph {
    /// For each document its kin, in the order of the indices.
    kin: Vec<Vec<Kin>>,
}

impl Graph {
    /// Links that name an unknown document are left out; of several between two documents the
    /// strongest counts.
    pub(crate) fn new<'d>(
        links: &[Link],
        documents: impl ExactSizeIterator<Item = &'d Digest>,
    ) -> Self {
        let linked: HashSet<_> = links.iter().flat_map(|link| [&link.a, &link.b]).collect();
        let count = documents.len();
        let index = documents.zip(0..).filter(|(digest, _)| linked.contains(digest)).collect();
        let mut edges: Vec<_> = links.iter().filter_map(|link| edge(link, &index)).collect();
        edges.sort_unstable_by_key(|&(a, kin)| {
            (a, kin.other, kin.relation, kin.distance(), kin.held)
        });
        edges.dedup_by_key(|(a, kin)| (*a, kin.other));
        let mut graph = Self { kin: vec![Vec::new(); count] };
        for (a, kin) in edges {
            graph.kin[a].push(kin);
            graph.kin[kin.other].push(Kin { other: a, held: kin.holds, holds: kin.held, ..kin });
        }
        graph
    }

    /// How many documents there are.
    pub(crate) fn len(&self) -> usize {
        self.kin.len()
    }

    /// With whom a document is linked, in the order of the indices.
    pub(crate) fn kin(&self, of: usize) -> &[Kin] {
        &self.kin[of]
    }
}

/// The document with the smaller index and what the other is to it.
fn edge(link: &Link, index: &HashMap<&Digest, usize>) -> Option<(usize, Kin)> {
    let (a, b) = (*index.get(&link.a)?, *index.get(&link.b)?);
    let (held, holds) = (millionths(link.a_in_b), millionths(link.b_in_a));
    let kin = |other, held, holds| Kin { other, relation: link.relation, held, holds };
    match a.cmp(&b) {
        std::cmp::Ordering::Less => Some((a, kin(b, held, holds))),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some((b, kin(a, holds, held))),
    }
}

fn millionths(share: f32) -> i64 {
    let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
    (f64::from(share) * WHOLE as f64).round() as i64
}
