//! Who cannot have done an old act: people who came to office long after it.

use std::collections::HashMap;

use detente_resources::Register;
use detente_schema::{ActorId, ActorKind, EventDate, Participant, Sector};
use jiff::civil::Date;

use crate::parties::Parties;

/// For how many years before the first office anybody may have acted.
const LONGEST_RISE: i16 = 25;

/// The first day in office of each person, and the names of states.
#[derive(Debug)]
pub(crate) struct Careers {
    begun: HashMap<ActorId, Date>,
    states: HashMap<ActorId, String>,
}

impl Careers {
    pub(crate) fn new(register: &Register) -> Self {
        let actors = register.actors();
        let begun = |roles: &[detente_schema::Role]| roles.iter().map(|role| role.from).min();
        let people = actors.iter().filter(|actor| actor.kind == ActorKind::Person);
        let states = actors.iter().filter(|actor| actor.kind == ActorKind::State);
        Self {
            begun: people.filter_map(|a| Some((a.id.clone(), begun(&a.roles)?))).collect(),
            states: states.map(|actor| (actor.id.clone(), actor.name.clone())).collect(),
        }
    }

    /// Puts the state in the place of a person who came to office long after the act.
    pub(crate) fn settle(&self, date: &EventDate, parties: &mut Parties) {
        let Some(end) = date.interval.end else { return };
        for side in [&mut parties.source, &mut parties.target] {
            for party in side.iter_mut().filter(|party| self.is_later(party, end)) {
                self.generalise(party);
            }
            let mut seen = Vec::new();
            side.retain(|party| {
                let known = party.actor.is_some() && seen.contains(&party.actor);
                seen.push(party.actor.clone());
                !known
            });
        }
    }

    fn is_later(&self, party: &Participant, end: Date) -> bool {
        let begun = party.actor.as_ref().and_then(|id| self.begun.get(id));
        begun.is_some_and(|begun| begun.year() - end.year() > LONGEST_RISE)
    }

    fn generalise(&self, party: &mut Participant) {
        let state = ActorId(party.country.0.clone());
        if let Some(name) = self.states.get(&state) {
            party.name.clone_from(name);
            party.actor = Some(state);
            party.sector = Sector::Government;
        }
    }
}

#[cfg(test)]
mod tests {
    use detente_resources::Resources;
    use detente_schema::{Country, DateBasis, DateInterval, Precision, Span};
    use jiff::civil::date;

    use super::*;

    fn settled(year: i16) -> Vec<String> {
        let resources = Resources::load().unwrap();
        let party = |id: &str, country: &str| Participant {
            span: Span::new(0, 2),
            actor: Some(ActorId(id.to_owned())),
            name: id.to_owned(),
            country: Country(country.to_owned()),
            sector: Sector::Government,
        };
        let day = date(year, 7, 11);
        let source = vec![party("EMMANUEL_MACRON", "FRA"), party("FRA", "FRA")];
        let mut parties = Parties { source, ..Parties::default() };
        let told = EventDate {
            interval: DateInterval { begin: Some(day), end: Some(day) },
            precision: Precision::Day,
            basis: DateBasis::Explicit,
            reason: None,
        };
        Careers::new(&resources.register).settle(&told, &mut parties);
        parties.source.into_iter().map(|party| party.name).collect()
    }

    #[test]
    fn the_state_did_what_its_head_is_too_young_for() {
        assert_eq!(settled(1963), ["France"]);
        assert_eq!(settled(2018), ["EMMANUEL_MACRON", "FRA"]);
    }
}
