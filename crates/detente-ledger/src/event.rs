use std::collections::{BTreeMap, BTreeSet};

use detente_schema::{
    DateBasis, DateInterval, Event, EventCounts, EventDate, EventEvidence, Modality, Party,
    Precision, StableHasher,
};

use crate::cluster::Cluster;
use crate::sources::independent;
use crate::telling::{Telling, key, member, party};

/// The event that the mentions of `cluster` tell.
pub(crate) fn event(
    cluster: &Cluster,
    tellings: &[Telling<'_>],
    is_agency: &dyn Fn(&str) -> bool,
) -> Event {
    let told: Vec<Telling<'_>> = cluster.members.iter().map(|&i| tellings[i]).collect();
    let told = best_first(told);
    let best = told[0].mention;
    let mode = mode(&told);
    Event {
        id: identify(&told),
        source: parties(told.iter().map(|one| one.mention.source.iter().map(party).collect())),
        target: parties(told.iter().map(|one| one.mention.target.iter().map(party).collect())),
        reciprocal: best.reciprocal,
        kind: best.kind,
        cameo: cameo(&told, mode.as_deref()),
        mode,
        modality: modality(&told),
        date: date(&told, cluster.date),
        background: told.iter().all(|one| one.mention.background),
        counts: counts(&told, is_agency),
        evidence: told.iter().map(evidence).collect(),
    }
}

/// For each story its earliest report before the copies, news before background, dated before not.
fn best_first(mut told: Vec<Telling<'_>>) -> Vec<Telling<'_>> {
    let mut earliest: BTreeMap<&str, usize> = BTreeMap::new();
    for Telling { report, .. } in &told {
        let place = earliest.entry(&report.story).or_insert(report.place);
        *place = report.place.min(*place);
    }
    told.sort_by_key(|Telling { mention, report }| {
        let is_copy = report.place > earliest[report.story.as_str()];
        let dct = (report.dct.is_none(), report.dct);
        let undated = mention.date.basis == DateBasis::Unknown;
        (is_copy, mention.background, undated, dct, &report.digest, mention.trigger, &mention.id)
    });
    told
}

fn identify(told: &[Telling<'_>]) -> String {
    let ids: BTreeSet<&str> = told.iter().map(|one| one.mention.id.as_str()).collect();
    ids.into_iter().fold(StableHasher::new(), StableHasher::field).id("e")
}

/// Everybody who is named; a country for itself where nobody of it is.
fn parties(sides: impl Iterator<Item = Vec<Party>>) -> Vec<Party> {
    let mut of_key: BTreeMap<String, Vec<Vec<Party>>> = BTreeMap::new();
    for side in sides {
        let mut told: BTreeMap<String, Vec<Party>> = BTreeMap::new();
        for party in side {
            told.entry(key(&party)).or_default().push(party);
        }
        for (key, parties) in told {
            of_key.entry(key).or_default().push(parties);
        }
    }
    let merged: BTreeSet<Party> = of_key.into_values().flat_map(|told| named(&told)).collect();
    merged.into_iter().collect()
}

/// The members that any telling names, once each; else the state; else whom the best telling names.
fn named(told: &[Vec<Party>]) -> Vec<Party> {
    let mut members: BTreeMap<String, &Party> = BTreeMap::new();
    for party in told.iter().flatten() {
        if let Some(actor) = member(party) {
            members.entry(actor).or_insert(party);
        }
    }
    if !members.is_empty() {
        return members.into_values().cloned().collect();
    }
    match told.iter().flatten().find(|party| party.actor.is_some()) {
        Some(state) => vec![state.clone()],
        None => told.first().cloned().unwrap_or_default(),
    }
}

fn mode(told: &[Telling<'_>]) -> Option<String> {
    told.iter().find_map(|one| one.mention.mode.clone())
}

/// The code that most tellings with the mode of the event give; of equals the longest.
fn cameo(told: &[Telling<'_>], mode: Option<&str>) -> String {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for Telling { mention, .. } in told {
        if mention.mode.as_deref() == mode {
            *votes.entry(&mention.cameo).or_default() += 1;
        }
    }
    let best = votes.into_iter().max_by_key(|(code, count)| (*count, code.len(), *code));
    best.map(|(code, _)| code.to_owned()).unwrap_or_default()
}

fn modality(told: &[Telling<'_>]) -> Modality {
    let happened = told.iter().any(|one| one.mention.modality == Modality::Happened);
    if happened { Modality::Happened } else { told[0].mention.modality }
}

/// `agreed` with the precision and basis of the telling that comes nearest to it.
fn date(told: &[Telling<'_>], agreed: DateInterval) -> EventDate {
    let dates = told.iter().map(|one| &one.mention.date);
    let nearest = dates.min_by_key(|date| {
        let days = date.interval.days().unwrap_or(i32::MAX);
        (date.interval != agreed, date.interval.is_unknown(), days, rank(date.basis))
    });
    let Some(nearest) = nearest else { return EventDate::unknown("nobody tells the event") };
    let precision = match agreed.days() {
        _ if nearest.interval == agreed => nearest.precision,
        Some(1) => Precision::Day,
        _ => Precision::Interval,
    };
    EventDate { interval: agreed, precision, ..nearest.clone() }
}

fn rank(basis: DateBasis) -> usize {
    DateBasis::ALL.iter().position(|&known| known == basis).unwrap_or(usize::MAX)
}

fn counts(told: &[Telling<'_>], is_agency: &dyn Fn(&str) -> bool) -> EventCounts {
    let count =
        |of: fn(&Telling<'_>) -> String| told.iter().map(of).collect::<BTreeSet<_>>().len() as u32;
    EventCounts {
        reports: count(|one| one.report.digest.0.clone()),
        stories: count(|one| one.report.story.clone()),
        sources: independent(told, is_agency),
    }
}

fn evidence(Telling { mention, report }: &Telling<'_>) -> EventEvidence {
    let span = mention.evidence.span;
    EventEvidence {
        mention: mention.id.clone(),
        evidence: mention.evidence.clone(),
        doc: report.id.clone(),
        source: report.source.clone(),
        raw: [report.raw.raw(span.start()), report.raw.raw(span.end())],
        story: report.story.clone(),
        credit: report.credit.clone(),
        dct: report.dct,
        attribution: mention.attribution.clone(),
        quantities: mention.quantities.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Filter;
    use crate::fixture::{Told, by_agency, coded, derived, ledger, one_story, story};

    #[test]
    fn copies_add_reports_but_neither_stories_nor_sources() {
        let visit = [Told::of("PRK>CHN")];
        let mut coded = coded(&[&visit[..]; 5]);
        for i in [0, 2] {
            coded[i].0 = by_agency(coded[i].0.clone(), "Example Press");
        }
        let document = |i: usize| &coded[i].0;
        let stories = [
            story(&[document(0), document(1)]),
            story(&[document(2), document(3)]),
            story(&[document(4)]),
        ];
        let ledger = derived(&coded, &stories);
        let event = ledger.events(&Filter::default()).unwrap().remove(0);
        assert_eq!(event.counts, EventCounts { reports: 5, stories: 3, sources: 2 });
        let copies = event.evidence.iter().map(|one| ["doc1", "doc3"].contains(&one.doc.as_str()));
        assert_eq!(copies.collect::<Vec<_>>(), [false, false, false, true, true]);
    }

    #[test]
    fn an_event_is_dated_and_named_as_exactly_as_the_tellings_allow() {
        let told = [
            [Told::of("PRK>CHN").on("2018-03")],
            [Told::of("PRK:KIM>CHN").on("2018-03-25/2018-03-28")],
            [Told::of("PRK>CHN:XI").on("2018-W13").mode("visit")],
        ];
        let ledger = ledger(&told.each_ref().map(|one| &one[..]));
        let event = ledger.events(&Filter::default()).unwrap().remove(0);
        let interval = DateInterval::from_timex_value("2018-03-26/2018-03-28").unwrap().0;
        assert_eq!((event.date.interval, event.date.precision), (interval, Precision::Interval));
        assert_eq!((&*event.source[0].name, &*event.target[0].name), ("kim", "xi"));
        assert_eq!(event.mode.as_deref(), Some("visit"));
        assert_eq!((event.source.len(), event.target.len()), (1, 1));
    }

    #[test]
    fn evidence_leads_to_the_bytes_of_the_file() {
        let ledger = one_story(&[&[Told::of("PRK>CHN")]]);
        let event = ledger.events(&Filter::default()).unwrap().remove(0);
        let proof = &event.evidence[0];
        let span = proof.evidence.span;
        assert_eq!(proof.raw, [span.start() as u64 + 3, span.end() as u64 + 3]);
        assert_eq!((&*proof.source, &*proof.attribution[0]), ("news/doc0.txt", "a spokesman"));
    }
}
