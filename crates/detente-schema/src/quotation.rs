use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{ActorId, Span};

words! {
    /// How much of the attributed content stands between quotation marks.
    QuotationKind {
        /// All of it.
        Direct = "direct",
        /// A part.
        Mixed = "mixed",
        /// None.
        Indirect = "indirect",
    }
}

/// Attributed speech or writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// The attributed content, without the outer marks.
    pub span: Span,
    /// How much of it is quoted.
    pub kind: QuotationKind,
    /// The stretches between quotation marks, without the marks.
    pub quoted: Vec<Span>,
    /// The word that attributes, such as "said".
    pub cue: Option<Span>,
    /// Who says it; `None` where the text does not tell.
    pub speaker: Option<Speaker>,
    /// Through whom it reached the reader, nearest to the speaker first: carriers, agency, outlet.
    pub chain: Vec<String>,
    /// The rule that found it.
    pub found_by: String,
}

/// The one to whom a quotation is attributed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Where the text names the speaker.
    pub span: Span,
    /// The register's identifier, if it knows the speaker.
    pub actor: Option<ActorId>,
    /// Full name where known, else the words of the text.
    pub name: String,
}
