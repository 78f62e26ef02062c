use std::cmp::Reverse;
use std::collections::BinaryHeap;

use detente_schema::{Descent, Reason};
use jiff::civil::Date;

use crate::facts::DocumentFacts;
use crate::graph::{Graph, Kin, WHOLE};

/// A copy may bear a date so many days before that of what it was made from: the day depends on
/// where one stands, and on when a page was last changed.
const MOST_DAYS_BEFORE: i32 = 1;

/// Differences in completeness of less than this share are edits, not cuts: 2 %.
const LEAST_CUT: i64 = WHOLE / 50;

/// How the members of one story descend, the nearest to the origin first.
pub(crate) struct Lineage<'a> {
    graph: &'a Graph,
    members: Vec<Member<'a>>,
    /// Of all members together, in bytes.
    length: i64,
    places: &'a Places,
}

/// Where the documents stand.
#[derive(Debug)]
pub(crate) struct Places {
    /// The group of each document.
    group: Vec<usize>,
    /// Its place in the lineage of the group.
    at: Vec<usize>,
}

impl Places {
    /// Of `count` documents.
    pub(crate) fn new(groups: &[Vec<usize>], count: usize) -> Self {
        let mut group = vec![0; count];
        for (number, members) in groups.iter().enumerate() {
            members.iter().for_each(|&member| group[member] = number);
        }
        Self { group, at: vec![0; count] }
    }

    fn are_together(&self, a: usize, b: usize) -> bool {
        self.group[a] == self.group[b]
    }
}

/// One member of a story.
pub(crate) struct Member<'a> {
    document: usize,
    facts: &'a DocumentFacts,
    /// It holds texts of other stories too, as a round-up does.
    compiles: bool,
    /// What the others hold and it lacks, in millionths of bytes.
    losses: i64,
    /// How far it is from the others together, less what it would be if it shared nothing.
    distance: i64,
}

/// How one member descends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Descended {
    /// The document.
    pub(crate) document: usize,
    /// The one that it is compared with; the origin has none.
    pub(crate) of: Option<Kin>,
    pub(crate) descent: Descent,
    pub(crate) why: Vec<Reason>,
}

