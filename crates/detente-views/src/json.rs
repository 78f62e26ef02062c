use std::collections::BTreeMap;

use detente_schema::{
    AlterationClass, AlterationKind, Conflict, Digest, Event, Passage, Relation, Span,
};
use jiff::civil::Date;
use serde::Serialize;

use crate::timeline::{Side, Timeline, dyads};
use crate::view::{Totals, View};

#[derive(Serialize)]
struct TimelineJson<'a> {
    schema: &'static str,
    a: &'a Side,
    b: &'a Side,
    events: &'a [&'a Event],
    conflicts: &'a [&'a Conflict],
    triggers: BTreeMap<&'a str, Span>,
}

#[derive(Serialize)]
struct ReportJson<'a> {
    schema: &'static str,
    version: &'static str,
    as_of: Date,
    counts: Totals,
    documents: Vec<DocumentJson<'a>>,
    stories: Vec<StoryJson<'a>>,
    events: &'a [&'a Event],
    conflicts: &'a [&'a Conflict],
    triggers: BTreeMap<&'a str, Span>,
    timelines: Vec<DyadJson<'a>>,
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    id: &'a str,
    digest: &'a Digest,
    source: &'a str,
    credit: Option<&'a str>,
    date: Option<Date>,
}

#[derive(Serialize)]
struct DyadJson<'a> {
    a: Side,
    b: Side,
    events: Vec<&'a str>,
}

#[derive(Serialize)]
struct StoriesJson<'a> {
    schema: &'static str,
    stories: Vec<StoryJson<'a>>,
}

#[derive(Serialize)]
struct StoryJson<'a> {
    id: &'a str,
    members: Vec<MemberJson<'a>>,
    alignment: Vec<AlignmentJson<'a>>,
    alterations: Vec<AlterationJson<'a>>,
}

#[derive(Serialize)]
struct MemberJson<'a> {
    doc: &'a str,
    relation: Relation,
    of: Option<&'a str>,
    containment: f32,
}

#[derive(Serialize)]
struct AlignmentJson<'a> {
    a: PassageJson<'a>,
    b: PassageJson<'a>,
}

#[derive(Serialize)]
struct AlterationJson<'a> {
    a: PassageJson<'a>,
    b: PassageJson<'a>,
    class: AlterationClass,
    kind: AlterationKind,
}

#[derive(Serialize)]
struct PassageJson<'a> {
    doc: &'a str,
    span: Span,
}

pub(crate) fn timeline(timeline: &Timeline<'_>, view: &View<'_>) -> String {
    print(&TimelineJson {
        schema: "detente.timeline/1",
        a: &timeline.a,
        b: &timeline.b,
        events: &view.events,
        conflicts: &view.conflicts,
        triggers: triggers(view),
    })
}

pub(crate) fn report(view: &View<'_>) -> String {
    print(&ReportJson {
        schema: "detente.report/1",
        version: env!("CARGO_PKG_VERSION"),
        as_of: view.resources.register.as_of(),
        counts: view.totals(),
        documents: documents(view),
        stories: view.stories.iter().copied().map(|story| StoryJson::new(story, view)).collect(),
        events: &view.events,
        conflicts: &view.conflicts,
        triggers: triggers(view),
        timelines: dyads(view.data, view.resources).into_iter().map(DyadJson::from).collect(),
    })
}

pub(crate) fn stories(view: &View<'_>) -> String {
    let stories = view.stories.iter().copied().map(|story| StoryJson::new(story, view)).collect();
    print(&StoriesJson { schema: "detente.stories/1", stories })
}

pub(crate) fn print(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value);
    json.expect("records have text keys and no failing part") + "\n"
}

/// The triggers of the mentions that the view's events and conflicts quote.
fn triggers<'a>(view: &View<'a>) -> BTreeMap<&'a str, Span> {
    let of_events = view.events.iter().flat_map(|event| &event.evidence);
    let of_conflicts = view.conflicts.iter().flat_map(|c| c.values.iter().map(|v| &v.evidence));
    let spans = &view.data.triggers;
    of_events
        .chain(of_conflicts)
        .filter_map(|proof| Some((proof.mention.as_str(), *spans.get(&proof.mention)?)))
        .collect()
}

fn documents<'a>(view: &View<'a>) -> Vec<DocumentJson<'a>> {
    let record = |d: &'a crate::ReportDocument| DocumentJson {
        id: &d.id,
        digest: &d.digest,
        source: &d.source,
        credit: d.credit.as_deref(),
        date: d.date,
    };
    view.data.documents.iter().map(record).collect()
}

/// The printed id of a document, or its digest where the view does not hold it.
fn id<'a>(digest: &'a Digest, view: &View<'a>) -> &'a str {
    view.document(digest).map_or(&digest.0, |document| &document.id)
}

impl<'a> From<Timeline<'a>> for DyadJson<'a> {
    fn from(timeline: Timeline<'a>) -> Self {
        let events = timeline.events.iter().map(|event| event.id.as_str()).collect();
        Self { a: timeline.a, b: timeline.b, events }
    }
}

impl<'a> StoryJson<'a> {
    fn new(story: &'a detente_schema::Story, view: &View<'a>) -> Self {
        let passage = |p: &'a Passage| PassageJson { doc: id(&p.doc, view), span: p.span };
        let members = story.members.iter().map(|m| MemberJson {
            doc: id(&m.doc, view),
            relation: m.relation,
            of: m.of.as_ref().map(|of| id(of, view)),
            containment: m.containment,
        });
        let pairs = story.alignment.iter();
        let changes = story.alterations.iter().map(|x| AlterationJson {
            a: passage(&x.a),
            b: passage(&x.b),
            class: x.class,
            kind: x.kind,
        });
        Self {
            id: &story.id,
            members: members.collect(),
            alignment: pairs
                .map(|x| AlignmentJson { a: passage(&x.a), b: passage(&x.b) })
                .collect(),
            alterations: changes.collect(),
        }
    }
}
