use detente_schema::{Alteration, Span};

use crate::ReportDocument;
use crate::excerpt::{Excerpt, harmless};
use crate::layout::{Paragraph, Sheet};
use crate::marked::{Marked, Side};
use crate::pair::{Pair, Told, place};
use crate::wording::{alteration, quantity};

/// Characters of an altered passage.
const PASSAGE: usize = 90;
/// Characters around an altered passage.
const CONTEXT: usize = 70;

const NOT_AT_HAND: &str = "(text not at hand)";

/// How much is told before the rest is only counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Copies of one story that differ from each other.
    pub(crate) copies: usize,
    /// Names of copies that do not.
    pub(crate) names: usize,
    /// Altered facts and quotations of one copy, each.
    pub(crate) facts: usize,
    /// Passages that one copy leaves out, adds, or has in other words, each.
    pub(crate) passages: usize,
    /// Reports that stand alone.
    pub(crate) alone: usize,
    /// Whether an alteration is shown with the words around it.
    pub(crate) in_context: bool,
    /// Where the rest is shown.
    pub(crate) rest: &'static str,
}

impl Limits {
    /// "7 more", and where they are shown.
    pub(crate) fn more(&self, number: usize) -> Paragraph {
        Paragraph::faint(format!("{number} more ({} shows them)", self.rest))
    }
}

/// What differs between the two of a pair: facts, quotations, what is left out and added, other
/// words.
pub(crate) fn rows(sheet: &mut Sheet, pair: &Pair<'_>, told: &Told<'_>, limits: &Limits) {
    let fact = |x: &Alteration| format!("fact: {}", alteration(x.kind));
    some(sheet, &told.changed, limits.facts, limits, |sheet, x| {
        change(sheet, &fact(x), pair, x, limits.in_context);
    });
    some(sheet, &told.quotations, limits.facts, limits, |sheet, x| {
        change(sheet, alteration(x.kind), pair, x, limits.in_context);
    });
    if limits.passages == 0 {
        return besides(sheet, pair, told, limits);
    }
    left_out(sheet, pair, told, limits);
    added(sheet, pair, told, limits);
    if let Some(count) = counted(told.wording.len()) {
        sheet.row("other words", &[Paragraph::plain(format!("in {count}"))]);
    }
    some(sheet, &told.wording, limits.passages, limits, |sheet, x| {
        change(sheet, "", pair, x, limits.in_context);
    });
}

