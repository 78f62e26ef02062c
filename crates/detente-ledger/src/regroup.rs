//! The stories of the view, and what each member is like.

use std::collections::{BTreeMap, BTreeSet};

use detente_schema::{
    Alignment, Alteration, AlterationClass, AlterationKind, Description, Digest, Passage, Span,
    Story, StoryMember,
};
use rusqlite::{Connection, OptionalExtension, Result as Sql, Row, params};

use crate::columns::{digest, from_json, json, share, word};
use crate::documents::number_of;
use crate::stamp::Stamp;
use crate::{Ledger, Renewal, Result};

impl Ledger {
    /// Every story of the view with what its copies altered, in the order of the identifiers.
    pub fn told_stories(&self) -> Result<Vec<Story>> {
        self.read_at_once(|connection| {
            let mut ids = connection.prepare("SELECT id FROM story ORDER BY id")?;
            let ids = ids.query_map([], |row| row.get(0))?.collect::<Sql<Vec<String>>>()?;
            let stories = ids.iter().map(|id| told_story(connection, id));
            stories.filter_map(Sql::transpose).collect()
        })
    }

    /// What the view of the codings of `coder` tells of the second of each of `pairs` beside the
    /// first, as far as it compares the two; by the second.
    pub fn descriptions(
        &self,
        coder: &str,
        pairs: &[(Digest, Digest)],
    ) -> Result<BTreeMap<Digest, Description>> {
        self.read_at_once(|connection| {
            let mut known = BTreeMap::new();
            if Stamp::of(connection, coder)? == Stamp::default() {
                return Ok(known);
            }
            for (of, doc) in pairs {
                let told = description(connection, doc)?.filter(|told| told.of == *of);
                known.extend(told.map(|told| (doc.clone(), told)));
            }
            Ok(known)
        })
    }
}

/// Puts the stories of `renewal` in the place of those that their members belonged to. Documents
/// that are left without a story become one of their own. The documents of which anything is told
/// otherwise than before.
pub(crate) fn regroup(connection: &Connection, renewal: &Renewal<'_>) -> Sql<BTreeSet<Digest>> {
    let mut fresh = BTreeMap::new();
    for story in renewal.stories {
        if stored_story(connection, &story.id)?.as_ref() != Some(&bare(story)) {
            fresh.insert(&story.id, story);
        }
    }
    let mut changed = BTreeSet::new();
    for member in fresh.values().flat_map(|story| &story.members) {
        number_of(connection, &member.doc)?;
        changed.extend(drop_story_of(connection, &member.doc)?);
        changed.insert(member.doc.clone());
    }
    fresh.values().try_for_each(|story| add_story(connection, story))?;
    changed.extend(without_story(connection, renewal.after, renewal.until)?);
    for document in &changed {
        if story_of(connection, document)?.is_none() {
            add_story(connection, &Story::alone(document.clone()))?;
        }
        forget(connection, document)?;
    }
    renewal.descriptions.iter().try_for_each(|one| add_description(connection, one))?;
    Ok(changed)
}

