//! Reports that descend from one text, and what was altered on the way.

use std::io::{self, Write};

use detente_resources::Resources;
use detente_schema::{Descent, Digest, Relation, Story, StoryMember};

use crate::altered::{self, Limits, percent};
use crate::copies::{Copies, copies};
use crate::dates::spell_day;
use crate::excerpt::harmless;
use crate::layout::{Paragraph, Sheet};
use crate::pair::Told;
use crate::view::View;
use crate::wording::{joined, quantity, reasons, relation};
use crate::{ReportData, ReportDocument, Style, json};

/// How much of the stories is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// So much of each copy, of each story and of what stands alone as a person reads; the rest is
    /// counted.
    Usual,
    /// Everything.
    All,
}

impl Extent {
    pub(crate) const fn limits(self) -> Limits {
        match self {
            Self::Usual => Limits {
                copies: 12,
                names: 6,
                facts: 12,
                passages: 3,
                alone: 40,
                in_context: true,
                rest: "`--all`",
            },
            Self::All => Limits {
                copies: usize::MAX,
                names: usize::MAX,
                facts: usize::MAX,
                passages: usize::MAX,
                alone: usize::MAX,
                in_context: true,
                rest: "",
            },
        }
    }

    /// The same for a page, where a reader may fold and search.
    pub(crate) const fn limits_of_page(self) -> Limits {
        match self {
            Self::Usual => Limits {
                copies: 100,
                names: 100,
                facts: 40,
                alone: 1000,
                rest: "`detente stories --html FILE --all`",
                ..self.limits()
            },
            Self::All => self.limits(),
        }
    }
}

/// What a report tells of its stories: altered facts without context; what was left out, added or
/// reworded is counted.
pub(crate) const BRIEF: Limits = Limits {
    copies: 8,
    names: 4,
    facts: 8,
    passages: 0,
    alone: 12,
    in_context: false,
    rest: "`detente stories`",
};

/// The stories as text: members, what they are to each other, and what each altered, facts before
/// wording; then the reports that stand alone.
pub fn to_text(data: &ReportData, resources: &Resources, style: Style, extent: Extent) -> String {
    let view = View::new(data, resources);
    let mut sheet = Sheet::new(style);
    let totals = view.totals();
    sheet.line(&joined([
        quantity(totals.stories, "story", "stories"),
        quantity(totals.reports, "report", "reports"),
        quantity(totals.sources, "independent source", "independent sources"),
    ]));
    rows(&mut sheet, &view, &extent.limits());
    sheet.finish()
}

/// The stories as JSON, schema `detente.stories/1`: `stories`, each with `id`, `members` (`doc`,
/// `relation`, `of`, `containment`, `descent`, `why`), `representative`, `alignment` and `alterations` (`a` and `b` with `doc` and
/// `span`; alterations also `class` and `kind`). Documents are named by their printed id; spans are
/// UTF-8 bytes into the document's text.
pub fn to_json(data: &ReportData, resources: &Resources) -> String {
    let mut json = Vec::new();
    let written = JsonWriter::new(&mut json).and_then(|mut writer| {
        writer.write(data, resources)?;
        writer.finish()
    });
    written.expect("memory can be written");
    String::from_utf8(json).expect("JSON is UTF-8")
}

/// Writes what [`to_json`] gives piece by piece, so that the alterations of a million reports need
/// not be held at once: one story a line.
#[derive(Debug)]
pub struct JsonWriter<W: Write> {
    out: W,
    begun: bool,
}

impl<W: Write> JsonWriter<W> {
    /// Begins the object.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"{\"schema\":\"detente.stories/1\",\"stories\":[\n")?;
        Ok(Self { out, begun: false })
    }

    /// Adds the stories of `data`, which must hold their documents; texts are not needed.
    pub fn write(&mut self, data: &ReportData, resources: &Resources) -> io::Result<()> {
        for line in json::stories(&View::new(data, resources)) {
            let before = if std::mem::replace(&mut self.begun, true) { ",\n" } else { "" };
            write!(self.out, "{before}{line}")?;
        }
        Ok(())
    }

    /// Ends the object.
    pub fn finish(mut self) -> io::Result<()> {
        let before = if self.begun { "\n" } else { "" };
        writeln!(self.out, "{before}]}}")?;
        self.out.flush()
    }
}

pub(crate) fn rows(sheet: &mut Sheet, view: &View<'_>, limits: &Limits) {
    for story in told_again(view) {
        told(sheet, story, view, limits);
    }
    stand_alone(sheet, &alone(view), view, limits);
}

/// The stories of several reports.
pub(crate) fn told_again<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Story> {
    view.stories.iter().copied().filter(|story| story.members.len() > 1)
}

/// The reports of which there is no copy: by date, undated reports last, then by file.
pub(crate) fn alone<'a>(view: &View<'a>) -> Vec<&'a Digest> {
    let told_once = view.stories.iter().copied().filter(|story| story.members.len() == 1);
    let mut alone: Vec<_> = told_once.map(|story| &story.members[0].doc).collect();
    alone.sort_by_key(|digest| printed_order(digest, view));
    alone
}

