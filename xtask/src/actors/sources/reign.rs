//! REIGN: the effective leaders of 1921 to March 2021, mostly by surname, with the month of the end.

use std::path::Path;

use anyhow::Result;
use jiff::civil::{Date, date};

use crate::actors::spell::{Bound, Spell};
use crate::actors::states::States;

const LAST_DAY: Date = date(2021, 3, 31);
/// Numbers of states whose heads change twice a year, which says little.
const LEFT_OUT: [u16; 2] = [331, 232];

pub(in crate::actors) fn read(data: &Path, states: &States) -> Result<Vec<Spell>> {
    let bytes = std::fs::read(data.join("reign_leaderlist_3_21.csv"))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut spells = Vec::new();
    for row in reader.records() {
        let row = row?;
        let Ok(cow) = row[1].parse::<u16>() else { continue };
        let day = Date::new(row[6].parse()?, row[5].parse()?, row[4].parse()?);
        let Some(from) = day.ok().filter(|_| !LEFT_OUT.contains(&cow)) else { continue };
        let Some(state) = states.of_cow(cow, from) else { continue };
        let until = end(&row[8], &row[7]).unwrap_or(LAST_DAY);
        if until < from {
            continue;
        }
        let name = western_order(&row[3]);
        spells.push(Spell {
            surname: (!name.contains(' ')).then(|| name.clone()),
            names: vec![name],
            wikidata: None,
            office: "leader".to_owned(),
            of: state.id.clone(),
            from: Bound::exact(from),
            until: Some(Bound::rough(until)),
            unended: row[8].is_empty(),
            source: "reign",
        });
    }
    hand_over(&mut spells);
    Ok(spells)
}

/// The day of an end is the first day of the successor, if that is near.
fn hand_over(spells: &mut [Spell]) {
    for place in 1..spells.len() {
        let (before, after) = spells.split_at_mut(place);
        let (Some(old), Some(new)) = (before.last_mut(), after.first()) else { continue };
        let Some(until) = old.until.filter(|_| old.of == new.of) else { continue };
        let days = (new.from.day - until.day).get_days();
        if (-31..=10).contains(&days) && new.from.day >= old.from.day {
            old.until = Some(Bound::exact(new.from.day));
        }
    }
}

fn end(year: &str, month: &str) -> Option<Date> {
    Some(Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?.last_of_month())
}

/// `Surname, Given` turned round; others as they stand.
fn western_order(name: &str) -> String {
    match name.split_once(", ") {
        Some((surname, given)) => format!("{given} {surname}"),
        None => name.trim().to_owned(),
    }
}
