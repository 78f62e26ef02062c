//! What kind of alteration a piece is: the rules, each in a file of its own.

mod attribution;
mod contrast;
mod names;
mod numbers;
mod quotation;
mod size;

use detente_schema::{AlterationClass, AlterationKind};

use crate::alterations::fresh::{Comparison, Fresh};
use crate::alterations::pieces::Piece;
use crate::alterations::terms::Meaning;

/// A piece of two sentences that differs, and what the rules ask about it.
pub(crate) struct Case<'a, 'r> {
    pub(crate) comparison: &'a Comparison<'a, 'r>,
    pub(crate) piece: &'a Piece,
    pub(crate) fresh: Fresh<'a, 'r>,
    /// Tells whether the whole other document, of `b` or of `a`, knows the words of a name.
    pub(crate) known: &'a dyn Fn(&str, bool) -> bool,
}

/// A rule gives class and kind of the cases that it knows.
type Rule = fn(&Case) -> Option<(AlterationClass, AlterationKind)>;

/// The first that knows the case decides.
const RULES: [Rule; 8] = [
    dates,
    numbers::exchanged,
    contrast::exchanged,
    names::exchanged,
    quotation::changed,
    names::described,
    numbers::degrees,
    size::one_sided,
];

pub(crate) fn classify(case: &Case) -> (AlterationClass, AlterationKind) {
    let known = RULES.iter().find_map(|rule| rule(case));
    known.unwrap_or((AlterationClass::Wording, AlterationKind::Wording))
}

fn dates(case: &Case) -> Option<(AlterationClass, AlterationKind)> {
    let dates = case.fresh.exchanged(|term| matches!(term.meaning, Meaning::Day(_)));
    dates.then_some((AlterationClass::Fact, AlterationKind::Date))
}
