//! What the lines about a report say of it: who wrote it, where, and when it was published.

use detente_schema::{
    Alteration, AlterationClass, AlterationKind, Credit, DctBasis, Document, Passage, SentenceKind,
    Span,
};

use super::{Side, Sides};

/// A line about a report.
struct Line {
    /// What it says, in its usual form.
    says: String,
    span: Span,
    kind: AlterationKind,
}

/// Agency, place and day of publication of `a` that `b` lacks, or has another of.
pub(super) fn lost(Sides { a, b, .. }: &Sides) -> Vec<Alteration> {
    let theirs = lines(b.document);
    let lost = lines(a.document).into_iter().filter_map(|line| {
        let other = theirs.iter().find(|other| other.kind == line.kind);
        let (place, kind) = match other {
            None => (place(b, line.span, a), kind_of_loss(line.kind, AlterationKind::Omission)),
            Some(other) if is_other(&line, other) => (other.span, line.kind),
            Some(_) => return None,
        };
        Some(fact(a.passage(line.span), b.passage(place), kind))
    });
    lost.collect()
}

/// Agency, place and day of publication of `b` that `a` lacks.
pub(super) fn gained(Sides { a, b, .. }: &Sides) -> Vec<Alteration> {
    let ours = lines(a.document);
    let mut gained = lines(b.document);
    gained.retain(|line| ours.iter().all(|other| other.kind != line.kind));
    let gained = gained.into_iter().map(|line| {
        let kind = kind_of_loss(line.kind, AlterationKind::Addition);
        fact(a.passage(place(a, line.span, b)), b.passage(line.span), kind)
    });
    gained.collect()
}

/// Two papers publish one report on different days.
fn is_other(line: &Line, other: &Line) -> bool {
    line.kind != AlterationKind::Date && line.says != other.says
}

/// Who wrote it is a matter of attribution; the rest is left out or added.
fn kind_of_loss(kind: AlterationKind, other: AlterationKind) -> AlterationKind {
    if kind == AlterationKind::Attribution { kind } else { other }
}

fn fact(a: Passage, b: Passage, kind: AlterationKind) -> Alteration {
    Alteration { a, b, class: AlterationClass::Fact, kind }
}

fn lines(document: &Document) -> Vec<Line> {
    let credits = &document.credits;
    let line = |credit: &Option<Credit>, kind| {
        let credit = credit.as_ref()?;
        let span = credit.span.filter(|&span| is_apart(document, span))?;
        Some(Line { says: credit.name.clone(), span, kind })
    };
    let agency = line(&credits.agency, AlterationKind::Attribution);
    let place = line(&credits.dateline, AlterationKind::Place);
    agency.into_iter().chain(place).chain(published(document)).collect()
}

/// True if no sentence of the report holds the place.
fn is_apart(document: &Document, span: Span) -> bool {
    let about = [SentenceKind::Metadata, SentenceKind::Credit];
    document.sentence_at(span).is_none_or(|sentence| about.contains(&sentence.kind))
}

/// The day of publication, if the text itself tells it.
fn published(document: &Document) -> Option<Line> {
    let told = matches!(document.dct.basis, DctBasis::Header | DctBasis::Dateline);
    let span = document.dct.span.filter(|_| told)?;
    Some(Line { says: document.dct.value?.to_string(), span, kind: AlterationKind::Date })
}

/// Where a line of `from` would stand: at the head of the text or at its end.
fn place(side: &Side, line: Span, from: &Side) -> Span {
    let units = &side.profile.units;
    let first = from.profile.units.first();
    let at_head = first.is_none_or(|unit| line.start() <= unit.span.start());
    let at = if at_head {
        units.first().map_or(0, |unit| unit.span.start())
    } else {
        units.last().map_or(0, |unit| unit.span.end())
    };
    Span::new(at, at)
}
