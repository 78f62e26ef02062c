use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::graph::{Graph, Kin, WHOLE};

/// Least share of the leader's words that are proven to stand in a document that is not linked
/// with it, in millionths: half.
const LEAST_PROVEN: i64 = WHOLE / 2;

/// A set of documents of which each is a version of one of them, the leader.
#[derive(Debug, Default)]
pub(crate) struct Core {
    pub(crate) leader: usize,
    /// With the leader.
    pub(crate) members: Vec<usize>,
}

/// The cores of a graph; each document belongs to one.
#[derive(Debug)]
pub(crate) struct Cores {
    pub(crate) cores: Vec<Core>,
    /// By document.
    pub(crate) place: Vec<Place>,
}

/// Where a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Share of the leader's words that are proven to stand in the document.
    pub(crate) proven: i64,
    /// The leader's place among the leaders, the first reversed to be the greatest.
    leader: Reverse<usize>,
    /// Share of the leader's matter that the document has.
    pub(crate) cover: i64,
}

impl Place {
    /// The core that the document belongs to.
    pub(crate) const fn core(&self) -> usize {
        self.leader.0
    }

    const fn of_leader(core: usize) -> Self {
        Self { proven: WHOLE, leader: Reverse(core), cover: WHOLE }
    }

    /// The place of a document that is linked with the leader, or with one that is proven to have
    /// enough of the leader's words: of what that one has, this one has all but what it lacks.
    fn beside(self, kin: &Kin) -> Option<Self> {
        let proven = self.proven + kin.shared() - WHOLE;
        let cover = (self.cover + kin.cover() - WHOLE).max(0);
        let is_next = self.proven == WHOLE && self.cover == WHOLE;
        (is_next || proven >= LEAST_PROVEN).then_some(Self { proven, cover, ..self })
    }
}

/// Finds the cores. A document belongs to the leader of which it is proven to have most.
pub(crate) fn cores(graph: &Graph) -> Cores {
    let leaders = leaders(graph);
    let mut places = vec![None; graph.len()];
    spread(graph, leaders.iter().copied().enumerate(), &mut places);
    gathered(leaders, places)
}

/// Of the documents with versions the most prominent leads; then the most prominent that does not
/// follow it, and so on.
fn leaders(graph: &Graph) -> Vec<usize> {
    let prominence = |document: usize| {
        let versions = graph.kin(document).iter().filter(|kin| kin.is_version());
        versions.map(|kin| 2 * WHOLE - kin.distance()).sum::<i64>()
    };
    let all = (0..graph.len()).map(|document| (Reverse(prominence(document)), document));
    let mut order: Vec<_> = all.filter(|(Reverse(prominence), _)| *prominence > 0).collect();
    order.sort_unstable();
    let mut places = vec![None; graph.len()];
    let mut leaders = Vec::new();
    for (_, document) in order {
        if places[document].is_none() {
            spread(graph, [(leaders.len(), document)], &mut places);
            leaders.push(document);
        }
    }
    leaders
}

/// Gives a place to all that follow the leaders, given with their places among them, and have none.
fn spread(
    graph: &Graph,
    leaders: impl IntoIterator<Item = (usize, usize)>,
    places: &mut [Option<Place>],
) {
    let mut reached: BinaryHeap<(Place, Reverse<usize>)> = leaders
        .into_iter()
        .map(|(core, leader)| (Place::of_leader(core), Reverse(leader)))
        .collect();
    while let Some((place, Reverse(document))) = reached.pop() {
        if places[document].is_some() {
            continue;
        }
        places[document] = Some(place);
        for kin in graph.kin(document).iter().filter(|kin| kin.is_version()) {
            if places[kin.other].is_none() {
                reached.extend(place.beside(kin).map(|place| (place, Reverse(kin.other))));
            }
        }
    }
}

/// Documents that nobody reached lead a core of their own.
fn gathered(leaders: Vec<usize>, places: Vec<Option<Place>>) -> Cores {
    let core = |leader| Core { leader, members: Vec::new() };
    let mut cores: Vec<Core> = leaders.into_iter().map(core).collect();
    let mut place = Vec::with_capacity(places.len());
    for (document, reached) in places.into_iter().enumerate() {
        let own = reached.unwrap_or_else(|| {
            cores.push(core(document));
            Place::of_leader(cores.len() - 1)
        });
        cores[own.core()].members.push(document);
        place.push(own);
    }
    Cores { cores, place }
}
