//! What is written by hand. It goes before every other source.

use std::path::Path;

use anyhow::{Context, Result};
use jiff::civil::Date;

use super::spell::{Bound, Spell};
use super::states::State;

/// Read in this order: a role comes after its person.
const FILES: [&str; 4] = ["supplement.tsv", "organisations.tsv", "heads_2026.tsv", "places.tsv"];

/// The records of the files written by hand that the generated files must not repeat.
#[derive(Default)]
pub(super) struct Supplement {
    pub(super) states: Vec<State>,
    pub(super) people: Vec<Known>,
    /// Text and actor of every name.
    pub(super) names: Vec<(String, String)>,
}

/// A person of the supplement.
pub(super) struct Known {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) country: String,
    pub(super) spells: Vec<Spell>,
}

impl Supplement {
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let mut supplement = Self::default();
        for file in FILES {
            let text = std::fs::read_to_string(folder.join(file)).context(file)?;
            for (index, line) in text.lines().enumerate() {
                supplement.line(line).with_context(|| format!("{file}:{}", index + 1))?;
            }
        }
        Ok(supplement)
    }

    fn line(&mut self, line: &str) -> Result<()> {
        let fields: Vec<&str> = line.split('\t').collect();
        match *fields.as_slice() {
            ["state", id, name, cow, _gw, days, wikidata, _] => {
                let (since, until) = days.split_once('/').unwrap_or((days, ""));
                self.states.push(State {
                    id: id.to_owned(),
                    name: name.to_owned(),
                    cow: cow.parse().ok(),
                    since: day(since)?,
                    until: day(until)?,
                    wikidata: wikidata.to_owned(),
                    by_hand: true,
                    ..State::default()
                });
            }
            ["person", id, name, country, ..] => self.people.push(Known {
                id: id.to_owned(),
                name: name.to_owned(),
                country: country.to_owned(),
                spells: Vec::new(),
            }),
            ["role", actor, office, of, from, until, _] => {
                self.role(actor, office, of, from, until)?;
            }
            ["name", text, _, actor, _] => self.names.push((text.to_owned(), actor.to_owned())),
            _ => {}
        }
        Ok(())
    }

    fn role(&mut self, actor: &str, office: &str, of: &str, from: &str, until: &str) -> Result<()> {
        // Organisations have roles too; nothing that is generated depends on them.
        let Some(known) = self.people.iter_mut().find(|known| known.id == actor) else {
            return Ok(());
        };
        known.spells.push(Spell {
            names: vec![known.name.clone()],
            surname: None,
            wikidata: None,
            office: office.to_owned(),
            of: of.to_owned(),
            from: Bound::exact(day(from)?.context("a role needs its first day")?),
            until: day(until)?.map(Bound::exact),
            unended: false,
            source: "own",
        });
        Ok(())
    }

    /// The full names that the supplement gives to an actor.
    pub(super) fn spellings_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a String> {
        let own = self.names.iter().filter(move |(text, actor)| actor == id && text.contains(' '));
        own.map(|(text, _)| text)
    }

    /// The first day for which the supplement says who held that office.
    pub(super) fn speaks_from(&self, office: &str, of: &str) -> Option<Date> {
        let spells = self.people.iter().flat_map(|known| &known.spells);
        let same = spells.filter(|spell| spell.office == office && spell.of == of);
        same.map(|spell| spell.from.day).min()
    }
}

fn day(text: &str) -> Result<Option<Date>> {
    if text.is_empty() { Ok(None) } else { Ok(Some(text.parse()?)) }
}
