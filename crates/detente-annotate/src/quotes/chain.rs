//! Through whom a quotation reached the reader.

use std::collections::BTreeMap;

use detente_schema::{ActorRef, Country, Quotation};

use super::cues::Cue;
use super::lexicon::List;
use super::unit::Page;

/// Adds the speaker of an outer attribution: "..., KCNA said".
pub(super) fn carry(quotation: &mut Quotation, cue: &Cue) {
    if let Some(actor) = cue.speaker.and_then(|mention| mention.actors.first()) {
        push(&mut quotation.chain, &actor.name);
    }
}

/// Adds the carriers that the text names, the agency and the outlet.
pub(super) fn complete(page: &Page, quotations: &mut [Quotation]) {
    let carriers = carriers(page);
    let countries = speakers_countries(page);
    let credits = &page.document().credits;
    for quotation in quotations {
        let home = quotation.speaker.as_ref().and_then(|speaker| countries.get(&speaker.name));
        let carried = home.and_then(|country| carriers.get(country));
        if let Some(carrier) = carried.filter(|carrier| !is_speaker(quotation, carrier)) {
            push(&mut quotation.chain, &carrier.name);
        }
        for credit in [&credits.agency, &credits.outlet].into_iter().flatten() {
            push(&mut quotation.chain, &credit.name);
        }
    }
}

fn push(chain: &mut Vec<String>, name: &str) {
    if !chain.iter().any(|other| other == name) {
        chain.push(name.to_owned());
    }
}

fn is_speaker(quotation: &Quotation, carrier: &ActorRef) -> bool {
    quotation.speaker.as_ref().is_some_and(|speaker| speaker.name == carrier.name)
}

/// "the message carried by KCNA": by country, whose words they carry.
fn carriers<'a>(page: &Page<'a>) -> BTreeMap<Country, &'a ActorRef> {
    let mut carriers = BTreeMap::new();
    for at in 1..page.words.len() {
        if page.is(List::By, at) && page.is(List::CarrierParticiple, at - 1) {
            let named =
                page.mention_from(at + 1..at + 4).and_then(|mention| mention.actors.first());
            if let Some(actor) = named {
                carriers.entry(actor.country.clone()).or_insert(actor);
            }
        }
    }
    carriers
}

fn speakers_countries(page: &Page) -> BTreeMap<String, Country> {
    let actors = page.mentions.iter().flat_map(|mention| &mention.actors);
    let known = actors.filter(|actor| !actor.country.is_none());
    known.map(|actor| (actor.name.clone(), actor.country.clone())).collect()
}
