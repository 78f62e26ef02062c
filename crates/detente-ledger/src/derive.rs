use std::collections::{BTreeMap, BTreeSet};

use detente_schema::{
    Alignment, Conflict, Credits, Digest, Event, EventDate, EventEvidence, EventMention, OffsetMap,
    Party, Story,
};
use rusqlite::{Connection, OptionalExtension, Result as Sql, params};

use crate::cluster::cluster;
use crate::codings::{effective_dcts, latest_mentions};
use crate::columns::{date_text, digest, from_json, json, share};
use crate::conflict::conflicts;
use crate::documents::number_of;
use crate::event::event;
use crate::judgements::latest_judgements;
use crate::open::EVENTS;
use crate::sources::voices;
use crate::telling::{Report, Telling};
use crate::{Ledger, Result};

impl Ledger {
    /// Drops events, stories and conflicts and derives them again from `stories`, the codings and
    /// the judgements that count; all or nothing. Stories that tell an event on the word of one
    /// name that `is_agency` are one source of it.
    ///
    /// `stories` should cover every document. One that they leave out, because another process
    /// added it meanwhile, becomes a story of its own, and the events are not
    /// [current](Self::is_current).
    pub fn derive(&mut self, stories: &[Story], is_agency: impl Fn(&str) -> bool) -> Result<()> {
        self.write(|transaction| {
            let covered: usize = stories.iter().map(|story| story.members.len()).sum();
            let stories = completed(transaction, stories)?;
            let (events, conflicts) = derived(transaction, &stories, &is_agency)?;
            transaction.execute_batch(EVENTS)?;
            stories.values().try_for_each(|story| add_story(transaction, story))?;
            events.iter().try_for_each(|event| add_event(transaction, event))?;
            conflicts.iter().try_for_each(|conflict| add_conflict(transaction, conflict))?;
            stamp(transaction, covered)
        })
    }

    /// True if the events were derived from all facts and judgements that the ledger holds now.
    pub fn is_current(&self) -> Result<bool> {
        self.read(|connection| {
            let stamp = connection.query_row(
                &format!(
                    "SELECT (documents, links, codings, judgements) = ({STATE}) FROM derivation"
                ),
                [],
                |row| row.get(0),
            );
            Ok(stamp.optional()?.unwrap_or(false))
        })
    }
}

/// What the events depend on, as it is now.
const STATE: &str = "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM link),
    (SELECT coalesce(max(number), 0) FROM coding), (SELECT coalesce(max(number), 0) FROM judgement)";

fn stamp(connection: &Connection, covered: usize) -> Sql<()> {
    connection.execute(&format!("INSERT INTO derivation {STATE}"), [])?;
    connection.execute("UPDATE derivation SET documents = ?", [covered])?;
    Ok(())
}

/// The stories by identifier, with one for each document that none of them covers.
fn completed(connection: &Connection, stories: &[Story]) -> Sql<BTreeMap<String, Story>> {
    let mut all: BTreeMap<String, Story> = BTreeMap::new();
    let mut covered: BTreeSet<&Digest> = BTreeSet::new();
    for story in stories {
        for member in &story.members {
            number_of(connection, &member.doc)?;
            covered.insert(&member.doc);
        }
        all.insert(story.id.clone(), story.clone());
    }
    let mut documents = connection.prepare("SELECT digest FROM document")?;
    for document in documents.query_map([], |row| digest(row, "digest"))? {
        let document = document?;
        if !covered.contains(&document) {
            let story = Story::alone(document);
            all.insert(story.id.clone(), story);
        }
    }
    Ok(all)
}

