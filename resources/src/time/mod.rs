//! Rules for temporal expressions: words and their values, named patterns, rules.

mod pattern;
mod slot;
mod words;

use std::collections::BTreeMap;

use detente_schema::TimexType;
use jiff::civil::Date;
use serde::Deserialize;

pub use pattern::Pattern;
pub use slot::{Slot, Term};
pub use words::{Digits, TenseCues, WordClass};

use crate::Error;
use crate::error::from_toml;
use pattern::Parser;

const WORDS: &str = "lang/en/time/words.toml";
const PATTERNS: &str = "lang/en/time/patterns.toml";
const RULES: [(&str, &str); 5] = [
    ("lang/en/time/rules/dates.toml", include_str!("../../lang/en/time/rules/dates.toml")),
    (
        "lang/en/time/rules/named_days.toml",
        include_str!("../../lang/en/time/rules/named_days.toml"),
    ),
    ("lang/en/time/rules/relative.toml", include_str!("../../lang/en/time/rules/relative.toml")),
    ("lang/en/time/rules/durations.toml", include_str!("../../lang/en/time/rules/durations.toml")),
    ("lang/en/time/rules/none.toml", include_str!("../../lang/en/time/rules/none.toml")),
];
const TENSE: &str = "lang/en/time/tense.toml";

/// How one language speaks of time.
#[derive(Debug)]
pub struct TimeRules {
    /// Words and numbers that patterns name.
    pub classes: Vec<WordClass>,
    /// The rules; of two that mark the same words, the earlier wins.
    pub rules: Vec<TimeRule>,
    /// What tells whether a sentence speaks of the past or of the future.
    pub tense: TenseCues,
}

/// One kind of temporal expression.
#[derive(Debug)]
pub struct TimeRule {
    /// Its name, unique.
    pub name: String,
    /// The words that it reads.
    pub pattern: Pattern,
    /// What it says about them.
    pub reading: Reading,
    /// What the words say beside what stands in the slots.
    pub given: Vec<(Slot, Term)>,
    /// Words that must not stand before the words that were read.
    pub not_after: Vec<String>,
    /// Words that must not stand behind the words that were read.
    pub not_before: Vec<String>,
    /// In which texts it holds.
    pub texts: Texts,
    /// Sentences in which it fires.
    pub fires: Vec<Firing>,
    /// Sentences in which it does not fire.
    pub rejects: Vec<String>,
}

/// In which texts a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Texts {
    /// In all.
    #[default]
    All,
    /// Only in those that mostly name years long before their own, as histories do.
    Histories,
}

/// What a rule says about the words that it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// They are no temporal expression, and no part of one.
    Nothing,
    /// A place in the calendar, worked out from the slots.
    Calendar(TimexType),
    /// A length of time, worked out from the slots.
    Length(TimexType),
    /// Always this TIMEX3 value.
    Fixed(TimexType, String),
}

/// A sentence in which a rule fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firing {
    /// Document creation time.
    pub dct: Option<Date>,
    /// The sentence.
    pub sentence: String,
    /// The words that the rule marks.
    pub marked: String,
    /// Their TIMEX3 value, empty where the words are not temporal.
    pub value: String,
}

impl TimeRules {
    /// Reads the files of the language; a rule without examples of either kind, or one that names
    /// a class or pattern that is not there, is an error.
    pub(crate) fn load() -> Result<Self, Error> {
        let classes = words::load(WORDS, include_str!("../../lang/en/time/words.toml"))?;
        let patterns: BTreeMap<String, String> =
            from_toml(PATTERNS, include_str!("../../lang/en/time/patterns.toml"))?;
        let parser = Parser::new(&patterns, &classes);
        let mut rules = Vec::new();
        for (file, text) in RULES {
            let read: RuleFile = from_toml(file, text)?;
            for raw in read.rule {
                let name = raw.name.clone();
                let rule = raw.check(&parser, read.dct);
                rules.push(rule.map_err(|message| Error::new(file, format!("{name}: {message}")))?);
            }
        }
        unique(&rules)?;
        let tense = from_toml(TENSE, include_str!("../../lang/en/time/tense.toml"))?;
        Ok(Self { classes, rules, tense })
    }
}

