use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{ActorId, Country, EventDate, EventType, Evidence, Modality, Quantity, Sector};

words! {
    /// Whether two records are of one thing.
    Verdict {
        /// They are.
        Same = "same",
        /// They are not.
        Different = "different",
        /// It cannot be told.
        Unsure = "unsure",
    }
}

/// A decision on the identity of two event mentions. Judgements are added, never changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// One mention.
    pub a: String,
    /// The other.
    pub b: String,
    /// The decision.
    pub verdict: Verdict,
    /// The rule, model or person that decided.
    pub by: String,
    /// How sure, 0 to 1.
    pub score: f32,
}

/// One party of an event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Party {
    /// The register's identifier, if it knows the party.
    pub actor: Option<ActorId>,
    /// Name to print.
    pub name: String,
    /// Where it belongs.
    pub country: Country,
    /// In what capacity it acts.
    pub sector: Sector,
}

/// One thing that happened, or was planned, feared or denied: a cluster of mentions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Identifier, made from the mentions.
    pub id: String,
    /// Who acts; all parties where the act is mutual.
    pub source: Vec<Party>,
    /// Upon whom.
    pub target: Vec<Party>,
    /// True for an act that the parties do together.
    pub reciprocal: bool,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: String,
    /// How it is asserted.
    pub modality: Modality,
    /// The days on which all mentions agree.
    pub date: EventDate,
    /// True if every mention is background to its report.
    pub background: bool,
    /// How often it was told.
    pub counts: EventCounts,
    /// The proofs, best first: earliest report of each story before its copies.
    pub evidence: Vec<EventEvidence>,
}

/// How often an event was told. Always `reports >= stories >= sources`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EventCounts {
    /// Documents that tell it.
    pub reports: u32,
    /// Stories that tell it: copies and rewrites count once.
    pub stories: u32,
    /// Independent sources: stories of one agency or outlet count once.
    pub sources: u32,
}

/// One proof of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventEvidence {
    /// The mention that it proves.
    pub mention: String,
    /// The bytes.
    pub evidence: Evidence,
    /// Identifier of the document as printed.
    pub doc: String,
    /// The file.
    pub source: String,
    /// Where in the file the quote begins and ends, in bytes.
    pub raw: [u64; 2],
    /// The story that the document belongs to.
    pub story: String,
    /// Agency or outlet, where stated.
    pub credit: Option<String>,
    /// The document's date, if known.
    pub dct: Option<Date>,
    /// On whose word, nearest to the event first.
    pub attribution: Vec<String>,
    /// Numbers given with the event.
    pub quantities: Vec<Quantity>,
}

words! {
    /// On what two tellings disagree.
    ConflictField {
        /// On a number.
        Quantity = "quantity",
        /// On the day.
        Date = "date",
        /// On whether it happened.
        Modality = "modality",
    }
}

/// Tellings that cannot all be right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The event, or the first of the events, concerned.
    pub event: String,
    /// On what they disagree.
    pub field: ConflictField,
    /// What each says, in the order of the values.
    pub values: Vec<ConflictValue>,
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConflictValue {
    /// The value, with its unit.
    pub value: String,
    /// Who says so.
    pub evidence: EventEvidence,
}