/// The story and the place in it of a document.
pub(crate) fn story_of(connection: &Connection, document: &Digest) -> Sql<Option<(String, usize)>> {
    connection
        .prepare_cached("SELECT story, ordinal FROM story_member WHERE document = ?")?
        .query_row([&document.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// A story without what its copies altered.
fn bare(story: &Story) -> Story {
    Story { alignment: Vec::new(), alterations: Vec::new(), ..story.clone() }
}

fn stored_story(connection: &Connection, id: &str) -> Sql<Option<Story>> {
    let mut find = connection.prepare_cached("SELECT representative FROM story WHERE id = ?")?;
    let representative = find.query_row([id], |row| digest(row, "representative")).optional()?;
    representative
        .map(|representative| {
            let members = members(connection, id)?;
            let (alignment, alterations) = (Vec::new(), Vec::new());
            Ok(Story { id: id.to_owned(), members, representative, alignment, alterations })
        })
        .transpose()
}

fn told_story(connection: &Connection, id: &str) -> Sql<Option<Story>> {
    let mut story = stored_story(connection, id)?;
    if let Some(story) = &mut story {
        for member in story.members.iter().filter(|member| member.of.is_some()) {
            let Some(told) = description(connection, &member.doc)? else { continue };
            story.alignment.extend(told.alignment);
            story.alterations.extend(told.alterations);
        }
    }
    Ok(story)
}

/// The members of a story, in their order.
pub(crate) fn members(connection: &Connection, story: &str) -> Sql<Vec<StoryMember>> {
    connection
        .prepare_cached("SELECT * FROM story_member WHERE story = ? ORDER BY ordinal")?
        .query_map([story], member)?
        .collect()
}

fn member(row: &Row<'_>) -> Sql<StoryMember> {
    Ok(StoryMember {
        doc: digest(row, "document")?,
        relation: word(row, "relation")?,
        of: row.get::<_, Option<String>>("of")?.map(Digest),
        containment: row.get("containment")?,
        descent: word(row, "descent")?,
        why: from_json(row, "why")?,
    })
}

/// Drops the story of a document; its members.
fn drop_story_of(connection: &Connection, document: &Digest) -> Sql<Vec<Digest>> {
    let Some((story, _)) = story_of(connection, document)? else { return Ok(Vec::new()) };
    let members = members(connection, &story)?;
    connection.prepare_cached("DELETE FROM story_member WHERE story = ?")?.execute([&story])?;
    connection.prepare_cached("DELETE FROM story WHERE id = ?")?.execute([&story])?;
    Ok(members.into_iter().map(|member| member.doc).collect())
}

fn without_story(connection: &Connection, after: i64, until: i64) -> Sql<Vec<Digest>> {
    let mut all = connection.prepare(
        "SELECT digest FROM document LEFT JOIN story_member ON story_member.document = digest
         WHERE number > ? AND number <= ? AND story IS NULL",
    )?;
    all.query_map([after, until], |row| digest(row, "digest"))?.collect()
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

/// Drops the description of a document that is compared with another now, or with none.
fn forget(connection: &Connection, document: &Digest) -> Sql<()> {
    connection
        .prepare_cached(
            "DELETE FROM description WHERE document = ?1
             AND of IS NOT (SELECT of FROM story_member WHERE document = ?1)",
        )?
        .execute([&document.0])?;
    Ok(())
}

/// Four offsets: of a passage in either document.
type Places = [u32; 4];

fn add_description(connection: &Connection, told: &Description) -> Sql<()> {
    let alignment: Vec<Places> =
        told.alignment.iter().map(|pair| places(&pair.a, &pair.b)).collect();
    let alterations: Vec<(Places, AlterationClass, AlterationKind)> =
        told.alterations.iter().map(|one| (places(&one.a, &one.b), one.class, one.kind)).collect();
    connection
        .prepare_cached("INSERT OR REPLACE INTO description VALUES (?, ?, ?, ?, ?)")?
        .execute(params![
            told.doc.0,
            told.of.0,
            told.apart,
            json(&alignment)?,
            json(&alterations)?
        ])?;
    Ok(())
}

fn places(a: &Passage, b: &Passage) -> Places {
    [a.span.start(), a.span.end(), b.span.start(), b.span.end()].map(|offset| offset as u32)
}

/// What is told of a document beside the one that it is compared with.
pub(crate) fn description(connection: &Connection, document: &Digest) -> Sql<Option<Description>> {
    connection
        .prepare_cached("SELECT * FROM description WHERE document = ?")?
        .query_row([&document.0], read_description)
        .optional()
}

fn read_description(row: &Row<'_>) -> Sql<Description> {
    let (of, doc) = (digest(row, "of")?, digest(row, "document")?);
    let passages = |places: Places| {
        let [a, b] = [[places[0], places[1]], [places[2], places[3]]].map(span);
        (Passage { doc: of.clone(), span: a }, Passage { doc: doc.clone(), span: b })
    };
    let alignment: Vec<Places> = from_json(row, "alignment")?;
    let alterations: Vec<(Places, AlterationClass, AlterationKind)> =
        from_json(row, "alterations")?;
    let alignment = alignment.into_iter().map(passages).map(|(a, b)| Alignment { a, b }).collect();
    let alterations = alterations.into_iter().map(|(places, class, kind)| {
        let (a, b) = passages(places);
        Alteration { a, b, class, kind }
    });
    let alterations = alterations.collect();
    Ok(Description { apart: row.get("apart")?, alignment, alterations, of, doc })
}

/// A span; one that a broken file turned round is empty.
fn span([start, end]: [u32; 2]) -> Span {
    Span::new(start as usize, end.max(start) as usize)
}
