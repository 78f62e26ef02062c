//! Sentences that only one of the two has.

use detente_schema::{Alteration, AlterationClass, AlterationKind, Span};

use super::Sides;
use crate::alignment::UnitPair;
use crate::profile::Profile;

/// Sentences of `a` that `b` lacks.
pub(super) fn omissions(Sides { a, b, .. }: &Sides, pairs: &[UnitPair]) -> Vec<Alteration> {
    alone(a.profile, b.profile, pairs, |pair| (pair.a, pair.b))
        .into_iter()
        .map(|(span, place)| Alteration {
            a: a.passage(span),
            b: b.passage(place),
            class: AlterationClass::Fact,
            kind: AlterationKind::Omission,
        })
        .collect()
}

/// Sentences of `b` that `a` lacks.
pub(super) fn additions(Sides { a, b, .. }: &Sides, pairs: &[UnitPair]) -> Vec<Alteration> {
    alone(b.profile, a.profile, pairs, |pair| (pair.b, pair.a))
        .into_iter()
        .map(|(span, place)| Alteration {
            a: a.passage(place),
            b: b.passage(span),
            class: AlterationClass::Fact,
            kind: AlterationKind::Addition,
        })
        .collect()
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
