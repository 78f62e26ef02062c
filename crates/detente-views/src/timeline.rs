//! What happened between two states, in the order of time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use detente_resources::Resources;
use detente_schema::{ActorId, Conflict, Event, Party};

use crate::evidence::{conflict_rows, event_rows};
use crate::layout::Sheet;
use crate::view::View;
use crate::wording::summary;
use crate::{ReportData, Style, json, spreadsheet};

/// An event with more sides than this belongs to no dyad of a report, for it would belong to
/// hundreds; [`between`] still finds it.
const MOST_SIDES: usize = 8;

/// One side of a dyad: a state, or an organisation that belongs to none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Side {
    /// ISO 3166 alpha-3 of a state, else the register's identifier.
    pub code: String,
    /// The name that is printed.
    pub name: String,
}

/// The events between two sides.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    /// The side whose code comes first, or the one that was asked for first.
    pub a: Side,
    /// The other.
    pub b: Side,
    /// In the order of time; those of unknown date last.
    pub events: Vec<&'a Event>,
    /// What is told about them in two ways.
    pub conflicts: Vec<&'a Conflict>,
}

/// The timeline of the sides with codes `a` and `b`; empty if nothing is told of them.
pub fn between<'a>(data: &'a ReportData, resources: &Resources, a: &str, b: &str) -> Timeline<'a> {
    let is_between = |event: &&Event| pairs(event).contains(&ordered(a, b));
    let events = in_order_of_time(&data.events).into_iter().filter(is_between).collect();
    timeline(data, resources, (a, b), events)
}

/// The timelines of all dyads of which something is told, the most eventful first.
pub fn dyads<'a>(data: &'a ReportData, resources: &Resources) -> Vec<Timeline<'a>> {
    let mut events = BTreeMap::<(&str, &str), Vec<&Event>>::new();
    for event in in_order_of_time(&data.events).into_iter().filter(|e| has_dyad(e)) {
        for pair in pairs(event) {
            events.entry(pair).or_default().push(event);
        }
    }
    let mut all: Vec<_> =
        events.into_iter().map(|(pair, events)| timeline(data, resources, pair, events)).collect();
    all.sort_by_key(|timeline| Reverse(timeline.events.len()));
    all
}

/// True if the event is part of one of the [`dyads`].
pub(crate) fn has_dyad(event: &Event) -> bool {
    let sides: BTreeSet<_> = event.source.iter().chain(&event.target).filter_map(code).collect();
    sides.len() <= MOST_SIDES && !pairs(event).is_empty()
}

/// The timeline as text: each event with a quote, its place in the file, and who says so.
pub fn to_text<'a>(
    timeline: &Timeline<'a>,
    data: &'a ReportData,
    resources: &'a Resources,
    style: Style,
) -> String {
    let view = view_of(timeline, data, resources);
    let mut sheet = Sheet::new(style);
    sheet.title(&format!("{} and {}", timeline.a.name, timeline.b.name));
    sheet.line(&summary(view.totals()));
    if timeline.events.is_empty() {
        sheet.line("Nothing is told of the two.");
    }
    event_rows(&mut sheet, &view);
    conflict_rows(&mut sheet, &view);
    sheet.finish()
}

/// The timeline as JSON, schema `detente.timeline/1`: `a` and `b` (`code` and `name`), `events` and
/// `conflicts` as the records have them, and `triggers`: for a mention, the bytes of its trigger in
/// the text of its document.
pub fn to_json<'a>(
    timeline: &Timeline<'a>,
    data: &'a ReportData,
    resources: &'a Resources,
) -> String {
    json::timeline(timeline, &view_of(timeline, data, resources))
}

/// The timeline as CSV, one row an event; the columns are those of [`crate::report::to_csv`].
pub fn to_csv<'a>(
    timeline: &Timeline<'a>,
    data: &'a ReportData,
    resources: &'a Resources,
) -> String {
    spreadsheet::events(&view_of(timeline, data, resources))
}

/// What the views need of the timeline and nothing else.
pub(crate) fn view_of<'a>(
    timeline: &Timeline<'a>,
    data: &'a ReportData,
    resources: &'a Resources,
) -> View<'a> {
    View::of(timeline.events.clone(), timeline.conflicts.clone(), data, resources)
}

/// Earliest first; background before the news of the same days; unknown dates last.
pub(crate) fn in_order_of_time(events: &[Event]) -> Vec<&Event> {
    let mut sorted: Vec<&Event> = events.iter().collect();
    sorted.sort_by_key(|event| {
        let days = event.date.interval;
        let begin = days.begin.or(days.end);
        (begin.is_none(), begin, days.end, !event.background, &event.id)
    });
    sorted
}

fn timeline<'a>(
    data: &'a ReportData,
    resources: &Resources,
    (a, b): (&str, &str),
    events: Vec<&'a Event>,
) -> Timeline<'a> {
    let ids: BTreeSet<&str> = events.iter().map(|event| event.id.as_str()).collect();
    let concerned = |conflict: &&Conflict| ids.contains(conflict.event.as_str());
    let conflicts = data.conflicts.iter().filter(concerned).collect();
    Timeline { a: side(a, &events, resources), b: side(b, &events, resources), events, conflicts }
}

fn side(code: &str, events: &[&Event], resources: &Resources) -> Side {
    let registered = resources.register.actor(&ActorId(code.to_owned())).map(|a| a.name.clone());
    let told = || {
        let mut parties = events.iter().flat_map(|event| event.source.iter().chain(&event.target));
        let itself = |party: &&Party| party.actor.as_ref().is_some_and(|actor| actor.0 == code);
        parties.find(itself).map(|party| party.name.clone())
    };
    let name = registered.or_else(told).unwrap_or_else(|| code.to_owned());
    Side { code: code.to_owned(), name }
}

/// The pairs of sides between which the event lies, each in the order of the codes.
fn pairs(event: &Event) -> BTreeSet<(&str, &str)> {
    let sources: BTreeSet<_> = event.source.iter().filter_map(code).collect();
    let targets: BTreeSet<_> = event.target.iter().filter_map(code).collect();
    let all = &sources | &targets;
    let (from, to) = if event.reciprocal { (&all, &all) } else { (&sources, &targets) };
    let product = from.iter().flat_map(|a| to.iter().map(|b| ordered(a, b)));
    product.filter(|(a, b)| a != b).collect()
}

fn ordered<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    (a.min(b), a.max(b))
}

/// The side a party stands on: its state, else itself if the register knows it.
fn code(party: &Party) -> Option<&str> {
    match party.country.0.as_str() {
        "IGO" | "NGO" | "IMG" | "MNC" | "---" => party.actor.as_ref().map(|actor| actor.0.as_str()),
        state => Some(state),
    }
}
