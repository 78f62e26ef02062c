//! One line of the register and what can be told wrong of it alone.

use std::fmt::Display;
use std::str::FromStr;

use detente_schema::{Actor, ActorId, ActorKind, Country, Role, Sector};
use jiff::civil::{Date, date};

use super::codes::{Codes, Stay};
use super::name::{Name, NameForm};

/// No one is in an office today who entered it before this day.
const EARLIEST_OPEN: Date = date(1950, 1, 1);

/// No name is longer, in bytes.
const LONGEST_NAME: usize = 200;

/// The records and their fields after the first, which says what the record is.
const RECORDS: [(&str, &str); 5] = [
    ("state", "code, name, COW number, GW number, membership, Wikidata, source"),
    ("person", "id, name, country, sector, Wikidata, source"),
    ("organisation", "id, name, country, sector, Wikidata, source"),
    ("role", "actor, office, of, from, until, source"),
    ("name", "text, form, actor, source"),
];

/// What a line says.
#[derive(Debug)]
pub(super) enum Row<'a> {
    /// Someone. The codes are a state's.
    Actor(&'a str, Actor, Codes),
    /// An office of the actor of that identifier.
    Role(&'a str, Role),
    /// What texts call an actor.
    Name(Name),
}

/// What the line says, and its source.
pub(super) fn parse(line: &str) -> Result<(Row<'_>, &str), String> {
    refuse_control_characters(line)?;
    let fields: Vec<&str> = line.split('\t').collect();
    let row = match *fields.as_slice() {
        ["state", id, name, cow, gw, membership, wikidata, _] => {
            let codes = Codes { cow: code(cow)?, gw: code(gw)?, membership: stays(membership)? };
            let actor = actor(ActorKind::State, [id, name, id, "GOV", wikidata])?;
            Row::Actor(id, actor, codes)
        }
        ["person", id, name, country, sector, wikidata, _] => {
            let actor = actor(ActorKind::Person, [id, name, country, sector, wikidata])?;
            Row::Actor(id, actor, Codes::default())
        }
        ["organisation", id, name, country, sector, wikidata, _] => {
            let actor = actor(ActorKind::Organisation, [id, name, country, sector, wikidata])?;
            Row::Actor(id, actor, Codes::default())
        }
        ["role", actor, office, of, from, until, _] => {
            Row::Role(actor, role(office, of, [from, until])?)
        }
        ["name", text, form, actor, _] => Row::Name(name(text, form, actor)?),
        _ => return Err(misfit(&fields)),
    };
    Ok((row, fields.last().copied().unwrap_or_default()))
}

fn refuse_control_characters(line: &str) -> Result<(), String> {
    // Most lines are plain, and bytes are tested faster than characters.
    if line.bytes().all(|byte| byte == b'\t' || (b' '..0x7f).contains(&byte)) {
        return Ok(());
    }
    let is_control = |c: char| c.is_control() && c != '\t';
    match line.char_indices().find(|(_, c)| is_control(*c)) {
        Some((at, c)) => Err(format!("a control character (U+{:04X}) at byte {at}", u32::from(c))),
        None => Ok(()),
    }
}

/// Why the line is no record.
fn misfit(fields: &[&str]) -> String {
    let kind = fields.first().copied().unwrap_or_default();
    match RECORDS.iter().find(|(record, _)| *record == kind) {
        Some((_, names)) => format!(
            "a `{kind}` has {} fields after the first ({names}), here are {}; tabs part them",
            names.split(", ").count(),
            fields.len() - 1
        ),
        None => format!(
            "`{}` begins no record; a line begins with state, person, organisation, role or name and a tab",
            shortened(kind)
        ),
    }
}

/// The first characters, for a message.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn read<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error| format!("`{}`: {error}", shortened(text)))
}

fn actor(kind: ActorKind, fields: [&str; 5]) -> Result<Actor, String> {
    let [id, name, country, sector, wikidata] = fields;
    Ok(Actor {
        id: identifier(id)?,
        kind,
        name: spoken(name)?,
        country: Country(country.to_owned()),
        sector: read::<Sector>(sector)?,
        wikidata: wikidata_id(wikidata)?,
        roles: Vec::new(),
    })
}

fn identifier(id: &str) -> Result<ActorId, String> {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if id.is_empty() || id.len() > LONGEST_NAME || !id.chars().all(is_part) {
        return Err(format!("`{}` is no identifier (capitals A-Z, digits, _)", shortened(id)));
    }
    Ok(ActorId(id.to_owned()))
}

/// A name that a text can bear: not empty, no spaces around it, a letter or digit in front.
fn spoken(name: &str) -> Result<String, String> {
    let short = name.len() <= LONGEST_NAME;
    let sound = short && name.trim() == name && name.contains(char::is_alphanumeric);
    let message = "is no name (up to 200 bytes, with a letter, no spaces around it)";
    if sound { Ok(name.to_owned()) } else { Err(format!("`{}` {message}", shortened(name))) }
}

fn wikidata_id(id: &str) -> Result<Option<String>, String> {
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    match id.strip_prefix('Q') {
        _ if id.is_empty() => Ok(None),
        Some(number) if is_number(number) => Ok(Some(id.to_owned())),
        _ => Err(format!("`{}` is no Wikidata identifier, such as Q148", shortened(id))),
    }
}

fn code(number: &str) -> Result<Option<u16>, String> {
    if number.is_empty() { Ok(None) } else { read(number).map(Some) }
}

/// `first/last` for each stay, parted by `;`; the last day is empty for a member.
fn stays(membership: &str) -> Result<Vec<Stay>, String> {
    let stays = membership.split(';').filter(|stay| !stay.is_empty());
    stays
        .map(|stay| {
            let (from, until) = stay.split_once('/').unwrap_or((stay, ""));
            let (from, until) = (day(from)?, last_day(until)?);
            Ok(Stay { from, until })
        })
        .collect()
}

fn role(office: &str, of: &str, [from, until]: [&str; 2]) -> Result<Role, String> {
    if from.is_empty() {
        return Err("a role needs its first day, a date as 2004-06-30".to_owned());
    }
    let (from, until) = (day(from)?, last_day(until)?);
    match until {
        Some(until) if until < from => return Err("the role ends before it begins".to_owned()),
        None if from < EARLIEST_OPEN => {
            return Err("a role of before 1950 is still open; give its last day".to_owned());
        }
        _ => {}
    }
    let office = spoken(office)?;
    if office.contains(char::is_uppercase) {
        return Err(format!("the office `{office}` is to be in lower case"));
    }
    Ok(Role { office, of: identifier(of)?, from, until })
}

fn name(text: &str, form: &str, actor: &str) -> Result<Name, String> {
    let form = form.parse::<NameForm>()?;
    Ok(Name { text: spoken(text)?, actor: identifier(actor)?, form })
}

fn last_day(text: &str) -> Result<Option<Date>, String> {
    if text.is_empty() { Ok(None) } else { day(text).map(Some) }
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    civil_date(text).ok_or_else(|| format!("`{}` is no date as 2004-06-30", shortened(text)))
}

/// Reads `YYYY-MM-DD`; the general parser of dates takes ten times as long.
fn civil_date(text: &str) -> Option<Date> {
    if text.len() != 10 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return None;
    }
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
