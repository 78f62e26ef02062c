use detente_resources::WordRole;
use detente_schema::AlterationClass::{Fact, Wording};
use detente_schema::{AlterationClass, AlterationKind};

use super::Case;
use crate::alterations::terms::{Meaning, Term};
use crate::profile::Class;

/// From so many words of matter on, one side says more than the other in other words.
const MUCH: usize = 4;

/// What one side says and the other does not.
struct Surplus<'c> {
    /// The fresh terms of the side that says more.
    fresh: &'c [&'c Term<'c>],
    /// All its terms.
    terms: &'c [Term<'c>],
    /// How many more words of matter there are.
    more: usize,
    /// True if the other side says nothing else instead.
    alone: bool,
    kind: AlterationKind,
}

/// Something was left out or added.
pub(crate) fn one_sided(case: &Case) -> Option<(AlterationClass, AlterationKind)> {
    let surplus = surplus(case);
    let Surplus { terms, more, alone, kind, .. } = surplus;
    let fact = more >= MUCH || names_someone(&surplus, case) || alone && more > 1;
    let one_side_only = case.piece.from.is_empty() != case.piece.to.is_empty();
    if fact || alone && more > 0 && has_phrase(terms, case) && !is_moved(terms, more, case) {
        Some((Fact, kind))
    } else {
        (alone && more > 0 && one_side_only).then_some((Wording, kind))
    }
}

fn surplus<'c>(case: &'c Case) -> Surplus<'c> {
    let knowledge = case.comparison.knowledge;
    let (a, b) =
        (&case.comparison.a[case.piece.from.clone()], &case.comparison.b[case.piece.to.clone()]);
    let count = |fresh: &[&Term], terms: &[Term]| {
        fresh.iter().filter(|t| t.matters(knowledge) && !is_told(t, terms, case)).count()
    };
    let (lost, gained) = (count(&case.fresh.from, a), count(&case.fresh.to, b));
    let silent = |fresh: &[&Term]| fresh.iter().all(|t| t.class != Class::Content && !t.refers());
    let (from, to) = (&case.fresh.from, &case.fresh.to);
    if lost >= gained {
        let (more, alone, kind) = (lost - gained, silent(to), AlterationKind::Omission);
        Surplus { fresh: from, terms: a, more, alone, kind }
    } else {
        let (more, alone, kind) = (gained - lost, silent(from), AlterationKind::Addition);
        Surplus { fresh: to, terms: b, more, alone, kind }
    }
}

/// True if the surplus refers to someone, a day or a number, and the rest to none of these.
fn names_someone(surplus: &Surplus, case: &Case) -> bool {
    let count = |fresh: &[&Term]| fresh.iter().filter(|term| term.refers()).count();
    let both = count(&case.fresh.from) > 0 && count(&case.fresh.to) > 0;
    !both && refers(surplus.fresh, surplus.terms, case)
}

/// True if someone, a day or a true number is among the fresh words.
fn refers(fresh: &[&Term], terms: &[Term], case: &Case) -> bool {
    fresh.iter().any(|term| term.refers() && !is_told(term, terms, case))
}

/// True for a number that counts what has been told of: "the two", "both"; and for one.
fn is_told(term: &Term, terms: &[Term], case: &Case) -> bool {
    let Meaning::Number(number) = term.meaning else { return false };
    let words = case.comparison.knowledge.words;
    let definite = terms.iter().any(|term| term.is(WordRole::Definite, words));
    number.is_one() || words.count(&term.text).is_some() || definite
}

/// True if a phrase of place, time or manner, or a noun with what it is of, is among them.
fn has_phrase(terms: &[Term], case: &Case) -> bool {
    terms.iter().any(|term| term.is(WordRole::Preposition, case.comparison.knowledge.words))
}

/// True if most words of matter among them stand elsewhere in the other sentence.
fn is_moved(terms: &[Term], fresh: usize, case: &Case) -> bool {
    terms.iter().filter(|term| term.matters(case.comparison.knowledge)).count() > 2 * fresh
}
