//! Which spells of all sources are one person's, and where each spell begins and ends.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::alike;
use super::spell::{Bound, Spell};
use super::states::States;
use super::supplement::Supplement;
use super::text;

/// The least common share of two spells in one seat that makes two names one person.
const SAME_SEAT: f64 = 0.7;
/// Days between the first days of two stays of one person. A bare surname that far away is another
/// person's.
const CAREER: i32 = 30 * 365;
/// The same for a full name.
const LIFE: i32 = 36 * 365;

/// A person and all that the sources tell of him or her.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) id: String,
    /// True if the supplement has the person.
    pub(super) by_hand: bool,
    pub(super) name: String,
    pub(super) country: String,
    pub(super) wikidata: Option<String>,
    pub(super) names: BTreeSet<String>,
    pub(super) surnames: BTreeSet<String>,
    pub(super) spells: Vec<Spell>,
    /// Further full names that the supplement gives, which are not to be generated again.
    pub(super) spellings: BTreeSet<String>,
    keys: BTreeSet<Vec<String>>,
}

impl Person {
    /// Notes spellings by which sources may call the person.
    fn learn<'a>(&mut self, names: impl Iterator<Item = &'a String>) {
        for name in names {
            self.keys.insert(sorted_key(name));
            self.spellings.insert(name.clone());
        }
    }

    pub(super) fn take(&mut self, spell: Spell) {
        self.names.extend(spell.names.iter().cloned());
        self.keys.extend(spell.names.iter().map(|name| sorted_key(name)));
        self.surnames.extend(spell.surname.clone());
        self.wikidata = self.wikidata.take().or_else(|| spell.wikidata.clone());
        self.spells.push(spell);
    }

    /// The day in the middle of all that is known of the person's offices, in days.
    fn distance(&self, spell: &Spell) -> i32 {
        let gap = |own: &Spell| (own.from.day - spell.from.day).get_days().abs();
        self.spells.iter().map(gap).min().unwrap_or(0)
    }
}

/// The words in any order, except that a father's name stays behind the son's.
fn sorted_key(name: &str) -> Vec<String> {
    let mut key = text::key(name);
    if !key.iter().any(|word| matches!(word.as_str(), "bin" | "ibn")) {
        key.sort();
    }
    key
}

/// All people, in the order in which the sources brought them.
pub(super) struct People<'a> {
    pub(super) all: Vec<Person>,
    groups: BTreeMap<String, Vec<usize>>,
    states: &'a States,
    as_of: Date,
}

impl<'a> People<'a> {
    pub(super) fn new(supplement: &Supplement, states: &'a States, as_of: Date) -> Self {
        let mut people = Self { all: Vec::new(), groups: BTreeMap::new(), states, as_of };
        for known in &supplement.people {
            people.add(known.id.clone(), &known.name, &known.country, true);
            let place = people.all.len() - 1;
            people.all[place].learn(supplement.spellings_of(&known.id));
            for spell in &known.spells {
                people.give(place, spell.clone());
            }
        }
        people
    }

    /// Gives every spell of a source to the person whose it is: first those that leave no doubt,
    /// so that they teach the names by which the others are known.
    pub(super) fn place_all(&mut self, spells: Vec<Spell>) {
        let named = spells.into_iter().filter_map(with_clean_names);
        let doubtful: Vec<Spell> = named
            .filter_map(|spell| match self.certain_owner(&spell) {
                Some(place) => {
                    self.give(place, spell);
                    None
                }
                None => Some(spell),
            })
            .collect();
        doubtful.into_iter().for_each(|spell| self.place(spell));
    }

    /// Gives the spell to the person whose it is, a new one if need be.
    fn place(&mut self, spell: Spell) {
        let place = self.owner(&spell).unwrap_or_else(|| {
            let name = spell.names.first().cloned().unwrap_or_default();
            self.add(String::new(), &name, &spell.of, false);
            self.all.len() - 1
        });
        self.give(place, spell);
    }

    fn add(&mut self, id: String, name: &str, country: &str, by_hand: bool) {
        self.all.push(Person {
            id,
            by_hand,
            name: name.to_owned(),
            country: country.to_owned(),
            wikidata: None,
            names: BTreeSet::from([name.to_owned()]),
            surnames: BTreeSet::new(),
            spells: Vec::new(),
            spellings: BTreeSet::new(),
            keys: BTreeSet::from([sorted_key(name)]),
        });
        self.join(self.all.len() - 1, country);
    }

