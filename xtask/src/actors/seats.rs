//! One holder at a time: the spells of all people in one office, fitted to each other.

use std::collections::BTreeMap;

use detente_resources::is_single_seat;

use super::people::Person;
use super::spell::{Bound, Spell};
use super::supplement::Supplement;

/// From the first day for which the supplement says who held an office, it alone speaks.
pub(super) fn give_way(people: &mut [Person], supplement: &Supplement) {
    for person in people {
        person.spells.retain_mut(|spell| {
            if spell.source == "own" {
                return true;
            }
            let Some(day) = supplement.speaks_from(&spell.office, &spell.of) else { return true };
            if spell.until.is_none_or(|until| until.day > day) {
                spell.until = Some(Bound::exact(day));
            }
            spell.from.day < day
        });
    }
}

/// Ends a spell where the successor's begins, if one of the two days is not exact.
pub(super) fn fit(people: &mut [Person]) {
    let mut seats: BTreeMap<(String, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (person, entry) in people.iter().enumerate() {
        for (place, spell) in entry.spells.iter().enumerate() {
            if is_single_seat(&spell.office) {
                let seat = (spell.of.clone(), spell.office.clone());
                seats.entry(seat).or_default().push((person, place));
            }
        }
    }
    for mut holders in seats.into_values() {
        holders.sort_by_key(|(person, place)| people[*person].spells[*place].from.day);
        for pair in holders.windows(2) {
            let [(person, place), (next_person, next_place)] = *pair else { continue };
            let mut next = people[next_person].spells[next_place].clone();
            fit_pair(&mut people[person].spells[place], &mut next);
            people[next_person].spells[next_place] = next;
        }
    }
    for person in people {
        person.spells.retain(|spell| spell.until.is_none_or(|until| until.day >= spell.from.day));
    }
}

fn fit_pair(old: &mut Spell, new: &mut Spell) {
    let overlaps = old.until.is_none_or(|until| until.day > new.from.day);
    if !overlaps || old.from.day >= new.from.day {
        return;
    }
    match old.until {
        Some(until) if until.exact => {
            let later = new.until.is_none_or(|end| end.day >= until.day);
            if !new.from.exact && later {
                new.from = until;
            }
        }
        _ if old.source == "own" => {}
        _ => (old.until, old.unended) = (Some(new.from), false),
    }
}
