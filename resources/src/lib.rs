//! Lexicons, rules, actors and codes: loaded and validated, nothing more.
//!
//! The files under `resources/` are compiled into the binary. [`Resources::load`] parses them once;
//! a file that is not as it should be is an [`Error`] that names file and line.

mod actors;
mod codebook;
mod coding;
mod credits;
mod error;
mod mentions;
mod quotes;
mod segmentation;
mod time;

pub use actors::Register;
pub use codebook::Codebook;
pub use coding::CodingLexicon;
pub use credits::CreditLexicon;
pub use error::Error;
pub use mentions::MentionLexicon;
pub use quotes::QuoteLexicon;
pub use segmentation::SegmentationLexicon;
pub use time::TimeRules;

/// Everything that the stages know beforehand.
#[derive(Debug)]
pub struct Resources {
    /// The words of the articles' language.
    pub language: Language,
    /// States, people and organisations.
    pub register: Register,
    /// Event types and codes.
    pub codebook: Codebook,
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
    /// How events are worded.
    pub coding: CodingLexicon,
}

impl Resources {
    /// Parses and validates what is compiled in.
    pub fn load() -> Result<Self, Error> {
        Ok(Self {
            language: Language {
                segmentation: SegmentationLexicon::load()?,
                credits: CreditLexicon::load()?,
                time: TimeRules::load()?,
                quotes: QuoteLexicon::load()?,
                mentions: MentionLexicon::load()?,
                coding: CodingLexicon::load()?,
            },
            register: Register::load()?,
            codebook: Codebook::load()?,
        })
    }
}
