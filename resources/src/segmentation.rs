use serde::Deserialize;

use crate::error::from_toml;
use crate::{Error, languages};

/// Where a full stop does not end a sentence, and which words begin one.
///
/// Abbreviations are spelt without their last full stop; those with inner stops ("U.S") keep them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SegmentationLexicon {
    /// Titles: a name follows ("Mr", "Gen").
    pub titles: Vec<String>,
    /// Abbreviations inside a sentence, never at its end ("vs", "e.g").
    pub inner: Vec<String>,
    /// Abbreviations that a number follows, unless they end the sentence ("No", "Sept").
    pub before_number: Vec<String>,
    /// Abbreviations that stand inside a sentence or at its end ("Inc", "p.m").
    pub either: Vec<String>,
    /// Words that, capitalised after such an abbreviation, begin a sentence ("The", "But").
    pub openers: Vec<String>,
}

impl SegmentationLexicon {
    /// The lexicon of the language that every step knows.
    pub fn load() -> Result<Self, Error> {
        Self::of(crate::LANGUAGE)
    }

    /// Parses and validates the file of a language; without such a file, every full stop before a
    /// capital letter ends a sentence.
    pub fn of(language: &str) -> Result<Self, Error> {
        let Some((file, text)) = languages::file(language, "segmentation.toml") else {
            return Ok(Self::default());
        };
        let lexicon: Self = from_toml(file, text)?;
        lexicon.validate(file)?;
        Ok(lexicon)
    }

    fn validate(&self, file: &str) -> Result<(), Error> {
        let abbreviations = [&self.titles, &self.inner, &self.before_number, &self.either];
        let all: Vec<&String> = abbreviations.into_iter().flatten().collect();
        for (i, word) in all.iter().enumerate() {
            if word.is_empty() || word.ends_with('.') {
                return Err(Error::new(file, format!("`{word}`: leave out the last full stop")));
            }
            if all[..i].contains(word) {
                return Err(Error::new(file, format!("`{word}` is listed twice")));
            }
        }
        Ok(())
    }
}
