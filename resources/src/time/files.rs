use std::collections::BTreeMap;

use serde::Deserialize;

use super::pattern::Parser;
use super::{RuleFile, TimeRule, TimeRules, unique, words};
use crate::error::from_toml;
use crate::{Error, languages};

/// What a language is called, how it writes numbers and by which words it is known.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageCard {
    /// Its English name.
    pub name: String,
    /// The mark between thousands, if there is one: "1,500".
    pub thousands: Option<char>,
    /// Words that are found in any text of the language, in lower case: they tell which it is.
    #[serde(default)]
    pub common: Vec<String>,
    /// Names of the files of rules, without `.toml`; of two rules that mark the same words, that
    /// of the earlier file wins.
    rules: Vec<String>,
}

impl LanguageCard {
    /// The card of a language that is compiled in, without its rules.
    pub fn load(language: &str) -> Result<Self, Error> {
        let folder = format!("lang/{language}/time");
        Files { folder: &folder, files: &languages::folder(language, "time")? }
            .read("language.toml")
    }
}

impl TimeRules {
    /// The rules of a language that is compiled in, such as `en`; see [`crate::languages()`].
    pub fn load(language: &str) -> Result<Self, Error> {
        let folder = format!("lang/{language}/time");
        Self::parse(&folder, &languages::folder(language, "time")?)
    }

    /// Reads and validates the files of one language.
    ///
    /// `files` are the names inside the `folder`, such as `rules/dates.toml`, with their texts;
    /// `folder` is only for messages. A rule without examples of either kind, or one that names a
    /// class or pattern that is not there, is an error.
    pub fn parse(folder: &str, files: &[(&str, &str)]) -> Result<Self, Error> {
        let files = Files { folder, files };
        let card: LanguageCard = files.read("language.toml")?;
        let classes = words::load(&files.path("words.toml"), files.text("words.toml")?)?;
        let patterns: BTreeMap<String, String> = files.read("patterns.toml")?;
        let rules = files.rules(&card, &Parser::new(&patterns, &classes))?;
        unique(&rules).map_err(|message| Error::new(&files.path("rules"), message))?;
        Ok(Self { classes, rules, tense: files.read("tense.toml")?, card })
    }
}

struct Files<'a> {
    folder: &'a str,
    files: &'a [(&'a str, &'a str)],
}

impl Files<'_> {
    fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }

    fn text(&self, name: &str) -> Result<&str, Error> {
        let found = self.files.iter().find(|(file, _)| *file == name);
        found
            .map(|(_, text)| *text)
            .ok_or_else(|| Error::new(&self.path(name), "this file is missing"))
    }

    fn read<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        from_toml(&self.path(name), self.text(name)?)
    }

    fn rules(&self, card: &LanguageCard, parser: &Parser) -> Result<Vec<TimeRule>, Error> {
        let listed: Vec<String> =
            card.rules.iter().map(|name| format!("rules/{name}.toml")).collect();
        let in_folder = self.files.iter().map(|(name, _)| *name);
        let mut rule_files = in_folder.filter(|name| name.starts_with("rules/"));
        if let Some(name) = rule_files.find(|name| !listed.iter().any(|file| file == name)) {
            let message = "not listed under `rules` in language.toml";
            return Err(Error::new(&self.path(name), message));
        }
        let mut rules = Vec::new();
        for name in listed {
            let file: RuleFile = self.read(&name)?;
            let path = self.path(&name);
            rules.extend(file.check(&path, parser)?);
        }
        Ok(rules)
    }
}
