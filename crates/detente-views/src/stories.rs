//! Reports that descend from one text, and what was altered on the way.

use detente_resources::Resources;
use detente_schema::{Alteration, AlterationClass, Digest, Passage, Relation, Story, StoryMember};

use crate::dates::spell_day;
use crate::excerpt::{Excerpt, harmless};
use crate::layout::{Paragraph, Sheet};
use crate::view::View;
use crate::wording::{alteration, joined, quantity, relation};
use crate::{ReportData, Style, json};

/// Characters of an altered passage in a text view.
const PASSAGE: usize = 90;

/// How much of the alterations is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Altered facts; altered wording is counted.
    Facts,
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
    let mut stands_alone = false;
    for story in &view.stories {
        let is_first_or_long = !stands_alone || story.members.len() > 1;
        if is_first_or_long {
            sheet.blank();
        }
        stands_alone = story.members.len() == 1;
        for member in &story.members {
            sheet.row(relation(member.relation), &member_lines(member, view));
        }
        altered_facts(sheet, story, view);
        altered_wording(sheet, story, view, detail);
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

fn altered_facts(sheet: &mut Sheet, story: &Story, view: &View<'_>) {
    for alteration in altered(story, AlterationClass::Fact) {
        alteration_row(sheet, alteration, view);
    }
}

fn altered_wording(sheet: &mut Sheet, story: &Story, view: &View<'_>, detail: Detail) {
    let wording = altered(story, AlterationClass::Wording);
    if detail == Detail::All {
        wording.for_each(|alteration| alteration_row(sheet, alteration, view));
        return;
    }
    let count = wording.count();
    if count > 0 {
        let text = quantity(count, "passage", "passages") + " in other words";
        sheet.row("wording", &[Paragraph::faint(text)]);
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
