//! What may be wrong in the register although every record can be read.

use std::collections::{BTreeMap, HashMap, HashSet};

use detente_schema::{Actor, ActorKind, Role};

use super::catalogue::{Catalogue, Line, Placed, is_same_office, overlap};
use super::finding::Finding;
use super::name::NameForm;

/// An office held longer than this, in years, and still open is to be looked at.
const LONGEST_OFFICE: i16 = 60;

/// Countries that are no states.
const NO_STATES: [&str; 5] = ["IGO", "NGO", "IMG", "MNC", "---"];

/// Offices that several people hold at a time.
const SHARED: [&str; 7] = [
    "captain",
    "co-president",
    "deputy prime minister",
    "economy minister",
    "junta member",
    "member of the presidency",
    "vice president",
];

/// True for an office that one person holds at a time. Several may claim one against its holder.
pub fn is_single_seat(office: &str) -> bool {
    !SHARED.contains(&office) && !office.starts_with("rival ")
}

/// The findings of every rule. Where a user's file is read, those that concern a line of it.
pub(super) fn all(catalogue: &Catalogue) -> Vec<Finding> {
    let rules = [shared_seats, overlaps, late_roles, long_roles, shared_names, shared_ids, places];
    let all = rules.iter().flat_map(|rule| rule(catalogue));
    all.filter(|found| found.concerns_own || !catalogue.has_own)
        .map(|found| found.finding)
        .collect()
}

/// A finding on one line because of another.
struct Found {
    finding: Finding,
    concerns_own: bool,
}

/// Tells of the later of two lines, a user's before the register's.
fn of_two(rule: &'static str, one: Line, other: Line, message: String) -> Found {
    let line = if other.own || !one.own { other } else { one };
    Found { finding: line.finding(rule, message), concerns_own: one.own || other.own }
}

fn of_one(rule: &'static str, line: Line, message: String) -> Found {
    Found { finding: line.finding(rule, message), concerns_own: line.own }
}

type Held<'c> = &'c Placed<'c, (&'c str, Role)>;

/// Two people in one seat for more than a day. Whom a source calls the leader need hold no seat.
fn shared_seats(catalogue: &Catalogue) -> Vec<Found> {
    let mut seats: BTreeMap<(&str, &str), Vec<Held>> = BTreeMap::new();
    for held in &catalogue.roles {
        let role = &held.record.1;
        if is_single_seat(&role.office) && role.office != "leader" {
            seats.entry((&role.of.0, &role.office)).or_default().push(held);
        }
    }
    let mut found = Vec::new();
    for ((of, office), mut held) in seats {
        held.sort_by_key(|held| (held.record.1.from, held.record.0));
        let mut longest = held[0];
        for new in &held[1..] {
            found.extend(share(longest, new, office, of));
            longest = if outlasts(new, longest) { new } else { longest };
        }
    }
    found
}

fn outlasts(one: Held, other: Held) -> bool {
    let (one, other) = (one.record.1.until, other.record.1.until);
    other.is_some_and(|other| one.is_none_or(|one| one > other))
}

fn share(old: Held, new: Held, office: &str, of: &str) -> Option<Found> {
    let ((a, old_role), (b, new_role)) = (&old.record, &new.record);
    let shared = a != b && old_role.until.is_none_or(|until| new_role.from < until);
    let stay = match old_role.until {
        Some(until) => format!("until {until}"),
        None => "with no last day".to_owned(),
    };
    let from = new_role.from;
    let message =
        format!("{office} of {of}: {a} {stay} and {b} from {from}; correct one of the days");
    shared.then(|| of_two("shared-seat", old.line, new.line, message))
}

/// One person twice in one office at a time.
fn overlaps(catalogue: &Catalogue) -> Vec<Found> {
    let of_one_actor = catalogue.roles.chunk_by(|a, b| a.record.0 == b.record.0);
    let mut found = Vec::new();
    for roles in of_one_actor {
        let mut last: HashMap<(&str, &str), Held> = HashMap::new();
        for held in roles {
            let (actor, role) = &held.record;
            let before = last.insert((&role.office, &role.of.0), held);
            if let Some(before) = before.filter(|before| overlaps_inside(&before.record.1, role)) {
                let message = format!("{actor} is {} of {} twice at a time", role.office, role.of);
                found.push(of_two("overlap", before.line, held.line, message));
            }
        }
    }
    found
}