/// One story of several reports.
fn told<'a>(sheet: &mut Sheet, story: &'a Story, view: &View<'a>, limits: &Limits) {
    sheet.subheading(&title(story));
    for (label, line, note) in nearest(story, view).into_iter().chain(fullest(story, view)) {
        sheet.row(label, &[Paragraph::plain(line), Paragraph::faint(note)]);
    }
    let copies = copies(story, view);
    for copies in copies.iter().take(limits.copies) {
        copy(sheet, copies, view, limits);
    }
    let more = copies.iter().skip(limits.copies).map(|copies| copies.members.len()).sum();
    if more > 0 {
        sheet.row("other copies", &[limits.more(more)]);
    }
}

/// "A story in 3 reports".
pub(crate) fn title(story: &Story) -> String {
    format!("A story in {}", quantity(story.members.len(), "report", "reports"))
}

/// What some copies are, and what they altered, which is the same for all of them.
fn copy<'a>(sheet: &mut Sheet, copies: &Copies<'a>, view: &View<'a>, limits: &Limits) {
    let Some(first) = copies.members.first() else { return };
    sheet.blank();
    let notes = kinship(first, view).into_iter().map(Paragraph::faint);
    let lines = std::iter::once(Paragraph::plain(names(copies, view, limits))).chain(notes);
    sheet.row(&what(copies), &lines.collect::<Vec<_>>());
    if let Some(pair) = copies.pair(view) {
        altered::rows(sheet, &pair, &Told::new(&copies.alterations), limits);
    }
}

/// "near copy", or "3 near copies".
pub(crate) fn what(copies: &Copies<'_>) -> String {
    let relation = copies.members.first().map_or("", |member| relation(member.relation));
    match (copies.members.len(), relation.strip_suffix("copy")) {
        (1, _) => relation.to_owned(),
        (count, Some(kind)) => format!("{count} {kind}copies"),
        (count, None) => format!("{count} {relation}s"),
    }
}

/// The one report, or the names of several.
pub(crate) fn names(copies: &Copies<'_>, view: &View<'_>, limits: &Limits) -> String {
    if let [only] = copies.members.as_slice() {
        return report_line(&only.doc, view);
    }
    let shown = copies.members.iter().take(limits.names).map(|member| name(&member.doc, view));
    let names = shown.collect::<Vec<_>>().join(", ");
    match copies.members.len().saturating_sub(limits.names) {
        0 => names,
        more => format!("{names} and {more} more ({} names them)", limits.rest),
    }
}

fn name(digest: &Digest, view: &View<'_>) -> String {
    view.document(digest).map_or(digest.0.clone(), |document| view.name(document))
}

fn printed_order<'v>(digest: &Digest, view: &View<'v>) -> impl Ord + use<'v> {
    let document = view.document(digest);
    let date = document.and_then(|document| document.date);
    (
        date.is_none(),
        date,
        document.map(|document| (document.source.as_str(), document.id.as_str())),
    )
}

fn stand_alone(sheet: &mut Sheet, alone: &[&Digest], view: &View<'_>, limits: &Limits) {
    if !alone.is_empty() {
        sheet.blank();
    }
    for digest in alone.iter().take(limits.alone) {
        sheet.row("stands alone", &[Paragraph::plain(report_line(digest, view))]);
    }
    if let Some(more) = alone.len().checked_sub(limits.alone).filter(|more| *more > 0) {
        sheet.row("stand alone", &[limits.more(more)]);
    }
}

/// The report's file, date and credit.
pub(crate) fn report_line(digest: &Digest, view: &View<'_>) -> String {
    view.document(digest).map_or(digest.0.clone(), |document| {
        line_of(document, &view.name(document), view.resources)
    })
}

/// The same for a report that goes by `name`.
pub(crate) fn line_of(document: &ReportDocument, name: &str, resources: &Resources) -> String {
    let labels = &resources.language.labels;
    let date = document.date.map_or("date unknown".to_owned(), |day| spell_day(day, labels));
    let credit = document.credit.as_deref().map(harmless).unwrap_or_default();
    joined([name.to_owned(), date, credit.into_owned()])
}

/// The report that stands nearest the origin, and why: label, report, note.
pub(crate) fn nearest(story: &Story, view: &View<'_>) -> Option<(&'static str, String, String)> {
    let first = story.members.first()?;
    let why = reasons(&first.why, Descent::Origin);
    let note = if why.is_empty() { String::new() } else { format!("it {why}") };
    Some((relation(first.relation), report_line(&first.doc, view), note))
}

/// The report to read, where it is not the one nearest the origin.
pub(crate) fn fullest(story: &Story, view: &View<'_>) -> Option<(&'static str, String, String)> {
    let is_first = story.members.first().is_none_or(|first| first.doc == story.representative);
    let note = "of what the others hold it lacks least".to_owned();
    (!is_first).then(|| ("fullest", name(&story.representative, view), note))
}

/// How much of a report stands in the report it is told from, and how it descends.
pub(crate) fn kinship(member: &StoryMember, view: &View<'_>) -> Vec<String> {
    let Some(of) = &member.of else { return Vec::new() };
    let (of, share) = (name(of, view), percent(f64::from(member.containment)));
    let share = match member.relation {
        Relation::Exact => format!("the same words as {of}"),
        _ => format!("{share} of its words are in {of}"),
    };
    let why = reasons(&member.why, member.descent);
    let because = if why.is_empty() { String::new() } else { format!(": {why}") };
    match member.descent {
        Descent::Sibling => {
            let both = "sibling: both descend from a text that is not among these reports";
            vec![share, format!("{both}{because}")]
        }
        _ if why.is_empty() => vec![share],
        _ => vec![share, format!("made from it{because}")],
    }
}
