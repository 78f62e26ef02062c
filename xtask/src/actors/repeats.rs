//! A crown worn in several states, or a head whom a territory shares with its parent, is told once.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::people::{Person, is_head};
use super::spell::Spell;
use super::text;

/// The least share of a spell that must lie within the same person's office elsewhere.
const REPEATED: f64 = 0.9;

/// Drops the offices of people who hold the like elsewhere under another identifier. The person
/// whom the more trusted source brought stays.
pub(super) fn drop_repeats(people: &mut [Person], as_of: Date) {
    let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, person) in people.iter().enumerate() {
        for name in person.names.iter().chain(&person.spellings) {
            let bearers = bearers.entry(text::identifier(name)).or_default();
            if bearers.last() != Some(&place) {
                bearers.push(place);
            }
        }
    }
    for bearers in bearers.into_values().filter(|bearers| bearers.len() > 1) {
        for (rank, &later) in bearers.iter().enumerate() {
            for &earlier in &bearers[..rank] {
                let kept = people[earlier].spells.clone();
                let repeats = |spell: &Spell| kept.iter().any(|own| repeats(spell, own, as_of));
                people[later].spells.retain(|spell| spell.source == "own" || !repeats(spell));
            }
        }
    }
}

fn repeats(spell: &Spell, kept: &Spell, as_of: Date) -> bool {
    let is_like = |office: &str| is_head(office) || office == "leader";
    let length = |spell: &Spell| spell.until.map_or(as_of, |until| until.day) - spell.from.day;
    is_like(&spell.office)
        && is_like(&kept.office)
        && spell.of != kept.of
        && length(spell).get_days() <= length(kept).get_days() + 366
        && spell.overlap(kept, as_of) >= REPEATED
}
