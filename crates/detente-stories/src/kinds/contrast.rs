use std::collections::BTreeMap;

use detente_resources::{Contrast, Group};
use detente_schema::AlterationClass::Fact;
use detente_schema::{AlterationClass, AlterationKind};

use super::Case;
use crate::alterations::terms::Term;

/// A word gave way to one that excludes it, or one came or went that does not leave a sentence what
/// it was. Two turns of the meaning leave it as it was.
pub(crate) fn exchanged(case: &Case) -> Option<(AlterationClass, AlterationKind)> {
    let words = case.comparison.knowledge.words;
    let mut turns = 0;
    let mut kinds = Vec::new();
    for (index, groups) in contrasts(case) {
        let contrast = words.contrast(index);
        if groups.excludes() || contrast.alone && groups.comes_or_goes() {
            turns += u32::from(is_turn(contrast));
            kinds.push(contrast.kind);
        }
    }
    if has_contrary(case) {
        turns += 1;
        kinds.push(AlterationKind::Negation);
    }
    if turns == 2 {
        kinds.clear();
    }
    kinds.first().map(|&kind| (Fact, kind))
}

/// True if the exchange makes the contrary of what was said; grades of certainty do not.
fn is_turn(contrast: Contrast) -> bool {
    contrast.kind == AlterationKind::Negation && (!contrast.alone || contrast.groups == 1)
}

/// The groups of one contrast on both sides.
#[derive(Default)]
struct Groups {
    from: Vec<Group>,
    to: Vec<Group>,
}

impl Groups {
    fn excludes(&self) -> bool {
        let shared = |x: &Group| self.to.iter().any(|y| x.group == y.group);
        !self.from.is_empty() && !self.to.is_empty() && !self.from.iter().any(shared)
    }

    fn comes_or_goes(&self) -> bool {
        let real = |groups: &[Group]| groups.iter().any(|group| !group.akin);
        self.to.is_empty() && real(&self.from) || self.from.is_empty() && real(&self.to)
    }
}

fn contrasts(case: &Case) -> BTreeMap<usize, Groups> {
    let mut contrasts: BTreeMap<usize, Groups> = BTreeMap::new();
    for (index, group) in groups(case, &case.fresh.from) {
        contrasts.entry(index).or_default().from.push(group);
    }
    for (index, group) in groups(case, &case.fresh.to) {
        contrasts.entry(index).or_default().to.push(group);
    }
    contrasts
}

/// The groups that count at this place.
fn groups<'t>(case: &'t Case, terms: &'t [&Term]) -> impl Iterator<Item = (usize, Group)> + 't {
    let words = case.comparison.knowledge.words;
    let counts = move |term: &Term, group: &Group| {
        let contrast = words.contrast(group.contrast);
        if contrast.speech { term.quoted } else { !is_source(contrast.kind) || !term.quoted }
    };
    let groups = terms.iter().flat_map(|term| term.groups.iter().map(move |group| (term, group)));
    groups.filter(move |(term, group)| counts(term, group)).map(|(_, &g)| (g.contrast, g))
}

/// Who said it is told outside the quotation.
fn is_source(kind: AlterationKind) -> bool {
    kind == AlterationKind::Attribution
}

/// True if a word gave way to its contrary: "legal", "illegal".
fn has_contrary(case: &Case) -> bool {
    let (from, to) = (&case.fresh.from, &case.fresh.to);
    let turned = |x: &Term, y: &Term| contrary(case, x, y) || contrary(case, y, x);
    from.iter().any(|x| to.iter().any(|y| turned(x, y)))
}

fn contrary(case: &Case, plain: &Term, turned: &Term) -> bool {
    let mut stems = case.comparison.knowledge.words.contrary(&turned.stem);
    plain.stem.chars().nth(2).is_some() && stems.any(|stem| stem == plain.stem)
}
