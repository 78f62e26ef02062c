//! Builds the register of actors from public data and what is written by hand.
//!
//! Sources go from the most to the least trusted: a spell in an office joins the person whom an
//! earlier source has brought, so the first source gives the usual name.

mod alike;
mod corrections;
mod names;
mod people;
mod repeats;
mod seats;
mod sources;
mod spell;
mod states;
mod supplement;
mod text;
mod titles;
mod variants;
mod write;

use std::path::Path;

use anyhow::{Context, Result};
use jiff::civil::{Date, date};

use corrections::Corrections;
use people::People;
use sources::{country_info, factbook, north_korea, reign, snapshot, wikidata};
use states::States;
use supplement::Supplement;

/// The day up to which the sources, taken together, know who holds what.
const AS_OF: Date = date(2026, 1, 31);

/// Rebuilds the generated files in `folder` from the public data in `data`.
pub(crate) fn build(data: &Path, folder: &Path) -> Result<()> {
    let supplement = Supplement::read(folder)?;
    let mut states = States::read(data, &supplement)?;
    country_info::read_states(data, &mut states).context("CountryInfo")?;
    states.read_membership(data).context("gw_states.csv")?;

    let mut corrections = Corrections::read()?;
    let mut people = People::new(&supplement, &states, AS_OF);
    for spells in [
        snapshot::read(data, &states).context("snapshot of 2026")?,
        factbook::read(data, &states).context("factbook")?,
        wikidata::read(data, &states).context("wikidata_leaders_2021.csv")?,
        north_korea::read(data).context("north_korea_holders.csv")?,
        country_info::read(data, &states).context("CountryInfo")?,
        reign::read(data, &states).context("reign_leaderlist_3_21.csv")?,
    ] {
        people.place_all(corrections.apply(spells));
    }
    corrections.all_met()?;
    let mut people = people.all;
    variants::unite(&mut people);
    repeats::drop_repeats(&mut people, AS_OF);
    people.iter_mut().for_each(people::join_spells);
    seats::give_way(&mut people, &supplement);
    seats::fit(&mut people);
    people.retain(|person| person.by_hand || !person.spells.is_empty());
    write::identify(&mut people);
    write::files(folder, &states, &people, &supplement)
}
