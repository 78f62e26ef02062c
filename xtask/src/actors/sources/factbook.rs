//! The World Factbook: heads of state and government of January 2026, SURNAMES IN CAPITALS.

use std::path::Path;

use anyhow::Result;
use jiff::civil::Date;
use serde_json::Value;

use crate::actors::spell::{Bound, Spell};
use crate::actors::states::States;
use crate::actors::text::{capitalised, without_entities, without_honorifics};
use crate::actors::titles;

pub(in crate::actors) fn read(data: &Path, states: &States) -> Result<Vec<Spell>> {
    let text = std::fs::read_to_string(data.join("factbook_exec_2026.jsonl"))?;
    let mut spells = Vec::new();
    for line in text.lines() {
        let entry: Value = serde_json::from_str(line)?;
        let file = entry["file"].as_str().unwrap_or_default();
        let fips = file.rsplit('/').next().and_then(|name| name.strip_suffix(".json"));
        let Some(state) = fips.and_then(|fips| states.of_fips(fips)) else { continue };
        for position in ["chief of state", "head of government"] {
            let text = entry["exec"][position]["text"].as_str().unwrap_or_default();
            spells.extend(spell(states, &state.id, &without_entities(text)));
        }
    }
    Ok(spells)
}

/// `Prime Minister Ann LEE (since 3 March 2021)`. Heads who are represented rule elsewhere.
fn spell(states: &States, state: &str, text: &str) -> Option<Spell> {
    if text.contains("represented by") {
        return None;
    }
    let (head, tail) = text.split_once("(since ")?;
    let from = since(tail.split([')', ';']).next()?)?;
    let head = head.split([';', '(']).next()?.trim();
    let (title, name) = title_and_name(head)?;
    let name = without_state(states, &title, &name);
    let (office, of) = titles::office(states, &title, state, from.day)?;
    let (name, surname) = name_and_surname(name);
    let (names, wikidata, until) = (vec![name], None, None);
    let (unended, source) = (false, "factbook");
    Some(Spell { names, surname, wikidata, office, of, from, until, unended, source })
}

const TITLE_WORDS: [&str; 26] = [
    "acting",
    "amir",
    "and",
    "assembly",
    "chairman",
    "chairperson",
    "chancellor",
    "council",
    "crown",
    "emperor",
    "executive",
    "king",
    "minister",
    "ministers",
    "of",
    "pope",
    "premier",
    "presidency",
    "president",
    "prime",
    "prince",
    "princess",
    "sultan",
    "taoiseach",
    "territorial",
    "the",
];

/// The words of the title, and those of the name.
fn title_and_name(text: &str) -> Option<(String, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_title = |word: &&&str| {
        let word = word.trim_end_matches(',').to_lowercase();
        TITLE_WORDS.contains(&word.as_str())
            || [
                "cabinet",
                "caretaker",
                "confederation",
                "grand",
                "duke",
                "interim",
                "leader",
                "overall",
                "presidential",
                "state",
                "supreme",
                "swiss",
                "taliban",
                "transition",
                "transitional",
                "leadership",
                "co-vice",
                "foreign",
                "government",
                "spain",
            ]
            .contains(&word.as_str())
    };
    let count = words.iter().take_while(is_title).count();
    let name = words.get(count..).filter(|name| !name.is_empty())?.join(" ");
    (count > 0).then(|| (words[..count].join(" "), without_honorifics(&name).to_owned()))
}

/// What follows the state in `President of Ruritania Ann LEE`.
fn without_state<'a>(states: &States, title: &str, name: &'a str) -> &'a str {
    if !title.ends_with(" of") {
        return name;
    }
    let names = states.0.values().flat_map(|state| &state.names);
    let rest = names.filter_map(|state| name.strip_prefix(state.as_str())?.strip_prefix(' '));
    rest.min_by_key(|rest| rest.len()).unwrap_or(name)
}

/// The name in ordinary capitals, and the part of it that stood in capitals.
fn name_and_surname(name: &str) -> (String, Option<String>) {
    let is_capital = |word: &&str| {
        !word.contains('.') && word.len() > 1 && !word.chars().any(char::is_lowercase)
    };
    let words = name.split_whitespace().map(|word| word.trim_matches(['"', ',']));
    let words: Vec<&str> = words.collect();
    let with_article =
        |word: &&str| is_capital(&word.trim_start_matches("al-").trim_start_matches("el-"));
    let surname: Vec<&str> = words.iter().copied().filter(with_article).collect();
    let surname = capitalised(&surname.join(" "));
    (capitalised(&words.join(" ")), Some(surname).filter(|surname| !surname.is_empty()))
}

/// `3 March 2021`, `March 2021` or `2021`.
fn since(text: &str) -> Option<Bound> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<&str> = text.trim_end_matches(',').split_whitespace().collect();
    let month = |word: &str| {
        let start = word.get(..3)?.to_lowercase();
        i8::try_from(MONTHS.iter().position(|month| *month == start)? + 1).ok()
    };
    match *words.as_slice() {
        [day, name, year, ..] => {
            let year = year.trim_end_matches(',').parse().ok()?;
            Some(Bound::exact(Date::new(year, month(name)?, day.parse().ok()?).ok()?))
        }
        [name, year] => Some(Bound::rough(Date::new(year.parse().ok()?, month(name)?, 1).ok()?)),
        [year] => Some(Bound::rough(Date::new(year.parse().ok()?, 1, 1).ok()?)),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_line_has_title_name_and_day() {
        assert_eq!(
            title_and_name("Interim Prime Minister Dr. Ann LEE"),
            Some(("Interim Prime Minister".to_owned(), "Ann LEE".to_owned()))
        );
        assert_eq!(title_and_name("Ann LEE"), None);
        assert_eq!(
            name_and_surname("Ann B. VAN DER LEE Moss"),
            ("Ann B. van der Lee Moss".to_owned(), Some("Van der Lee".to_owned()))
        );
        assert_eq!(since("3 March 2021"), Some(Bound::exact(date(2021, 3, 3))));
        assert_eq!(since("1997"), Some(Bound::rough(date(1997, 1, 1))));
        assert_eq!(since("a while"), None);
    }
}
