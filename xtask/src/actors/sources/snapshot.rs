//! The heads of 30 states on one day of 2026.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use crate::actors::spell::{Bound, Spell};
use crate::actors::states::States;
use crate::actors::titles;

pub(in crate::actors) fn read(data: &Path, states: &States) -> Result<Vec<Spell>> {
    let text = std::fs::read_to_string(data.join("2026-08-22.json"))?;
    let snapshot: Value = serde_json::from_str(&text)?;
    let countries = snapshot["countries"].as_object().into_iter().flatten();
    let mut spells = Vec::new();
    for (_, entry) in countries {
        let code = entry["country"]["iso_code"].as_str().unwrap_or_default();
        let Some(state) = states.of_alpha2(code) else { continue };
        let positions = entry["positions"].as_object().into_iter().flatten();
        spells.extend(positions.filter_map(|(_, position)| spell(states, &state.id, position)));
    }
    Ok(spells)
}

fn spell(states: &States, state: &str, position: &Value) -> Option<Spell> {
    let title = position["title_en"].as_str()?;
    let holder = &position["current_holder"];
    let from = holder["since"].as_str()?.parse().ok()?;
    let (office, of) = titles::office(states, title, state, from)?;
    // A crown is told by another source, which names it by its own state alone.
    if title == "Monarch" || title == "King" {
        return None;
    }
    Some(Spell {
        names: vec![holder["name_en"].as_str()?.to_owned()],
        surname: None,
        wikidata: holder["wikidata_id"].as_str().map(str::to_owned),
        office,
        of,
        from: Bound::exact(from),
        until: None,
        unended: false,
        source: "snapshot",
    })
}
