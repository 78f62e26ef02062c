//! The events and conflicts of the view, row by row.

use std::collections::BTreeMap;

use detente_schema::{Conflict, Event, EventDate, EventEvidence, Party};
use rusqlite::{Connection, Result as Sql, params};

use crate::columns::{date_text, json};
use crate::telling::act_of_event;

/// Puts `events` and their `conflicts` in the place of `old` ones; an event that stays is not
/// written again.
pub(crate) fn replace(
    connection: &Connection,
    old: &[Event],
    events: &[Event],
    conflicts: &[Conflict],
) -> Sql<()> {
    let stays: BTreeMap<&str, &Event> = events.iter().map(|event| (&*event.id, event)).collect();
    let stays = |event: &Event| stays.get(&*event.id) == Some(&event);
    old.iter().try_for_each(|event| drop_conflicts(connection, &event.id))?;
    old.iter().filter(|event| !stays(event)).try_for_each(|event| drop_event(connection, event))?;
    let old: BTreeMap<&str, &Event> = old.iter().map(|event| (&*event.id, event)).collect();
    let is_new = |event: &&Event| old.get(&*event.id) != Some(event);
    events.iter().filter(is_new).try_for_each(|event| add_event(connection, event))?;
    for of_event in conflicts.chunk_by(|a, b| a.event == b.event) {
        for (ordinal, conflict) in of_event.iter().enumerate() {
            add_conflict(connection, ordinal, conflict)?;
        }
    }
    Ok(())
}

fn drop_conflicts(connection: &Connection, event: &str) -> Sql<()> {
    for sql in
        ["DELETE FROM conflict_value WHERE event = ?", "DELETE FROM conflict WHERE event = ?"]
    {
        connection.prepare_cached(sql)?.execute([event])?;
    }
    Ok(())
}

fn drop_event(connection: &Connection, event: &Event) -> Sql<()> {
    for sql in [
        "DELETE FROM event_evidence WHERE event = ?",
        "DELETE FROM event_party WHERE event = ?",
        "DELETE FROM event WHERE id = ?",
    ] {
        connection.prepare_cached(sql)?.execute([&event.id])?;
    }
    Ok(())
}

fn add_event(connection: &Connection, event: &Event) -> Sql<()> {
    let EventDate { interval, precision, basis, reason } = &event.date;
    connection
        .prepare_cached(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            event.id,
            act_of_event(event),
            event.kind.as_str(),
            event.mode,
            event.cameo,
            event.modality.as_str(),
            event.reciprocal,
            event.background,
            date_text(interval.begin),
            date_text(interval.end),
            precision.as_str(),
            basis.as_str(),
            reason,
            event.counts.reports,
            event.counts.stories,
            event.counts.sources,
        ])?;
    add_parties(connection, &event.id, "source", &event.source)?;
    add_parties(connection, &event.id, "target", &event.target)?;
    add_evidence(connection, event)
}

fn add_parties(connection: &Connection, event: &str, role: &str, parties: &[Party]) -> Sql<()> {
    let mut add =
        connection.prepare_cached("INSERT INTO event_party VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    for (ordinal, Party { actor, name, country, sector }) in parties.iter().enumerate() {
        let actor = actor.as_ref().map(|actor| &actor.0);
        add.execute(params![event, role, ordinal, actor, name, country.0, sector.as_str()])?;
    }
    Ok(())
}

fn add_evidence(connection: &Connection, event: &Event) -> Sql<()> {
    let mut add = connection.prepare_cached(
        "INSERT INTO event_evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (ordinal, one) in event.evidence.iter().enumerate() {
        let EventEvidence { mention, evidence, doc, source, raw, story, credit, .. } = one;
        add.execute(params![
            event.id,
            ordinal,
            mention,
            evidence.document.0,
            doc,
            source,
            evidence.span.start(),
            evidence.span.end(),
            evidence.quote,
            raw[0].cast_signed(),
            raw[1].cast_signed(),
            story,
            credit,
            date_text(one.dct),
            json(&one.attribution)?,
            json(&one.quantities)?,
        ])?;
    }
    Ok(())
}

fn add_conflict(connection: &Connection, ordinal: usize, conflict: &Conflict) -> Sql<()> {
    let Conflict { event, field, values } = conflict;
    connection.prepare_cached("INSERT INTO conflict VALUES (?, ?, ?)")?.execute(params![
        event,
        ordinal,
        field.as_str()
    ])?;
    let mut add = connection.prepare_cached("INSERT INTO conflict_value VALUES (?, ?, ?, ?, ?)")?;
    for (place, value) in values.iter().enumerate() {
        add.execute(params![event, ordinal, place, value.value, value.evidence.mention])?;
    }
    Ok(())
}