impl<'a> Lineage<'a> {
    /// Of the documents of one group.
    pub(crate) fn new(
        documents: &[&'a DocumentFacts],
        graph: &'a Graph,
        group: &[usize],
        places: &'a mut Places,
    ) -> Self {
        let length = group.iter().map(|&document| documents[document].bytes()).sum();
        let measure = Measure { documents, graph, places, length };
        let mut members: Vec<_> = group.iter().map(|&document| measure.member(document)).collect();
        members.sort_by_key(|member| {
            (member.compiles, member.facts.claim(), member.losses, member.document)
        });
        for (at, member) in members.iter().enumerate() {
            places.at[member.document] = at;
        }
        Self { graph, members, length, places }
    }

    /// The document that lacks least of what the others hold; of equals the nearest to the origin.
    pub(crate) fn representative(&self) -> usize {
        let best = self.members.iter().min_by_key(|member| (member.compiles, member.losses));
        best.map_or(0, |member| member.document)
    }

    /// How each member descends: from the one it is nearest to of those that stand nearer to the
    /// origin.
    pub(crate) fn descents(&self) -> Vec<Descended> {
        let mut told: Vec<Option<Descended>> = vec![None; self.members.len()];
        let mut is_next = vec![false; self.members.len()];
        let mut next = BinaryHeap::from([Reverse(0)]);
        while let Some(Reverse(at)) = next.pop() {
            is_next[at] = true;
            let of = self.kin(at).filter(|(of, _)| told[*of].is_some());
            let of = of.min_by_key(|&(of, kin)| (!self.precedes(of, at), kin.distance(), of));
            told[at] = Some(self.descended(at, of));
            for (other, _) in self.kin(at) {
                if !std::mem::replace(&mut is_next[other], true) {
                    next.push(Reverse(other));
                }
            }
        }
        told.into_iter().flatten().collect()
    }

    /// With whom of the story a member is linked.
    fn kin(&self, at: usize) -> impl Iterator<Item = (usize, &'a Kin)> {
        let document = self.members[at].document;
        let is_of_story = move |kin: &&Kin| self.places.are_together(document, kin.other);
        let kin = self.graph.kin(document).iter().filter(is_of_story);
        kin.map(|kin| (self.places.at[kin.other], kin))
    }

    fn distance(&self, a: usize, b: usize) -> i64 {
        let kin = self.graph.kin(self.members[a].document);
        let found = kin.binary_search_by_key(&self.members[b].document, |kin| kin.other);
        found.map_or(2 * WHOLE, |at| kin[at].distance())
    }

    /// True if `a` may be what `b` was made from.
    fn precedes(&self, a: usize, b: usize) -> bool {
        a < b && !is_later(self.members[a].facts, self.members[b].facts)
    }

    fn descended(&self, at: usize, of: Option<(usize, &Kin)>) -> Descended {
        let (descent, why) = match of {
            None => (Descent::Origin, self.why_origin()),
            Some((of, kin)) => self.descent(at, of, kin),
        };
        let document = self.members[at].document;
        Descended { document, of: of.map(|(_, kin)| *kin), descent, why }
    }

    fn descent(&self, at: usize, of: usize, kin: &Kin) -> (Descent, Vec<Reason>) {
        let (own, other) = (self.members[at].facts, self.members[of].facts);
        if own.share_agency(other) {
            (Descent::Sibling, vec![Reason::Credit])
        } else if self.precedes(of, at) {
            (Descent::Copy, self.why_copy(at, of, kin))
        } else {
            (Descent::Sibling, is_later(other, own).then_some(Reason::Date).into_iter().collect())
        }
    }

    /// In what the first member is behind nobody and before somebody.
    fn why_origin(&self) -> Vec<Reason> {
        let members = &self.members;
        let dates: Vec<Date> = members.iter().filter_map(|member| member.facts.date).collect();
        let leads = [
            (Reason::Credit, first_leads(members, |member| member.facts.desk())),
            (Reason::Dateline, first_leads(members, |member| !member.facts.dateline)),
            (Reason::Date, members[0].facts.date.is_some() && first_leads(&dates, |date| *date)),
            (Reason::Completeness, first_leads(members, |member| self.cut(member))),
            (Reason::Edits, members.len() > 2 && first_leads(members, |member| member.distance)),
        ];
        leads.into_iter().filter(|(_, leads)| *leads).map(|(reason, _)| reason).collect()
    }

    /// The losses of a member, in steps below which they count for nothing.
    fn cut(&self, member: &Member<'_>) -> i64 {
        (member.losses - self.members[0].losses) / (LEAST_CUT * self.length).max(1)
    }

    /// In what `of` stands nearer to the origin than what was made from it.
    fn why_copy(&self, at: usize, of: usize, kin: &Kin) -> Vec<Reason> {
        let (own, other) = (self.members[at].facts, self.members[of].facts);
        let carries_edits = self.kin(at).any(|(third, by)| {
            let nearer = by.distance() - kin.distance();
            third < at && nearer > 0 && 2 * nearer > self.distance(third, of)
        });
        let nearer = [
            (Reason::Credit, other.desk() < own.desk()),
            (Reason::Dateline, other.dateline && !own.dateline),
            (Reason::Date, other.date.zip(own.date).is_some_and(|(other, own)| other < own)),
            (Reason::Completeness, kin.held - kin.holds >= LEAST_CUT),
            (Reason::Edits, carries_edits),
        ];
        nearer.into_iter().filter(|(_, nearer)| *nearer).map(|(reason, _)| reason).collect()
    }
}

/// True if the first has the least value of all, and not all the same.
fn first_leads<T, V: Ord>(all: &[T], value: impl Fn(&T) -> V) -> bool {
    let values = || all.iter().map(&value);
    let first = values().next();
    first == values().min() && first != values().max()
}

fn is_later(a: &DocumentFacts, b: &DocumentFacts) -> bool {
    let days = |(a, b): (Date, Date)| (a - b).get_days();
    a.date.zip(b.date).is_some_and(|dates| days(dates) > MOST_DAYS_BEFORE)
}

/// Measures the members of a group against each other.
struct Measure<'m, 'a> {
    documents: &'m [&'a DocumentFacts],
    graph: &'m Graph,
    places: &'m Places,
    /// Of all members together, in bytes.
    length: i64,
}

impl<'a> Measure<'_, 'a> {
    fn member(&self, document: usize) -> Member<'a> {
        let facts = self.documents[document];
        let length = |document: usize| self.documents[document].bytes();
        let mut member = Member {
            document,
            facts,
            compiles: false,
            losses: (self.length - length(document)) * WHOLE,
            distance: 0,
        };
        for kin in self.graph.kin(document) {
            if self.places.are_together(document, kin.other) {
                member.losses -= length(kin.other) * kin.holds;
                member.distance -= kin.held + kin.holds;
            } else {
                member.compiles |= !kin.is_version() && kin.holds > kin.held;
            }
        }
        member
    }
}
