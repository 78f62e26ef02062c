//! A corpus, document by document: items of `.jsonl` and the truth about each.

use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::copies::plant;
use crate::original::original;
use crate::plan::{Kind, Plan, Planned, Trap};
use crate::rng::Rng;
use crate::teller::Language;

/// An item of the corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its identifier.
    pub id: String,
    /// `2015-01-31`; a copy is of the day of its original or up to three days younger.
    pub date: String,
    /// The text.
    pub text: String,
}

/// What is true of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Truth {
    /// Its identifier.
    pub id: String,
    /// Documents of one story are copies of one original.
    pub story: u32,
    /// `original`, or how the copy was made.
    pub kind: String,
    /// What makes the original look like others.
    pub trap: String,
    /// Documents with the same trap and key look like each other.
    pub key: u32,
}

/// The documents of a corpus and what is true of each: the same for the same size and seed.
pub fn documents(size: usize, seed: u64) -> impl Iterator<Item = (Item, Truth)> {
    let language = Language::load();
    let plan = Plan::new(size, seed);
    (0..size).map(move |place| document(&language, seed, &plan, place))
}

/// Writes a corpus and its truth, both in the same order.
pub fn write(
    size: usize,
    seed: u64,
    corpus: &mut impl Write,
    truth: &mut impl Write,
) -> anyhow::Result<()> {
    for (item, about) in documents(size, seed) {
        writeln!(corpus, "{}", serde_json::to_string(&item)?)?;
        writeln!(truth, "{}", serde_json::to_string(&about)?)?;
    }
    Ok(())
}

fn document(language: &Language, seed: u64, plan: &Plan, place: usize) -> (Item, Truth) {
    let Planned { story: number, kind, number: own } = plan.documents[place];
    let story = plan.stories[number as usize];
    let (mut report, day) = original(language, seed, number, story);
    let mut rng = Rng::new(seed, 1 << 40 | u64::from(own));
    let site = rng.below(plan.sites) as u32;
    plant(language, seed, kind, site, &mut report, &mut rng);
    let later = if kind == Kind::Original { 0 } else { rng.below(4) };
    let (trap, key) =
        if kind == Kind::Framed { (Trap::Boilerplate, site) } else { (story.trap, story.key) };
    let id = format!("{place:07}");
    let text = report.render(&language.lexicon);
    let item = Item { id: id.clone(), date: calendar::iso(day + later), text };
    let truth =
        Truth { id, story: number, kind: kind.name().into(), trap: trap.name().into(), key };
    (item, truth)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// Original and copy, for every copy of a kind.
    fn pairs(kind: &str) -> Vec<(Item, Item)> {
        let documents: Vec<_> = documents(2000, 7).collect();
        let of_kind = |kind| documents.iter().filter(move |(_, truth)| truth.kind == kind);
        let originals: HashMap<_, _> =
            of_kind("original").map(|(item, truth)| (truth.story, item)).collect();
        let pair = |(item, truth): &(Item, Truth)| (originals[&truth.story].clone(), item.clone());
        let pairs: Vec<_> = of_kind(kind).map(pair).collect();
        assert!(pairs.len() > 20, "{kind}");
        pairs
    }

    fn words(item: &Item) -> Vec<String> {
        let letters = |c: char| !c.is_alphanumeric();
        let words = item.text.split(letters).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).filter(|word| word != "a" && word != "an").collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_corpus() {
        let first: Vec<_> = documents(50, 3).collect();
        assert!(documents(50, 3).eq(first.iter().cloned()));
        assert!(!documents(50, 4).eq(first));
    }

    #[test]
    fn verbatim_copies_have_the_same_text_and_are_no_older() {
        for (original, copy) in pairs("verbatim") {
            assert_eq!(original.text, copy.text);
            assert!(original.date <= copy.date);
        }
    }

    #[test]
    fn reordered_and_merged_copies_have_the_same_words() {
        for (original, copy) in pairs("reordered").into_iter().chain(pairs("merged")) {
            let (mut a, mut b) = (words(&original), words(&copy));
            a.sort();
            b.sort();
            assert_eq!(a, b);
        }
    }

    #[test]
    fn truncated_copies_have_half_of_the_words() {
        for (original, copy) in pairs("truncated") {
            let share = words(&copy).len() as f64 / words(&original).len() as f64;
            assert!((0.3..0.75).contains(&share), "{share}");
        }
    }

    #[test]
    fn substitution_replaces_the_share_it_is_named_for() {
        let (mut changed, mut all) = (0_usize, 0_usize);
        for (original, copy) in pairs("substituted15") {
            let (a, b) = (words(&original), words(&copy));
            if a.len() == b.len() {
                changed += a.iter().zip(&b).filter(|(a, b)| a != b).count();
                all += a.len();
            }
        }
        let share = changed as f64 / all as f64;
        assert!((0.13..0.17).contains(&share), "{share}");
    }

    #[test]
    fn framed_copies_hold_the_original_between_other_lines() {
        let held = |(original, copy): &(Item, Item)| {
            copy.text.contains(&original.text) && copy.text.len() > original.text.len()
        };
        let pairs = pairs("framed");
        let share = pairs.iter().filter(|pair| held(pair)).count() as f64 / pairs.len() as f64;
        assert!(
            share > 0.8,
            "originals that a site frames already are the only exception: {share}"
        );
    }
}
