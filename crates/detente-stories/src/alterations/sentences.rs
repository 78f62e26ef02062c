//! Sentences that only one of the two has.

use detente_schema::{Alteration, AlterationClass, AlterationKind, Span};

use super::Sides;
use crate::alignment::UnitPair;
use crate::profile::Profile;

/// Sentences of `a` that `b` lacks.
pub(super) fn omissions(sides: &Sides, pairs: &[UnitPair]) -> Vec<Alteration> {
    let alone = alone(sides.a.profile, sides.b.profile, pairs, |pair| (pair.a, pair.b)).into_iter();
    alone.map(|(span, place)| told(sides, span, place, AlterationKind::Omission)).collect()
}

/// Sentences of `b` that `a` lacks.
pub(super) fn additions(sides: &Sides, pairs: &[UnitPair]) -> Vec<Alteration> {
    let alone = alone(sides.b.profile, sides.a.profile, pairs, |pair| (pair.b, pair.a)).into_iter();
    alone.map(|(span, place)| told(sides, place, span, AlterationKind::Addition)).collect()
}

fn told(Sides { a, b, .. }: &Sides, in_a: Span, in_b: Span, kind: AlterationKind) -> Alteration {
    Alteration { a: a.passage(in_a), b: b.passage(in_b), class: AlterationClass::Fact, kind }
}

/// Sentences of `own` without a counterpart, each with the point in `other` where it would stand:
/// behind the counterpart of the last sentence before it that has one.
fn alone(
    own: &Profile,
    other: &Profile,
    pairs: &[UnitPair],
    sides: fn(&UnitPair) -> (usize, usize),
) -> Vec<(Span, Span)> {
    let mut partner = vec![None; own.units.len()];
    for (mine, theirs) in pairs.iter().map(sides) {
        partner[mine] = Some(theirs);
    }
    let mut place = other.units.first().map_or(0, |unit| unit.span.start());
    let mut alone = Vec::new();
    for (unit, partner) in own.units.iter().zip(partner) {
        match partner {
            Some(theirs) => place = other.units[theirs].span.end(),
            None => alone.push((unit.span, Span::new(place, place))),
        }
    }
    alone
}
