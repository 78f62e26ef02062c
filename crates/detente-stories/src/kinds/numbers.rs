use detente_resources::WordRole;
use detente_schema::AlterationClass::Fact;
use detente_schema::{AlterationClass, AlterationKind};

use super::Case;
use crate::alterations::terms::{Meaning, Term};

/// A number gave way to another one, or what was one or uncounted is now many.
pub(crate) fn exchanged(case: &Case) -> Option<(AlterationClass, AlterationKind)> {
    let words = case.comparison.knowledge.words;
    let number = |term: &Term| matches!(term.meaning, Meaning::Number(_));
    let one = |terms: &[&Term]| terms.iter().any(|term| term.is(WordRole::Article, words));
    let many = |terms: &[&Term]| terms.iter().any(|term| is_many(term));
    let (from, to) = (&case.fresh.from, &case.fresh.to);
    let counted = one(from) && many(to) || many(from) && one(to);
    (case.fresh.exchanged(number) || counted).then_some((Fact, AlterationKind::Number))
}

fn is_many(term: &Term) -> bool {
    matches!(term.meaning, Meaning::Number(number) if number.value > 1.0 && !number.ordinal)
}

/// A degree of learning came or went.
pub(crate) fn degrees(case: &Case) -> Option<(AlterationClass, AlterationKind)> {
    let words = case.comparison.knowledge.words;
    let degree = |terms: &[&Term]| terms.iter().any(|term| term.is(WordRole::Degree, words));
    match (degree(&case.fresh.from), degree(&case.fresh.to)) {
        (true, false) => Some((Fact, AlterationKind::Omission)),
        (false, true) => Some((Fact, AlterationKind::Addition)),
        _ => None,
    }
}
