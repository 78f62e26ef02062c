use std::collections::HashMap;

use serde::Deserialize;

use crate::Error;
use crate::error::from_toml;

const FILE: &str = "lang/en/credits.toml";

/// How a report names its maker and its date.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditLexicon {
    /// How dates are written at the head of a report.
    pub dates: DateWords,
    /// Words that open lines about the report.
    pub labels: CreditLabels,
    /// Capitalised words at the head of a report that are no place ("EXCLUSIVE").
    pub not_places: Vec<String>,
    /// Words that hand a statement to an agency: "told" in "he told Reuters".
    pub told: Vec<String>,
    /// Small words inside names ("of", "de").
    pub linking: Vec<String>,
    /// Keys of lines such as `outlet: Daily News`.
    pub fields: FieldKeys,
    /// What names of makers that are not listed look like.
    pub shapes: MakerShapes,
    /// Agencies, which write for others.
    agencies: Vec<Maker>,
    /// Papers, stations and sites, which publish.
    outlets: Vec<Maker>,
}

/// The words of a written date.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    /// The forms of each month's name, January first, in lower case and without a full stop.
    pub months: Vec<Vec<String>>,
    /// Days of the week, in lower case and without a full stop.
    pub weekdays: Vec<String>,
    /// Endings of ordinal numbers ("12th").
    pub ordinals: Vec<String>,
    /// Words between a day and its month ("12th of July").
    pub of: Vec<String>,
    /// Words between a date and its time of day ("July 12 at 10:30").
    pub at: Vec<String>,
}

/// Words that open lines about the report, in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditLabels {
    /// Before the date of publication ("published on").
    pub date: Vec<String>,
    /// Before the date of a later version ("updated").
    pub updated: Vec<String>,
    /// Before the name of the author ("by").
    pub byline: Vec<String>,
    /// Before those who made the report, at its end ("reporting by").
    pub credit: Vec<String>,
    /// Between the maker of a report and the one that passed it on ("AP via the Daily News").
    pub via: Vec<String>,
}

/// Keys of `key: value` lines at the head of a report, in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldKeys {
    /// The outlet follows.
    pub outlet: Vec<String>,
    /// The agency follows.
    pub agency: Vec<String>,
    /// The agency or the outlet follows.
    pub source: Vec<String>,
    /// The place of writing follows.
    pub place: Vec<String>,
    /// Something else about the report follows.
    pub other: Vec<String>,
}

/// Words in the names of makers, in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MakerShapes {
    /// Words and phrases that make a name an agency's ("news agency").
    pub agency: Vec<String>,
    /// Words that make a name an outlet's, if none makes it an agency's ("gazette").
    pub outlet: Vec<String>,
    /// Words that no maker's name holds ("latest").
    pub none: Vec<String>,
    /// What authors are called ("staff", "correspondent").
    pub roles: Vec<String>,
}

/// An agency or an outlet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maker {
    /// Its usual name.
    pub name: String,
    /// Other forms in which credits name it.
    #[serde(default)]
    pub forms: Vec<String>,
}

impl CreditLexicon {
    /// Parses and validates what is compiled in.
    pub fn load() -> Result<Self, Error> {
        let lexicon: Self = from_toml(FILE, include_str!("../lang/en/credits.toml"))?;
        lexicon.validate()?;
        Ok(lexicon)
    }

    /// Those who write for others.
    pub fn agencies(&self) -> &[Maker] {
        &self.agencies
    }

    /// Those who publish.
    pub fn outlets(&self) -> &[Maker] {
        &self.outlets
    }

    fn validate(&self) -> Result<(), Error> {
        if self.dates.months.len() != 12 {
            return Err(Error::new(FILE, "`dates.months` must list twelve months"));
        }
        let mut owners: HashMap<&str, &str> = HashMap::new();
        for maker in self.agencies.iter().chain(&self.outlets) {
            for form in maker.all_forms() {
                if let Some(owner) = owners.insert(form, &maker.name) {
                    let message = format!("`{form}` belongs to {owner} and to {}", maker.name);
                    return Err(Error::new(FILE, message));
                }
            }
        }
        Ok(())
    }
}

impl Maker {
    /// Its usual name and its other forms.
    pub fn all_forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.forms).map(String::as_str)
    }
}
