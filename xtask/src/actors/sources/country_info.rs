//! `CountryInfo`: heads of state and government of about 1960 to 2009, ministers of 2003 to 2011,
//! capitals and large cities. Nearly, not quite, XML: a tag or a name a line.

use std::path::Path;

use anyhow::Result;
use jiff::civil::{Date, date};

use crate::actors::spell::{Bound, Spell};
use crate::actors::states::States;
use crate::actors::text::{capitalised, without_honorifics};
use crate::actors::titles;

const SOURCE: &str = "countryinfo";
/// The months between which the ministers are known.
const FIRST_MONTH: Date = date(2003, 1, 1);
const LAST_MONTH: Date = date(2011, 2, 28);
/// Who is said to lead before this age has the dates of someone else.
const YOUNGEST: i16 = 15;
/// The day up to which heads of state and government are known.
const LAST_LEADERS: Date = date(2009, 12, 31);

/// Adds numbers of the Correlates of War project and cities to the states.
pub(in crate::actors) fn read_states(data: &Path, states: &mut States) -> Result<()> {
    let text = std::fs::read_to_string(data.join("CountryInfo.120116.txt"))?;
    let mut state = String::new();
    let mut in_cities = false;
    for line in text.lines().map(str::trim) {
        if let Some(code) = tagged(line, "CountryCode") {
            code.clone_into(&mut state);
        }
        let Some(entry) = states.0.get_mut(&state) else { continue };
        if let Some(cow) = tagged(line, "COW-Numeric") {
            let number = cow.parse().ok().filter(|number| *number > 0);
            entry.cow = entry.cow.or(number);
        } else if line.starts_with('<') {
            in_cities = line == "<MajorCities>";
        } else if in_cities && !line.is_empty() && !line.starts_with('#') {
            let name = line.split(['#', '[']).next().unwrap_or_default();
            entry.cities.push(capitalised(name.trim()));
        }
    }
    Ok(())
}

/// The holders of offices.
pub(in crate::actors) fn read(data: &Path, states: &States) -> Result<Vec<Spell>> {
    let text = std::fs::read_to_string(data.join("CountryInfo.120116.txt"))?;
    let body = text.split_once("-->").map_or(text.as_str(), |(_, body)| body);
    let (mut state, mut block, mut title) = ("", "", "");
    let mut spells = Vec::new();
    for line in body.lines().map(str::trim) {
        if let Some(code) = tagged(line, "CountryCode") {
            state = code;
        } else if let Some(tag) = line.strip_prefix('<') {
            if tag.starts_with("Leaders>") || tag.starts_with("Government>") {
                block = tag;
            } else if tag.starts_with("/Leaders") || tag.starts_with("/Government") {
                block = "";
            }
            title = tag.trim_end_matches('>');
        } else if block.starts_with("Leaders") {
            leader(states, state, title, line, &mut spells);
        } else if block.starts_with("Government") {
            minister(states, state, line, &mut spells);
        }
    }
    Ok(spells)
}

fn tagged<'a>(line: &'a str, tag: &str) -> Option<&'a str> {
    line.strip_prefix('<')?.strip_prefix(tag)?.strip_prefix('>')?.split('<').next()
}

fn leader(states: &States, state: &str, title: &str, line: &str, spells: &mut Vec<Spell>) {
    let line = line.split('#').next().unwrap_or_default();
    let names = names(line);
    let old_enough = |(from, _): &(Bound, Bound)| {
        birth_year(line).is_none_or(|born| from.day.year() >= born + YOUNGEST)
    };
    for (from, until) in stays(line, LAST_LEADERS).into_iter().filter(old_enough) {
        if let Some((office, of)) = titles::office(states, title, state, from.day) {
            spells.push(spell(&names, office, of, from, until, LAST_LEADERS));
        }
    }
}

/// The year in `[B:YYYYMMDD]`.
fn birth_year(line: &str) -> Option<i16> {
    line.split_once("[B:")?.1.get(..4)?.parse().ok()
}

