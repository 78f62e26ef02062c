use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{Digest, Span};

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

/// Reports that descend from one text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Identifier, made from the members.
    pub id: String,
    /// The reports, the original first.
    pub members: Vec<StoryMember>,
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
