use std::collections::BTreeMap;

use detente_schema::{
    Alteration, AlterationClass, AlterationKind, Conflict, Descent, Digest, Event, Passage, Reason,
    Relation, Span,
};
use jiff::civil::Date;
use serde::Serialize;

use crate::ReportDocument;
use crate::diff::Diff;
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
    own_actors: Option<&'a str>,
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
struct StoryJson<'a> {
    id: &'a str,
    members: Vec<MemberJson<'a>>,
    representative: &'a str,
    alignment: Vec<AlignmentJson<'a>>,
    alterations: Vec<AlterationJson<'a>>,
}

#[derive(Serialize)]
struct MemberJson<'a> {
    doc: &'a str,
    relation: Relation,
    of: Option<&'a str>,
    containment: f32,
    descent: Descent,
    why: &'a [Reason],
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

#[derive(Serialize)]
struct DiffJson<'a> {
    schema: &'static str,
    a: DocumentJson<'a>,
    b: DocumentJson<'a>,
    kin: Option<KinJson>,
    alignment: Vec<AlignmentJson<'a>>,
    alterations: Vec<AlterationJson<'a>>,
}

#[derive(Serialize)]
struct KinJson {
    relation: Relation,
    a_in_b: f32,
    b_in_a: f32,
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
        own_actors: view.resources.register.own_digest(),
        counts: view.totals(),
        documents: documents(view),
        stories: view.stories.iter().copied().map(|story| StoryJson::new(story, view)).collect(),
        events: &view.events,
        conflicts: &view.conflicts,
        triggers: triggers(view),
        timelines: dyads(view.data, view.resources).into_iter().map(DyadJson::from).collect(),
    })
}

/// The stories of the view, each on a line.
pub(crate) fn stories(view: &View<'_>) -> Vec<String> {
    let story = |story| serde_json::to_string(&StoryJson::new(story, view));
    let lines = view.stories.iter().copied().map(story);
    lines.map(|line| line.expect("records have text keys and no failing part")).collect()
}

pub(crate) fn diff(diff: &Diff<'_>) -> String {
    let a = |passage: &Passage| PassageJson { doc: &diff.a.id, span: passage.span };
    let b = |passage: &Passage| PassageJson { doc: &diff.b.id, span: passage.span };
    let (pairs, changes) = (diff.alignment.iter(), diff.alterations.iter());
    print(&DiffJson {
        schema: "detente.diff/1",
        a: DocumentJson::from(diff.a),
        b: DocumentJson::from(diff.b),
        kin: diff.kin.map(|kin| KinJson {
            relation: kin.relation,
            a_in_b: kin.a_in_b,
            b_in_a: kin.b_in_a,
        }),
        alignment: pairs.map(|x| AlignmentJson { a: a(&x.a), b: b(&x.b) }).collect(),
        alterations: changes.map(|x| AlterationJson::new(x, a(&x.a), b(&x.b))).collect(),
    })
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
    view.data.documents.iter().map(DocumentJson::from).collect()
}

impl<'a> From<&'a ReportDocument> for DocumentJson<'a> {
    fn from(document: &'a ReportDocument) -> Self {
        Self {
            id: &document.id,
            digest: &document.digest,
            source: &document.source,
            credit: document.credit.as_deref(),
            date: document.date,
        }
    }
}

impl<'a> AlterationJson<'a> {
    const fn new(alteration: &Alteration, a: PassageJson<'a>, b: PassageJson<'a>) -> Self {
        Self { a, b, class: alteration.class, kind: alteration.kind }
    }
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
            descent: m.descent,
            why: &m.why,
        });
        let pairs = story.alignment.iter();
        let changes = story.alterations.iter();
        let changes = changes.map(|x| AlterationJson::new(x, passage(&x.a), passage(&x.b)));
        Self {
            id: &story.id,
            members: members.collect(),
            representative: id(&story.representative, view),
            alignment: pairs
                .map(|x| AlignmentJson { a: passage(&x.a), b: passage(&x.b) })
                .collect(),
            alterations: changes.collect(),
        }
    }
}
