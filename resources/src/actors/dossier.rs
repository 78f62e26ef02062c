//! All that the register holds on one actor.

use detente_schema::{ActorId, ActorKind, Country, Role, Sector};
use jiff::civil::Date;
use serde::Serialize;

use super::catalogue::{Catalogue, Placed};
use super::codes::Codes;
use super::name::NameForm;

/// All that the register holds on one actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// Identifier.
    pub id: ActorId,
    /// What it is.
    pub kind: ActorKind,
    /// The name that views print.
    pub name: String,
    /// Where it belongs.
    pub country: Country,
    /// Its sector where no role says otherwise.
    pub sector: Sector,
    /// Wikidata identifier.
    pub wikidata: Option<String>,
    /// Numbers and membership of a state.
    pub codes: Codes,
    /// Who says so.
    pub source: String,
    /// What texts call it, by form and text.
    pub names: Vec<Spelling>,
    /// The offices it held, the earliest first.
    pub roles: Vec<Held>,
    /// Who held its offices, by office and first day.
    pub holders: Vec<Held>,
}

/// A name and who gives it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Spelling {
    /// What kind of expression it is.
    pub form: NameForm,
    /// The words.
    pub text: String,
    /// Who says so.
    pub source: String,
}

/// An office, its holder, the days, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Held {
    /// Title of the office in lower case.
    pub office: String,
    /// The state or organisation of the office.
    pub of: ActorId,
    /// Its name.
    pub of_name: String,
    /// First day.
    pub from: Date,
    /// Last day; `None` while the office is held.
    pub until: Option<Date>,
    /// The holder.
    pub actor: ActorId,
    /// The holder's name.
    pub actor_name: String,
    /// Who says so.
    pub source: String,
}

impl Catalogue<'_> {
    /// The day up to which roles are known.
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// The actor of that identifier; with a day, only the roles that were held on it.
    pub fn dossier(&self, id: &ActorId, on: Option<Date>) -> Option<Dossier> {
        let Placed { source, record: (actor, codes), .. } = self.placed(id)?;
        let mut roles = self.held(on, |holder, _| holder == id.0);
        roles.sort_by(|a, b| (a.from, a).cmp(&(b.from, b)));
        let mut holders = self.held(on, |_, role| role.of == *id);
        holders.sort();
        Some(Dossier {
            id: actor.id.clone(),
            kind: actor.kind,
            name: actor.name.clone(),
            country: actor.country.clone(),
            sector: actor.sector,
            wikidata: actor.wikidata.clone(),
            codes: codes.clone(),
            source: (*source).to_owned(),
            names: self.spellings(id),
            roles,
            holders,
        })
    }

    fn placed(&self, id: &ActorId) -> Option<&Placed<'_, (detente_schema::Actor, Codes)>> {
        let place = self.actors.binary_search_by(|actor| actor.record.0.id.cmp(id)).ok()?;
        self.actors.get(place)
    }

    fn spellings(&self, id: &ActorId) -> Vec<Spelling> {
        let names = self.names.iter().filter(|name| name.record.actor == *id);
        let mut spellings: Vec<_> = names
            .map(|Placed { source, record, .. }| Spelling {
                form: record.form,
                text: record.text.clone(),
                source: (*source).to_owned(),
            })
            .collect();
        spellings.sort();
        spellings
    }

    fn held(&self, on: Option<Date>, is_wanted: impl Fn(&str, &Role) -> bool) -> Vec<Held> {
        let wanted = self.roles.iter().filter(|Placed { record: (actor, role), .. }| {
            is_wanted(actor, role) && on.is_none_or(|day| role.holds_on(day))
        });
        wanted.map(|held| self.told(held)).collect()
    }

    fn told(&self, Placed { source, record: (actor, role), .. }: &Placed<(&str, Role)>) -> Held {
        let name = |id: &ActorId| {
            self.placed(id).map_or_else(|| id.0.clone(), |actor| actor.record.0.name.clone())
        };
        let actor = ActorId((*actor).to_owned());
        let Role { office, of, from, until } = role;
        Held {
            office: office.clone(),
            of: of.clone(),
            of_name: name(of),
            from: *from,
            until: *until,
            actor_name: name(&actor),
            actor,
            source: (*source).to_owned(),
        }
    }
}
