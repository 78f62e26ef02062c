use std::collections::BTreeMap;

use detente_schema::{
    Conflict, ConflictValue, Country, Credits, Dct, Digest, Event, EventCounts, EventEvidence,
    Evidence, Modality, Party, Relation,
};
use jiff::civil::Date;
use rusqlite::{Connection, Result as Sql, Row, params};

use crate::codings::effective_dcts;
use crate::columns::{
    date_text, dct, digest, event_date, from_json, optional_word, party, span, word,
};
use crate::{Ledger, Result};

/// Which events to read; the default is all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Events between these two, in either direction.
    pub dyad: Option<(Country, Country)>,
    /// Events that may lie on this day or later; those of unknown date are left out.
    pub from: Option<Date>,
    /// Events that may lie on this day or earlier; those of unknown date are left out.
    pub to: Option<Date>,
}

/// A story with its reports.
#[derive(Debug, Clone, PartialEq)]
pub struct StorySummary {
    /// Identifier.
    pub id: String,
    /// The reports, the original first.
    pub members: Vec<StoryDocument>,
}

/// One report of a story.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryDocument {
    /// The report.
    pub digest: Digest,
    /// What is printed.
    pub id: String,
    /// The file.
    pub source: String,
    /// The document creation time that its coding assumed; before that, the one it states.
    pub dct: Dct,
    /// Who published it.
    pub credits: Credits,
    /// What it is to `of`.
    pub relation: Relation,
    /// The member it is compared with.
    pub of: Option<Digest>,
    /// Share of its own words that have a counterpart in `of`.
    pub containment: f32,
}

/// How much the ledger holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Reports.
    pub documents: u64,
    /// Stories.
    pub stories: u64,
    /// Events of each modality; those without any are left out.
    pub events: BTreeMap<Modality, u64>,
}

/// Two countries that have dealings with each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dyad {
    /// The country whose code comes first in the alphabet.
    pub a: Country,
    /// The other.
    pub b: Country,
    /// Events between them, of every modality.
    pub events: u64,
}

/// Whether an event lies between the countries ?1 and ?2 and may lie between the days ?3 and ?4.
const MATCHES: &str = "
    (?1 IS NULL OR EXISTS (
        SELECT 1 FROM event_party a JOIN event_party b ON b.event = a.event
        WHERE a.event = event.id AND a.country = ?1 AND b.country = ?2
          AND (a.role, a.ordinal) <> (b.role, b.ordinal) AND (event.reciprocal OR a.role <> b.role)))
    AND ((?3 IS NULL AND ?4 IS NULL) OR coalesce(date_begin, date_end) IS NOT NULL)
    AND (?3 IS NULL OR date_end IS NULL OR date_end >= ?3)
    AND (?4 IS NULL OR date_begin IS NULL OR date_begin <= ?4)";

impl Ledger {
    /// The events that `filter` lets through, with their evidence: by date, then by identifier;
    /// those of unknown date last.
    pub fn events(&self, filter: &Filter) -> Result<Vec<Event>> {
        self.read_at_once(|connection| {
            let mut all = connection.prepare(&format!(
                "SELECT * FROM event WHERE {MATCHES}
                 ORDER BY coalesce(date_begin, date_end) IS NULL, coalesce(date_begin, date_end),
                     coalesce(date_end, '9999-12-31'), id"
            ))?;
            let (a, b) = filter.dyad.as_ref().map(|(a, b)| (&a.0, &b.0)).unzip();
            let range = (date_text(filter.from), date_text(filter.to));
            let rows = all.query_map(params![a, b, range.0, range.1], |row| event(connection, row));
            rows?.collect()
        })
    }

    /// Every story, in the order of the identifiers.
    pub fn stories(&self) -> Result<Vec<StorySummary>> {
        self.read_at_once(stories)
    }

    /// Every conflict, in the order of the events.
    pub fn conflicts(&self) -> Result<Vec<Conflict>> {
        self.read_at_once(|connection| {
            let mut all = connection.prepare("SELECT * FROM conflict ORDER BY event, ordinal")?;
            all.query_map([], |row| conflict(connection, row))?.collect()
        })
    }

    /// How much the ledger holds.
    pub fn totals(&self) -> Result<Totals> {
        self.read(|connection| {
            let count = |table: &str| {
                let sql = format!("SELECT count(*) FROM {table}");
                connection.query_row(&sql, [], |row| row.get(0))
            };
            let mut events =
                connection.prepare("SELECT modality, count(*) FROM event GROUP BY modality")?;
            let events = events.query_map([], |row| Ok((word(row, "modality")?, row.get(1)?)))?;
            Ok(Totals {
                documents: count("document")?,
                stories: count("story")?,
                events: events.collect::<Sql<_>>()?,
            })
        })
    }

    /// Every pair of countries between which there is an event, the busiest first.
    pub fn dyads(&self) -> Result<Vec<Dyad>> {
        self.read(|connection| {
            let mut all = connection.prepare(
                "SELECT a.country AS a, b.country AS b, count(DISTINCT a.event) AS events
                 FROM event_party a JOIN event_party b ON b.event = a.event
                 JOIN event ON event.id = a.event
                 WHERE a.country < b.country AND '---' NOT IN (a.country, b.country)
                   AND (event.reciprocal OR a.role <> b.role)
                 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
            )?;
            all.query_map([], dyad)?.collect()
        })
    }
}