/// True if more than one day is common to both stays in one office.
fn overlaps_inside(old: &Role, new: &Role) -> bool {
    is_same_office(old, new) && old.until.is_none_or(|until| new.from < until)
}

/// A role that begins after the day up to which its file says that roles are known.
fn late_roles(catalogue: &Catalogue) -> Vec<Found> {
    let roles =
        catalogue.roles.iter().filter_map(|Placed { line, record: (actor, role), .. }| {
            let as_of = catalogue.as_of_file(*line).filter(|day| *day < role.from)?;
            let message = format!(
                "{actor} is {} from {}, but roles are known as of {as_of}; correct one of the days",
                role.office, role.from
            );
            Some(of_one("after-as-of", *line, message))
        });
    roles.collect()
}

/// An office entered very long ago that has no last day.
fn long_roles(catalogue: &Catalogue) -> Vec<Found> {
    let Some(as_of) = catalogue.as_of else { return Vec::new() };
    let open = catalogue.roles.iter().filter(|role| {
        let (_, role) = &role.record;
        role.until.is_none() && as_of.year() - role.from.year() > LONGEST_OFFICE
    });
    open.map(|Placed { line, record: (actor, role), .. }| {
        let message = format!("{actor} is {} since {} and still open", role.office, role.from);
        of_one("long-open", *line, message)
    })
    .collect()
}

/// One full name for two people who held offices of one body at once: one office or two, a text cannot
/// tell them apart, and most often they are one.
fn shared_names(catalogue: &Catalogue) -> Vec<Found> {
    let people = Catalogue::of_kind(catalogue, ActorKind::Person);
    let mut roles: HashMap<&str, Vec<&Role>> = HashMap::new();
    for Placed { record: (actor, role), .. } in &catalogue.roles {
        roles.entry(*actor).or_default().push(role);
    }
    let full = catalogue.names.iter().filter(|name| name.record.form == NameForm::Name);
    let full: Vec<_> = full.filter(|name| people.contains(name.record.actor.0.as_str())).collect();
    let mut found = Vec::new();
    for bearers in full.chunk_by(|a, b| a.record.text == b.record.text) {
        for [one, other] in pairs(bearers) {
            let of = |name: &Placed<super::Name>| {
                roles.get(name.record.actor.0.as_str()).map_or(&[][..], Vec::as_slice)
            };
            let meet = |a: &Role, b: &Role| a.of == b.of && overlap(a, b);
            if of(one).iter().any(|a| of(other).iter().any(|b| meet(a, b))) {
                let (name, a, b) = (&one.record.text, &one.record.actor, &other.record.actor);
                let message = format!("`{name}` is {a} and {b}, in office there at the same time");
                found.push(of_two("shared-name", one.line, other.line, message));
            }
        }
    }
    found
}

/// All pairs of a few.
fn pairs<'s, T>(few: &'s [&'s T]) -> impl Iterator<Item = [&'s T; 2]> {
    const MOST: usize = 16;
    let few = &few[..few.len().min(MOST)];
    (0..few.len()).flat_map(move |i| few[i + 1..].iter().map(move |other| [few[i], *other]))
}

/// One Wikidata identifier for two actors.
fn shared_ids(catalogue: &Catalogue) -> Vec<Found> {
    let mut first: HashMap<&str, &Placed<(Actor, _)>> = HashMap::new();
    let mut found = Vec::new();
    for actor in &catalogue.actors {
        let Some(id) = actor.record.0.wikidata.as_deref() else { continue };
        match first.get(id) {
            Some(known) => {
                let (a, b) = (&known.record.0.id, &actor.record.0.id);
                let message = format!("{id} is {a} and {b}; are they one?");
                found.push(of_two("shared-wikidata", known.line, actor.line, message));
            }
            None => drop(first.insert(id, actor)),
        }
    }
    found
}

