use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap};

use detente_schema::{Digest, Link, Relation};

/// How often groups that could not be joined are tried again after others were.
const MOST_ROUNDS: usize = 8;

/// Documents and the links between them, by index; the nearer to the origin, the smaller the index.
pub(crate) struct Graph<'a> {
    /// For each document its partners with the link.
    neighbours: Vec<BTreeMap<usize, &'a Link>>,
}

impl<'a> Graph<'a> {
    /// Links that name an unknown document are left out; of several between two documents the
    /// strongest counts.
    pub(crate) fn new(links: &'a [Link], index: &HashMap<&Digest, usize>) -> Self {
        let mut neighbours = vec![BTreeMap::new(); index.len()];
        let mut sorted: Vec<_> = links.iter().collect();
        sorted.sort_by(|x, y| strength(x, y));
        for link in sorted {
            let (Some(&a), Some(&b)) = (index.get(&link.a), index.get(&link.b)) else {
                continue;
            };
            if a != b {
                neighbours[a].entry(b).or_insert(link);
                neighbours[b].entry(a).or_insert(link);
            }
        }
        Self { neighbours }
    }

    pub(crate) fn link(&self, a: usize, b: usize) -> Option<&'a Link> {
        self.neighbours[a].get(&b).copied()
    }

    pub(crate) fn neighbours(&self, a: usize) -> &BTreeMap<usize, &'a Link> {
        &self.neighbours[a]
    }

    /// The strongest first.
    fn edges(&self) -> Vec<(usize, usize)> {
        let mut edges: Vec<_> = self
            .neighbours
            .iter()
            .enumerate()
            .flat_map(|(a, others)| others.range(a + 1..).map(move |(&b, &link)| (link, a, b)))
            .collect();
        edges.sort_by(|x, y| strength(x.0, y.0));
        edges.into_iter().map(|(_, a, b)| (a, b)).collect()
    }

    /// Members with many links are hubs; of equals the nearest to the origin.
    fn prominence(&self, document: usize) -> (usize, Reverse<usize>) {
        (self.neighbours[document].len(), Reverse(document))
    }
}

/// Groups of documents that the links hold together. A chain of links alone joins nothing.
pub(crate) fn groups(graph: &Graph) -> Vec<Vec<usize>> {
    let mut groups = Groups::singletons(graph);
    let edges = graph.edges();
    for _ in 0..MOST_ROUNDS {
        let joined = edges.iter().filter(|&&(a, b)| groups.join(a, b)).count();
        if joined == 0 {
            break;
        }
    }
    groups.members.into_iter().filter(|group| !group.is_empty()).collect()
}

struct Groups<'g, 'a> {
    graph: &'g Graph<'a>,
    /// The members of each group; a group that was joined to another has none.
    members: Vec<Vec<usize>>,
    /// The group of each document.
    of: Vec<usize>,
    /// The hub of each group.
    hub: Vec<usize>,
}

impl<'g, 'a> Groups<'g, 'a> {
    fn singletons(graph: &'g Graph<'a>) -> Self {
        let all = 0..graph.neighbours.len();
        let members = all.clone().map(|i| vec![i]).collect();
        Self { graph, members, of: all.clone().collect(), hub: all.collect() }
    }

    /// Makes one group of those of `a` and `b` if the links allow it.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (x, y) = (self.of[a], self.of[b]);
        let (small, large) =
            if self.members[x].len() <= self.members[y].len() { (x, y) } else { (y, x) };
        let joins = small != large && self.hold_together(small, large);
        if joins {
            let moved = std::mem::take(&mut self.members[small]);
            for &member in &moved {
                self.of[member] = large;
            }
            self.members[large].extend(moved);
            let hubs = [self.hub[small], self.hub[large]];
            self.hub[large] = if self.graph.prominence(hubs[0]) > self.graph.prominence(hubs[1]) {
                hubs[0]
            } else {
                hubs[1]
            };
        }
        joins
    }

    /// True if the hubs are copies of each other, or more than half of the pairs are linked.
    fn hold_together(&self, small: usize, large: usize) -> bool {
        let copies = |link: &Link| link.relation != Relation::Excerpt;
        let hubs = self.graph.link(self.hub[small], self.hub[large]);
        hubs.is_some_and(copies) || self.mostly_linked(small, large)
    }

    fn mostly_linked(&self, small: usize, large: usize) -> bool {
        let into = |&a: &usize| self.graph.neighbours(a).keys().filter(|&&b| self.of[b] == large);
        let links: usize = self.members[small].iter().map(|a| into(a).count()).sum();
        2 * links > self.members[small].len() * self.members[large].len()
    }
}

/// Orders links, the strongest first, whatever their order before.
pub(crate) fn strength(x: &Link, y: &Link) -> Ordering {
    let shared = |link: &Link| link.a_in_b + link.b_in_a;
    rank(x.relation)
        .cmp(&rank(y.relation))
        .then(shared(y).total_cmp(&shared(x)))
        .then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b)))
}

fn rank(relation: Relation) -> u8 {
    match relation {
        Relation::Original | Relation::Exact => 0,
        Relation::Near => 1,
        Relation::Paraphrase => 2,
        Relation::Excerpt => 3,
    }
}
