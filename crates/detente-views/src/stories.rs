//! Reports that descend from one text, and what was altered on the way.

use detente_resources::Resources;
use detente_schema::{
    Alteration, AlterationClass, AlterationKind, Digest, Passage, Relation, Story, StoryMember,
};

use crate::dates::spell_day;
use crate::excerpt::{Excerpt, harmless};
use crate::layout::{Paragraph, Sheet};
use crate::view::View;
use crate::wording::{alteration, joined, quantity, relation};
use crate::{ReportData, Style, json};

/// Characters of an altered passage in a text view.
const PASSAGE: usize = 90;

/// Reports without a copy that a report lists before it only counts them.
const MOST_ALONE: usize = 12;

/// How much of the alterations is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What was changed into something else; what was left out, added or reworded is counted.
    Changes,
    /// Everything, facts first.
    All,
}

/// The stories as text: members, what they are to each other, and every alteration, facts before
/// wording.
pub fn to_text(data: &ReportData, resources: &Resources, style: Style) -> String {
    let view = View::new(data, resources);
    let mut sheet = Sheet::new(style);
    let totals = view.totals();
    sheet.line(&joined([
        quantity(totals.stories, "story", "stories"),
        quantity(totals.reports, "report", "reports"),
    ]));
    rows(&mut sheet, &view, Detail::All);
    sheet.finish()
}

/// The stories as JSON, schema `detente.stories/1`: `stories`, each with `id`, `members` (`doc`,
/// `relation`, `of`, `containment`), `alignment` and `alterations` (`a` and `b` with `doc` and
/// `span`; alterations also `class` and `kind`). Documents are named by their printed id; spans are
/// UTF-8 bytes into the document's text.
pub fn to_json(data: &ReportData, resources: &Resources) -> String {
    json::stories(&View::new(data, resources))
}

pub(crate) fn rows(sheet: &mut Sheet, view: &View<'_>, detail: Detail) {
    let (told_once, told_again): (Vec<&Story>, Vec<&Story>) =
        view.stories.iter().partition(|story| story.members.len() == 1);
    for story in told_again {
        sheet.blank();
        for member in &story.members {
            sheet.row(relation(member.relation), &member_lines(member, view));
        }
        match detail {
            Detail::Changes => changes(sheet, story, view),
            Detail::All => all(sheet, story, view),
        }
    }
    let mut alone: Vec<_> = told_once.iter().map(|story| &story.members[0].doc).collect();
    alone.sort_by_key(|digest| printed_order(digest, view));
    let most = if detail == Detail::All { alone.len() } else { MOST_ALONE };
    stand_alone(sheet, &alone, most, view);
}

/// By date, undated reports last, then by file.
fn printed_order<'v>(digest: &Digest, view: &View<'v>) -> impl Ord + use<'v> {
    let document = view.document(digest);
    let date = document.and_then(|document| document.date);
    (
        date.is_none(),
        date,
        document.map(|document| (document.source.as_str(), document.id.as_str())),
    )
}

/// The reports of which there is no copy.
fn stand_alone(sheet: &mut Sheet, alone: &[&Digest], most: usize, view: &View<'_>) {
    if !alone.is_empty() {
        sheet.blank();
    }
    for digest in alone.iter().take(most) {
        sheet.row("stands alone", &[Paragraph::plain(report_line(digest, view))]);
    }
    if let Some(more) = alone.len().checked_sub(most).filter(|more| *more > 0) {
        let text = format!("{more} more (`detente stories` shows them)");
        sheet.row("stand alone", &[Paragraph::faint(text)]);
    }
}

/// The alterations of one class.
pub(crate) fn altered(
    story: &Story,
    class: AlterationClass,
) -> impl Iterator<Item = &Alteration> + Clone {
    story.alterations.iter().filter(move |alteration| alteration.class == class)
}

/// The report's file, date and credit.
pub(crate) fn report_line(digest: &Digest, view: &View<'_>) -> String {
    let Some(document) = view.document(digest) else { return digest.0.clone() };
    let labels = &view.resources.language.labels;
    let date = document.date.map_or("date unknown".to_owned(), |day| spell_day(day, labels));
    let credit = document.credit.as_deref().map(harmless).unwrap_or_default();
    joined([harmless(&document.source).into_owned(), date, credit.into_owned()])
}

