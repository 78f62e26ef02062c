//! Mentions of actors: names, descriptions and pronouns, each with those whom it means.

mod acronyms;
mod country;
mod descriptions;
mod gazetteer;
mod lexicon;
mod names;
mod organisations;
mod people;
mod phrases;
mod places;
mod possessed;
mod pronouns;
mod salience;
mod scene;
mod sets;
mod setting;
mod strangers;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod usage;
pub(crate) mod words;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use detente_resources::{MentionLexicon, NameForm, Register, plain};
use detente_schema::{ActorId, ActorKind, Country, Document, Mention, Role};
use jiff::civil::Date;

use gazetteer::Gazetteer;
use lexicon::Lexicon;
use scene::Scene;

/// Finds mentions; holds what the register and the lexicon say, arranged for look-up.
#[derive(Debug)]
pub(crate) struct Finder {
    register: Register,
    gazetteer: Gazetteer,
    lexicon: Lexicon,
    states: HashSet<ActorId>,
    people: HashSet<ActorId>,
    /// The short names of each person.
    surnames: BTreeMap<ActorId, Vec<String>>,
    /// First words of people's names that begin no other name, in plain letters.
    given_names: HashSet<String>,
}

impl Finder {
    pub(crate) fn new(register: &Register, lexicon: &MentionLexicon) -> Self {
        Self {
            gazetteer: Gazetteer::new(register),
            lexicon: Lexicon::new(lexicon),
            states: of_kind(register, ActorKind::State),
            people: of_kind(register, ActorKind::Person),
            surnames: surnames(register),
            given_names: given_names(register, lexicon),
            register: register.clone(),
        }
    }

    fn is_given_name(&self, word: &str) -> bool {
        self.given_names.contains(&*plain(word))
    }

    /// The mentions in the order of the text, of nested ones the outer first.
    pub(crate) fn find(&self, document: &Document) -> Vec<Mention> {
        let mut scene = Scene::new(self, document);
        names::mark(&mut scene);
        scene.note_countries();
        organisations::mark(&mut scene);
        acronyms::mark(&mut scene);
        places::mark(&mut scene);
        scene.note_countries();
        strangers::mark(&mut scene);
        people::mark(&mut scene);
        scene.note_countries();
        sets::mark(&mut scene);
        country::mark(&mut scene);
        descriptions::mark(&mut scene);
        pronouns::mark(&mut scene);
        possessed::mark(&mut scene);
        scene.into_mentions()
    }

    fn day_or_latest(&self, day: Option<Date>) -> Date {
        day.unwrap_or_else(|| self.register.as_of())
    }

    fn roles_on(&self, id: &ActorId, day: Option<Date>) -> impl Iterator<Item = &Role> {
        let day = self.day_or_latest(day);
        let roles = self.register.actor(id).map_or(&[][..], |actor| &actor.roles);
        roles.iter().filter(move |role| role.holds_on(day))
    }

    fn number_of_roles(&self, id: &ActorId) -> usize {
        self.register.actor(id).map_or(0, |actor| actor.roles.len())
    }

    /// The state to which a person or organisation belongs.
    fn home(&self, id: &ActorId) -> Option<ActorId> {
        let state = ActorId(self.register.actor(id)?.country.0.clone());
        (state != *id && self.states.contains(&state)).then_some(state)
    }

    fn is_state(&self, country: &Country) -> bool {
        self.states.contains(&ActorId(country.0.clone()))
    }

    fn holds_office(&self, id: &ActorId, day: Option<Date>) -> bool {
        self.roles_on(id, day).next().is_some()
    }

    /// True if one of the offices that the title may mean was held on the day.
    fn holds_title(&self, id: &ActorId, title: &str, day: Option<Date>) -> bool {
        let offices = self.lexicon.offices(title);
        self.roles_on(id, day).any(|role| offices.contains(&role.office))
    }

    fn serves_any(&self, id: &ActorId, states: &BTreeSet<ActorId>, day: Option<Date>) -> bool {
        self.roles_on(id, day).any(|role| states.contains(&role.of))
    }

    /// True if the person heads a state.
    fn heads(&self, id: &ActorId, day: Option<Date>) -> bool {
        self.roles_on(id, day).any(|role| self.is_head(role))
    }

    /// The last day on which the person headed a state, if that has ended.
    fn headed_until(&self, id: &ActorId, day: Option<Date>) -> Option<Date> {
        let day = self.day_or_latest(day);
        let roles = self.register.actor(id).map_or(&[][..], |actor| &actor.roles);
        let ended = roles.iter().filter(|role| self.is_head(role)).filter_map(|role| role.until);
        ended.filter(|until| *until < day).max()
    }

    fn is_head(&self, role: &Role) -> bool {
        self.lexicon.words.head_offices.contains(&role.office)
    }

    /// The place of the person's highest office in the states: 0 for who heads one, last for any
    /// office that leads none.
    fn rank_in_any(&self, id: &ActorId, states: &BTreeSet<ActorId>, day: Option<Date>) -> usize {
        let heads = &self.lexicon.words.head_offices;
        let rank = |role: &Role| heads.iter().position(|office| *office == role.office);
        let roles = self.roles_on(id, day).filter(|role| states.contains(&role.of));
        roles.filter_map(rank).min().unwrap_or(heads.len())
    }

    /// Who held an office of that title on the day.
    fn holders(&self, title: &str, state: &ActorId, day: Option<Date>) -> BTreeSet<ActorId> {
        let day = self.day_or_latest(day);
        let offices = self.lexicon.offices(title).iter();
        let holders = offices.flat_map(|office| self.register.holders(office, state, day));
        holders.map(|actor| actor.id.clone()).collect()
    }
}

fn of_kind(register: &Register, kind: ActorKind) -> HashSet<ActorId> {
    register.actors().iter().filter(|actor| actor.kind == kind).map(|a| a.id.clone()).collect()
}

fn surnames(register: &Register) -> BTreeMap<ActorId, Vec<String>> {
    let mut surnames: BTreeMap<ActorId, Vec<String>> = BTreeMap::new();
    for name in register.names().iter().filter(|name| name.form == NameForm::Surname) {
        surnames.entry(name.actor.clone()).or_default().push(name.text.clone());
    }
    surnames
}

/// Initials and words such as "A" at the head of a name are left aside.
fn given_names(register: &Register, lexicon: &MentionLexicon) -> HashSet<String> {
    let people = of_kind(register, ActorKind::Person);
    let names = register.names().iter().filter(|name| name.form != NameForm::Surname);
    let (of_people, others): (Vec<_>, Vec<_>) = names.partition(|n| people.contains(&n.actor));
    let first = |text: &str| text.split([' ', '-']).next().unwrap_or("").to_owned();
    let other_words: HashSet<String> = others.iter().map(|name| first(&name.text)).collect();
    let of_people = of_people.iter().filter(|name| name.text.contains(' '));
    let of_people = of_people.map(|name| first(&name.text));
    let means_little_else = |word: &String| {
        word.chars().nth(1).is_some()
            && !other_words.contains(word)
            && !lexicon.function_words.contains(&word.to_lowercase())
    };
    let found = of_people.chain(lexicon.first_names.iter().cloned()).filter(means_little_else);
    found.map(|name| plain(&name).into_owned()).collect()
}
