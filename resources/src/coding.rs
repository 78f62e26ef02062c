//! How events are worded: one file a PLOVER type, and the closed word classes around them.

mod entry;
mod grammar;
mod inflection;

use detente_schema::EventType;

use crate::Error;
pub use entry::{Entry, Wording, WordingPart};
pub use grammar::{Cues, Grammar};
pub use inflection::{Inflection, VerbForm, VerbForms, noun_forms, singular};

const GRAMMAR: &str = "lang/en/coding/grammar.toml";
const VERBS: &str = "lang/en/coding/verbs.tsv";

macro_rules! entry_files {
    ($($kind:ident = $name:literal,)+) => {
        &[$((
            EventType::$kind,
            concat!("coding/", $name),
            include_str!(concat!("../lang/en/coding/", $name, ".toml")),
        ),)+]
    };
}

const ENTRIES: &[(EventType, &str, &str)] = entry_files! {
    Agree = "agree",
    Consult = "consult",
    Support = "support",
    Concede = "concede",
    Cooperate = "cooperate",
    Aid = "aid",
    Retreat = "retreat",
    Request = "request",
    Accuse = "accuse",
    Reject = "reject",
    Threaten = "threaten",
    Protest = "protest",
    Sanction = "sanction",
    Mobilize = "mobilize",
    Coerce = "coerce",
    Assault = "assault",
};

/// The words by which a text tells events.
#[derive(Debug, Clone)]
pub struct CodingLexicon {
    /// Ways to word an event, in the order of the types and of their files.
    pub entries: Vec<Entry>,
    /// Closed word classes, and the cues of modality and of background.
    pub grammar: Grammar,
    /// The forms of every verb that is known.
    pub verbs: VerbForms,
}

impl CodingLexicon {
    pub(crate) fn load() -> Result<Self, Error> {
        let verbs = VerbForms::parse(VERBS, include_str!("../lang/en/coding/verbs.tsv"))?;
        let grammar: Grammar =
            crate::error::from_toml(GRAMMAR, include_str!("../lang/en/coding/grammar.toml"))?;
        let mut entries = Vec::new();
        for (kind, name, text) in ENTRIES {
            entries.extend(entry::parse(*kind, name, text)?);
        }
        let verbs = verbs.with_lemmas(entries.iter().flat_map(Entry::verb_lemmas));
        Ok(Self { entries, grammar, verbs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_entries_and_every_verb_has_forms() {
        let lexicon = CodingLexicon::load().unwrap();
        for kind in EventType::ALL {
            assert!(lexicon.entries.iter().any(|e| e.kind == *kind), "{kind} has no entry");
        }
        for lemma in lexicon.entries.iter().flat_map(Entry::verb_lemmas) {
            assert!(!lexicon.verbs.readings(lemma).is_empty(), "{lemma} has no form");
        }
    }

    #[test]
    fn the_codebook_knows_every_code_and_mode() {
        let lexicon = CodingLexicon::load().unwrap();
        let codebook = crate::Codebook::load().unwrap();
        for entry in lexicon.entries.iter().filter(|e| e.codable) {
            assert!(codebook.has_cameo(&entry.cameo), "{}: {}", entry.id, entry.cameo);
            let known = entry.mode.as_ref().is_none_or(|m| codebook.modes(entry.kind).contains(m));
            assert!(known, "{}: {:?}", entry.id, entry.mode);
        }
    }

    #[test]
    fn entry_names_are_unique() {
        let lexicon = CodingLexicon::load().unwrap();
        let mut ids: Vec<_> = lexicon.entries.iter().map(|e| &e.id).collect();
        ids.sort();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "a name is given twice");
    }
}
