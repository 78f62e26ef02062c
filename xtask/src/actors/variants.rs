//! One person under two spellings of a name, whom the sources did not bring together.

use std::collections::{BTreeMap, BTreeSet};

use super::alike;
use super::people::{Person, is_head};
use super::spell::Spell;

/// The most days between two stays of one person in one office.
const GAP: i32 = 6 * 366;
/// The most days between the first days of two offices that one head holds at once.
const TOGETHER: i32 = 45;

/// Gives the offices of a variant to the person whom the more trusted source brought.
pub(super) fn unite(people: &mut [Person]) {
    let mut states: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (place, person) in people.iter().enumerate() {
        for spell in &person.spells {
            states.entry(spell.of.clone()).or_default().insert(place);
        }
    }
    for members in states.into_values() {
        for &later in &members {
            if let Some(earlier) = earlier_spelling(people, &members, later) {
                let spells = std::mem::take(&mut people[later].spells);
                spells.into_iter().for_each(|spell| people[earlier].take(spell));
            }
        }
    }
}

/// The person whom an earlier source brought under another spelling.
fn earlier_spelling(people: &[Person], members: &BTreeSet<usize>, later: usize) -> Option<usize> {
    let other = Some(&people[later]).filter(|person| !person.by_hand)?;
    members.range(..later).copied().find(|place| are_one(&people[*place], other))
}

fn are_one(known: &Person, other: &Person) -> bool {
    let pairs = known.spells.iter().flat_map(|a| other.spells.iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| a.of == b.of && may_follow(a, b)).count() > 0
        && share_a_name(known, other)
}

/// True if one person may have held both: the same office after a while, or two offices from one
/// day on.
fn may_follow(one: &Spell, other: &Spell) -> bool {
    let leads = |spell: &Spell| spell.office == "leader" || is_head(&spell.office);
    let days_after = |old: &Spell, new: &Spell| match old.until {
        Some(until) => (new.from.day - until.day).get_days(),
        None => 0,
    };
    if one.office == other.office {
        days_after(one, other) <= GAP && days_after(other, one) <= GAP
    } else {
        leads(one) && leads(other) && (one.from.day - other.from.day).get_days().abs() <= TOGETHER
    }
}

fn share_a_name(known: &Person, other: &Person) -> bool {
    let words = |person: &Person| -> Vec<Vec<String>> {
        person.names.iter().map(|name| alike::words(name)).collect()
    };
    let known = words(known);
    words(other).iter().any(|name| known.iter().any(|known| alike::is_variant(known, name)))
}
