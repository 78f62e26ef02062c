//! How well copies were found again.
//!
//! A copy is found when it stands in one group with its original. Precision is taken over the pairs
//! of documents that stand in one group: the share of them that are of one story. They are counted,
//! not listed, so that a group of any size costs little.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::corpus::Truth;

/// What a tool prints.
#[derive(Debug)]
pub enum Answer {
    /// Documents that it takes for copies of one text, by identifier.
    Groups(Vec<Vec<String>>),
    /// Documents that it takes for copies of something before them.
    Flags(Vec<String>),
}

/// The outcome.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Share of the copies of each kind that were found.
    pub recall: BTreeMap<String, f64>,
    /// Copies of each kind.
    pub copies: BTreeMap<String, u64>,
    /// Share of the pairs in one group, or of the flags, that are right; 1 where there are none.
    pub precision: f64,
    /// Pairs of documents in one group, or flags, that are wrong, by what makes them look alike.
    pub wrong: BTreeMap<String, u64>,
}

/// Compares an answer with the truth.
pub fn score(truth: &[Truth], answer: &Answer) -> Score {
    match answer {
        Answer::Groups(groups) => of_groups(truth, groups),
        Answer::Flags(flags) => of_flags(truth, flags),
    }
}

fn of_groups(truth: &[Truth], groups: &[Vec<String>]) -> Score {
    let by_id: HashMap<_, _> = truth.iter().map(|t| (t.id.as_str(), t)).collect();
    let mut group_of = HashMap::new();
    let mut pairs = Pairs::default();
    for (number, group) in groups.iter().enumerate() {
        let members: Vec<_> =
            group.iter().filter_map(|id| by_id.get(id.as_str()).copied()).collect();
        pairs.add(&members);
        group_of.extend(members.iter().map(|member| (member.id.as_str(), number)));
    }
    let found = |copy: &Truth, original: &Truth| {
        let group = group_of.get(copy.id.as_str());
        group.is_some() && group == group_of.get(original.id.as_str())
    };
    let (recall, copies) = recall(truth, found);
    Score { recall, copies, precision: share(pairs.right, pairs.all), wrong: pairs.wrong }
}

/// A copy is found when it or its original, whichever comes later, is flagged; a flag is right when
/// the story has another member.
fn of_flags(truth: &[Truth], flags: &[String]) -> Score {
    let flagged: HashSet<_> = flags.iter().map(String::as_str).collect();
    let is_flagged = |t: &Truth| flagged.contains(t.id.as_str());
    let mut sizes: HashMap<u32, u64> = HashMap::new();
    for t in truth {
        *sizes.entry(t.story).or_default() += 1;
    }
    let mut score = Score::default();
    let (mut right, mut all) = (0, 0);
    for t in truth.iter().filter(|t| is_flagged(t)) {
        all += 1;
        if sizes[&t.story] > 1 {
            right += 1;
        } else {
            *score.wrong.entry(t.trap.clone()).or_default() += 1;
        }
    }
    (score.recall, score.copies) =
        recall(truth, |copy, original| is_flagged(copy) || is_flagged(original));
    score.precision = share(right, all);
    score
}

type ByKind<T> = BTreeMap<String, T>;

fn recall(truth: &[Truth], found: impl Fn(&Truth, &Truth) -> bool) -> (ByKind<f64>, ByKind<u64>) {
    let originals: HashMap<_, _> =
        truth.iter().filter(|t| t.kind == "original").map(|t| (t.story, t)).collect();
    let mut counts: ByKind<(u64, u64)> = BTreeMap::new();
    for copy in truth.iter().filter(|t| t.kind != "original") {
        let (right, all) = counts.entry(copy.kind.clone()).or_default();
        *right += u64::from(found(copy, originals[&copy.story]));
        *all += 1;
    }
    let recall = counts.iter().map(|(kind, &(right, all))| (kind.clone(), share(right, all)));
    (recall.collect(), counts.iter().map(|(kind, &(_, all))| (kind.clone(), all)).collect())
}

/// Pairs of documents in one group.
#[derive(Debug, Default)]
struct Pairs {
    all: u64,
    right: u64,
    wrong: BTreeMap<String, u64>,
}

impl Pairs {
    fn add(&mut self, members: &[&Truth]) {
        let all = pairs_of(members.len() as u64);
        let right = alike(members, |t| t.story);
        let mut rest = all - right;
        self.all += all;
        self.right += right;
        for trap in ["account", "pattern", "background", "boilerplate", "honorific"] {
            let trapped: Vec<_> = members.iter().copied().filter(|t| t.trap == trap).collect();
            let wrong = alike(&trapped, |t| t.key) - alike(&trapped, |t| (t.key, t.story));
            if wrong > 0 {
                *self.wrong.entry(trap.to_owned()).or_default() += wrong;
                rest -= wrong;
            }
        }
        if rest > 0 {
            *self.wrong.entry("none".to_owned()).or_default() += rest;
        }
    }
}

/// Pairs of members that have the same key.
fn alike<K: Eq + std::hash::Hash>(members: &[&Truth], key: impl Fn(&Truth) -> K) -> u64 {
    let mut counts: HashMap<K, u64> = HashMap::new();
    for member in members {
        *counts.entry(key(member)).or_default() += 1;
    }
    counts.into_values().map(pairs_of).sum()
}

fn pairs_of(count: u64) -> u64 {
    count * count.saturating_sub(1) / 2
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth() -> Vec<Truth> {
        let document = |(id, story, kind, trap): (&str, u32, &str, &str)| Truth {
            id: id.into(),
            story,
            kind: kind.into(),
            trap: trap.into(),
            key: 7,
        };
        let documents = [
            ("a", 0, "original", "account"),
            ("b", 0, "verbatim", "account"),
            ("c", 0, "merged", "account"),
            ("d", 1, "original", "account"),
            ("e", 2, "original", "none"),
        ];
        documents.map(document).into()
    }

    fn groups(groups: &[&[&str]]) -> Answer {
        Answer::Groups(groups.iter().map(|g| g.iter().map(|&id| id.into()).collect()).collect())
    }

    #[test]
    fn a_copy_counts_when_it_stands_with_its_original() {
        let score = score(&truth(), &groups(&[&["a", "b"], &["c"]]));
        assert_eq!(score.recall, [("merged".into(), 0.0), ("verbatim".into(), 1.0)].into());
        assert!((score.precision - 1.0).abs() < 1e-9);
    }

    #[test]
    fn wrong_pairs_are_counted_by_what_makes_them_alike() {
        let score = score(&truth(), &groups(&[&["a", "b", "d", "e"]]));
        assert_eq!(score.wrong, [("account".into(), 2), ("none".into(), 3)].into());
        assert!((score.precision - 1.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn a_flag_counts_for_whichever_comes_later() {
        let score = score(&truth(), &Answer::Flags(vec!["a".into(), "e".into()]));
        assert_eq!(score.recall, [("merged".into(), 1.0), ("verbatim".into(), 1.0)].into());
        assert_eq!(score.wrong, [("none".into(), 1)].into());
    }
}