/// A minister is taken only if the line has one title, because a second one cannot be dated.
fn minister(states: &States, state: &str, line: &str, spells: &mut Vec<Spell>) {
    let Some((stay, title)) = line.split_once('#') else { return };
    let Some(office) = titles::post(title.trim()).filter(|_| !title.contains(" & ")) else {
        return;
    };
    let rough = |bound: Bound| Bound::rough(bound.day);
    let names = names(stay);
    for (from, until) in stays(stay, LAST_MONTH) {
        if let Some(state) = states.on_day(state, from.day) {
            let (office, of) = (office.clone(), state.id.clone());
            spells.push(spell(&names, office, of, rough(from), rough(until), LAST_MONTH));
        }
    }
}

fn spell(
    names: &[String],
    office: String,
    of: String,
    from: Bound,
    until: Bound,
    last: Date,
) -> Spell {
    let (names, surname, wikidata) = (names.to_vec(), None, None);
    let (unended, until, source) = (until.day == last, Some(until), SOURCE);
    Spell { names, surname, wikidata, office, of, from, until, unended, source }
}

/// `{ONE_SPELLING_}{ANOTHER_}` or `ONE_SPELLING_` before the first bracket.
fn names(line: &str) -> Vec<String> {
    let names = line.split('[').next().unwrap_or_default();
    let names = names.split(['{', '}']).map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| capitalised(without_honorifics(name))).collect()
}

/// The brackets with dates: `[from - until]`, `[>from]`, `[<until]`, each perhaps after a code.
fn stays(line: &str, last: Date) -> Vec<(Bound, Bound)> {
    let brackets = line.split('[').skip(1).filter_map(|rest| rest.split(']').next());
    brackets.filter(|bracket| !bracket.contains(':')).filter_map(|b| stay(b, last)).collect()
}

fn stay(bracket: &str, last: Date) -> Option<(Bound, Bound)> {
    let dates = bracket.trim_start_matches(|c: char| c.is_ascii_uppercase() || c == ' ');
    if let Some(from) = dates.strip_prefix('>') {
        return Some((bound(from)?, Bound::rough(last)));
    }
    if let Some(until) = dates.strip_prefix('<') {
        return Some((Bound::rough(FIRST_MONTH), bound(until)?));
    }
    let (from, until) = dates.split_once('-')?;
    let (from, until) = (bound(from)?, bound(until)?);
    (from.day <= until.day).then_some((from, until))
}

/// `YYYYMMDD`; the first of January stands for a year, days beyond the month for its last day.
fn bound(text: &str) -> Option<Bound> {
    let text = text.trim();
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    let (year, month, day): (i16, i8, i8) =
        (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let first = Date::new(year, month, 1).ok()?;
    let date = Date::new(year, month, day).unwrap_or_else(|_| first.last_of_month());
    Some(Bound { day: date, exact: (month, day) != (1, 1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_stays() {
        let stays = |line| {
            let stays = super::stays(line, date(2011, 2, 28));
            let days = |(from, until): (Bound, Bound)| (from.day, until.day);
            stays.into_iter().map(days).collect::<Vec<_>>()
        };
        assert_eq!(
            stays("A_B_ [19610701 - 19630101] [>19700203] [B:19120101]"),
            [(date(1961, 7, 1), date(1963, 1, 1)), (date(1970, 2, 3), date(2011, 2, 28))]
        );
        assert_eq!(
            stays("A_B_ [XXXGOV <20040931][XXXGOVMIL 20041001 - 20050231]"),
            [(date(2003, 1, 1), date(2004, 9, 30)), (date(2004, 10, 1), date(2005, 2, 28))]
        );
        assert!(stays("A_B_ [19990101 - 19980101] [X] [>9]").is_empty());
    }

    #[test]
    fn braces_hold_spellings() {
        assert_eq!(names("{ANN_LI_}{AN_LI_} [>20010101]"), ["Ann Li", "An Li"]);
        assert_eq!(names("DR._ANN_LI_\t[>20010101]"), ["Ann Li"]);
    }
}
