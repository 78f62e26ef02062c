//! What the words of one expression say, slot by slot.

use detente_resources::time::{Slot, Term};
use detente_schema::TimexModifier;

/// The filled slots of an expression.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slots<'a> {
    /// What stands in the words.
    read: &'a [(Slot, Term)],
    /// What the rule adds.
    given: &'a [(Slot, Term)],
}

impl<'a> Slots<'a> {
    pub(super) const fn new(read: &'a [(Slot, Term)], given: &'a [(Slot, Term)]) -> Self {
        Self { read, given }
    }

    /// What the words put into the slot, else what the rule does.
    fn terms(self, slot: Slot) -> impl Iterator<Item = &'a Term> {
        let holds = move |(other, _): &&(Slot, Term)| *other == slot;
        let source = if self.read.iter().any(|pair| holds(&pair)) { self.read } else { self.given };
        source.iter().filter(holds).map(|(_, term)| term)
    }

    /// The sum of the numbers in the slot: "twenty" and "first" make 21.
    pub(super) fn number(self, slot: Slot) -> Option<i32> {
        let numbers = self.terms(slot).filter_map(|term| match term {
            Term::Number(number) => Some(*number),
            Term::Code(_) => None,
        });
        numbers.reduce(i32::saturating_add)
    }

    /// The first code in the slot.
    pub(super) fn code(self, slot: Slot) -> Option<&'a str> {
        self.terms(slot).find_map(|term| match term {
            Term::Code(code) => Some(code.as_str()),
            Term::Number(_) => None,
        })
    }

    /// How many units are counted, in tenths.
    pub(super) fn tenths(self) -> Option<i64> {
        let number = |slot| self.number(slot).map(i64::from);
        let whole = match (number(Slot::Count), number(Slot::Scale)) {
            (None, None) => None,
            (count, scale) => Some(count.unwrap_or(1) * scale.unwrap_or(1) * 10),
        };
        match (whole, number(Slot::Tenths)) {
            (None, None) => None,
            (whole, tenths) => Some(whole.unwrap_or(0) + tenths.unwrap_or(0)),
        }
    }

    /// How many whole units are counted.
    pub(super) fn count(self) -> Option<i32> {
        self.tenths().and_then(|tenths| i32::try_from(tenths / 10).ok())
    }

    /// The modifier, if the words name one.
    pub(super) fn modifier(self) -> Option<TimexModifier> {
        let modifier = self.code(Slot::Modifier)?.parse().ok()?;
        let steps = self.number(Slot::Dct).or_else(|| self.number(Slot::Previous));
        Some(steps.map_or(modifier, |steps| of_a_point(modifier, steps)))
    }
}

/// More than a year back is before the day a year back, less than a year back after it.
fn of_a_point(modifier: TimexModifier, steps: i32) -> TimexModifier {
    use TimexModifier as M;
    match (modifier, steps.signum()) {
        (M::MoreThan, -1) | (M::LessThan, 1) => M::Before,
        (M::LessThan, -1) | (M::MoreThan, 1) => M::After,
        (M::EqualOrMore, -1) | (M::EqualOrLess, 1) => M::OnOrBefore,
        (M::EqualOrLess, -1) | (M::EqualOrMore, 1) => M::OnOrAfter,
        (modifier, _) => modifier,
    }
}
