use std::collections::{BTreeMap, BTreeSet};

use detente_schema::{Conflict, ConflictValue, Event, EventEvidence};

use crate::dates::spell;
use crate::excerpt::Excerpt;
use crate::layout::{Paragraph, Sheet};
use crate::view::View;
use crate::wording::{
    codes, conflict_value, counts, date_note, headline, joined, place, quantity, question, told,
};

/// Characters of a quote in a text view.
const QUOTE: usize = 220;
/// Characters of a quote that is one of several.
const SHORT_QUOTE: usize = 140;
/// Stories beyond the first that a text view lists.
const MOST_STORIES: usize = 4;

/// What one story says of an event.
pub(crate) struct Telling<'a> {
    /// Its best proof.
    pub(crate) best: &'a EventEvidence,
    /// Other passages of the same story.
    pub(crate) others: Vec<&'a EventEvidence>,
}

impl Telling<'_> {
    /// Reports beside the one of the best proof.
    pub(crate) fn copies(&self) -> usize {
        let documents: BTreeSet<_> = self.others.iter().map(|p| &p.evidence.document).collect();
        documents.iter().filter(|digest| ***digest != self.best.evidence.document).count()
    }
}

/// The proofs by story, both in the order of the record: best first.
pub(crate) fn tellings(event: &Event) -> Vec<Telling<'_>> {
    let mut tellings = Vec::<Telling<'_>>::new();
    let mut places = BTreeMap::new();
    for proof in &event.evidence {
        let place = *places.entry(&proof.story).or_insert(tellings.len());
        if let Some(telling) = tellings.get_mut(place) {
            telling.others.push(proof);
        } else {
            tellings.push(Telling { best: proof, others: Vec::new() });
        }
    }
    tellings
}

/// Every event of the view with its evidence; those of unknown date under a heading of their own.
pub(crate) fn event_rows(sheet: &mut Sheet, view: &View<'_>) {
    let dated = view.events.partition_point(|event| !event.date.interval.is_unknown());
    let (dated, undated) = view.events.split_at(dated);
    for event in dated {
        sheet.blank();
        let date = spell(&event.date, &view.resources.language.labels);
        sheet.row(&date, &card(event, view));
    }
    if !undated.is_empty() {
        sheet.subheading("Date unknown");
    }
    for event in undated {
        sheet.blank();
        sheet.row("date unknown", &card(event, view));
    }
}

/// Every conflict of the view: what each telling says, and where.
pub(crate) fn conflict_rows(sheet: &mut Sheet, view: &View<'_>) {
    if view.conflicts.is_empty() {
        return;
    }
    sheet.heading("Conflicts");
    for (conflict, number) in view.conflicts.iter().zip(1..) {
        sheet.subheading(&conflict_title(conflict, number, view));
        for value in &conflict.values {
            sheet.row(&conflict_value(value), &conflict_side(value, view));
        }
    }
}

/// On what tellings of which event disagree: `C1 · When? · [3] Chile → Peru: aid (planned)`.
pub(crate) fn conflict_title(conflict: &Conflict, number: usize, view: &View<'_>) -> String {
    let event = view.event(&conflict.event).map(|event| headline(event, view.resources));
    let of = view.number(&conflict.event).zip(event).map(|(n, event)| format!("[{n}] {event}"));
    joined([format!("C{number}"), question(conflict.field).to_owned(), of.unwrap_or_default()])
}

fn conflict_side(value: &ConflictValue, view: &View<'_>) -> Vec<Paragraph> {
    vec![quote(&value.evidence, view, SHORT_QUOTE), source(&value.evidence, view)]
}

fn card(event: &Event, view: &View<'_>) -> Vec<Paragraph> {
    let tellings = tellings(event);
    let number = view.number(&event.id).unwrap_or_default();
    let mut card =
        vec![Paragraph::strong(format!("[{number}] {}", headline(event, view.resources)))];
    if let Some(first) = tellings.first() {
        card.push(quote(first.best, view, QUOTE));
        card.push(source(first.best, view));
    }
    card.extend(tellings.iter().skip(1).take(MOST_STORIES).map(|telling| also(telling, view)));
    let more = tellings.len().saturating_sub(MOST_STORIES + 1);
    if more > 0 {
        card.push(Paragraph::plain(format!(
            "also in {}",
            quantity(more, "more story", "more stories")
        )));
    }
    card.push(Paragraph::faint(joined(facts(event, &tellings))));
    card.extend(dispute(event, view));
    card
}

/// How often told, where the date comes from, the codes.
fn facts(event: &Event, tellings: &[Telling<'_>]) -> [String; 3] {
    let copies = match tellings.iter().map(Telling::copies).sum() {
        0 => String::new(),
        copies => format!(" (+{})", quantity(copies, "copy", "copies")),
    };
    let counts = counts(event.counts) + &copies;
    [counts, date_note(event).unwrap_or_default(), codes(event)]
}

fn dispute(event: &Event, view: &View<'_>) -> Option<Paragraph> {
    let numbers: Vec<_> = view.conflicts_of(&event.id).iter().map(|n| format!("C{n}")).collect();
    let text = format!("! tellings disagree: see {}", numbers.join(", "));
    (!numbers.is_empty()).then(|| Paragraph::strong(text))
}

fn quote(proof: &EventEvidence, view: &View<'_>, room: usize) -> Paragraph {
    let excerpt = Excerpt::new(&proof.evidence.quote, view.trigger(proof), room);
    Paragraph::highlighted(excerpt.quoted())
}

fn source(proof: &EventEvidence, view: &View<'_>) -> Paragraph {
    Paragraph::plain(format!("— {}", source_line(proof, view)))
}

fn also(telling: &Telling<'_>, view: &View<'_>) -> Paragraph {
    Paragraph::plain(format!("also {}", source_line(telling.best, view)))
}

/// Who tells, when, and where the words stand.
pub(crate) fn source_line(proof: &EventEvidence, view: &View<'_>) -> String {
    joined([told(proof, view.resources), place(proof)])
}