    fn give(&mut self, place: usize, spell: Spell) {
        self.join(place, &spell.of.clone());
        self.all[place].take(spell);
    }

    fn join(&mut self, place: usize, state: &str) {
        let group = self.groups.entry(self.group(state)).or_default();
        if !group.contains(&place) {
            group.push(place);
        }
    }

    /// A state together with those before and after it.
    fn group(&self, state: &str) -> String {
        let cow = self.states.0.get(state).and_then(|state| state.cow);
        cow.map_or_else(|| state.to_owned(), |cow| cow.to_string())
    }

    /// The owner by full name or by seat.
    fn certain_owner(&self, spell: &Spell) -> Option<usize> {
        let group = self.groups.get(&self.group(&spell.of))?;
        let by_full_name = || self.by_name(group, spell).filter(|_| has_full_name(spell));
        by_full_name().or_else(|| self.by_seat(group, spell)).or_else(|| self.by_day(group, spell))
    }

    /// The owner, if need be by a bare surname.
    fn owner(&self, spell: &Spell) -> Option<usize> {
        self.certain_owner(spell).or_else(|| {
            let group = self.groups.get(&self.group(&spell.of))?;
            self.by_name(group, spell)
        })
    }

    /// The same words in any order and not too long ago; of several such people the one nearest in time.
    fn by_name(&self, group: &[usize], spell: &Spell) -> Option<usize> {
        let ids: Vec<String> = spell.names.iter().map(|name| text::identifier(name)).collect();
        let keys: Vec<Vec<String>> = spell.names.iter().map(|name| sorted_key(name)).collect();
        let far = if has_full_name(spell) { LIFE } else { CAREER };
        let same = |place: &&usize| {
            let person = &self.all[**place];
            keys.iter().any(|key| person.keys.contains(key)) && person.distance(spell) < far
        };
        let rank = |place: &&usize| {
            let person = &self.all[**place];
            let exactly = person.names.iter().any(|name| ids.contains(&text::identifier(name)));
            (!exactly, person.distance(spell))
        };
        group.iter().filter(same).min_by_key(rank).copied()
    }

    /// Someone in the same seat at the same time whose name shares words.
    fn by_seat(&self, group: &[usize], spell: &Spell) -> Option<usize> {
        let shares = |place: &usize| {
            let own = self.all[*place].spells.iter();
            let alike = own.filter(|own| own.source != spell.source && alike(own, spell));
            alike.map(|own| own.overlap(spell, self.as_of)).fold(0.0, f64::max)
        };
        let rated = group.iter().map(|place| (*place, shares(place)));
        let best = rated.max_by(|a, b| a.1.total_cmp(&b.1))?;
        (best.1 >= SAME_SEAT).then_some(best.0)
    }

    /// For a leader by surname: the only head who came in and went at about the same time.
    fn by_day(&self, group: &[usize], spell: &Spell) -> Option<usize> {
        if spell.office != "leader" {
            return None;
        }
        let same = |place: &&usize| {
            self.all[**place].spells.iter().any(|own| {
                is_head(&own.office)
                    && begin_alike(own, spell)
                    && (own.from.day - spell.from.day).get_days().abs() <= 2
                    && own.overlap(spell, self.as_of) > 0.9
            })
        };
        let mut found = group.iter().filter(same);
        let first = found.next().copied();
        first.filter(|_| found.next().is_none())
    }
}

/// The spell with names of a person alone; `None` if none is left.
fn with_clean_names(mut spell: Spell) -> Option<Spell> {
    spell.names = spell.names.iter().filter_map(|name| text::person_name(name)).collect();
    let changed = |surname: &String| text::person_name(surname).as_ref() != Some(surname);
    spell.surname.take_if(|surname| changed(surname));
    (!spell.names.is_empty()).then_some(spell)
}

fn has_full_name(spell: &Spell) -> bool {
    spell.names.iter().any(|name| text::key(name).len() > 1)
}

/// True if two words of the names have the same first letters: another spelling of one name.
fn begin_alike(one: &Spell, other: &Spell) -> bool {
    let starts = |spell: &Spell| -> BTreeSet<String> {
        let words = spell.names.iter().flat_map(|name| alike::words(name));
        words.map(|word| word.chars().take(2).collect()).collect()
    };
    !starts(one).is_disjoint(&starts(other))
}

