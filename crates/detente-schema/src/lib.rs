//! The records that pass between the stages, their units and their printed forms. No I/O.
//!
//! Every position in a text is a [`Span`]: half-open, in UTF-8 bytes, into [`Document::text`].
//! Dates are civil dates of the proleptic Gregorian calendar without a time zone
//! ([`jiff::civil::Date`]); there is no "today", only the document creation time ([`Dct`]).

mod actor;
mod annotations;
mod diagnostic;
mod document;
mod event;
mod evidence;
mod hash;
mod interval;
mod ledger;
mod mention;
mod offsets;
mod plover;
mod quotation;
mod span;
mod story;
mod timex;
mod words;

pub use actor::{Actor, ActorId, ActorKind, ActorRef, Country, Role, Sector};
pub use annotations::Annotations;
pub use diagnostic::{Diagnostic, Place};
pub use document::{
    Credit, Credits, Dct, DctBasis, Digest, Document, DocumentParts, Sentence, SentenceKind, Token,
    TokenKind,
};
pub use event::{DateBasis, EventDate, EventMention, Modality, Participant, Quantity};
pub use evidence::{Evidence, EvidenceError};
pub use hash::StableHasher;
pub use interval::{DateInterval, Precision};
pub use ledger::{
    Conflict, ConflictField, ConflictValue, Event, EventCounts, EventEvidence, Judgement, Party,
    Verdict,
};
pub use mention::{Mention, MentionKind, Usage};
pub use offsets::{OffsetMap, OffsetMapBuilder};
pub use plover::{EventType, QuadClass};
pub use quotation::{Quotation, QuotationKind, Speaker};
pub use span::Span;
pub use story::{
    Alignment, Alteration, AlterationClass, AlterationKind, Descent, Description, Link, Passage,
    Reason, Relation, Story, StoryMember,
};
pub use timex::{
    Anchor, PAST_REF, PRESENT_REF, TimeUnit, Timex, TimexModifier, TimexType, TimexValue,
};
pub use words::UnknownWord;
