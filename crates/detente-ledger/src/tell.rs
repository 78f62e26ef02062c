//! From mentions to events, act by act.

use std::collections::{BTreeMap, BTreeSet};

use detente_schema::{
    Alignment, Conflict, Credits, Digest, Event, EventMention, Judgement, OffsetMap,
};
use rusqlite::{Connection, OptionalExtension, Result as Sql};

use crate::cluster::cluster;
use crate::codings::{latest_coding, latest_mentions, mentions_of};
use crate::columns::from_json;
use crate::conflict::conflicts;
use crate::event::event;
use crate::read::{all_events, events_of};
use crate::regroup::{description, members, story_of};
use crate::sources::voices;
use crate::telling::{Report, Telling};

/// Acts whose events are derived anew.
#[derive(Debug)]
pub(crate) enum Acts {
    /// All together, for a judgement may join mentions of several.
    All,
    /// These, each for itself.
    These(BTreeSet<String>),
}

impl Acts {
    /// What can be derived for itself: one act, or `None` for all of them.
    pub(crate) fn units(&self) -> Vec<Option<&str>> {
        match self {
            Self::All => vec![None],
            Self::These(acts) => acts.iter().map(|act| Some(&**act)).collect(),
        }
    }
}

/// Derives events from mentions, keeping what it has read of their reports.
pub(crate) struct Teller<'c> {
    connection: &'c Connection,
    is_agency: &'c dyn Fn(&str) -> bool,
    reports: BTreeMap<Digest, Report>,
    voices: BTreeMap<String, Vec<String>>,
}

impl<'c> Teller<'c> {
    pub(crate) fn new(connection: &'c Connection, is_agency: &'c dyn Fn(&str) -> bool) -> Self {
        Self { connection, is_agency, reports: BTreeMap::new(), voices: BTreeMap::new() }
    }

    /// The events of the view.
    pub(crate) fn told(&self, act: Option<&str>) -> Sql<Vec<Event>> {
        match act {
            None => all_events(self.connection),
            Some(act) => events_of(self.connection, act),
        }
    }

    /// The events as they are now, in the order of the identifiers, and their conflicts.
    pub(crate) fn tell(
        &mut self,
        act: Option<&str>,
        judgements: &[Judgement],
    ) -> Sql<(Vec<Event>, Vec<Conflict>)> {
        let mentions = match act {
            None => latest_mentions(self.connection)?,
            Some(act) => mentions_of(self.connection, act)?,
        };
        let documents: BTreeSet<&Digest> =
            mentions.iter().map(|mention| &mention.evidence.document).collect();
        documents.iter().try_for_each(|document| self.read(document))?;
        let tellings = tellings(&mentions, &self.reports);
        let clusters = cluster(&tellings, judgements);
        let events = clusters.iter().map(|cluster| event(cluster, &tellings, self.is_agency));
        let mut events: Vec<Event> = events.collect();
        events.sort_by(|a, b| a.id.cmp(&b.id));
        let conflicts = conflicts(&events, &self.alignment(&documents)?);
        Ok((events, conflicts))
    }

    /// Reads the report of a document, unless it is there or the document belongs to no story yet.
    fn read(&mut self, document: &Digest) -> Sql<()> {
        if self.reports.contains_key(document) {
            return Ok(());
        }
        if let Some((story, place)) = story_of(self.connection, document)? {
            let report = self.report(document, story, place)?;
            self.reports.insert(document.clone(), report);
        }
        Ok(())
    }

    fn report(&mut self, document: &Digest, story: String, place: usize) -> Sql<Report> {
        let dct = latest_coding(self.connection, document)?;
        let voices = self.voices(&story)?;
        let mut find = self
            .connection
            .prepare_cached("SELECT id, source, credits, raw FROM document WHERE digest = ?")?;
        find.query_row([&document.0], |row| {
            let credits: Credits = from_json(row, "credits")?;
            Ok(Report {
                digest: document.clone(),
                id: row.get("id")?,
                source: row.get("source")?,
                raw: from_json::<OffsetMap>(row, "raw")?,
                credit: credits.maker().map(|credit| credit.name.clone()),
                dct: dct.and_then(|(_, dct)| dct.value),
                story,
                place,
                outlet: credits.outlet.map(|credit| credit.name),
                voices,
            })
        })
    }

    /// Who stands behind a story.
    fn voices(&mut self, story: &str) -> Sql<Vec<String>> {
        if let Some(known) = self.voices.get(story) {
            return Ok(known.clone());
        }
        let mut find =
            self.connection.prepare_cached("SELECT credits FROM document WHERE digest = ?")?;
        let mut credits: Vec<Credits> = Vec::new();
        for member in members(self.connection, story)? {
            let stated = find.query_row([&member.doc.0], |row| from_json(row, "credits"));
            credits.extend(stated.optional()?);
        }
        let voices = voices(&credits);
        self.voices.insert(story.to_owned(), voices.clone());
        Ok(voices)
    }

    /// The sentences that correspond in those of `documents` that are compared with each other:
    /// in the order of the stories and of their members.
    fn alignment(&self, documents: &BTreeSet<&Digest>) -> Sql<Vec<Alignment>> {
        let reports = documents.iter().filter_map(|&document| self.reports.get(document));
        let mut copies: Vec<&Report> = reports.filter(|report| report.place > 0).collect();
        copies.sort_by_key(|report| (&report.story, report.place));
        let mut alignment = Vec::new();
        for copy in copies {
            let told = description(self.connection, &copy.digest)?;
            let told = told.filter(|told| documents.contains(&told.of));
            alignment.extend(told.into_iter().flat_map(|told| told.alignment));
        }
        Ok(alignment)
    }
}

/// Each mention with its report. One identifier names one mention, whoever else bears it.
fn tellings<'a>(
    mentions: &'a [EventMention],
    reports: &'a BTreeMap<Digest, Report>,
) -> Vec<Telling<'a>> {
    let mut seen = BTreeSet::new();
    let fresh = mentions.iter().filter(|mention| seen.insert(&mention.id));
    fresh
        .filter_map(|mention| {
            let report = reports.get(&mention.evidence.document)?;
            Some(Telling { mention, report })
        })
        .collect()
}
