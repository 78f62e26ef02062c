//! Writes the files, sorted, one record a line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use jiff::civil::Date;

use super::AS_OF;
use super::names::{self, Forms};
use super::people::Person;
use super::states::{State, States};
use super::supplement::Supplement;

/// Gives every generated person an identifier of its own.
pub(super) fn identify(people: &mut [Person]) {
    let mut taken: BTreeSet<String> =
        people.iter().filter(|person| person.by_hand).map(|person| person.id.clone()).collect();
    for person in people.iter_mut().filter(|person| !person.by_hand) {
        let plain = super::text::identifier(&person.name);
        let with_state = format!("{plain}_{}", person.country);
        let numbered = (2..).map(|number| format!("{with_state}_{number}"));
        let single = !person.name.contains(' ');
        let choices = (!single).then(|| plain.clone()).into_iter().chain([with_state.clone()]);
        let free = choices.chain(numbered).find(|id| !taken.contains(id));
        person.id = free.unwrap_or(plain);
        taken.insert(person.id.clone());
    }
}

/// The register without what is written by hand.
pub(super) fn files(
    folder: &Path,
    states: &States,
    people: &[Person],
    supplement: &Supplement,
) -> Result<()> {
    write(folder, "states.tsv", "states and territories", states_lines(states))?;
    write(folder, "people.tsv", "people", people_lines(people))?;
    write(folder, "roles.tsv", "offices held", role_lines(people))?;
    write(folder, "names.tsv", "names", name_lines(states, people, supplement))
}

fn write(folder: &Path, file: &str, what: &str, lines: BTreeSet<String>) -> Result<()> {
    let mut text = format!(
        "# The register: {what}. Made by `cargo xtask actors`; do not edit, see supplement.tsv.\n\
         # The last field names the source; sources and licences: resources/SOURCES.md.\n\
         # as of {AS_OF}\n"
    );
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    std::fs::write(folder.join(file), text).with_context(|| file.to_owned())
}

fn states_lines(states: &States) -> BTreeSet<String> {
    let generated = states.0.values().filter(|state| !state.by_hand);
    let line = generated.map(|state| {
        let number = |code: Option<u16>| code.map(|code| code.to_string()).unwrap_or_default();
        let (cow, gw, membership) = (number(state.cow), number(state.gw), membership(state));
        let (id, name, wikidata) = (&state.id, &state.name, &state.wikidata);
        format!("state\t{id}\t{name}\t{cow}\t{gw}\t{membership}\t{wikidata}\tmledoze")
    });
    line.collect()
}

/// `first/last` for each stay in the system of states, the last day empty for a member.
fn membership(state: &State) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let stays = state.membership.iter().map(|(from, until)| format!("{from}/{}", day(*until)));
    stays.collect::<Vec<_>>().join(";")
}

fn people_lines(people: &[Person]) -> BTreeSet<String> {
    let generated = people.iter().filter(|person| !person.by_hand);
    let line = generated.map(|person| {
        let (id, name, country) = (&person.id, &person.name, &person.country);
        let wikidata = person.wikidata.as_deref().unwrap_or_default();
        let source = person.spells.first().map_or("own", |spell| spell.source);
        format!("person\t{id}\t{name}\t{country}\tGOV\t{wikidata}\t{source}")
    });
    line.collect()
}

fn role_lines(people: &[Person]) -> BTreeSet<String> {
    let spells = people.iter().flat_map(|person| person.spells.iter().map(move |s| (person, s)));
    let generated = spells.filter(|(_, spell)| spell.source != "own");
    let line = generated.map(|(person, spell)| {
        let until = spell.until.map(|until| until.day.to_string()).unwrap_or_default();
        let (id, office, of) = (&person.id, &spell.office, &spell.of);
        let (from, source) = (spell.from.day, spell.source);
        format!("role\t{id}\t{office}\t{of}\t{from}\t{until}\t{source}")
    });
    line.collect()
}

fn is_people(form: &str) -> bool {
    matches!(form, "Adjective" | "Demonym")
}

/// True for a member of the state system, which has a number there; false for a territory.
fn is_member(states: &States, actor: &str) -> bool {
    states.0.get(actor).is_some_and(|state| state.cow.is_some())
}

/// Every name of a member of the state system: its people's is not also that of a territory.
fn names_of_members(
    states: &States,
    forms: &BTreeMap<&str, (Forms, &str)>,
    supplement: &Supplement,
) -> BTreeSet<String> {
    let made = forms.iter().filter(|(actor, _)| is_member(states, actor));
    let made = made.flat_map(|(_, (texts, _))| texts.keys().cloned());
    let by_hand = supplement.names.iter().filter(|(_, actor)| is_member(states, actor));
    made.chain(by_hand.map(|(text, _)| text.clone())).collect()
}

fn name_lines(states: &States, people: &[Person], supplement: &Supplement) -> BTreeSet<String> {
    let mut forms: BTreeMap<&str, (Forms, &str)> = BTreeMap::new();
    for state in states.0.values() {
        forms.insert(&state.id, (names::of_state(state), "mledoze"));
    }
    for person in people {
        let source = person.spells.first().map_or("own", |spell| spell.source);
        forms.insert(&person.id, (names::of_person(person), source));
    }
    let by_hand: BTreeSet<&(String, String)> = supplement.names.iter().collect();
    let peoples = names_of_members(states, &forms, supplement);
    let mut lines = BTreeSet::new();
    for (actor, (texts, source)) in forms {
        for (text, form) in texts {
            let known = by_hand.contains(&(text.clone(), actor.to_owned()));
            let territory = is_people(form) && !is_member(states, actor);
            let taken = territory && peoples.contains(&text);
            if !known && !taken && !names::is_omitted(&text, actor) {
                lines.insert(format!("name\t{text}\t{form}\t{actor}\t{source}"));
            }
        }
    }
    lines
}