fn derived(
    connection: &Connection,
    stories: &BTreeMap<String, Story>,
    is_agency: &dyn Fn(&str) -> bool,
) -> Sql<(Vec<Event>, Vec<Conflict>)> {
    let reports = reports(connection, stories)?;
    let mentions = latest_mentions(connection)?;
    let tellings = tellings(&mentions, &reports);
    let clusters = cluster(&tellings, &latest_judgements(connection)?);
    let events = clusters.iter().map(|cluster| event(cluster, &tellings, is_agency));
    let mut events: Vec<Event> = events.collect();
    events.sort_by(|a, b| a.id.cmp(&b.id));
    let alignment: Vec<Alignment> =
        stories.values().flat_map(|story| &story.alignment).cloned().collect();
    let conflicts = conflicts(&events, &alignment);
    Ok((events, conflicts))
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

fn reports(
    connection: &Connection,
    stories: &BTreeMap<String, Story>,
) -> Sql<BTreeMap<Digest, Report>> {
    let dcts = effective_dcts(connection)?;
    let mut find = connection
        .prepare("SELECT digest, id, source, raw, credits FROM document WHERE digest = ?")?;
    let mut reports = BTreeMap::new();
    for story in stories.values() {
        let credits = story.members.iter().map(|member| {
            find.query_row([&member.doc.0], |row| from_json::<Credits>(row, "credits"))
        });
        let credits: Vec<Credits> = credits.collect::<Sql<_>>()?;
        let voices = voices(&credits);
        for (place, (member, credits)) in story.members.iter().zip(&credits).enumerate() {
            let report = find.query_row([&member.doc.0], |row| {
                Ok(Report {
                    digest: member.doc.clone(),
                    id: row.get("id")?,
                    source: row.get("source")?,
                    raw: from_json::<OffsetMap>(row, "raw")?,
                    credit: credits.maker().map(|credit| credit.name.clone()),
                    dct: dcts.get(&member.doc).and_then(|dct| dct.value),
                    story: story.id.clone(),
                    place,
                    outlet: credits.outlet.as_ref().map(|credit| credit.name.clone()),
                    voices: voices.clone(),
                })
            })?;
            reports.insert(member.doc.clone(), report);
        }
    }
    Ok(reports)
}

fn add_story(connection: &Connection, story: &Story) -> Sql<()> {
    connection.prepare_cached("INSERT INTO story VALUES (?, ?, ?)")?.execute(params![
        story.id,
        story.members.len(),
        story.representative.0
    ])?;
    let mut add =
        connection.prepare_cached("INSERT INTO story_member VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (ordinal, member) in story.members.iter().enumerate() {
        let of = member.of.as_ref().map(|of| &of.0);
        let (relation, descent) = (member.relation.as_str(), member.descent.as_str());
        let (containment, why) = (share(member.containment), json(&member.why)?);
        let doc = &member.doc.0;
        add.execute(params![story.id, ordinal, doc, relation, of, containment, descent, why])?;
    }
    Ok(())
}

fn add_event(connection: &Connection, event: &Event) -> Sql<()> {
    let EventDate { interval, precision, basis, reason } = &event.date;
    connection
        .prepare_cached("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![
            event.id,
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

fn add_conflict(connection: &Connection, conflict: &Conflict) -> Sql<()> {
    connection
        .prepare_cached("INSERT INTO conflict (event, field) VALUES (?, ?)")?
        .execute(params![conflict.event, conflict.field.as_str()])?;
    let number = connection.last_insert_rowid();
    let mut add = connection.prepare_cached("INSERT INTO conflict_value VALUES (?, ?, ?, ?)")?;
    for (ordinal, value) in conflict.values.iter().enumerate() {
        add.execute(params![number, ordinal, value.value, value.evidence.mention])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Filter;
    use crate::fixture::{Told, coded, document, dump, fill, judgement, ledger, parts, story};
    use detente_schema::{Country, Verdict};

    #[test]
    fn events_can_be_dropped_and_rebuilt() {
        let reports: &[&[Told]] = &[
            &[Told::of("PRK:KIM>CHN:XI").with("2", "time"), Told::of("USA>PRK").on("")],
            &[Told::of("PRK>CHN").with("3", "time")],
        ];
        let mut ledger = ledger(reports);
        let before = dump(&ledger);
        ledger
            .connection
            .execute_batch("DROP TABLE conflict_value; DELETE FROM derivation")
            .unwrap();
        assert!(!ledger.is_current().unwrap());
        let coded = coded(reports);
        let stories: Vec<Story> = coded.iter().map(|(document, _)| story(&[document])).collect();
        ledger.derive(&stories, |_| false).unwrap();
        assert_eq!(dump(&ledger), before);
    }

    #[test]
    fn events_are_current_until_something_is_added() {
        let coded = coded(&[&[Told::of("PRK>CHN"), Told::of("CHN>PRK")]]);
        let (document, mentions) = &coded[0];
        let stories = [story(&[document])];
        let mut ledger = Ledger::temporary().unwrap();
        assert!(!ledger.is_current().unwrap());
        fill(&mut ledger, &coded);
        let derive = |ledger: &mut Ledger| {
            assert!(!ledger.is_current().unwrap());
            ledger.derive(&stories, |_| false).unwrap();
            assert!(ledger.is_current().unwrap());
        };
        derive(&mut ledger);
        ledger
            .add_codings("2", &[(document.digest.clone(), document.dct.clone(), mentions.clone())])
            .unwrap();
        derive(&mut ledger);
        ledger
            .add_judgements(&[judgement(&mentions[0], &mentions[1], Verdict::Different)])
            .unwrap();
        derive(&mut ledger);
    }

    #[test]
    fn a_document_that_came_meanwhile_is_a_story_of_its_own() {
        let mut ledger = ledger(&[&[Told::of("PRK>CHN")]]);
        let known = coded(&[&[Told::of("PRK>CHN")]]).remove(0).0;
        ledger.add_documents(&parts([document("late", 1)])).unwrap();
        ledger.derive(&[story(&[&known])], |_| false).unwrap();
        assert_eq!(ledger.stories().unwrap().len(), 2);
        assert!(!ledger.is_current().unwrap());
    }

    #[test]
    fn filters_dyads_and_totals_agree() {
        let ledger = ledger(&[
            &[Told::of("PRK:KIM>CHN"), Told::of("CHN>PRK").on("2018-04-02")],
            &[Told::of("CHN+PRK+USA").on("2018-05"), Told::of("USA>CHN,PRK").on("")],
        ]);
        let count = |dyad: Option<(&str, &str)>, from: Option<&str>, to: Option<&str>| {
            let country = |code: &str| Country(code.to_owned());
            let day = |text: &str| text.parse().unwrap();
            let filter = Filter {
                dyad: dyad.map(|(a, b)| (country(a), country(b))),
                from: from.map(day),
                to: to.map(day),
            };
            ledger.events(&filter).unwrap().len()
        };
        assert_eq!(count(None, None, None), 4);
        assert_eq!(count(Some(("CHN", "PRK")), None, None), 3);
        assert_eq!(count(Some(("PRK", "CHN")), None, None), 3);
        assert_eq!(count(Some(("USA", "PRK")), None, None), 2);
        assert_eq!(count(Some(("USA", "KOR")), None, None), 0);
        assert_eq!(count(None, Some("2018-04-02"), None), 2);
        assert_eq!(count(None, None, Some("2018-05-01")), 3);
        assert_eq!(count(Some(("CHN", "PRK")), Some("2018-03-26"), Some("2018-04-30")), 1);
        let dyads = ledger.dyads().unwrap();
        for dyad in &dyads {
            let found = count(Some((&dyad.a.0, &dyad.b.0)), None, None);
            assert_eq!(dyad.events, found as u64, "{dyad:?}");
        }
        assert_eq!(dyads.len(), 3);
        let totals = ledger.totals().unwrap();
        assert_eq!((totals.documents, totals.stories, totals.mentions), (2, 2, 4));
        assert_eq!(totals.events.values().sum::<u64>(), 4);
    }
}
