//! The register of actors: states, people, organisations, the names that texts give them, and the
//! offices that people held, with their dates.

mod catalogue;
mod codes;
mod dossier;
mod finding;
mod lint;
mod look_up;
mod name;
mod own;
mod row;

use std::collections::HashMap;

use detente_schema::{Actor, ActorId, ActorKind, ActorRef, Country, Role, Sector};
use jiff::civil::Date;

use crate::Error;
use catalogue::Placed;

pub use catalogue::Catalogue;
pub use codes::{Codes, Stay};
pub use dossier::{Dossier, Held, Spelling};
pub use finding::Finding;
pub use lint::is_single_seat;
pub use name::{Name, NameForm};
pub use own::{LARGEST_OWN_FILE, OwnActors};

/// The files of the register, in the order in which they are read.
const FILES: [(&str, &str); 8] = [
    ("actors/states.tsv", include_str!("../actors/states.tsv")),
    ("actors/organisations.tsv", include_str!("../actors/organisations.tsv")),
    ("actors/people.tsv", include_str!("../actors/people.tsv")),
    ("actors/roles.tsv", include_str!("../actors/roles.tsv")),
    ("actors/names.tsv", include_str!("../actors/names.tsv")),
    ("actors/places.tsv", include_str!("../actors/places.tsv")),
    ("actors/supplement.tsv", include_str!("../actors/supplement.tsv")),
    ("actors/heads_2026.tsv", include_str!("../actors/heads_2026.tsv")),
];

/// Everyone the program knows beforehand.
#[derive(Debug, Clone)]
pub struct Register {
    as_of: Date,
    actors: Vec<Actor>,
    names: Vec<Name>,
    /// For an actor: the positions in `actors` of all who ever held an office of it.
    offices: HashMap<ActorId, Vec<usize>>,
    own_digest: Option<String>,
}

impl Register {
    /// The register as it is compiled in.
    pub fn load() -> Result<Self, Error> {
        Self::from_catalogue(Catalogue::read(None)).map_err(|findings| damage(&findings))
    }

    /// The register with what a user adds; the errors of the user's file if there are some.
    pub fn with(own: &OwnActors) -> Result<Self, Vec<Finding>> {
        let register = Self::from_catalogue(Catalogue::read(Some(own)))?;
        Ok(Self { own_digest: Some(own.digest.clone()), ..register })
    }

    fn from_catalogue(catalogue: Catalogue) -> Result<Self, Vec<Finding>> {
        let (Some(as_of), []) = (catalogue.as_of, catalogue.errors()) else {
            return Err(catalogue.errors().to_vec());
        };
        let mut actors: Vec<_> = catalogue.actors.into_iter().map(|one| one.record.0).collect();
        for Placed { record: (id, role), .. } in catalogue.roles {
            if let Ok(place) = actors.binary_search_by(|actor| actor.id.0.as_str().cmp(id)) {
                actors[place].roles.push(role);
            }
        }
        let names = catalogue.names.into_iter().map(|name| name.record).collect();
        let offices = offices(&actors);
        Ok(Self { as_of, actors, names, offices, own_digest: None })
    }

    /// The day up to which roles are known; an open role is open on this day.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// SHA-256 of the user's file that was added, in hexadecimal.
    pub fn own_digest(&self) -> Option<&str> {
        self.own_digest.as_deref()
    }

    /// The actor of that identifier.
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        let place = self.actors.binary_search_by(|actor| actor.id.cmp(id)).ok()?;
        self.actors.get(place)
    }

    /// All actors, sorted by identifier.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// All names, sorted by text, actor and form. One text may belong to several actors.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The actor with country and sector in the role that it held on the day `on`, or in its latest
    /// role where the day is not known. Someone whose offices had all ended is of the elites.
    pub fn reference(&self, id: &ActorId, on: Option<Date>) -> Option<ActorRef> {
        let actor = self.actor(id)?;
        let held = |role: &&Role| on.is_none_or(|day| role.holds_on(day));
        let (country, sector) = match actor.roles.iter().rev().find(held) {
            Some(role) => self.standing(actor, role),
            None if has_left(actor, on) => (&actor.country, Sector::Elites),
            None => (&actor.country, actor.sector),
        };
        Some(ActorRef {
            id: Some(actor.id.clone()),
            name: actor.name.clone(),
            country: country.clone(),
            sector,
        })
    }

    /// For whom `actor` acts in `role`: an organisation, or a state. An organisation with an office
    /// of a state is its government.
    fn standing<'a>(&'a self, actor: &'a Actor, role: &Role) -> (&'a Country, Sector) {
        match self.actor(&role.of) {
            Some(body) if body.kind == ActorKind::Organisation => (&body.country, body.sector),
            Some(state) if actor.kind == ActorKind::Organisation => {
                (&state.country, Sector::Government)
            }
            Some(state) => (&state.country, actor.sector),
            None => (&actor.country, actor.sector),
        }
    }

    /// Who held the office `office` of `of` on that day, sorted by identifier.
    pub fn holders(&self, office: &str, of: &ActorId, on: Date) -> Vec<&Actor> {
        let ever = self.offices.get(of).map_or(&[][..], Vec::as_slice);
        let held = |role: &Role| role.office == office && role.of == *of && role.holds_on(on);
        ever.iter()
            .map(|&place| &self.actors[place])
            .filter(|actor| actor.roles.iter().any(held))
            .collect()
    }
}

