//! Offices of North Korea from Wikidata, with identifiers.

use std::path::Path;

use anyhow::Result;
use jiff::civil::{Date, date};

use crate::actors::spell::{Bound, Spell};
use crate::actors::titles;

const STATE: &str = "PRK";
const LAST_DAY: Date = date(2021, 3, 31);

pub(in crate::actors) fn read(data: &Path) -> Result<Vec<Spell>> {
    let mut reader = csv::Reader::from_path(data.join("north_korea_holders.csv"))?;
    let mut spells = Vec::new();
    for row in reader.records() {
        let row = row?;
        let until = if row[4].is_empty() { Some(Bound::rough(LAST_DAY)) } else { last(&row[4]) };
        let (Some(office), Some(from), Some(until)) = (office(&row[0]), first(&row[3]), until)
        else {
            continue;
        };
        if from.day <= until.day {
            spells.push(Spell {
                names: vec![row[1].to_owned()],
                surname: row[1].split(' ').next().map(str::to_owned),
                wikidata: Some(row[2].to_owned()),
                office,
                of: STATE.to_owned(),
                from,
                until: Some(until),
                unended: row[4].is_empty(),
                source: "wikidata",
            });
        }
    }
    Ok(spells)
}

fn office(position: &str) -> Option<String> {
    let office = match position {
        "Premier" => "prime minister",
        "Vice Premier" => "deputy prime minister",
        "Supreme Leader" => "supreme leader",
        "Chief of General Staff" => "chief of the general staff",
        "Chairman of the Supreme People's Assembly" => "head of parliament",
        "President of the Presidium of the Supreme People's Assembly" => "head of state",
        other => return titles::post(other),
    };
    Some(office.to_owned())
}

/// The first day of `2012`, `2012-06` or `2012-06-01`.
fn first(text: &str) -> Option<Bound> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next().map_or(Ok(1), str::parse).ok()?;
    let day = parts.next().map_or(Ok(1), str::parse).ok()?;
    Some(Bound { day: Date::new(year, month, day).ok()?, exact: text.len() == 10 })
}

/// The last day of the same.
fn last(text: &str) -> Option<Bound> {
    let bound = first(text)?;
    Some(match text.len() {
        4 => Bound::rough(bound.day.last_of_year()),
        7 => Bound::rough(bound.day.last_of_month()),
        _ => bound,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_two_ends() {
        assert_eq!(first("2012-06").unwrap(), Bound::rough(date(2012, 6, 1)));
        assert_eq!(last("2012-06").unwrap(), Bound::rough(date(2012, 6, 30)));
        assert_eq!(last("2012").unwrap(), Bound::rough(date(2012, 12, 31)));
        assert_eq!(last("2012-06-05").unwrap(), Bound::exact(date(2012, 6, 5)));
        assert_eq!(first(""), None);
    }
}