/// How much was left out, added and reworded, in one line.
fn besides(sheet: &mut Sheet, pair: &Pair<'_>, told: &Told<'_>, limits: &Limits) {
    let share = format!("left out ({})", percent(pair.lost(told)));
    let counts = [
        (told.left_out.len(), share.as_str()),
        (told.added.len(), "added"),
        (told.wording.len(), "in other words"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    if !counts.is_empty() {
        let text = format!("passages: {} ({} shows them)", counts.join(", "), limits.rest);
        sheet.row("besides", &[Paragraph::faint(text)]);
    }
}

/// What the second lacks: how much, and the passages.
pub(crate) fn left_out(sheet: &mut Sheet, pair: &Pair<'_>, told: &Told<'_>, limits: &Limits) {
    let Some(count) = counted(told.left_out.len()) else { return };
    let share = percent(pair.lost(told));
    let text = format!("{count}, {share} of {}", harmless(&pair.a.source));
    sheet.row("left out", &[Paragraph::plain(text)]);
    some(sheet, &told.left_out, limits.passages, limits, |sheet, x| {
        sheet.row("", &shown(pair, x, Side::A, limits.in_context));
    });
}

/// What only the second has.
pub(crate) fn added(sheet: &mut Sheet, pair: &Pair<'_>, told: &Told<'_>, limits: &Limits) {
    let Some(count) = counted(told.added.len()) else { return };
    sheet.row("added", &[Paragraph::plain(count)]);
    some(sheet, &told.added, limits.passages, limits, |sheet, x| {
        sheet.row("", &shown(pair, x, Side::B, limits.in_context));
    });
}

/// The first `most` of `all`, and how many more there are, unless none is shown at all.
fn some(
    sheet: &mut Sheet,
    all: &[&Alteration],
    most: usize,
    limits: &Limits,
    show: impl Fn(&mut Sheet, &Alteration),
) {
    all.iter().take(most).for_each(|alteration| show(sheet, alteration));
    if most > 0 && all.len() > most {
        sheet.row("", &[limits.more(all.len() - most)]);
    }
}

fn counted(passages: usize) -> Option<String> {
    (passages > 0).then(|| quantity(passages, "passage", "passages"))
}

/// A share of 0 to 1; what is little but not nothing is said so.
pub(crate) fn percent(share: f64) -> String {
    match share * 100.0 {
        percent if percent > 0.0 && percent < 0.5 => "less than 1 %".to_owned(),
        percent => format!("{percent:.0} %"),
    }
}

/// One alteration: both wordings, in context or without, and their places.
pub(crate) fn change(
    sheet: &mut Sheet,
    label: &str,
    pair: &Pair<'_>,
    of: &Alteration,
    in_context: bool,
) {
    if in_context {
        let both = [shown(pair, of, Side::A, true), shown(pair, of, Side::B, true)];
        return sheet.row(label, &both.concat());
    }
    let sides = [Side::A, Side::B].map(|side| (pair.document(side), place(of, side)));
    let [from, to] = sides.map(|(document, span)| words(document, span));
    let places = sides.map(|(document, span)| file_and_bytes(document, span)).join(" → ");
    let change = Paragraph::plain(format!("{from} → {to}")).breakable();
    sheet.row(label, &[change, Paragraph::faint(places)]);
}

fn shown(pair: &Pair<'_>, of: &Alteration, side: Side, in_context: bool) -> [Paragraph; 2] {
    let (document, span) = (pair.document(side), place(of, side));
    let quote = if in_context {
        context(document, span, side).quoted()
    } else {
        Paragraph::plain(words(document, span)).breakable()
    };
    [quote, Paragraph::faint(file_and_bytes(document, span))]
}

/// The words of a passage, shortened, or a word for none.
fn words(document: &ReportDocument, span: Span) -> String {
    match span.get(&document.text) {
        Some("") => "nothing".to_owned(),
        Some(words) => Excerpt::new(words, None, PASSAGE).quoted().0,
        None => NOT_AT_HAND.to_owned(),
    }
}

/// The passage, marked, with the words around it; a long one is shortened and stands for itself.
pub(crate) fn context(document: &ReportDocument, span: Span, side: Side) -> Marked {
    let Some(words) = span.get(&document.text) else {
        return Marked::unmarked(NOT_AT_HAND, side);
    };
    if words.chars().nth(2 * PASSAGE).is_some() {
        let Excerpt { after, .. } = Excerpt::new(words, None, 2 * PASSAGE);
        let whole = Excerpt { trigger: after, ..Excerpt::default() };
        return Marked::excerpt(&whole, side);
    }
    let (before, after) = (&document.text[..span.start()], &document.text[span.end()..]);
    let start = before.char_indices().rev().nth(2 * CONTEXT).map_or(0, |(at, _)| at);
    let end = after
        .char_indices()
        .nth(2 * CONTEXT)
        .map_or(document.text.len(), |(at, _)| span.end() + at);
    let trigger = span.start() - start..span.end() - start;
    let room = words.chars().count() + CONTEXT;
    let excerpt = Excerpt::new(&document.text[start..end], Some(trigger), room);
    Marked::excerpt(&excerpt, side)
}

/// File and bytes of a passage.
pub(crate) fn file_and_bytes(document: &ReportDocument, span: Span) -> String {
    let [start, end] = [span.start(), span.end()].map(|at| document.raw.raw(at));
    format!("{}:{start}-{end}", harmless(&document.source))
}
