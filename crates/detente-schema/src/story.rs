use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{Digest, Span, StableHasher};

words! {
    /// What a report is to the member of its story from which it is told.
    Relation {
        /// The member that stands nearest the origin.
        Original = "original",
        /// The same words; layout and typography may differ.
        Exact = "exact",
        /// Nearly the same words.
        Near = "near",
        /// The same sentences in other words.
        Paraphrase = "paraphrase",
        /// A part of it.
        Excerpt = "excerpt",
    }
}

words! {
    /// How a report descends.
    Descent {
        /// No other member stands nearer the origin.
        Origin = "origin",
        /// It was made from `of`.
        Copy = "copy",
        /// It and `of` were made from one text that is not among the reports, such as a wire story.
        Sibling = "sibling",
    }
}

words! {
    /// What tells how a report descends.
    Reason {
        /// The credit line: one names the agency that wrote it, the other does not; of siblings:
        /// both name the same agency.
        Credit = "credit",
        /// One has a dateline, the other has not.
        Dateline = "dateline",
        /// One was published before the other.
        Date = "date",
        /// One holds more of the other than the other of it; of siblings: each holds what the other
        /// lacks.
        Completeness = "completeness",
        /// A third member shows whose edits are whose: what the others changed is theirs alone, or
        /// a copy carries the changes of the one that it was made from.
        Edits = "edits",
    }
}

/// Reports that descend from one text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Identifier, made from the members.
    pub id: String,
    /// The reports, the original first.
    pub members: Vec<StoryMember>,
    /// The member to read: of what the others hold it lacks least. Often the original.
    pub representative: Digest,
    /// Sentences that correspond, between each member and the one it descends from.
    pub alignment: Vec<Alignment>,
    /// Differences between corresponding sentences.
    pub alterations: Vec<Alteration>,
}

/// One report of a story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoryMember {
    /// The report.
    pub doc: Digest,
    /// What it is to `of`.
    pub relation: Relation,
    /// The member it is compared with; `None` for the original.
    pub of: Option<Digest>,
    /// Share of its own words that have a counterpart in `of`, 0 to 1; 1 for the original.
    pub containment: f32,
    /// How it descends: from `of`, or from what `of` descends from.
    pub descent: Descent,
    /// What tells so: of the origin, in what nobody stands nearer and somebody stands farther.
    /// Empty where nothing but the order of digests decides.
    pub why: Vec<Reason>,
}

impl Story {
    /// The story of a report that has no kin.
    pub fn alone(doc: Digest) -> Self {
        Self {
            id: StableHasher::new().field(&doc.0).id("s"),
            members: vec![StoryMember::origin(doc.clone())],
            representative: doc,
            alignment: Vec::new(),
            alterations: Vec::new(),
        }
    }
}

impl StoryMember {
    /// The member that stands nearest the origin.
    pub const fn origin(doc: Digest) -> Self {
        Self {
            doc,
            relation: Relation::Original,
            of: None,
            containment: 1.0,
            descent: Descent::Origin,
            why: Vec::new(),
        }
    }
}

/// A verified kinship of two documents: the outcome of one comparison, whatever the order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The document with the smaller digest.
    pub a: Digest,
    /// The other.
    pub b: Digest,
    /// What the two are to each other; never `Original`.
    pub relation: Relation,
    /// Share of the words of `a` that have a counterpart in `b`.
    pub a_in_b: f32,
    /// Share of the words of `b` that have a counterpart in `a`.
    pub b_in_a: f32,
    /// Probability that one descends from the other or both from one text, 0.5 to 1.
    pub confidence: f32,
}

/// A place in one report.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Passage {
    /// The report.
    pub doc: Digest,
    /// Where in its text.
    pub span: Span,
}

/// Two sentences that correspond.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alignment {
    /// In the member nearer to the origin.
    pub a: Passage,
    /// In the other.
    pub b: Passage,
}

words! {
    /// What an alteration touches.
    AlterationClass {
        /// The record of who did what to whom, when, where, how many, or who said it.
        Fact = "fact",
        /// Words only.
        Wording = "wording",
    }
}

words! {
    /// What was altered.
    AlterationKind {
        /// A pronoun or gender.
        Pronoun = "pronoun",
        /// A name.
        Name = "name",
        /// A number.
        Number = "number",
        /// A date.
        Date = "date",
        /// A place.
        Place = "place",
        /// A negation or a modal.
        Negation = "negation",
        /// Words between quotation marks.
        Quotation = "quotation",
        /// Who said it.
        Attribution = "attribution",
        /// Something left out.
        Omission = "omission",
        /// Something added.
        Addition = "addition",
        /// Other words for the same.
        Wording = "wording",
    }
}

/// One difference between two corresponding passages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Alteration {
    /// In the member nearer to the origin; an empty span marks where something was added.
    pub a: Passage,
    /// In the other; an empty span marks where something was left out.
    pub b: Passage,
    /// Fact or wording.
    pub class: AlterationClass,
    /// What was altered.
    pub kind: AlterationKind,
}

/// What a member of a story and the one that it is compared with have in common, and what not: a
/// function of the two texts alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The member that stands nearer to the origin.
    pub of: Digest,
    /// The other.
    pub doc: Digest,
    /// True if neither can have been made from the other alone.
    pub apart: bool,
    /// The sentences that correspond, in the order of `of`.
    pub alignment: Vec<Alignment>,
    /// The differences, in the order of `of`, sentences that only `doc` has last.
    pub alterations: Vec<Alteration>,
}
