use std::ops::Range;

use detente_resources::WordRole;
use detente_schema::AlterationClass::{Fact, Wording};
use detente_schema::{AlterationClass, AlterationKind};

use super::Case;
use super::attribution::is_source;
use crate::alterations::terms::{Knowledge, Meaning, Term};

/// A name gave way to another one: of who said it, of a place, or of somebody.
pub(crate) fn exchanged(case: &Case) -> Option<(AlterationClass, AlterationKind)> {
    let name = |term: &Term| matches!(term.meaning, Meaning::Name(_));
    if !case.fresh.exchanged(name) {
        return None;
    }
    let (from, to) = (&case.piece.from, &case.piece.to);
    let comparison = case.comparison;
    let knowledge = comparison.knowledge;
    let all = |is: fn(&[Term], usize, Knowledge) -> bool| {
        let holds = |terms: &[Term], range: &Range<usize>| {
            range.clone().any(|at| name(&terms[at]) && is(terms, at, knowledge))
        };
        holds(comparison.a, from) && holds(comparison.b, to)
    };
    if stand_for_each_other(case) {
        return Some((Wording, AlterationKind::Wording));
    }
    let kind = if all(is_source) {
        AlterationKind::Attribution
    } else if all(is_place) {
        AlterationKind::Place
    } else {
        AlterationKind::Name
    };
    Some((Fact, kind))
}

/// True if each name gave way to the state that the person acts for, or the other way round.
fn stand_for_each_other(case: &Case) -> bool {
    let register = case.comparison.knowledge.register;
    let name = |term: &&Term<'_>| matches!(term.meaning, Meaning::Name(_));
    let stands = |x: &Term, y: &Term| match (&x.meaning, &y.meaning) {
        (Meaning::Name(x), Meaning::Name(y)) => x.stands_for(y, register),
        _ => false,
    };
    let (from, to) = (&case.fresh.from, &case.fresh.to);
    let mut names = from.iter().copied().filter(name);
    names.all(|x| to.iter().any(|y| stands(x, y)))
}

/// True for a town, and for what may be a place where it says where.
fn is_place(terms: &[Term], at: usize, knowledge: Knowledge) -> bool {
    let Meaning::Name(name) = &terms[at].meaning else { return false };
    let mut before = terms[..at].iter().rev();
    let before = before.find(|term| !term.is(WordRole::Definite, knowledge.words));
    let located = before.is_some_and(|term| term.is(WordRole::Locative, knowledge.words));
    !name.is_no_place(knowledge.register) && (name.is_town() || located)
}

/// A pronoun or a description in place of a name that the other report knows is another wording.
pub(crate) fn described(case: &Case) -> Option<(AlterationClass, AlterationKind)> {
    let knowledge = case.comparison.knowledge;
    let describes = |terms: &[Term]| {
        let roles = [WordRole::Pronoun, WordRole::Definite, WordRole::Title];
        terms.iter().any(|term| roles.iter().any(|&role| term.is(role, knowledge.words)))
            && !terms.iter().any(Term::refers)
    };
    let known = |fresh: &[&Term], in_b: bool| {
        let mut references = fresh.iter().filter(|term| term.refers()).peekable();
        references.peek().is_some()
            && references.all(|term| {
                matches!(term.meaning, Meaning::Name(_)) && (case.known)(&term.text, in_b)
            })
    };
    let (from, to) =
        (&case.comparison.a[case.piece.from.clone()], &case.comparison.b[case.piece.to.clone()]);
    let told = describes(to) && known(&case.fresh.from, true)
        || describes(from) && known(&case.fresh.to, false);
    told.then_some((Wording, AlterationKind::Wording))
}