/// Every event, in the order of the identifiers.
pub(crate) fn all_events(connection: &Connection) -> Sql<Vec<Event>> {
    let mut all = connection.prepare_cached("SELECT * FROM event ORDER BY id")?;
    all.query_map([], |row| event(connection, row))?.collect()
}

/// The events of one act, in the order of the identifiers.
pub(crate) fn events_of(connection: &Connection, act: &str) -> Sql<Vec<Event>> {
    let mut all = connection.prepare_cached("SELECT * FROM event WHERE act = ? ORDER BY id")?;
    all.query_map([act], |row| event(connection, row))?.collect()
}

fn event(connection: &Connection, row: &Row<'_>) -> Sql<Event> {
    let id: String = row.get("id")?;
    Ok(Event {
        source: parties(connection, &id, "source")?,
        target: parties(connection, &id, "target")?,
        reciprocal: row.get("reciprocal")?,
        kind: word(row, "type")?,
        mode: row.get("mode")?,
        cameo: row.get("cameo")?,
        modality: word(row, "modality")?,
        date: event_date(row)?,
        background: row.get("background")?,
        counts: EventCounts {
            reports: row.get("reports")?,
            stories: row.get("stories")?,
            sources: row.get("sources")?,
        },
        evidence: proofs(connection, &id)?,
        id,
    })
}

fn parties(connection: &Connection, event: &str, role: &str) -> Sql<Vec<Party>> {
    connection
        .prepare_cached("SELECT * FROM event_party WHERE event = ? AND role = ? ORDER BY ordinal")?
        .query_map([event, role], party)?
        .collect()
}

fn proofs(connection: &Connection, event: &str) -> Sql<Vec<EventEvidence>> {
    connection
        .prepare_cached("SELECT * FROM event_evidence WHERE event = ? ORDER BY ordinal")?
        .query_map([event], evidence)?
        .collect()
}

pub(crate) fn evidence(row: &Row<'_>) -> Sql<EventEvidence> {
    let raw = |column| row.get(column).map(i64::cast_unsigned);
    Ok(EventEvidence {
        mention: row.get("mention")?,
        evidence: Evidence {
            document: digest(row, "document")?,
            span: span(row, "start", "end")?,
            quote: row.get("quote")?,
        },
        doc: row.get("doc")?,
        source: row.get("source")?,
        raw: [raw("raw_start")?, raw("raw_end")?],
        story: row.get("story")?,
        credit: row.get("credit")?,
        dct: optional_word(row, "dct")?,
        attribution: from_json(row, "attribution")?,
        quantities: from_json(row, "quantities")?,
    })
}

fn conflict(connection: &Connection, row: &Row<'_>) -> Sql<Conflict> {
    let (event, ordinal): (String, i64) = (row.get("event")?, row.get("ordinal")?);
    let values = connection
        .prepare_cached(
            "SELECT value, event_evidence.* FROM conflict_value
             JOIN event_evidence USING (mention)
             WHERE conflict_value.event = ? AND conflict = ? ORDER BY conflict_value.ordinal",
        )?
        .query_map((&event, ordinal), |row| {
            Ok(ConflictValue { value: row.get("value")?, evidence: evidence(row)? })
        })?
        .collect::<Sql<_>>()?;
    Ok(Conflict { event, field: word(row, "field")?, values })
}

fn stories(connection: &Connection) -> Sql<Vec<StorySummary>> {
    let dcts = effective_dcts(connection)?;
    let mut all = connection.prepare(
        "SELECT story, relation, of, containment, digest, id, source, credits, dct_value, dct_basis,
             dct_start, dct_end
         FROM story_member JOIN document ON document.digest = story_member.document
         ORDER BY story, ordinal",
    )?;
    let mut rows = all.query([])?;
    let mut stories: Vec<StorySummary> = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get("story")?;
        let member = member(row, &dcts)?;
        match stories.last_mut().filter(|story| story.id == id) {
            Some(story) => story.members.push(member),
            None => stories.push(StorySummary { id, members: vec![member] }),
        }
    }
    Ok(stories)
}

fn member(row: &Row<'_>, dcts: &BTreeMap<Digest, Dct>) -> Sql<StoryDocument> {
    let digest = digest(row, "digest")?;
    Ok(StoryDocument {
        id: row.get("id")?,
        source: row.get("source")?,
        dct: dcts.get(&digest).cloned().map_or_else(|| dct(row), Ok)?,
        credits: from_json(row, "credits")?,
        relation: word(row, "relation")?,
        of: row.get::<_, Option<String>>("of")?.map(Digest),
        containment: row.get("containment")?,
        digest,
    })
}

fn dyad(row: &Row<'_>) -> Sql<Dyad> {
    Ok(Dyad { a: Country(row.get("a")?), b: Country(row.get("b")?), events: row.get("events")? })
}
