//! One self-contained HTML page: no request to anywhere, readable without its script, every text
//! escaped.

mod stories;

use std::collections::BTreeSet;

use askama::Template;
use detente_resources::Resources;
use detente_schema::{Conflict, Event, EventEvidence};

use crate::dates::{machine_readable, spell, spell_day};
use crate::diff::Diff;
use crate::evidence::{Telling, conflict_title, tellings};
use crate::excerpt::{Excerpt, harmless};
use crate::stories::Extent;
use crate::timeline::{Timeline, dyads, has_dyad, view_of};
use crate::view::{Totals, View};
use crate::wording::{self, place, quantity};
use crate::{ReportData, page::stories::Stories};

/// Characters of the quote that stands under an event's headline.
const QUOTE: usize = 260;

const STYLE: &str = include_str!("../templates/page.css");
const SCRIPT: &str = include_str!("../templates/page.js");
/// Allows the page's own style sheet and nothing else; the hash of `templates/page.css`.
const STYLE_HASH: &str = "sha256-pYXRaYFo7XWwmcRXNT3p5kMeIqBXr4fpwX+5mISe9d0=";
/// Allows the page's own script and nothing else; the hash of `templates/page.js`.
const SCRIPT_HASH: &str = "sha256-9bUetoiC2eWJhFLFeJz0PwXjP9MrNsK7w/LURt0IADk=";

/// The report as an HTML page. The same data give the same page: it bears no time of making.
pub fn html(data: &ReportData, resources: &Resources) -> String {
    let view = View::new(data, resources);
    let timelines = dyads(data, resources);
    render(title(&timelines), sections(&timelines, &view), &view)
}

/// One timeline as an HTML page, with its conflicts and the stories that tell it.
pub fn timeline_html<'a>(
    timeline: &Timeline<'a>,
    data: &'a ReportData,
    resources: &'a Resources,
) -> String {
    let view = view_of(timeline, data, resources);
    let section = section(timeline, 1, &view, &mut BTreeSet::new());
    render(pair(timeline), vec![section], &view)
}

/// The stories as an HTML page: what each copy is, what it altered, and its text beside the text
/// it was made from. It has no script.
pub fn stories_html(data: &ReportData, resources: &Resources, extent: Extent) -> String {
    let view = View::new(data, resources);
    let totals = view.totals();
    let page = StoriesPage {
        title: format!("Stories in {}", quantity(totals.reports, "report", "reports")),
        version: env!("CARGO_PKG_VERSION"),
        totals: Some(totals),
        stories: Stories::new(&view, extent),
    };
    page.render().expect("a page of texts can be rendered into memory")
}

/// Two reports side by side as an HTML page, whole. It has no script.
pub fn diff_html(diff: &Diff<'_>, resources: &Resources) -> String {
    let page = StoriesPage {
        title: diff.names().join(" and "),
        version: env!("CARGO_PKG_VERSION"),
        totals: None,
        stories: Stories::of_two(diff, resources),
    };
    page.render().expect("a page of texts can be rendered into memory")
}

fn render(title: String, sections: Vec<Section>, view: &View<'_>) -> String {
    let page = Page {
        title,
        version: env!("CARGO_PKG_VERSION"),
        as_of: spell_day(view.resources.register.as_of(), &view.resources.language.labels),
        own_actors: view.resources.register.own_digest(),
        totals: view.totals(),
        modalities: words(view, |event| event.modality.as_str()),
        kinds: words(view, |event| event.kind.as_str()),
        conflicts: view.conflicts.iter().zip(1..).map(|(c, n)| dispute(c, n, view)).collect(),
        stories: Stories::new(view, Extent::Usual),
        sections,
    };
    page.render().expect("a page of texts can be rendered into memory")
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    title: String,
    version: &'static str,
    as_of: String,
    own_actors: Option<&'a str>,
    totals: Totals,
    modalities: Vec<&'static str>,
    kinds: Vec<&'static str>,
    sections: Vec<Section>,
    conflicts: Vec<Dispute>,
    stories: Stories,
}

#[derive(Template)]
#[template(path = "stories.html")]
struct StoriesPage {
    title: String,
    version: &'static str,
    /// `None` where only two reports are compared.
    totals: Option<Totals>,
    stories: Stories,
}

/// One timeline.
struct Section {
    id: String,
    title: String,
    entries: Vec<Entry>,
}

struct Entry {
    number: usize,
    datetime: Option<String>,
    date: String,
    headline: String,
    modality: &'static str,
    kind: &'static str,
    notes: Vec<String>,
    disputes: Vec<usize>,
    best: Proof,
    counts: String,
    /// Empty where `best` is all there is, or an earlier section holds the evidence.
    proofs: Vec<Proof>,
    is_repeated: bool,
}