/// True if the names share words so that one person may bear both, given one seat.
fn alike(one: &Spell, other: &Spell) -> bool {
    let leads = |one: &Spell, other: &Spell| {
        one.office == "leader" && one.source == "reign" && is_head(&other.office)
    };
    let pairs = one.names.iter().flat_map(|a| other.names.iter().map(move |b| (a, b)));
    let mut words = pairs.map(|(a, b)| (alike::words(a), alike::words(b)));
    if one.office == other.office && one.of == other.of {
        let shared = |a: &[String], b: &[String]| {
            a.iter()
                .any(|word| word.len() > 2 && b.iter().any(|other| alike::same_word(word, other)))
        };
        words.any(|(a, b)| shared(&a, &b) || alike::is_within(&a, &b))
    } else {
        (leads(one, other) || leads(other, one)) && words.any(|(a, b)| alike::is_within(&a, &b))
    }
}

/// True for the offices whose holder, or who stands in or claims to be it, may be the effective
/// leader of a state.
pub(super) fn is_head(office: &str) -> bool {
    const HEADS: [&str; 18] = [
        "chancellor",
        "chief executive",
        "co-president",
        "emir",
        "emperor",
        "general secretary",
        "grand duke",
        "head of state",
        "junta member",
        "king",
        "president",
        "prime minister",
        "prince",
        "queen",
        "regent",
        "shah",
        "sultan",
        "supreme leader",
    ];
    let held = office.strip_prefix("acting ").or_else(|| office.strip_prefix("rival "));
    HEADS.contains(&held.unwrap_or(office))
}

/// Joins the spells of one person in one office that belong together.
pub(super) fn join_spells(person: &mut Person) {
    extend_by_lead(&mut person.spells);
    person
        .spells
        .sort_by(|a, b| (&a.office, &a.of, a.from.day).cmp(&(&b.office, &b.of, b.from.day)));
    let mut joined: Vec<Spell> = Vec::new();
    for spell in person.spells.drain(..) {
        match joined.last_mut() {
            Some(last) if continues(last, &spell) => join(last, &spell),
            _ => joined.push(spell),
        }
    }
    person.spells = joined;
}

/// Where a source knew no end, the person stayed as long as the person led the state.
fn extend_by_lead(spells: &mut [Spell]) {
    let leads = spells.iter().filter(|spell| spell.office == "leader").cloned();
    let leads: Vec<Spell> = leads.collect();
    for spell in spells.iter_mut().filter(|spell| is_head(&spell.office)) {
        for lead in &leads {
            refine_start(spell, lead);
            let (Some(until), Some(end)) = (spell.until, lead.until) else { continue };
            if spell.unended && lead.from.day <= until.day && until.day < end.day {
                (spell.until, spell.unended) = (Some(end), lead.unended);
            }
        }
    }
}

fn refine_start(spell: &mut Spell, lead: &Spell) {
    if !spell.from.exact && spell.from.day.year() == lead.from.day.year() {
        spell.from = lead.from;
    }
}

fn continues(last: &Spell, next: &Spell) -> bool {
    const BRIDGE: i32 = 4 * 365;
    let Some(until) = last.until.filter(|_| (&last.office, &last.of) == (&next.office, &next.of))
    else {
        return (&last.office, &last.of) == (&next.office, &next.of);
    };
    let gap = (next.from.day - until.day).get_days();
    gap <= if last.unended {
        BRIDGE
    } else if last.source == next.source {
        1
    } else {
        31
    }
}

fn join(last: &mut Spell, next: &Spell) {
    if !last.from.exact && next.from.exact && next.from.day.year() == last.from.day.year() {
        last.from = next.from;
    }
    let later = match (last.until, next.until) {
        (Some(a), Some(b)) => better_end(last.unended, a, b) == b,
        (last, _) => last.is_some(),
    };
    if later {
        (last.until, last.unended) = (next.until, next.unended);
    }
}

/// The exact end of two, or the later one; an end that is only a source's last day gives way.
fn better_end(unended: bool, a: Bound, b: Bound) -> Bound {
    let near = (a.day - b.day).get_days().abs() <= 366;
    match (a.exact, b.exact) {
        (true, false) if near => a,
        (false, true) if near || unended => b,
        _ if a.day >= b.day => a,
        _ => b,
    }
}