/// How much of a copy stands in the report it descends from.
pub(crate) fn containment(member: &StoryMember, view: &View<'_>) -> Option<String> {
    let of = view.document(member.of.as_ref()?).map_or("the other", |d| d.source.as_str());
    let percent = (member.containment * 100.0).round();
    (member.relation != Relation::Original)
        .then(|| format!("{percent:.0} % of its words are in {}", harmless(of)))
}

/// The words of a passage, shortened, or a word for none.
pub(crate) fn passage(passage: &Passage, view: &View<'_>) -> String {
    match view.words(passage) {
        Some("") => "nothing".to_owned(),
        Some(words) => Excerpt::new(words, None, PASSAGE).quoted().0,
        None => "(text not at hand)".to_owned(),
    }
}

/// The passage with the words around it.
pub(crate) fn in_context(passage: &Passage, view: &View<'_>) -> Excerpt {
    let Some(text) = view.document(&passage.doc).map(|document| document.text.as_str()) else {
        return Excerpt::default();
    };
    if passage.span.get(text).is_none() {
        return Excerpt::default();
    }
    let (before, after) = (&text[..passage.span.start()], &text[passage.span.end()..]);
    let start = before.char_indices().rev().nth(PASSAGE).map_or(0, |(at, _)| at);
    let end =
        after.char_indices().nth(PASSAGE).map_or(text.len(), |(at, _)| passage.span.end() + at);
    let trigger = passage.span.start() - start..passage.span.end() - start;
    let words = passage.span.len();
    Excerpt::new(&text[start..end], Some(trigger), words + PASSAGE)
}

/// File and bytes of a passage.
pub(crate) fn passage_place(passage: &Passage, view: &View<'_>) -> String {
    let Some(document) = view.document(&passage.doc) else { return passage.doc.0.clone() };
    let start = document.raw.raw(passage.span.start());
    let end = document.raw.raw(passage.span.end());
    format!("{}:{start}-{end}", harmless(&document.source))
}

fn member_lines(member: &StoryMember, view: &View<'_>) -> Vec<Paragraph> {
    let share = containment(member, view).map(Paragraph::faint);
    std::iter::once(Paragraph::plain(report_line(&member.doc, view))).chain(share).collect()
}

fn all(sheet: &mut Sheet, story: &Story, view: &View<'_>) {
    for class in [AlterationClass::Fact, AlterationClass::Wording] {
        altered(story, class).for_each(|alteration| alteration_row(sheet, alteration, view));
    }
}

fn changes(sheet: &mut Sheet, story: &Story, view: &View<'_>) {
    let is_change = |kind| !matches!(kind, AlterationKind::Omission | AlterationKind::Addition);
    let facts = altered(story, AlterationClass::Fact);
    for alteration in facts.clone().filter(|alteration| is_change(alteration.kind)) {
        alteration_row(sheet, alteration, view);
    }
    let of = |kind| facts.clone().filter(|alteration| alteration.kind == kind).count();
    let counts = [
        (of(AlterationKind::Omission), "left out"),
        (of(AlterationKind::Addition), "added"),
        (altered(story, AlterationClass::Wording).count(), "in other words"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    if !counts.is_empty() {
        let text = format!("passages: {} (`detente stories` shows them)", counts.join(", "));
        sheet.row("besides", &[Paragraph::faint(text)]);
    }
}

fn alteration_row(sheet: &mut Sheet, of: &Alteration, view: &View<'_>) {
    let class = match of.class {
        AlterationClass::Fact => "fact: ",
        AlterationClass::Wording => "",
    };
    let change = format!("{} → {}", passage(&of.a, view), passage(&of.b, view));
    let places = format!("{} → {}", passage_place(&of.a, view), passage_place(&of.b, view));
    let label = format!("{class}{}", alteration(of.kind));
    sheet.row(&label, &[Paragraph::plain(change), Paragraph::faint(places)]);
}