/// What one story, or a copy of it, says.
#[derive(Default)]
struct Proof {
    relation: &'static str,
    quote: Excerpt,
    place: String,
    told: String,
    numbers: String,
}

struct Dispute {
    number: usize,
    title: String,
    sides: Vec<(String, Proof)>,
}

fn sections(timelines: &[Timeline<'_>], view: &View<'_>) -> Vec<Section> {
    let mut shown = BTreeSet::new();
    let dyads = timelines.iter().zip(1..);
    let mut sections: Vec<_> =
        dyads.map(|(timeline, number)| section(timeline, number, view, &mut shown)).collect();
    let others = view.events.iter().filter(|event| !has_dyad(event));
    let entries: Vec<_> = others.map(|event| entry(event, view, &mut shown)).collect();
    if !entries.is_empty() {
        let title = "Events of one state, or of many".to_owned();
        sections.push(Section { id: "other-events".to_owned(), title, entries });
    }
    sections
}

fn section(
    timeline: &Timeline<'_>,
    number: usize,
    view: &View<'_>,
    shown: &mut BTreeSet<usize>,
) -> Section {
    let entries = timeline.events.iter().map(|event| entry(event, view, shown)).collect();
    Section { id: format!("dyad-{number}"), title: pair(timeline), entries }
}

fn pair(timeline: &Timeline<'_>) -> String {
    format!("{} and {}", harmless(&timeline.a.name), harmless(&timeline.b.name))
}

fn title(timelines: &[Timeline<'_>]) -> String {
    match timelines {
        [] => "Events between states".to_owned(),
        [only] => pair(only),
        [first, others @ ..] => {
            let others = quantity(others.len(), "other pair", "other pairs");
            format!("{}, and {others} of states", pair(first))
        }
    }
}

/// The values that occur, each once, in the order of the alphabet.
fn words(view: &View<'_>, word: fn(&Event) -> &'static str) -> Vec<&'static str> {
    view.events.iter().map(|event| word(event)).collect::<BTreeSet<_>>().into_iter().collect()
}

fn entry(event: &Event, view: &View<'_>, shown: &mut BTreeSet<usize>) -> Entry {
    let number = view.number(&event.id).unwrap_or_default();
    let is_repeated = !shown.insert(number);
    let tellings = tellings(event);
    Entry {
        number,
        datetime: machine_readable(event.date.interval),
        date: spell(&event.date, &view.resources.language.labels),
        headline: wording::headline(event, view.resources),
        modality: event.modality.as_str(),
        kind: event.kind.as_str(),
        notes: notes(event),
        disputes: view.conflicts_of(&event.id).to_vec(),
        best: tellings.first().map(|t| proof(t.best, "", QUOTE, view)).unwrap_or_default(),
        counts: wording::counts(event.counts),
        proofs: if is_repeated || is_told(event) { Vec::new() } else { proofs(&tellings, view) },
        is_repeated,
    }
}

/// True if one short quote is all the evidence there is.
fn is_told(event: &Event) -> bool {
    let is_short = |proof: &EventEvidence| proof.evidence.quote.chars().count() <= QUOTE;
    event.evidence.len() < 2 && event.evidence.iter().all(is_short)
}

fn notes(event: &Event) -> Vec<String> {
    wording::date_note(event).into_iter().chain([wording::codes(event)]).collect()
}

fn proofs(tellings: &[Telling<'_>], view: &View<'_>) -> Vec<Proof> {
    let of_story = |telling: &Telling<'_>| {
        let others =
            telling.others.iter().map(|other| proof(other, "same story", usize::MAX, view));
        std::iter::once(proof(telling.best, "", usize::MAX, view)).chain(others).collect::<Vec<_>>()
    };
    tellings.iter().flat_map(of_story).collect()
}

fn proof(proof: &EventEvidence, relation: &'static str, room: usize, view: &View<'_>) -> Proof {
    let numbers = proof.quantities.iter();
    let numbers = numbers.map(|quantity| wording::number(quantity, proof));
    Proof {
        relation,
        quote: Excerpt::new(&proof.evidence.quote, view.trigger(proof), room),
        place: place(proof),
        told: wording::told(proof, view.resources),
        numbers: numbers.collect::<Vec<_>>().join(", "),
    }
}

fn dispute(conflict: &Conflict, number: usize, view: &View<'_>) -> Dispute {
    let side = |value: &detente_schema::ConflictValue| {
        (wording::conflict_value(value), proof(&value.evidence, "", usize::MAX, view))
    };
    Dispute {
        number,
        title: conflict_title(conflict, number, view),
        sides: conflict.values.iter().map(side).collect(),
    }
}
