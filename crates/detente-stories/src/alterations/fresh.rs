use detente_resources::WordRole;

use super::pieces::Piece;
use super::terms::{Knowledge, Meaning, Term};
use crate::profile::Class;

/// Two sentences that correspond, as terms, and which of these the other has in the same place.
pub(crate) struct Comparison<'a, 'r> {
    pub(crate) knowledge: Knowledge<'r>,
    pub(crate) a: &'a [Term<'r>],
    pub(crate) b: &'a [Term<'r>],
    open: [Vec<bool>; 2],
}

impl<'a, 'r> Comparison<'a, 'r> {
    /// `differ`: where the two are not the same.
    pub(crate) fn new(
        knowledge: Knowledge<'r>,
        a: &'a [Term<'r>],
        b: &'a [Term<'r>],
        differ: &[Piece],
    ) -> Self {
        let mut open = [vec![false; a.len()], vec![false; b.len()]];
        for piece in differ {
            open[0][piece.from.clone()].fill(true);
            open[1][piece.to.clone()].fill(true);
        }
        Self { knowledge, a, b, open }
    }

    /// The terms of a piece that the other sentence does not have: what moved is no news.
    pub(crate) fn fresh(&self, piece: &Piece) -> Fresh<'a, 'r> {
        let (from, to) = (&self.a[piece.from.clone()], &self.b[piece.to.clone()]);
        if let ([x], [y]) = (from, to)
            && x.refers()
            && matches!((&x.meaning, &y.meaning), (Meaning::Number(x), Meaning::Number(y)) if x != y)
        {
            return Fresh { from: vec![x], to: vec![y] };
        }
        let one_sided = from.is_empty() != to.is_empty();
        let only = |part: &'a [Term<'r>], own: &[Term], other: &[Term], open: &[bool]| {
            let fresh = |term: &&Term| {
                !self.elsewhere(term, other, open)
                    || one_sided && (is_lost_town(term, other) || self.spells_out(term, own, other))
            };
            part.iter().filter(fresh).collect()
        };
        let (a, b) = (self.a, self.b);
        Fresh { from: only(from, a, b, &self.open[1]), to: only(to, b, a, &self.open[0]) }
    }

    /// True if the term is a fuller form of a name beside the shorter one, which `other` alone has.
    fn spells_out(&self, term: &Term, own: &[Term], other: &[Term]) -> bool {
        let Meaning::Name(name) = &term.meaning else { return false };
        let short = |other: &Term| {
            matches!(&other.meaning, Meaning::Name(short)
            if name.agrees(short, self.knowledge) && name.is_fuller(short))
        };
        let as_full = |other: &Term| {
            matches!(&other.meaning, Meaning::Name(full)
            if name.agrees(full, self.knowledge) && !name.is_fuller(full))
        };
        own.iter().any(short) && other.iter().any(short) && !other.iter().any(as_full)
    }

    /// True if `other` has the term; one that alters alone, where it differs.
    fn elsewhere(&self, term: &Term, other: &[Term], open: &[bool]) -> bool {
        let words = self.knowledge.words;
        let alone = term.groups.iter().any(|group| words.contrast(group.contrast).alone);
        let mut others = other.iter().zip(open).filter(|&(_, &open)| open || !alone);
        others.any(|(other, _)| term.agrees(other, self.knowledge))
    }
}

/// True for a town that the other sentence does not name: its state does not tell where.
fn is_lost_town(term: &Term, other: &[Term]) -> bool {
    let Meaning::Name(name) = &term.meaning else { return false };
    name.is_town() && other.iter().all(|other| other.text != term.text)
}

/// What only one of two sentences says at some place.
pub(crate) struct Fresh<'a, 'r> {
    pub(crate) from: Vec<&'a Term<'r>>,
    pub(crate) to: Vec<&'a Term<'r>>,
}

impl<'a, 'r> Fresh<'a, 'r> {
    pub(crate) fn all(&self) -> impl Iterator<Item = &'a Term<'r>> {
        self.from.iter().chain(&self.to).copied()
    }

    /// True if both sides have a term for which `is` holds.
    pub(crate) fn exchanged(&self, is: impl Fn(&Term) -> bool) -> bool {
        self.from.iter().any(|term| is(term)) && self.to.iter().any(|term| is(term))
    }
}

impl Term<'_> {
    /// True for a word with a matter of its own.
    pub(crate) fn matters(&self, knowledge: Knowledge) -> bool {
        let held = [WordRole::Light, WordRole::Title];
        self.refers()
            || self.class == Class::Content
                && !held.iter().any(|&role| self.is(role, knowledge.words))
    }
}