fn unique(rules: &[TimeRule]) -> Result<(), Error> {
    let mut names: Vec<&str> = rules.iter().map(|rule| rule.name.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Error::new("lang/en/time/rules", format!("two rules: {}", pair[0]))),
        None => Ok(()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    dct: Date,
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    name: String,
    pattern: String,
    r#type: Option<TimexType>,
    value: String,
    #[serde(default)]
    given: BTreeMap<Slot, Term>,
    #[serde(default)]
    not_after: Vec<String>,
    #[serde(default)]
    not_before: Vec<String>,
    #[serde(default)]
    texts: Texts,
    fires: Vec<String>,
    rejects: Vec<String>,
}

impl RawRule {
    fn check(self, parser: &Parser, dct: Date) -> Result<TimeRule, String> {
        if self.fires.is_empty() || self.rejects.is_empty() {
            return Err("needs examples of both kinds".to_owned());
        }
        for word in self.not_after.iter().chain(&self.not_before) {
            parser.check(word)?;
        }
        for (slot, term) in &self.given {
            slot.check(term)?;
        }
        Ok(TimeRule {
            pattern: parser.parse(&self.pattern)?,
            reading: reading(self.r#type, &self.value)?,
            fires: self.fires.iter().map(|line| firing(line, dct)).collect::<Result<_, _>>()?,
            name: self.name,
            given: self.given.into_iter().collect(),
            not_after: self.not_after,
            not_before: self.not_before,
            texts: self.texts,
            rejects: self.rejects,
        })
    }
}

fn reading(kind: Option<TimexType>, value: &str) -> Result<Reading, String> {
    Ok(match (kind, value) {
        (None, "nothing") => Reading::Nothing,
        (None, _) => return Err("needs a type".to_owned()),
        (Some(kind), "calendar") => Reading::Calendar(kind),
        (Some(kind), "length") => Reading::Length(kind),
        (Some(kind), value) if value.chars().all(|c| !c.is_lowercase()) && !value.is_empty() => {
            Reading::Fixed(kind, value.to_owned())
        }
        (Some(kind), value) => return Err(format!("no value of a {kind}: `{value}`")),
    })
}

/// Reads `He left [last week]. => 2021-W27`; `?:` before it means that the date of the document
/// is not known.
fn firing(line: &str, dct: Date) -> Result<Firing, String> {
    let malformed = || format!("not of the form `words [marked] words => value`: {line}");
    let (dct, line) =
        line.strip_prefix("?:").map_or((Some(dct), line), |rest| (None, rest.trim_start()));
    let (text, value) = line.rsplit_once("=>").ok_or_else(malformed)?;
    let (before, rest) = text.trim_end().split_once('[').ok_or_else(malformed)?;
    let (marked, after) = rest.split_once(']').ok_or_else(malformed)?;
    Ok(Firing {
        dct,
        sentence: format!("{before}{marked}{after}"),
        marked: marked.to_owned(),
        value: value.trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_files_are_sound() {
        let rules = TimeRules::load().unwrap();
        assert!(rules.rules.len() > 30);
    }

    #[test]
    fn an_example_names_sentence_mark_and_value() {
        let read = firing("?: He left [in haste] then. => PAST_REF", date(2021, 7, 12)).unwrap();
        assert_eq!(read.dct, None);
        assert_eq!(read.sentence, "He left in haste then.");
        assert_eq!((read.marked.as_str(), read.value.as_str()), ("in haste", "PAST_REF"));
        assert!(firing("He left. => 2021", date(2021, 7, 12)).is_err());
    }

    #[test]
    fn a_value_is_known_or_a_timex3_word() {
        assert_eq!(
            reading(Some(TimexType::Date), "PAST_REF"),
            Ok(Reading::Fixed(TimexType::Date, "PAST_REF".to_owned()))
        );
        assert!(reading(Some(TimexType::Date), "calender").is_err());
        assert!(reading(None, "calendar").is_err());
    }
}
