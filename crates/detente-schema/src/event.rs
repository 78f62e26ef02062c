use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{
    ActorId, Country, DateInterval, EventType, Evidence, Precision, Sector, Span, StableHasher,
};

words! {
    /// How an event is asserted.
    Modality {
        /// As done.
        Happened = "happened",
        /// As going on.
        Ongoing = "ongoing",
        /// As decided or scheduled.
        Planned = "planned",
        /// As possible, expected, feared or conditional.
        Hypothetical = "hypothetical",
        /// As not having happened, or not going to.
        Denied = "denied",
        /// As the content of a demand or proposal.
        Demanded = "demanded",
    }
}

impl Modality {
    /// True if the text says that the event took place.
    pub const fn is_fact(self) -> bool {
        matches!(self, Self::Happened | Self::Ongoing)
    }
}

words! {
    /// How the date of an event is known.
    DateBasis {
        /// The text names the date.
        Explicit = "explicit",
        /// An expression relative to the document creation time, or to another date.
        Relative = "relative",
        /// The event is reported as the news of the document's day.
        Document = "document",
        /// Reported as the news of a day that is known from another copy of the story.
        Inherited = "inherited",
        /// Not known.
        Unknown = "unknown",
    }
}

/// When an event happened or is to happen. Never the document's date by default.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EventDate {
    /// The days among which it lies.
    #[serde(flatten)]
    pub interval: DateInterval,
    /// How exactly it is known.
    pub precision: Precision,
    /// How it is known.
    pub basis: DateBasis,
    /// The temporal expression that says so, or why the date is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl EventDate {
    /// An unknown date, with the reason.
    pub fn unknown(reason: impl Into<String>) -> Self {
        Self {
            interval: DateInterval::default(),
            precision: Precision::Unknown,
            basis: DateBasis::Unknown,
            reason: Some(reason.into()),
        }
    }
}

/// One party of an event, as the text names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Participant {
    /// Where the text names it.
    pub span: Span,
    /// The register's identifier, if it knows the party.
    pub actor: Option<ActorId>,
    /// The register's name, or the words of the text.
    pub name: String,
    /// Where it belongs.
    pub country: Country,
    /// In what capacity it acts.
    pub sector: Sector,
}

/// A number that the text gives with an event: "five times", "500,000 tonnes".
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// The number and what it counts.
    pub span: Span,
    /// The number in digits, without separators.
    pub value: String,
    /// What is counted, in the singular and lower case: "time", "tonne".
    pub unit: String,
}

/// One telling of one act: who did what to whom, when, asserted how, on whose word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventMention {
    /// Identifier, made from document, trigger, type and parties.
    pub id: String,
    /// The words that carry the act.
    pub trigger: Span,
    /// The sentence around the trigger.
    pub sentence: Span,
    /// Who acts; all parties where the act is mutual.
    pub source: Vec<Participant>,
    /// Upon whom; empty where the act is mutual.
    pub target: Vec<Participant>,
    /// True for an act that the parties do together.
    pub reciprocal: bool,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode, such as `visit`.
    pub mode: Option<String>,
    /// CAMEO code: digits as text, leading zero kept.
    pub cameo: String,
    /// How it is asserted.
    pub modality: Modality,
    /// When.
    pub date: EventDate,
    /// True if it is history to the report and not its news.
    pub background: bool,
    /// On whose word, nearest to the event first.
    pub attribution: Vec<String>,
    /// Numbers given with the event.
    pub quantities: Vec<Quantity>,
    /// How sure the coder is, 0 to 1.
    pub confidence: f32,
    /// The rule or model that found it.
    pub found_by: String,
    /// The sentence, as proof.
    pub evidence: Evidence,
}

impl EventMention {
    /// The identifier that document, trigger, type and parties determine.
    pub fn identify(&self) -> String {
        let trigger = (self.trigger.start() as u64).to_le_bytes();
        let hash = StableHasher::new()
            .field(&self.evidence.document.0)
            .field(trigger)
            .field(self.kind.as_str());
        let parties = self.source.iter().chain(&self.target);
        parties.fold(hash, |hash, p| hash.field(&p.country.0).field(&p.name)).id("m")
    }
}
