use std::fmt;
use std::str::FromStr;

use detente_schema::ActorId;
use serde::{Serialize, Serializer};

/// One way in which texts speak of an actor.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// The words, as a text writes them.
    pub text: String,
    /// Whom they may mean.
    pub actor: ActorId,
    /// What kind of expression they are.
    pub form: NameForm,
}

/// What kind of expression a [`Name`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameForm {
    /// The full name, or one of its spellings.
    Name,
    /// Letters that stand for the name.
    Acronym,
    /// A noun for the people of a state.
    Demonym,
    /// The adjective of a state.
    Adjective,
    /// The capital or seat of government, used for the state.
    Seat,
    /// Another city of the state.
    City,
    /// The short form of a person's name. Ambiguous: to be used only where the text has introduced
    /// the person, or a title stands before it.
    Surname,
}

impl NameForm {
    /// Every form, in the order of the definition.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Acronym,
        Self::Demonym,
        Self::Adjective,
        Self::Seat,
        Self::City,
        Self::Surname,
    ];

    /// The printed form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Acronym => "Acronym",
            Self::Demonym => "Demonym",
            Self::Adjective => "Adjective",
            Self::Seat => "Seat",
            Self::City => "City",
            Self::Surname => "Surname",
        }
    }
}

impl fmt::Display for NameForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for NameForm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl FromStr for NameForm {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|form| form.as_str() == word);
        found.ok_or_else(|| format!("`{word}` is no form of a name"))
    }
}
