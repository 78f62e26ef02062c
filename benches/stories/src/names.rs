//! Names of people, places and organisations: invented ones, and those of the project's register.

use std::collections::HashMap;

use crate::rng::Rng;

const REGISTER: &str = include_str!("../../../resources/actors/names.tsv");
const STATES: &str = include_str!("../../../resources/actors/states.tsv");
const PEOPLE: &str = include_str!("../../../resources/actors/people.tsv");
const ORGANISATIONS: &str = include_str!("../../../resources/actors/organisations.tsv");

/// Whence names are drawn.
#[derive(Debug)]
pub struct Names {
    lists: HashMap<&'static str, Vec<String>>,
    cities: Vec<&'static str>,
    states: Vec<&'static str>,
    people: Vec<&'static str>,
    organisations: Vec<&'static str>,
    agencies: Vec<&'static str>,
}

impl Names {
    /// The lists of the package and the register.
    pub fn load() -> Self {
        let organisations: Vec<_> = rows(ORGANISATIONS, "organisation").collect();
        let agencies = organisations.iter().filter(|row| row[4] == "MED").map(|row| row[2]);
        Self {
            lists: lists(),
            cities: rows(REGISTER, "name").filter(|row| row[2] == "City").map(|r| r[1]).collect(),
            states: rows(STATES, "state").map(|row| row[2]).collect(),
            people: rows(PEOPLE, "person").map(|row| row[2]).filter(|n| n.contains(' ')).collect(),
            agencies: agencies.collect(),
            organisations: organisations.iter().map(|row| row[2]).collect(),
        }
    }

    /// One of a fixed list.
    pub fn of(&self, list: &str, rng: &mut Rng) -> &str {
        rng.pick::<String>(self.list(list))
    }

    /// A fixed list.
    pub fn list(&self, list: &str) -> &[String] {
        &self.lists[list]
    }

    /// Given name and surname; every second one is invented.
    pub fn person(&self, rng: &mut Rng) -> (String, String) {
        if rng.chance(0.5) {
            let known = rng.pick(&self.people);
            let surname = known.rsplit(' ').next().unwrap_or(known);
            return ((*known).to_owned(), surname.to_owned());
        }
        let surname = self.invented("coda", rng);
        (format!("{} {surname}", self.of("given", rng)), surname)
    }

    /// A town; two of three are invented.
    pub fn place(&self, rng: &mut Rng) -> String {
        if rng.chance(0.33) {
            return rng.pick(&self.cities).replace(char::is_control, "");
        }
        self.invented("place_ending", rng)
    }

    /// A state of the register.
    pub fn country(&self, rng: &mut Rng) -> String {
        (*rng.pick(&self.states)).to_owned()
    }

    /// An organisation; two of three are invented.
    pub fn organisation(&self, rng: &mut Rng) -> String {
        if rng.chance(0.33) {
            return (*rng.pick(&self.organisations)).to_owned();
        }
        format!("{} {}", self.invented("coda", rng), self.of("org_kind", rng))
    }

    /// A news agency of the register.
    pub fn agency(&self, rng: &mut Rng) -> String {
        (*rng.pick(&self.agencies)).to_owned()
    }

    /// A news site.
    pub fn site(&self, rng: &mut Rng) -> String {
        format!("{} {}", self.invented("place_ending", rng), self.of("site_kind", rng))
    }

    fn invented(&self, ending: &str, rng: &mut Rng) -> String {
        let syllables = rng.between(1, 3);
        let mut name = String::new();
        for _ in 0..syllables {
            name += self.of("onset", rng);
            name += self.of("nucleus", rng);
        }
        if ending == "coda" {
            name += self.of("onset", rng);
            name += self.of("nucleus", rng);
        }
        name += self.of(ending, rng);
        capital(&name)
    }
}

/// With a capital letter.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn rows(file: &'static str, record: &str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(move |row| row[0] == record && row.len() > 4)
}

fn lists() -> HashMap<&'static str, Vec<String>> {
    let mut lists: HashMap<_, Vec<String>> = HashMap::new();
    let mut current = "";
    for line in include_str!("../lexicon/names.txt").lines().filter(|l| !l.starts_with('#')) {
        match line.strip_prefix("  ") {
            Some(words) => {
                let words = words.split_whitespace().map(|word| word.replace('_', " "));
                lists.entry(current).or_default().extend(words);
            }
            None => current = line,
        }
    }
    lists
}
