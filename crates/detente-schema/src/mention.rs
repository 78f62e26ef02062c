use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{ActorRef, Span};

words! {
    /// The form in which a text mentions an actor.
    MentionKind {
        /// A proper name, or a demonym or adjective formed from one.
        Name = "name",
        /// A noun phrase such as "the two leaders".
        Description = "description",
        /// A pronoun or possessive.
        Pronoun = "pronoun",
    }
}

words! {
    /// What a mention does in its phrase.
    Usage {
        /// Names a party that may act or be acted upon.
        Actor = "actor",
        /// Names where something is: "in Beijing".
        Place = "place",
        /// Qualifies another noun: "Chinese" in "Chinese goods".
        Modifier = "modifier",
    }
}

/// A stretch of text that refers to one or more actors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Name without article, title or possessive ending; description with its article.
    pub span: Span,
    /// Its form.
    pub kind: MentionKind,
    /// What it does in its phrase.
    pub usage: Usage,
    /// The actors meant; a plural lists its members, and an unresolved mention has none.
    pub actors: Vec<ActorRef>,
    /// Why `actors` is empty, if it is.
    pub unresolved: Option<String>,
    /// The rule or register entry that found it.
    pub found_by: String,
}

/// How rules end that take a country from the words around.
const GUESSES: [&str; 4] = ["/sentence", "/lead", "/first", "/nowhere"];

impl Mention {
    /// True if its own words do not tell its country: the sentence or the report suggests it.
    pub fn country_is_guessed(&self) -> bool {
        GUESSES.iter().any(|ending| self.found_by.ends_with(ending))
    }
}
