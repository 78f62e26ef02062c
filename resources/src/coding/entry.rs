use detente_schema::EventType;
use serde::Deserialize;

use crate::Error;
use crate::error::from_toml;

/// One way to word an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// File and name: `coding/consult/visit`.
    pub id: String,
    /// The type of the event.
    pub kind: EventType,
    /// Triggers whose first word is a verb.
    pub verbs: Vec<Wording>,
    /// Triggers that are nouns.
    pub nouns: Vec<Wording>,
    /// True for what an act leads to, which is told beside it: "killing ten".
    pub outcome: bool,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code; empty if not codable.
    pub cameo: String,
    /// False for a wording that looks like an event and is none: "release a report".
    pub codable: bool,
    /// Sentences in which the entry must find its trigger.
    pub fires: Vec<String>,
    /// Sentences in which it must not.
    pub rejects: Vec<String>,
}

impl Entry {
    /// The lemmas with which its verb triggers begin.
    pub fn verb_lemmas(&self) -> impl Iterator<Item = &str> {
        self.verbs.iter().flat_map(|pattern| pattern.head().iter().map(String::as_str))
    }
}

/// A sequence of words: `call for`, `recall|summon .. ambassador`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The words in order; the first is never a gap.
    pub words: Vec<WordingPart>,
}

/// One place of a [`Wording`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordingPart {
    /// One of these words, in any inflected form.
    OneOf(Vec<String>),
    /// Up to a few words of any kind: `..`.
    Gap,
}

impl Wording {
    fn parse(text: &str) -> Option<Self> {
        let word = |w: &str| match w {
            ".." => WordingPart::Gap,
            _ => WordingPart::OneOf(w.split('|').map(str::to_owned).collect()),
        };
        let words: Vec<_> = text.split_whitespace().map(word).collect();
        let ends = [words.first()?, words.last()?];
        (!ends.contains(&&WordingPart::Gap)).then_some(Self { words })
    }

    /// The alternatives for the first word.
    pub fn head(&self) -> &[String] {
        match self.words.first() {
            Some(WordingPart::OneOf(words)) => words,
            _ => &[],
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    entry: Vec<RawEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    name: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    outcome: bool,
    mode: Option<String>,
    #[serde(default)]
    cameo: String,
    #[serde(default = "yes")]
    codable: bool,
    #[serde(default)]
    fires: Vec<String>,
    #[serde(default)]
    rejects: Vec<String>,
}

const fn yes() -> bool {
    true
}

/// Reads the entries of one type; `name` is the file without folder and ending.
pub(super) fn parse(kind: EventType, name: &str, text: &str) -> Result<Vec<Entry>, Error> {
    let file = format!("lang/en/{name}.toml");
    let raw: File = from_toml(&file, text)?;
    raw.entry.into_iter().map(|raw| check(kind, name, &file, raw)).collect()
}

fn check(kind: EventType, name: &str, file: &str, raw: RawEntry) -> Result<Entry, Error> {
    let id = format!("{name}/{}", raw.name);
    let wrong = |what: &str| Error::new(file, format!("entry `{id}`: {what}"));
    if raw.verbs.is_empty() && raw.nouns.is_empty() {
        return Err(wrong("has neither `verbs` nor `nouns`"));
    }
    let digits = raw.cameo.bytes().all(|b| b.is_ascii_digit());
    if raw.codable && (!digits || !(2..=4).contains(&raw.cameo.len())) {
        return Err(wrong("`cameo` must have two to four digits"));
    }
    if raw.fires.is_empty() || raw.rejects.is_empty() {
        return Err(wrong("needs at least one sentence in `fires` and one in `rejects`"));
    }
    let patterns = |texts: &[String]| -> Result<Vec<Wording>, Error> {
        let parse = |text: &String| {
            Wording::parse(text).ok_or_else(|| wrong(&format!("`{text}` begins or ends in a gap")))
        };
        texts.iter().map(parse).collect()
    };
    Ok(Entry {
        verbs: patterns(&raw.verbs)?,
        nouns: patterns(&raw.nouns)?,
        id,
        kind,
        outcome: raw.outcome,
        mode: raw.mode,
        cameo: raw.cameo,
        codable: raw.codable,
        fires: raw.fires,
        rejects: raw.rejects,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[[entry]]\nname = \"x\"\nverbs = [\"call|cry out\"]\ncameo = \"020\"\n\
        fires = [\"a\"]\nrejects = [\"b\"]\n";

    #[test]
    fn a_pattern_lists_alternatives_and_gaps() {
        let pattern = Wording::parse("recall .. ambassador|envoy").unwrap();
        assert_eq!(pattern.head(), ["recall"]);
        assert_eq!(pattern.words[1], WordingPart::Gap);
        assert!(Wording::parse(".. envoy").is_none());
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_its_name() {
        assert_eq!(parse(EventType::Request, "coding/x", GOOD).unwrap()[0].id, "coding/x/x");
        for (from, to) in [("020", "2x"), ("[\"b\"]", "[]"), ("verbs", "words"), ("call|", ".. ")] {
            let error = parse(EventType::Request, "coding/x", &GOOD.replace(from, to));
            assert!(error.is_err(), "{to} was accepted");
        }
    }
}
