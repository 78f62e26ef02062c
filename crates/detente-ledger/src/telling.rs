use std::collections::{BTreeMap, BTreeSet};

use detente_schema::{
    Country, Digest, Event, EventMention, EventType, Modality, OffsetMap, Participant, Party,
};
use jiff::civil::Date;

/// Codes that say of what kind a party is, not which.
const KINDS: &[&str] = &["IGO", "NGO", "IMG", "MNC", "---"];

/// A report as the teller of events.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub(crate) digest: Digest,
    /// As printed.
    pub(crate) id: String,
    /// The file.
    pub(crate) source: String,
    pub(crate) raw: OffsetMap,
    /// Agency or outlet.
    pub(crate) credit: Option<String>,
    pub(crate) dct: Option<Date>,
    /// The story it belongs to.
    pub(crate) story: String,
    /// Its place in the story; 0 is the original.
    pub(crate) place: usize,
    /// Who published it.
    pub(crate) outlet: Option<String>,
    /// Who stands behind the story, in lower case.
    pub(crate) voices: Vec<String>,
}

/// A mention and the report that makes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Telling<'a> {
    pub(crate) mention: &'a EventMention,
    pub(crate) report: &'a Report,
}

/// What an assertion claims: what is going on has happened.
pub(crate) fn claim(modality: Modality) -> Modality {
    if modality.is_fact() { Modality::Happened } else { modality }
}

/// What the mentions of one event agree in, and of those that a conflict sets against each other,
/// unless somebody judged otherwise: type, whether mutual, and the parties of each side; in JSON.
pub(crate) fn act(mention: &EventMention) -> String {
    act_text(mention.kind, mention.reciprocal, &Sides::of(mention))
}

/// The act of an event: that of its mentions, if they are of one.
pub(crate) fn act_of_event(event: &Event) -> String {
    let sides = Sides::new(&event.source, &event.target, event.reciprocal);
    act_text(event.kind, event.reciprocal, &sides)
}

fn act_text(kind: EventType, reciprocal: bool, sides: &Sides) -> String {
    let [source, target] = sides.keys();
    serde_json::json!([kind.as_str(), reciprocal, source, target]).to_string()
}

/// Who stands on which side: countries, or names where the country tells nothing, each with the
/// people and bodies of it that the register knows. The parties of a mutual act share a side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sides([BTreeMap<String, BTreeSet<String>>; 2]);

impl Sides {
    pub(crate) fn new<'a>(
        source: impl IntoIterator<Item = &'a Party>,
        target: impl IntoIterator<Item = &'a Party>,
        reciprocal: bool,
    ) -> Self {
        let mut sides = [BTreeMap::new(), BTreeMap::new()];
        source.into_iter().for_each(|party| place(&mut sides[0], party));
        let target_side = usize::from(!reciprocal);
        target.into_iter().for_each(|party| place(&mut sides[target_side], party));
        Self(sides)
    }

    /// The sides of a mention.
    pub(crate) fn of(mention: &EventMention) -> Self {
        let parties = |side: &[Participant]| side.iter().map(party).collect::<Vec<_>>();
        Self::new(&parties(&mention.source), &parties(&mention.target), mention.reciprocal)
    }

    /// The countries or names of each side.
    pub(crate) fn keys(&self) -> [Vec<String>; 2] {
        self.0.each_ref().map(|side| side.keys().cloned().collect())
    }

    /// How many people and bodies are named.
    pub(crate) fn named(&self) -> usize {
        self.parties().map(BTreeSet::len).sum()
    }

    /// Who of each party is named, party by party in the order of [`keys`](Self::keys).
    pub(crate) fn parties(&self) -> impl Iterator<Item = &BTreeSet<String>> {
        self.0.iter().flat_map(BTreeMap::values)
    }

    /// True if both may mean the same parties: the same countries, and of each the same people,
    /// where one may name fewer than the other, or none.
    pub(crate) fn fit(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| {
            a.keys().eq(b.keys())
                && a.values().zip(b.values()).all(|(a, b)| a.is_subset(b) || b.is_subset(a))
        })
    }
}

fn place(side: &mut BTreeMap<String, BTreeSet<String>>, party: &Party) {
    let named = side.entry(key(party)).or_default();
    if let Some(actor) = member(party) {
        named.insert(actor);
    }
}

/// By what a party is compared first.
pub(crate) fn key(party: &Party) -> String {
    let Country(country) = &party.country;
    match &party.actor {
        _ if !KINDS.contains(&country.as_str()) => country.clone(),
        Some(actor) => actor.0.clone(),
        None => party.name.to_lowercase(),
    }
}

/// The register's identifier of a party that is not its country itself.
pub(crate) fn member(party: &Party) -> Option<String> {
    let actor = party.actor.as_ref()?;
    (actor.0 != party.country.0).then(|| actor.0.clone())
}

/// A participant without its place in the text.
pub(crate) fn party(participant: &Participant) -> Party {
    Party {
        actor: participant.actor.clone(),
        name: participant.name.clone(),
        country: participant.country.clone(),
        sector: participant.sector,
    }
}
