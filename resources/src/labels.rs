use std::collections::BTreeMap;

use detente_schema::EventType;
use serde::Deserialize;

use crate::Error;
use crate::error::from_toml;

const FILE: &str = "lang/en/labels.toml";

/// The words in which the views speak: acts in plain language, names of months and seasons.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    months: [String; 12],
    seasons: [String; 4],
    types: BTreeMap<EventType, Label>,
    modes: BTreeMap<EventType, BTreeMap<String, Label>>,
    cameo: BTreeMap<String, Label>,
}

/// One act in plain language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "(String, String)")]
pub struct Label {
    /// What a party did: "visited".
    pub past: String,
    /// The name of the act: "visit".
    pub noun: String,
}

impl From<(String, String)> for Label {
    fn from((past, noun): (String, String)) -> Self {
        Self { past, noun }
    }
}

impl Labels {
    pub(crate) fn load() -> Result<Self, Error> {
        let labels: Self = from_toml(FILE, include_str!("../lang/en/labels.toml"))?;
        match EventType::ALL.iter().find(|kind| !labels.types.contains_key(kind)) {
            Some(kind) => Err(Error::new(FILE, format!("no label for the type {kind}"))),
            None => Ok(labels),
        }
    }

    /// The most specific label: of the CAMEO code, else of the mode, else of the type.
    pub fn event(&self, kind: EventType, mode: Option<&str>, cameo: &str) -> &Label {
        let of_mode = || self.modes.get(&kind)?.get(mode?);
        self.cameo.get(cameo).or_else(of_mode).unwrap_or_else(|| &self.types[&kind])
    }

    /// The name of a month, 1 to 12.
    ///
    /// # Panics
    /// For any other number.
    pub fn month(&self, month: i8) -> &str {
        let index = usize::try_from(month - 1).expect("months are counted from 1");
        &self.months[index]
    }

    /// The name of the season of three months that begins in `month`: March, June, September or
    /// December; `None` for any other month.
    pub fn season(&self, month: i8) -> Option<&str> {
        let index = match month {
            3 => 0,
            6 => 1,
            9 => 2,
            12 => 3,
            _ => return None,
        };
        Some(&self.seasons[index])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_label_wins() {
        let labels = Labels::load().unwrap();
        let past = |mode, cameo| &labels.event(EventType::Consult, mode, cameo).past;
        assert_eq!(past(Some("visit"), "043"), "hosted a visit");
        assert_eq!(past(Some("visit"), "04"), "visited");
        assert_eq!(past(Some("unheard-of"), "04"), "held talks");
    }

    #[test]
    fn seasons_begin_in_four_months_only() {
        let labels = Labels::load().unwrap();
        assert_eq!(labels.season(12), Some("winter"));
        assert_eq!((1..=12).filter(|&month| labels.season(month).is_some()).count(), 4);
    }
}
