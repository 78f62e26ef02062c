use std::collections::BTreeMap;

use detente_schema::{Alignment, Alteration, AlterationClass, AlterationKind, Span};

use crate::ReportDocument;
use crate::marked::{Change, Marked, Side};
use crate::segments::{Rows, rows};

/// Two reports, what corresponds in them and what differs. The passages named `a` lie in `a`.
pub(crate) struct Pair<'a> {
    pub(crate) a: &'a ReportDocument,
    pub(crate) b: &'a ReportDocument,
    pub(crate) alignment: Vec<&'a Alignment>,
    pub(crate) alterations: Vec<&'a Alteration>,
}

/// The alterations in the order in which they are told: facts first, other words last.
#[derive(Default)]
pub(crate) struct Told<'a> {
    /// Facts that were changed.
    pub(crate) changed: Vec<&'a Alteration>,
    /// Changes between quotation marks.
    pub(crate) quotations: Vec<&'a Alteration>,
    /// What `b` lacks.
    pub(crate) left_out: Vec<&'a Alteration>,
    /// What only `b` has.
    pub(crate) added: Vec<&'a Alteration>,
    /// Other words for the same.
    pub(crate) wording: Vec<&'a Alteration>,
}

impl<'a> Told<'a> {
    pub(crate) fn new(alterations: &[&'a Alteration]) -> Self {
        let mut told = Self::default();
        for alteration in alterations {
            let list = match (alteration.kind, alteration.class) {
                (AlterationKind::Omission, _) => &mut told.left_out,
                (AlterationKind::Addition, _) => &mut told.added,
                (AlterationKind::Quotation, _) => &mut told.quotations,
                (_, AlterationClass::Fact) => &mut told.changed,
                (_, AlterationClass::Wording) => &mut told.wording,
            };
            list.push(alteration);
        }
        told
    }

    /// Everything but other words, with its number from 1.
    pub(crate) fn facts(&self) -> impl Iterator<Item = (usize, &'a Alteration)> {
        let facts = [&self.changed, &self.quotations, &self.left_out, &self.added];
        facts.into_iter().flatten().zip(1..).map(|(alteration, number)| (number, *alteration))
    }

    /// Everything, facts with their number.
    fn all(&self) -> impl Iterator<Item = (Option<usize>, &'a Alteration)> {
        let facts = self.facts().map(|(number, alteration)| (Some(number), alteration));
        facts.chain(self.wording.iter().map(|alteration| (None, *alteration)))
    }
}

/// A row of two texts side by side.
pub(crate) struct Row {
    /// What stands in the first text; empty where only the second has it.
    pub(crate) a: Vec<Marked>,
    /// What stands in the second text.
    pub(crate) b: Vec<Marked>,
    /// The place in the second text, from 1, where the order differs.
    pub(crate) moved: Option<usize>,
}

impl Row {
    /// True if both sides say the same in the same words.
    pub(crate) fn is_same(&self) -> bool {
        let same = |side: &[Marked]| !side.is_empty() && side.iter().all(Marked::is_same);
        same(&self.a) && same(&self.b) && self.moved.is_none()
    }

    /// Where it stands in the second text, which has so many `passages`, if the order differs.
    pub(crate) fn moved(&self, passages: usize) -> Option<String> {
        self.moved.map(|place| format!("(moved: passage {place} of {passages} here)"))
    }
}

impl Pair<'_> {
    /// The two texts side by side, whole, and how many passages the second has.
    pub(crate) fn rows(&self, told: &Told<'_>) -> (Vec<Row>, usize) {
        let Rows { rows, passages } = rows(self);
        let changes = [Side::A, Side::B].map(|side| self.changes(told, side));
        let cell = |spans: &[Span], side: Side| -> Vec<Marked> {
            let (text, changes) = (&self.document(side).text, &changes[side as usize]);
            spans.iter().map(|&span| Marked::new(text, span, changes, side)).collect()
        };
        let row = |row: crate::segments::Row| Row {
            a: cell(&row.a, Side::A),
            b: cell(&row.b, Side::B),
            moved: row.moved,
        };
        (rows.into_iter().map(row).collect(), passages)
    }

    /// The share of the words of `a` that `b` leaves out, by length: 0 to 1.
    pub(crate) fn lost(&self, told: &Told<'_>) -> f64 {
        let length = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let text = &self.a.text;
        let lost: BTreeMap<_, _> =
            told.left_out.iter().map(|x| (x.a.span.start(), x.a.span)).collect();
        let lost: usize = lost.values().filter_map(|span| span.get(text)).map(length).sum();
        (lost as f64 / length(text).max(1) as f64).min(1.0)
    }

    pub(crate) fn document(&self, side: Side) -> &ReportDocument {
        match side {
            Side::A => self.a,
            Side::B => self.b,
        }
    }

    /// What differs in one text: in its order, without overlap.
    fn changes(&self, told: &Told<'_>, side: Side) -> Vec<Change> {
        let text = &self.document(side).text;
        let change = |(number, alteration): (_, &Alteration)| {
            let span = place(alteration, side);
            span.get(text).filter(|words| !words.is_empty()).map(|_| Change { span, number })
        };
        let mut changes: Vec<_> = told.all().filter_map(change).collect();
        changes.sort_by_key(|change| (change.span, change.number));
        let mut end = 0;
        for change in &mut changes {
            let start = change.span.start().max(end);
            end = change.span.end().max(start);
            change.span = Span::new(start, end);
        }
        changes.retain(|change| !change.span.is_empty());
        changes
    }
}

/// Where an alteration stands in one of the two texts.
pub(crate) fn place(alteration: &Alteration, side: Side) -> Span {
    match side {
        Side::A => alteration.a.span,
        Side::B => alteration.b.span,
    }
}