/// People and organisations of a country that is none.
fn places(catalogue: &Catalogue) -> Vec<Found> {
    let states = Catalogue::of_kind(catalogue, ActorKind::State);
    let known = |country: &str| NO_STATES.contains(&country) || states.contains(country);
    let lost = catalogue.actors.iter().filter(|actor| !known(&actor.record.0.country.0));
    lost.map(|Placed { line, record: (actor, _), .. }| {
        let (id, country) = (&actor.id, &actor.country);
        let message = format!(
            "{id} is of `{country}`, which is no state and none of IGO, NGO, IMG, MNC, ---"
        );
        of_one("country", *line, message)
    })
    .collect()
}

impl Catalogue<'_> {
    fn of_kind(&self, kind: ActorKind) -> HashSet<&str> {
        let actors = self.actors.iter().map(|actor| &actor.record.0);
        actors.filter(|actor| actor.kind == kind).map(|actor| actor.id.0.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: &str =
        "# as of 2020-06-30\nstate\tAAA\tAland\t1\t1\t\t\to\nstate\tBBB\tBland\t2\t2\t\t\to\n";

    /// The rules that find something in these files, with line numbers.
    fn found(files: &[(&str, &str)]) -> Vec<(&'static str, usize)> {
        let findings = Catalogue::of(files, None).lint();
        findings.iter().map(|found| (found.rule, found.line)).collect()
    }

    fn person(id: &str) -> String {
        format!("person\t{id}\tAnn Alder\tAAA\tGOV\t\to\n")
    }

    fn role(id: &str, office: &str, of: &str, days: [&str; 2]) -> String {
        let [from, until] = days;
        format!("role\t{id}\t{office}\t{of}\t{from}\t{until}\to\n")
    }

    #[test]
    fn a_long_stay_meets_all_who_come_before_its_end() {
        let roles = |office: &str| {
            let stays = [("A", "2001", "2010"), ("B", "2002", "2003"), ("C", "2004", "2005")];
            let stays = stays.map(|(id, from, until)| {
                let days = [format!("{from}-01-01"), format!("{until}-01-01")];
                person(id) + &role(id, office, "AAA", [&days[0], &days[1]])
            });
            STATE.to_owned() + &stays.concat()
        };
        let shared = |office: &str| found(&[("a.tsv", &roles(office))]);
        assert_eq!(shared("king"), [("shared-seat", 7), ("shared-seat", 9)]);
        assert_eq!(shared("rival king"), []);
        assert_eq!(shared("junta member"), []);
    }

    #[test]
    fn a_name_is_shared_by_those_who_meet_in_one_state() {
        let name = |id: &str| format!("name\tAnn Alder\tName\t{id}\to\n");
        let text = |of: &str| {
            let days = ["2001-01-01", "2003-01-01"];
            let people = person("A") + &person("B") + &name("A") + &name("B");
            let roles = role("A", "king", "AAA", days) + &role("B", "judge", of, days);
            STATE.to_owned() + &people + &roles
        };
        assert_eq!(found(&[("a.tsv", &text("AAA"))]), [("shared-name", 7)]);
        assert_eq!(found(&[("a.tsv", &text("BBB"))]), []);
    }

    #[test]
    fn a_role_is_too_late_by_the_day_of_its_own_file() {
        let roles = person("A") + &role("A", "king", "AAA", ["2021-01-01", ""]);
        let one = STATE.to_owned() + &roles;
        assert_eq!(found(&[("a.tsv", &one)]), [("after-as-of", 5)]);
        let later = format!("# as of 2021-02-03\n{roles}");
        assert_eq!(found(&[("a.tsv", STATE), ("b.tsv", &later)]), []);
        let both = [("a.tsv", STATE), ("b.tsv", later.as_str())];
        assert_eq!(Catalogue::of(&both, None).as_of, Some(jiff::civil::date(2020, 6, 30)));
    }
}
