//! Leaders of about 2021 from Wikidata, with identifiers; years only.

use std::path::Path;

use anyhow::Result;
use jiff::civil::{Date, date};

use crate::actors::spell::{Bound, Spell};
use crate::actors::states::States;
use crate::actors::titles;

/// The day up to which the table is known to be right.
const LAST_DAY: Date = date(2022, 12, 31);

pub(in crate::actors) fn read(data: &Path, states: &States) -> Result<Vec<Spell>> {
    let mut reader = csv::Reader::from_path(data.join("wikidata_leaders_2021.csv"))?;
    let mut spells = Vec::new();
    for row in reader.records() {
        let row = row?;
        let (title, id, name) = (&row[3], &row[4], &row[5]);
        let (Some(state), Ok(year)) = (states.of_wikidata(&row[0]), row[6].parse()) else {
            continue;
        };
        let from = Date::new(year, 1, 1)?;
        let until = row[7].parse().map_or(Ok(LAST_DAY), |year| Date::new(year, 12, 31))?;
        // A crown worn in several states is told once, by other sources.
        let skipped = title.starts_with("monarch") || title.contains("Northern Cyprus");
        let office = titles::office(states, title, &state.id, from).filter(|_| !skipped);
        let Some((office, of)) = office.filter(|_| until >= from) else { continue };
        spells.push(Spell {
            names: vec![name.to_owned()],
            surname: None,
            wikidata: Some(id.to_owned()),
            office,
            of,
            from: Bound::rough(from),
            until: Some(Bound::rough(until)),
            unended: row[7].is_empty(),
            source: "wikidata",
        });
    }
    Ok(spells)
}
