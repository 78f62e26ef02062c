//! Two reports side by side: what one made of the other.

use detente_resources::Resources;
use detente_schema::{Alignment, Alteration, Relation};

use crate::altered::{self, Limits, percent};
use crate::excerpt::harmless;
use crate::layout::{Paragraph, Sheet};
use crate::marked::Marked;
use crate::pair::{Pair, Told};
use crate::stories::{Extent, line_of};
use crate::wording::{alteration, relation};
use crate::{ReportDocument, Style, json};

/// Two reports that are compared, whether kin or not.
#[derive(Debug, Clone)]
pub struct Diff<'a> {
    /// The first, on the left.
    pub a: &'a ReportDocument,
    /// The second, on the right.
    pub b: &'a ReportDocument,
    /// What they are to each other; `None` if neither is a copy or a rewrite of the other.
    pub kin: Option<Kin>,
    /// What corresponds, `a` in the first.
    pub alignment: Vec<Alignment>,
    /// What differs, `a` in the first.
    pub alterations: Vec<Alteration>,
}

/// What two reports are to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kin {
    /// Never `Original`.
    pub relation: Relation,
    /// Share of the words of the first that have a counterpart in the second, 0 to 1.
    pub a_in_b: f32,
    /// Share of the words of the second that have a counterpart in the first, 0 to 1.
    pub b_in_a: f32,
}

/// The two as text: altered facts, altered quotations, what is left out and added, then both texts
/// whole, what corresponds side by side. Words that differ stand in `[-…-]` and `{+…+}`, facts
/// with the number under which they are listed.
pub fn to_text(diff: &Diff<'_>, resources: &Resources, style: Style) -> String {
    let (pair, mut sheet) = (diff.pair(), Sheet::new(style));
    let told = Told::new(&pair.alterations);
    for (letter, name) in ["A", "B"].iter().zip(diff.names()) {
        sheet.title(&format!("{letter}  {name}"));
    }
    sheet.line(&diff.verdict());
    facts(&mut sheet, &pair, &told);
    texts(&mut sheet, diff, &told, resources);
    sheet.finish()
}

/// The two as JSON, schema `detente.diff/1`: `a` and `b` (`id`, `digest`, `source`, `credit`,
/// `date`), `kin` (null, or `relation`, `a_in_b`, `b_in_a`), and `alignment` and `alterations` as
/// in [`crate::stories::to_json`], `a` in the first and `b` in the second.
pub fn to_json(diff: &Diff<'_>) -> String {
    json::diff(diff)
}

impl<'a> Diff<'a> {
    pub(crate) fn pair(&'a self) -> Pair<'a> {
        Pair {
            a: self.a,
            b: self.b,
            alignment: self.alignment.iter().collect(),
            alterations: self.alterations.iter().collect(),
        }
    }

    /// The files, each with the id of its report where both are of one file.
    pub(crate) fn names(&self) -> [String; 2] {
        [self.a, self.b].map(|document| {
            let file = harmless(&document.source);
            if self.a.source == self.b.source {
                return format!("{file} ({})", harmless(&document.id));
            }
            file.into_owned()
        })
    }

    /// What the two are to each other.
    pub(crate) fn verdict(&self) -> String {
        let Some(kin) = self.kin else {
            let sentences = match self.alignment.len() {
                0 => "no sentence of theirs corresponds".to_owned(),
                1 => "1 sentence of theirs corresponds".to_owned(),
                count => format!("{count} sentences of theirs correspond"),
            };
            return format!("no kin: neither is a copy or a rewrite of the other; {sentences}");
        };
        let share = |share: f32| percent(f64::from(share));
        format!(
            "{}: {} of the words of A are in B, {} of the words of B are in A",
            relation(kin.relation),
            share(kin.a_in_b),
            share(kin.b_in_a),
        )
    }
}

/// What was altered, without context: it is in the texts below.
fn facts(sheet: &mut Sheet, pair: &Pair<'_>, told: &Told<'_>) {
    let limits = Limits { in_context: false, ..Extent::All.limits() };
    let mut number = 0;
    for (heading, list) in
        [("Facts altered", &told.changed), ("Quotations altered", &told.quotations)]
    {
        if !list.is_empty() {
            sheet.heading(heading);
        }
        for of in list {
            number += 1;
            let label = format!("({number}) {}", alteration(of.kind));
            altered::change(sheet, &label, pair, of, false);
        }
    }
    if !told.left_out.is_empty() || !told.added.is_empty() {
        sheet.heading("Left out and added");
    }
    altered::left_out(sheet, pair, told, &limits);
    altered::added(sheet, pair, told, &limits);
}

fn texts(sheet: &mut Sheet, diff: &Diff<'_>, told: &Told<'_>, resources: &Resources) {
    sheet.heading("Side by side");
    let head = |letter: &str, document, name: &String| {
        let line = line_of(document, name, resources);
        [Paragraph::strong(format!("{letter}  {line}")).breakable()]
    };
    let [a, b] = diff.names();
    sheet.beside(&head("A", diff.a, &a), &head("B", diff.b, &b));
    let (rows, passages) = diff.pair().rows(told);
    for row in &rows {
        sheet.blank();
        let (a, b) = (cell(&row.a), cell(&row.b));
        let moved = row.moved(passages).map(|note| Paragraph::faint(note).breakable());
        let b: Vec<_> = moved.into_iter().chain(b).collect();
        if row.is_same() {
            sheet.shared(&a, &b);
        } else {
            sheet.beside(&a, &b);
        }
    }
}

fn cell(passages: &[Marked]) -> Vec<Paragraph> {
    passages.iter().map(Marked::paragraph).collect()
}
