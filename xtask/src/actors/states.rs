//! The states, their codes and names.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use jiff::civil::{Date, date};
use serde_json::Value;

use super::supplement::Supplement;

/// What the list of countries writes for Kosovo, which has no code of its own, and what is written
/// in the field.
const UNASSIGNED: &str = "UNK";
const KOSOVO: &str = "XKX";

/// The last day of the list of members; who is on it that day is a member still.
const LAST_DAY: Date = date(2017, 12, 31);

/// A state and the codes under which the sources know it.
#[derive(Debug, Default, Clone)]
pub(super) struct State {
    pub(super) id: String,
    pub(super) name: String,
    /// Number of the Correlates of War project.
    pub(super) cow: Option<u16>,
    /// Number in the list of Gleditsch and Ward.
    pub(super) gw: Option<u16>,
    /// First and last days as a member of the system of states.
    pub(super) membership: Vec<(Date, Option<Date>)>,
    pub(super) since: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) wikidata: String,
    pub(super) alpha2: String,
    pub(super) fips: String,
    /// Names of the state in English, the official one among them.
    pub(super) names: Vec<String>,
    pub(super) adjectives: Vec<String>,
    pub(super) capitals: Vec<String>,
    pub(super) cities: Vec<String>,
    /// True if the supplement has it.
    pub(super) by_hand: bool,
}

/// All states by identifier.
pub(super) struct States(pub(super) BTreeMap<String, State>);

impl States {
    pub(super) fn read(data: &Path, supplement: &Supplement) -> Result<Self> {
        let mut states = Self(BTreeMap::new());
        states.read_countries(data).context("mledoze_countries.json")?;
        states.read_codes(data).context("country-codes.csv")?;
        for state in &supplement.states {
            let known = states.0.remove(&state.id).unwrap_or_default();
            let State { alpha2, fips, names, adjectives, capitals, .. } = known;
            let state = State { alpha2, fips, names, adjectives, capitals, ..state.clone() };
            states.0.insert(state.id.clone(), state);
        }
        Ok(states)
    }

    fn read_countries(&mut self, data: &Path) -> Result<()> {
        let text = std::fs::read_to_string(data.join("mledoze_countries.json"))?;
        let countries: Vec<Value> = serde_json::from_str(&text)?;
        for country in &countries {
            let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let name = word(&country["name"]["common"]);
            let capitals = country["capital"].as_array().into_iter().flatten().map(word).collect();
            let demonyms = word(&country["demonyms"]["eng"]["m"]);
            let adjectives = demonyms.split([',', '/']).map(|word| word.trim().to_owned());
            let code = word(&country["cca3"]);
            let state = State {
                id: if code == UNASSIGNED { KOSOVO.to_owned() } else { code },
                names: vec![name.clone(), word(&country["name"]["official"])],
                name,
                alpha2: word(&country["cca2"]),
                adjectives: adjectives.filter(|word| !word.is_empty()).collect(),
                capitals,
                ..State::default()
            };
            self.0.insert(state.id.clone(), state);
        }
        Ok(())
    }

    fn read_codes(&mut self, data: &Path) -> Result<()> {
        let mut reader = csv::Reader::from_path(data.join("country-codes.csv"))?;
        for row in reader.deserialize() {
            let row: BTreeMap<String, String> = row?;
            let field = |name: &str| row.get(name).map_or("", String::as_str);
            let Some(state) = self.0.get_mut(field("ISO3166-1-Alpha-3")) else { continue };
            field("FIPS").clone_into(&mut state.fips);
            let qid = field("wikidata_id").rsplit('/').next().unwrap_or_default();
            qid.clone_into(&mut state.wikidata);
            for column in ["UNTERM English Short", "official_name_en"] {
                let name = field(column).trim_end_matches(" (the)");
                if !name.is_empty() && !name.contains(['(', ',']) {
                    state.names.push(name.to_owned());
                }
            }
        }
        Ok(())
    }

    /// Adds the days between which states were members of the system of states.
    pub(super) fn read_membership(&mut self, data: &Path) -> Result<()> {
        let mut reader = csv::Reader::from_path(data.join("gw_states.csv"))?;
        for row in reader.records() {
            let row = row?;
            let code: u16 = row[0].trim_end_matches(".0").parse()?;
            let (since, until): (Date, Date) = (row[3].parse()?, row[4].parse()?);
            let states = self.0.values_mut().filter(|state| !state.by_hand);
            for state in states.filter(|state| state.cow == Some(code)) {
                state.gw = Some(code);
                state.membership.push((since, Some(until).filter(|day| *day < LAST_DAY)));
                state.membership.sort();
                state.since = Some(state.since.map_or(since, |known| known.min(since)));
            }
        }
        Ok(())
    }

    /// The state that bore the number of the Correlates of War project on `day`.
    pub(super) fn of_cow(&self, cow: u16, day: Date) -> Option<&State> {
        let bears = |state: &&State| state.cow == Some(cow);
        let lives = |state: &&State| {
            state.since.is_none_or(|since| since <= day)
                && state.until.is_some_and(|until| day <= until)
        };
        let mut bearers = self.0.values().filter(bears);
        self.0.values().filter(bears).find(lives).or_else(|| bearers.find(|s| s.until.is_none()))
    }

    /// The state that stood in the place of `id` on `day`: the former one up to its end.
    pub(super) fn on_day(&self, id: &str, day: Date) -> Option<&State> {
        let state = self.0.get(id)?;
        state.cow.and_then(|cow| self.of_cow(cow, day)).or(Some(state))
    }

    pub(super) fn of_fips(&self, fips: &str) -> Option<&State> {
        self.0.values().find(|state| state.fips.eq_ignore_ascii_case(fips))
    }

    pub(super) fn of_alpha2(&self, alpha2: &str) -> Option<&State> {
        self.0.values().find(|state| state.alpha2 == alpha2)
    }

    pub(super) fn of_wikidata(&self, id: &str) -> Option<&State> {
        self.0.values().find(|state| state.wikidata == id)
    }
}
