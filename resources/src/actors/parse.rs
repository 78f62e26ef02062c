//! Reads the lines of the register and refuses what cannot be right.

use std::collections::HashMap;
use std::fmt::Display;
use std::str::FromStr;

use detente_schema::{Actor, ActorId, ActorKind, Country, Role, Sector};
use jiff::civil::{Date, date};

use super::name::Name;
use crate::Error;

/// No one is in an office today who entered it before this day.
const EARLIEST_OPEN: Date = date(1950, 1, 1);

/// Starts the comment that says up to which day roles are known.
const AS_OF: &str = "# as of ";

/// What has been read so far.
#[derive(Default)]
pub(super) struct Records<'a> {
    as_of: Option<Date>,
    actors: Vec<Actor>,
    /// Where in `actors` an identifier stands.
    places: HashMap<&'a str, usize>,
    roles: Vec<(Line<'a>, &'a str, Role)>,
    names: Vec<(Line<'a>, Name)>,
}

/// Where a record stands.
#[derive(Clone, Copy)]
struct Line<'a> {
    file: &'a str,
    number: usize,
}

impl Line<'_> {
    fn error(self, message: impl Display) -> Error {
        Error::new(self.file, format!("line {}: {message}", self.number))
    }

    fn parse<T: FromStr<Err: Display>>(self, text: &str) -> Result<T, Error> {
        text.parse().map_err(|error| self.error(format!("`{text}`: {error}")))
    }

    fn date(self, text: &str) -> Result<Date, Error> {
        civil_date(text).ok_or_else(|| self.error(format!("`{text}` is no date")))
    }
}

impl<'a> Records<'a> {
    /// Adds the records of one file. The last field of a line names its source.
    pub(super) fn read(&mut self, file: &'a str, text: &'a str) -> Result<(), Error> {
        for (index, content) in text.lines().enumerate() {
            let line = Line { file, number: index + 1 };
            if let Some(day) = content.strip_prefix(AS_OF) {
                self.as_of = Some(line.date(day)?);
            } else if !content.is_empty() && !content.starts_with('#') {
                self.record(line, content)?;
            }
        }
        Ok(())
    }

    fn record(&mut self, line: Line<'a>, content: &'a str) -> Result<(), Error> {
        let fields: Vec<&str> = content.split('\t').collect();
        match *fields.as_slice() {
            ["state", id, name, _cow, _since, wikidata, _source] => {
                self.actor(line, ActorKind::State, [id, name, id, "GOV", wikidata])
            }
            ["person", id, name, country, sector, wikidata, _source] => {
                self.actor(line, ActorKind::Person, [id, name, country, sector, wikidata])
            }
            ["organisation", id, name, country, sector, wikidata, _source] => {
                self.actor(line, ActorKind::Organisation, [id, name, country, sector, wikidata])
            }
            ["role", actor, office, of, from, until, _source] => {
                self.role(line, actor, office, of, [from, until])
            }
            ["name", text, form, actor, _source] => self.name(line, text, form, actor),
            _ => Err(line.error(format!("a `{}` of {} fields", fields[0], fields.len()))),
        }
    }
}

impl<'a> Records<'a> {
    fn actor(&mut self, line: Line, kind: ActorKind, fields: [&'a str; 5]) -> Result<(), Error> {
        let [id, name, country, sector, wikidata] = fields;
        let actor = Actor {
            id: ActorId(id.to_owned()),
            kind,
            name: name.to_owned(),
            country: Country(country.to_owned()),
            sector: line.parse::<Sector>(sector)?,
            wikidata: Some(wikidata.to_owned()).filter(|id| !id.is_empty()),
            roles: Vec::new(),
        };
        if self.places.insert(id, self.actors.len()).is_some() {
            return Err(line.error(format!("`{id}` stands there twice")));
        }
        self.actors.push(actor);
        Ok(())
    }
}

impl<'a> Records<'a> {
    fn role(
        &mut self,
        line: Line<'a>,
        actor: &'a str,
        office: &str,
        of: &str,
        [from, until]: [&str; 2],
    ) -> Result<(), Error> {
        let from = line.date(from)?;
        let until = if until.is_empty() { None } else { Some(line.date(until)?) };
        match until {
            Some(until) if until < from => return Err(line.error("the role ends before it begins")),
            None if from < EARLIEST_OPEN => {
                return Err(line.error("a role of before 1950 is still open"));
            }
            _ => {}
        }
        let role = Role { office: office.to_owned(), of: ActorId(of.to_owned()), from, until };
        self.roles.push((line, actor, role));
        Ok(())
    }

    fn name(&mut self, line: Line<'a>, text: &str, form: &str, actor: &str) -> Result<(), Error> {
        let form = line.parse(form)?;
        let name = Name { text: text.to_owned(), actor: ActorId(actor.to_owned()), form };
        self.names.push((line, name));
        Ok(())
    }

    /// The day up to which roles are known, the actors sorted by identifier, the names sorted.
    pub(super) fn finish(mut self) -> Result<(Date, Vec<Actor>, Vec<Name>), Error> {
        self.check_names()?;
        self.attach_roles()?;
        let as_of = self.as_of.ok_or_else(|| Error::new("actors", "no line says `# as of`"))?;
        self.actors.sort_by(|a, b| a.id.cmp(&b.id));
        let names = self.names.into_iter().map(|(_, name)| name).collect();
        Ok((as_of, self.actors, names))
    }

    fn attach_roles(&mut self) -> Result<(), Error> {
        for (line, id, role) in std::mem::take(&mut self.roles) {
            if !self.places.contains_key(role.of.0.as_str()) {
                return Err(line.error(format!("no actor `{}`", role.of)));
            }
            let place = self.places.get(id);
            let place = *place.ok_or_else(|| line.error(format!("no actor `{id}`")))?;
            self.actors[place].roles.push(role);
        }
        for actor in &mut self.actors {
            actor.roles.sort_by(|a, b| {
                (a.from, a.until, &a.office, &a.of).cmp(&(b.from, b.until, &b.office, &b.of))
            });
        }
        Ok(())
    }

    /// Sorts the names, which puts what stands twice side by side. The files are sorted, so that a
    /// sort which merges runs is quick.
    fn check_names(&mut self) -> Result<(), Error> {
        self.names.sort_by(|a, b| a.1.cmp(&b.1));
        for (line, name) in &self.names {
            if !self.places.contains_key(name.actor.0.as_str()) {
                return Err(line.error(format!("no actor `{}`", name.actor)));
            }
        }
        for pair in self.names.windows(2) {
            let [(_, first), (line, name)] = pair else { continue };
            if first.text == name.text && first.actor == name.actor {
                let message = format!("`{}` stands twice for `{}`", name.text, name.actor);
                return Err(line.error(message));
            }
        }
        Ok(())
    }
}

/// Reads `YYYY-MM-DD`; the general parser of dates takes ten times as long.
fn civil_date(text: &str) -> Option<Date> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
