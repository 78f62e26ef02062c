//! Sentences in pairs, with the facts that were altered in them.

use std::collections::BTreeSet;

use detente_resources::Resources;
use detente_schema::{AlterationClass, Document, Passage};

use crate::Grouper;
use crate::sample::document;

const CASES: &str = include_str!("cases.txt");

fn cases() -> impl Iterator<Item = [&'static str; 3]> {
    CASES.split("\n\n").skip(1).filter_map(|case| {
        let mut lines = case.lines();
        Some([lines.next()?, lines.next()?, lines.next()?])
    })
}

/// The altered facts as kind and words of both.
fn facts(grouper: &Grouper, [a, b]: [&str; 2]) -> Vec<[String; 3]> {
    let (a, b) = (document(&format!("{a} ")), document(&format!("{b} ")));
    let text = |document: &Document, passage: &Passage| document.slice(passage.span).to_owned();
    let (_, alterations) = grouper.align(&a, &b);
    let facts = alterations.iter().filter(|x| x.class == AlterationClass::Fact);
    facts.map(|x| [x.kind.to_string(), text(&a, &x.a), text(&b, &x.b)]).collect()
}

#[test]
fn altered_facts_are_told_from_other_words() {
    let resources = Resources::load().unwrap();
    let grouper = Grouper::new(&resources);
    let mut wrong = Vec::new();
    for [a, b, expected] in cases() {
        let found = facts(&grouper, [a, b]);
        let expected: Vec<_> =
            expected.split(';').filter_map(|fact| fact.trim().split_once(' ')).collect();
        let met = |(kind, words): &(&str, &str), [other, from, to]: &[String; 3]| {
            kind == other && (from.contains(words) || to.contains(words))
        };
        let all = expected.iter().all(|fact| found.iter().any(|found| met(fact, found)));
        if !all || found.len() != expected.len() {
            wrong.push(format!("{a}\n{b}\n{expected:?} {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_cases_cover_every_kind_of_fact() {
    let kinds: BTreeSet<_> = cases().filter_map(|[_, _, fact]| fact.split(' ').next()).collect();
    let kinds: Vec<_> = kinds.into_iter().collect();
    assert_eq!(
        kinds,
        [
            "addition",
            "attribution",
            "date",
            "name",
            "negation",
            "none",
            "number",
            "omission",
            "place",
            "pronoun",
            "quotation"
        ]
    );
}
