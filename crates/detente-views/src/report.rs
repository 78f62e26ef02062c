//! The main view: stories, events with evidence, conflicts, and the timeline of each dyad.

use detente_resources::Resources;
use detente_schema::Event;

use crate::dates::spell;
use crate::evidence::{conflict_rows, event_rows};
use crate::layout::{Paragraph, Sheet};
use crate::timeline::{Timeline, dyads, has_dyad};
use crate::view::View;
use crate::wording::{headline, summary};
use crate::{ReportData, Style, json, spreadsheet, stories};

/// The report as text.
pub fn to_text(data: &ReportData, resources: &Resources, style: Style) -> String {
    let view = View::new(data, resources);
    let mut sheet = Sheet::new(style);
    sheet.line(&summary(view.totals()));
    sheet.heading("Stories");
    stories::rows(&mut sheet, &view, &stories::BRIEF);
    sheet.heading("Events");
    event_rows(&mut sheet, &view);
    conflict_rows(&mut sheet, &view);
    timelines(&mut sheet, &view);
    sheet.finish()
}

/// The report as JSON, schema `detente.report/1`:
/// - `version` of the program, `as_of` the day up to which offices of people are known,
///   `own_actors` the SHA-256 of the user's file of actors, if there was one;
/// - `counts`: `reports`, `stories`, `sources`, `events`, `conflicts`;
/// - `documents`: `id`, `digest`, `source`, `credit`, `date`;
/// - `stories` as in [`crate::stories::to_json`];
/// - `events` and `conflicts` as the records have them, the events in the order of time;
/// - `triggers`: for a mention, the bytes of its trigger in the text of its document;
/// - `timelines`: for each dyad `a`, `b` (`code` and `name`) and the ids of its `events`.
pub fn to_json(data: &ReportData, resources: &Resources) -> String {
    json::report(&View::new(data, resources))
}

/// The events as CSV after RFC 4180, lines ending with LF, with a header line, one row an event. Several parties are
/// joined by `;`, in the same order in all columns of a side. Codes are text with their leading
/// zeros. Dates are ISO 8601, empty where not known. `file`, `start`, `end` (bytes, half-open) and
/// `quote` are of the best proof. A text that a spreadsheet would take for a formula begins with an apostrophe.
pub fn to_csv(data: &ReportData, resources: &Resources) -> String {
    spreadsheet::events(&View::new(data, resources))
}

fn timelines(sheet: &mut Sheet, view: &View<'_>) {
    for timeline in dyads(view.data, view.resources) {
        sheet.heading(&title(&timeline));
        sheet.blank();
        timeline.events.iter().for_each(|event| overview(sheet, view, event));
    }
    let others: Vec<_> = view.events.iter().filter(|event| !has_dyad(event)).collect();
    if !others.is_empty() {
        sheet.heading("Events of one state, or of many");
        sheet.blank();
    }
    for event in others {
        overview(sheet, view, event);
    }
}

/// The two sides of a timeline.
pub(crate) fn title(timeline: &Timeline<'_>) -> String {
    format!("Timeline: {} and {}", timeline.a.name, timeline.b.name)
}

fn overview(sheet: &mut Sheet, view: &View<'_>, event: &Event) {
    let number = view.number(&event.id).unwrap_or_default();
    let mut line = format!("{} [{number}]", headline(event, view.resources));
    if !view.conflicts_of(&event.id).is_empty() {
        line.push_str(" ! disputed");
    }
    sheet.row(&spell(&event.date, &view.resources.language.labels), &[Paragraph::plain(line)]);
}