fn damage(findings: &[Finding]) -> Error {
    match findings.first() {
        Some(first) => Error::new(&first.file, format!("line {}: {}", first.line, first.message)),
        None => Error::new("actors", "damaged"),
    }
}

fn offices(actors: &[Actor]) -> HashMap<ActorId, Vec<usize>> {
    let mut offices: HashMap<ActorId, Vec<usize>> = HashMap::new();
    for (place, actor) in actors.iter().enumerate() {
        for role in &actor.roles {
            match offices.get_mut(&role.of) {
                Some(holders) if holders.last() == Some(&place) => {}
                Some(holders) => holders.push(place),
                None => {
                    offices.insert(role.of.clone(), vec![place]);
                }
            }
        }
    }
    offices
}

/// True if the actor had offices and all had ended by that day.
fn has_left(actor: &Actor, on: Option<Date>) -> bool {
    let ended = |role: &Role| role.until.is_some_and(|until| on.is_some_and(|day| until < day));
    !actor.roles.is_empty() && actor.roles.iter().all(ended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const SMALL: &str = "\
# as of 2020-06-30\n\
state\tAAA\tAland\t1\t1\t\t\townhand\n\
person\tANN_ALDER\tAnn Alder\tAAA\tGOV\tQ1\townhand\n\
person\tBO_BIRCH\tBo Birch\tAAA\tGOV\t\townhand\n\
role\tANN_ALDER\tpresident\tAAA\t2001-01-01\t2005-01-01\townhand\n\
role\tANN_ALDER\tpresident\tAAA\t2015-01-01\t\townhand\n\
role\tBO_BIRCH\tpresident\tAAA\t2005-01-01\t2014-12-31\townhand\n\
name\tAlder\tSurname\tANN_ALDER\townhand\n";

    fn of(text: &str) -> Result<Register, Vec<Finding>> {
        Register::from_catalogue(Catalogue::of(&[("small.tsv", text)], None))
    }

    fn small() -> Register {
        of(SMALL).unwrap()
    }

    fn id(text: &str) -> ActorId {
        ActorId(text.to_owned())
    }

    #[test]
    fn an_office_has_the_holders_of_the_day() {
        let register = small();
        let names = |on| {
            let holders = register.holders("president", &id("AAA"), on);
            holders.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(names(date(2000, 1, 1)), Vec::<&str>::new());
        assert_eq!(names(date(2005, 1, 1)), ["Ann Alder", "Bo Birch"]);
        assert_eq!(names(date(2010, 1, 1)), ["Bo Birch"]);
        assert_eq!(names(date(2030, 1, 1)), ["Ann Alder"]);
        assert!(register.holders("king", &id("AAA"), date(2010, 1, 1)).is_empty());
    }

    #[test]
    fn who_left_every_office_is_of_the_elites() {
        let register = small();
        let sector = |who, on| register.reference(&id(who), on).unwrap().sector;
        assert_eq!(sector("BO_BIRCH", Some(date(2010, 1, 1))), Sector::Government);
        assert_eq!(sector("BO_BIRCH", Some(date(2020, 1, 1))), Sector::Elites);
        assert_eq!(sector("BO_BIRCH", None), Sector::Government);
        assert_eq!(sector("ANN_ALDER", Some(date(2020, 1, 1))), Sector::Government);
        assert_eq!(register.reference(&id("NOBODY"), None), None);
    }

    #[test]
    fn an_office_of_an_organisation_gives_its_standing() {
        let text = format!(
            "{SMALL}organisation\tLEAGUE\tLeague\tIGO\tIGO\t\to\n\
             organisation\tBAND\tBand\tAAA\tREB\t\to\n\
             role\tBO_BIRCH\tsecretary-general\tLEAGUE\t2016-01-01\t\to\n\
             role\tBAND\tgovernment\tAAA\t2018-01-01\t\to\n"
        );
        let register = of(&text).unwrap();
        let standing = |who, on| {
            let actor = register.reference(&id(who), on).unwrap();
            (actor.country.0, actor.sector)
        };
        let day = |year| Some(date(year, 6, 1));
        assert_eq!(standing("BO_BIRCH", day(2010)), ("AAA".to_owned(), Sector::Government));
        assert_eq!(standing("BO_BIRCH", None), ("IGO".to_owned(), Sector::Igo));
        assert_eq!(standing("BAND", day(2017)), ("AAA".to_owned(), Sector::Rebels));
        assert_eq!(standing("BAND", day(2019)), ("AAA".to_owned(), Sector::Government));
    }

    #[test]
    fn the_lint_finds_nothing_in_the_register() {
        let findings = Catalogue::read(None).lint();
        let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }

    /// Words before a name that are no part of it.
    const TITLES: [&str; 22] = [
        "acting",
        "chancellor",
        "council",
        "crown",
        "dame",
        "emperor",
        "foreign",
        "general",
        "king",
        "lady",
        "lord",
        "military",
        "minister",
        "mullah",
        "national",
        "premier",
        "president",
        "prime",
        "prince",
        "queen",
        "sir",
        "territorial",
    ];

    /// People whose usual name begins with a title, or with what is a state's name too.
    const EXEMPT: [&str; 2] = ["ISRAEL_KATZ", "MULLAH_OMAR"];

    #[test]
    fn no_name_of_a_person_begins_with_a_title_or_a_state() {
        let register = Register::load().unwrap();
        let states = register.actors().iter().filter(|actor| actor.kind == ActorKind::State);
        let states: Vec<String> = states.map(|state| format!("{} ", state.name)).collect();
        let people = register.actors().iter().filter(|actor| actor.kind == ActorKind::Person);
        for person in people.filter(|person| !EXEMPT.contains(&person.id.0.as_str())) {
            let first = person.name.split(' ').next().unwrap_or_default().to_lowercase();
            assert!(!TITLES.contains(&first.as_str()), "{}", person.name);
            let of_state = states.iter().any(|state| person.name.starts_with(state.as_str()));
            assert!(!of_state, "{}", person.name);
            let letters = |c: char| c.is_alphabetic() || " .'-’‘".contains(c);
            assert!(person.name.chars().all(letters), "{}", person.name);
        }
    }

    fn refused(line: &str) -> String {
        let text = format!("{SMALL}{line}\n");
        of(&text).unwrap_err()[0].to_string()
    }

    #[test]
    fn what_cannot_be_right_is_refused_with_its_line() {
        for (line, reason) in [
            ("name\tAl\0der\tSurname\tANN_ALDER\to", "U+0000"),
            ("person\tcy\tCy\tAAA\tGOV\t\to", "identifier"),
            ("role\tANN_ALDER\tking\tAAA\t\t\to", "date"),
            ("role\tANN_ALDER\tking\tAAA\t2001-01-01\t2000-01-01\to", "ends before"),
            ("role\tANN_ALDER\tking\tBBB\t2001-01-01\t\to", "`BBB`"),
            ("role\tNOBODY\tking\tAAA\t2001-01-01\t\to", "`NOBODY`"),
            ("role\tANN_ALDER\tking\tAAA\t1949-12-31\t\to", "open"),
            ("name\tAlder\tSurname\tANN_ALDER\to", "twice"),
            ("name\tAlder\tName\tANN_ALDER\to", "twice"),
            ("name\tAlder\tSurname\tNOBODY\to", "`NOBODY`"),
            ("name\tAlder\tNickname\tANN_ALDER\to", "Nickname"),
            ("person\tBO_BIRCH\tBo\tAAA\tGOV\t\to", "twice"),
            ("person\tCY\tCy\tAAA\tXXX\t\to", "XXX"),
            ("person\tCY\tCy", "fields"),
            ("ship\tCY\tCy", "ship"),
        ] {
            let message = refused(line);
            assert!(message.contains(reason), "{line}: {message}");
            assert!(message.contains("small.tsv"), "{message}");
        }
    }

    #[test]
    fn the_files_load_and_are_sorted() {
        let register = Register::load().unwrap();
        assert!(register.actors().is_sorted_by(|a, b| a.id < b.id));
        assert!(register.names().is_sorted());
        for actor in register.actors() {
            assert_eq!(register.actor(&actor.id), Some(actor));
        }
    }
}
