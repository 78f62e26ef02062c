use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::words::words;

/// The register's identifier of an actor: ISO 3166 alpha-3 for a state, otherwise upper-case words
/// joined by `_`, such as `UNITED_NATIONS`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActorId(pub String);

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Where an actor belongs: ISO 3166 alpha-3, or `IGO`, `NGO`, `IMG`, `MNC`, or `---` for nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Country(pub String);

impl Country {
    /// The code `---`: no country is known.
    pub fn none() -> Self {
        Self("---".to_owned())
    }

    /// True for the code `---`.
    pub fn is_none(&self) -> bool {
        self.0 == "---"
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

words! {
    /// What an actor of the register is.
    ActorKind {
        /// A state or territory.
        State = "state",
        /// A natural person.
        Person = "person",
        /// An organisation: intergovernmental, armed, commercial, or of the press.
        Organisation = "organisation",
    }
}

words! {
    /// PLOVER's sectors: in what capacity an actor acts.
    Sector {
        /// The state itself, its executive, its diplomats.
        Government = "GOV",
        /// Armed forces.
        Military = "MIL",
        /// Police.
        Police = "COP",
        /// Courts.
        Judiciary = "JUD",
        /// Parliament.
        Legislature = "LEG",
        /// A party.
        Party = "PTY",
        /// Armed rebels.
        Rebels = "REB",
        /// Armed people of unknown allegiance.
        UnidentifiedArmed = "UAF",
        /// Intelligence services.
        Spies = "SPY",
        /// The opposition.
        Opposition = "OPP",
        /// Civilians.
        Civilians = "CVL",
        /// Firms.
        Business = "BUS",
        /// The press.
        Media = "MED",
        /// Schools and scholars.
        Education = "EDU",
        /// Churches and clergy.
        Religion = "REL",
        /// Unions.
        Labour = "LAB",
        /// Refugees.
        Refugees = "REF",
        /// Criminals.
        Criminals = "CRM",
        /// Former office-holders and other elites.
        Elites = "ELI",
        /// Non-governmental organisations.
        Ngo = "NGO",
        /// Intergovernmental organisations.
        Igo = "IGO",
        /// Not known.
        Unknown = "UNK",
    }
}

/// One entry of the actor register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Identifier, unique in the register.
    pub id: ActorId,
    /// What it is.
    pub kind: ActorKind,
    /// The name that views print.
    pub name: String,
    /// Where it belongs.
    pub country: Country,
    /// Its sector where no role says otherwise.
    pub sector: Sector,
    /// Wikidata identifier, such as `Q148`.
    pub wikidata: Option<String>,
    /// Offices held, with their dates.
    pub roles: Vec<Role>,
}

/// An office and the days on which it was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Title of the office in lower case, such as `president`.
    pub office: String,
    /// The state or organisation that the office belongs to.
    pub of: ActorId,
    /// First day.
    pub from: Date,
    /// Last day; `None` while the office is held.
    pub until: Option<Date>,
}

impl Role {
    /// True if the office was held on `day`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// An actor as a text speaks of it: one of the register, or one that only the text names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ActorRef {
    /// Identifier in the register; `None` for one that it does not know.
    pub id: Option<ActorId>,
    /// The register's name, or the name as the text gives it in full.
    pub name: String,
    /// Where it belongs.
    pub country: Country,
    /// In what capacity it acts.
    pub sector: Sector,
}
