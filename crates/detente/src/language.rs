//! Reports in languages of which only temporal expressions are known.

use std::collections::HashSet;

use anyhow::Context;
use detente_annotate::TimeTagger;
use detente_ingest::Ingestor;
use detente_resources::time::LanguageCard;
use detente_resources::{LANGUAGE, Resources, SegmentationLexicon, TimeRules, languages};
use detente_schema::{Annotations, Diagnostic, Document, Place};

use crate::cli::AUTO;
use crate::engine::Coded;

/// How many words of a report are looked at to tell its language.
const LOOKED_AT: usize = 1000;
/// Fewer words tell nothing.
const FEWEST_WORDS: usize = 8;
/// Share of common words, in percent, below which a report is not of a language.
const LEAST_SHARE: usize = 30;
/// How many times more there must be of them than of those of the language that every step knows.
const CLEARLY_MORE: usize = 2;

/// The languages that the reports of one run may be in.
#[derive(Debug)]
pub(crate) struct Languages {
    /// True if each report tells its own.
    auto: bool,
    /// Common words of the language that every step knows.
    common: HashSet<String>,
    /// The others, by code, with theirs.
    others: Vec<(&'static str, HashSet<String>)>,
}

/// A language of which only temporal expressions are known.
#[derive(Debug)]
pub(crate) struct OtherLanguage {
    name: String,
    ingestor: Ingestor,
    tagger: TimeTagger,
}

impl Languages {
    /// The language of this code, or all for [`AUTO`].
    pub(crate) fn load(code: &str, resources: &Resources) -> anyhow::Result<Self> {
        let others = languages().into_iter().filter(|known| *known != LANGUAGE);
        let wanted = others.filter(|known| code == AUTO || *known == code);
        let others = wanted.map(|known| {
            let card = LanguageCard::load(known).with_context(|| damaged(known))?;
            Ok((known, common(&card)))
        });
        Ok(Self {
            auto: code == AUTO,
            common: common(&resources.language.time.card),
            others: others.collect::<anyhow::Result<_>>()?,
        })
    }

    /// The code of the language of a text, unless it is the one that every step knows, or cannot be told.
    ///
    /// Counted are the first thousand words that are among the commonest of a language. Another
    /// language needs three in ten, and twice as many as the one that every step knows.
    pub(crate) fn other(&self, text: &str) -> Option<&'static str> {
        if !self.auto {
            return self.others.first().map(|(code, _)| *code);
        }
        let words: Vec<String> = words(text).take(LOOKED_AT).map(str::to_lowercase).collect();
        let count = |common: &HashSet<String>| words.iter().filter(|w| common.contains(*w)).count();
        let scored = self.others.iter().map(|(code, common)| (count(common), *code));
        let (most, code) = scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let told = words.len() >= FEWEST_WORDS
            && 100 * most >= LEAST_SHARE * words.len()
            && most >= CLEARLY_MORE * count(&self.common);
        told.then_some(code)
    }
}

impl OtherLanguage {
    /// Reads its rules, which takes longer than to read a short report.
    pub(crate) fn load(code: &'static str, resources: &Resources) -> anyhow::Result<Self> {
        let rules = TimeRules::load(code).with_context(|| damaged(code))?;
        let segmentation = SegmentationLexicon::of(code).with_context(|| damaged(code))?;
        Ok(Self {
            name: format!("{} ({code})", rules.card.name),
            ingestor: Ingestor::with(&resources.language.credits, &segmentation),
            tagger: TimeTagger::new(&rules),
        })
    }

    /// Its English name and code.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The document cut anew by the rules of the language, with its temporal expressions alone.
    pub(crate) fn annotate(&self, document: Document) -> Coded {
        let diagnostics = document.diagnostics.clone();
        let mut document = self.ingestor.rebuild(document.into());
        document.diagnostics = diagnostics;
        document.diagnostics.push(self.remark(&document));
        let timexes = self.tagger.tag_document(&document);
        let annotations = Annotations { timexes, ..Annotations::default() };
        Coded { document, annotations, events: Vec::new() }
    }

    fn remark(&self, document: &Document) -> Diagnostic {
        let name = self.name();
        let place = Place { source: document.source.clone(), ..Place::default() };
        Diagnostic {
            code: "partial-language".to_owned(),
            place,
            message: format!("read as {name}, of which only temporal expressions are known"),
            hint: format!(
                "mentions, quotations and events are left out; if it is not {name}, name its language with --lang"
            ),
            lost: false,
        }
    }
}

fn damaged(code: &str) -> String {
    format!("the resources of `{code}` compiled into detente are damaged")
}

fn common(card: &LanguageCard) -> HashSet<String> {
    card.common.iter().cloned().collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<&'static str> {
        let languages = Languages::load(AUTO, &Resources::load().unwrap()).unwrap();
        languages.other(text)
    }

    #[test]
    fn the_commonest_words_tell_the_language() {
        let spanish = "El ministro de Exteriores dijo que las conversaciones con la delegación fueron útiles.";
        assert_eq!(told(spanish), Some("es"));
        let english =
            "The foreign minister of the country said that the talks in El Salvador were useful.";
        assert_eq!(told(english), None);
    }

    #[test]
    fn what_is_too_short_or_of_no_known_language_is_not_guessed() {
        for text in [
            "",
            "Los Angeles",
            "1961 1962 1963",
            "Le ministre des Affaires étrangères a déclaré que les entretiens avec la délégation étaient utiles.",
            "Il ministro degli Esteri ha detto che i colloqui con la delegazione sono stati utili per entrambi.",
            "Der Minister sagte, dass die Gespräche mit der Delegation am Montag nützlich waren und weitergehen.",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn a_language_that_is_named_is_not_questioned() {
        let resources = Resources::load().unwrap();
        let spanish = Languages::load("es", &resources).unwrap();
        assert_eq!(spanish.other("The talks went on."), Some("es"));
        assert!(
            Languages::load("en", &resources)
                .unwrap()
                .other("El lunes se fue de la ciudad.")
                .is_none()
        );
    }
}
