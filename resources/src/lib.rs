//! Lexicons, rules, actors and codes: loaded and validated, nothing more.
//!
//! The files under `resources/` are compiled into the binary. [`Resources::load`] parses them once;
//! a file that is not as it should be is an [`Error`] that names file and line.

mod actors;
mod alterations;
mod codebook;
mod coding;
mod credits;
mod error;
mod labels;
mod languages;
mod letters;
mod mentions;
mod model;
mod quotes;
mod segmentation;
mod stories;
pub mod time;
mod words;

pub use actors::{
    Catalogue, Codes, Dossier, Finding, Held, LARGEST_OWN_FILE, Name, NameForm, OwnActors,
    Register, Spelling, Stay, is_single_seat,
};
pub use alterations::{AlterationLexicon, CalendarWord, Contrast, Group, WordRole};
pub use codebook::Codebook;
pub use coding::{
    CodingLexicon, Cues, Entry, Grammar, Inflection, VerbForm, VerbForms, Wording, WordingPart,
    noun_forms, singular,
};
pub use credits::{CreditLabels, CreditLexicon, DateWords, Maker};
pub use error::Error;
pub use labels::{Label, Labels};
pub use languages::languages;
pub use letters::{plain, plain_letter};
pub use mentions::{Homonym, MentionLexicon, Pronouns, RoleNouns, SetNouns, Speech};
pub use model::ModelFiles;
pub use quotes::{CueVerbs, CueWords, QuoteLexicon, Undertaking};
pub use segmentation::SegmentationLexicon;
pub use stories::{StoryLexicon, StoryWord};
pub use time::TimeRules;

/// The language that every step knows.
pub const LANGUAGE: &str = "en";

/// Everything that the stages know beforehand.
#[derive(Debug)]
pub struct Resources {
    /// The words of the articles' language.
    pub language: Language,
    /// States, people and organisations.
    pub register: Register,
    /// Event types and codes.
    pub codebook: Codebook,
    /// The trained coder.
    pub model: ModelFiles,
}

/// The words of one language, one field for each step that needs some.
#[derive(Debug)]
pub struct Language {
    /// Where sentences end.
    pub segmentation: SegmentationLexicon,
    /// How a report names its maker and its date.
    pub credits: CreditLexicon,
    /// Temporal expressions.
    pub time: TimeRules,
    /// How speech is attributed.
    pub quotes: QuoteLexicon,
    /// How actors are described.
    pub mentions: MentionLexicon,
    /// Which words the comparison of reports must know.
    pub stories: StoryLexicon,
    /// Which words make another fact of a sentence.
    pub alterations: AlterationLexicon,
    /// How events are worded.
    pub coding: CodingLexicon,
    /// How the views speak.
    pub labels: Labels,
}

impl Resources {
    /// Parses and validates what is compiled in.
    pub fn load() -> Result<Self, Error> {
        Self::with(Register::load()?)
    }

    /// The same with another register, such as one to which a user has added.
    pub fn with(register: Register) -> Result<Self, Error> {
        Ok(Self {
            register,
            language: Language::load()?,
            codebook: Codebook::load()?,
            model: ModelFiles::built_in(),
        })
    }
}

impl Language {
    /// Parses and validates what is compiled in for the language that every step knows.
    fn load() -> Result<Self, Error> {
        let stories = StoryLexicon::load()?;
        Ok(Self {
            segmentation: SegmentationLexicon::load()?,
            credits: CreditLexicon::load()?,
            time: TimeRules::load(LANGUAGE)?,
            quotes: QuoteLexicon::load()?,
            mentions: MentionLexicon::load()?,
            alterations: AlterationLexicon::load(&stories)?,
            stories,
            coding: CodingLexicon::load()?,
            labels: Labels::load()?,
        })
    }
}
