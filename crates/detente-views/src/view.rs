use std::collections::{BTreeMap, BTreeSet};

use detente_resources::Resources;
use detente_schema::{Conflict, Digest, Event, EventEvidence, Passage, Story};

use crate::excerpt::harmless;
use crate::sets::Sets;
use crate::timeline::in_order_of_time;
use crate::{ReportData, ReportDocument};

/// The data with what every view looks up in it.
pub(crate) struct View<'a> {
    pub(crate) data: &'a ReportData,
    pub(crate) resources: &'a Resources,
    /// In the order of time.
    pub(crate) events: Vec<&'a Event>,
    pub(crate) conflicts: Vec<&'a Conflict>,
    /// All, or those that tell the events.
    pub(crate) stories: Vec<&'a Story>,
    reports: usize,
    numbers: BTreeMap<&'a str, usize>,
    documents: BTreeMap<&'a Digest, &'a ReportDocument>,
    /// Files that hold several reports.
    collections: BTreeSet<&'a str>,
    disputed: BTreeMap<&'a str, Vec<usize>>,
}

/// How much a report holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Totals {
    pub(crate) reports: usize,
    pub(crate) stories: usize,
    pub(crate) sources: usize,
    pub(crate) events: usize,
    pub(crate) conflicts: usize,
}

impl<'a> View<'a> {
    /// All of the data.
    pub(crate) fn new(data: &'a ReportData, resources: &'a Resources) -> Self {
        let conflicts = data.conflicts.iter().collect();
        Self {
            stories: data.stories.iter().collect(),
            reports: data.documents.len(),
            ..Self::of(in_order_of_time(&data.events), conflicts, data, resources)
        }
    }

    /// Some of the events, in the order of time, with their conflicts and the stories that tell
    /// them.
    pub(crate) fn of(
        events: Vec<&'a Event>,
        conflicts: Vec<&'a Conflict>,
        data: &'a ReportData,
        resources: &'a Resources,
    ) -> Self {
        let numbers = events.iter().zip(1..).map(|(event, number)| (event.id.as_str(), number));
        let stories = telling(&events, &data.stories);
        Self {
            data,
            resources,
            reports: stories.iter().map(|story| story.members.len()).sum(),
            stories,
            numbers: numbers.collect(),
            documents: data.documents.iter().map(|d| (&d.digest, d)).collect(),
            collections: collections(data),
            disputed: by_event(&events, &conflicts),
            events,
            conflicts,
        }
    }

    /// The place of the event in the order of time, from 1.
    pub(crate) fn number(&self, event: &str) -> Option<usize> {
        self.numbers.get(event).copied()
    }

    pub(crate) fn event(&self, id: &str) -> Option<&'a Event> {
        self.number(id).map(|number| self.events[number - 1])
    }

    pub(crate) fn document(&self, digest: &Digest) -> Option<&'a ReportDocument> {
        self.documents.get(digest).copied()
    }

    /// The file of a report, with the report's id where the file holds several.
    pub(crate) fn name(&self, document: &ReportDocument) -> String {
        let file = harmless(&document.source);
        if self.collections.contains(document.source.as_str()) {
            return format!("{file} ({})", harmless(&document.id));
        }
        file.into_owned()
    }

    /// The numbers, from 1, of the conflicts about the event.
    pub(crate) fn conflicts_of(&self, event: &str) -> &[usize] {
        self.disputed.get(event).map_or(&[], Vec::as_slice)
    }

    /// Where the trigger stands in the quote of the evidence, in bytes.
    pub(crate) fn trigger(&self, proof: &EventEvidence) -> Option<std::ops::Range<usize>> {
        let trigger = *self.data.triggers.get(&proof.mention)?;
        let quoted = proof.evidence.span;
        let start = trigger.start().checked_sub(quoted.start())?;
        let range = start..start + trigger.len();
        proof.evidence.quote.get(range.clone()).is_some_and(|t| !t.is_empty()).then_some(range)
    }

    /// The words of a passage, if the text is at hand.
    pub(crate) fn words(&self, passage: &Passage) -> Option<&'a str> {
        passage.span.get(&self.document(&passage.doc)?.text)
    }

    pub(crate) fn totals(&self) -> Totals {
        Totals {
            reports: self.reports,
            stories: self.stories.len(),
            sources: self.sources(),
            events: self.events.len(),
            conflicts: self.conflicts.len(),
        }
    }

    /// How many of the stories are independent of each other: those from one agency or outlet are
    /// one source.
    fn sources(&self) -> usize {
        let mut sets = Sets::new(self.stories.len());
        let mut first = BTreeMap::new();
        for (i, story) in self.stories.iter().enumerate() {
            for voice in self.voices(story) {
                sets.join(*first.entry(voice).or_insert(i), i);
            }
        }
        sets.count()
    }

    /// Who stands behind a story, in lower case: the agencies that its reports name, else the
    /// outlet of its origin; empty where nobody says.
    fn voices(&self, story: &Story) -> Vec<String> {
        let reports = || story.members.iter().filter_map(|member| self.document(&member.doc));
        let agencies = reports().filter(|report| report.is_by_agency).filter_map(voice);
        let agencies: Vec<_> = agencies.collect();
        if agencies.is_empty() {
            return reports().take(1).filter_map(voice).collect();
        }
        agencies
    }
}

fn voice(report: &ReportDocument) -> Option<String> {
    report.credit.as_ref().map(|credit| credit.to_lowercase())
}

fn collections(data: &ReportData) -> BTreeSet<&str> {
    let mut seen = BTreeSet::new();
    let sources = data.documents.iter().map(|document| document.source.as_str());
    sources.filter(|source| !seen.insert(*source)).collect()
}

/// The stories to which the proofs of the events belong.
fn telling<'a>(events: &[&Event], stories: &'a [Story]) -> Vec<&'a Story> {
    let proofs = events.iter().flat_map(|event| &event.evidence);
    let ids: BTreeSet<&str> = proofs.map(|proof| proof.story.as_str()).collect();
    stories.iter().filter(|story| ids.contains(story.id.as_str())).collect()
}

/// The conflicts by the events they are about: the one they name, and those whose mentions they
/// quote.
fn by_event<'a>(events: &[&'a Event], conflicts: &[&'a Conflict]) -> BTreeMap<&'a str, Vec<usize>> {
    let proofs =
        events.iter().flat_map(|&e| e.evidence.iter().map(move |p| (p.mention.as_str(), e)));
    let told_by: BTreeMap<&str, &Event> = proofs.collect();
    let mut numbers = BTreeMap::<&str, Vec<usize>>::new();
    for (conflict, number) in conflicts.iter().zip(1..) {
        let quoted =
            conflict.values.iter().filter_map(|v| told_by.get(v.evidence.mention.as_str()));
        let mut concerned: BTreeSet<&str> = quoted.map(|event| event.id.as_str()).collect();
        concerned.insert(&conflict.event);
        for event in concerned {
            numbers.entry(event).or_default().push(number);
        }
    }
    numbers
}
