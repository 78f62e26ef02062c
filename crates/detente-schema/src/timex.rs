use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{DateInterval, Precision, Span};

words! {
    /// TIMEX3 types of `TimeML` 1.2.1.
    TimexType {
        /// A calendar date.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A length of time.
        Duration = "DURATION",
        /// A recurring time.
        Set = "SET",
    }
}

words! {
    /// TIMEX3 modifiers of `TimeML` 1.2.1.
    TimexModifier {
        /// Before the value.
        Before = "BEFORE",
        /// After the value.
        After = "AFTER",
        /// On the value or before it.
        OnOrBefore = "ON_OR_BEFORE",
        /// On the value or after it.
        OnOrAfter = "ON_OR_AFTER",
        /// Shorter than the value.
        LessThan = "LESS_THAN",
        /// Longer than the value.
        MoreThan = "MORE_THAN",
        /// At most the value.
        EqualOrLess = "EQUAL_OR_LESS",
        /// At least the value.
        EqualOrMore = "EQUAL_OR_MORE",
        /// The first part of the value.
        Start = "START",
        /// The middle of the value.
        Mid = "MID",
        /// The last part of the value.
        End = "END",
        /// About the value.
        Approx = "APPROX",
    }
}

words! {
    /// What a relative temporal expression counts from.
    Anchor {
        /// The document creation time.
        Dct = "dct",
        /// The temporal expression before it in the text.
        Previous = "previous",
    }
}

words! {
    /// Units in which relative expressions count.
    TimeUnit {
        /// Days.
        Day = "day",
        /// ISO weeks, from Monday on.
        Week = "week",
        /// Calendar months.
        Month = "month",
        /// Quarters of a year.
        Quarter = "quarter",
        /// Calendar years.
        Year = "year",
        /// Decades.
        Decade = "decade",
        /// Centuries.
        Century = "century",
    }
}

/// The TIMEX3 value of what was, nobody knows when: "recently".
pub const PAST_REF: &str = "PAST_REF";

/// The TIMEX3 value of "now".
pub const PRESENT_REF: &str = "PRESENT_REF";

/// A temporal expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timex {
    /// Its extent, without a preposition.
    pub span: Span,
    /// Its type.
    pub kind: TimexType,
    /// What it says.
    pub value: TimexValue,
    /// How the value is to be understood.
    pub modifier: Option<TimexModifier>,
    /// The rule that found it.
    pub found_by: String,
}

/// The value of a temporal expression: absolute, or waiting for an anchor that is not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimexValue {
    /// A TIMEX3 value: `2018-03`, `2021-W27`, `P3D`, `PAST_REF`.
    Absolute(String),
    /// A calendar unit counted from an anchor: "yesterday" is day -1 from the DCT.
    Relative {
        /// What it counts from.
        anchor: Anchor,
        /// How many units, backwards if negative.
        offset: i32,
        /// The unit.
        unit: TimeUnit,
        /// The TIMEX3 value with `X` for what only the anchor could tell: `XXXX-XX-XX`.
        underspecified: String,
    },
}

impl Timex {
    /// The printed TIMEX3 value; underspecified while no anchor is known.
    pub fn value_text(&self) -> &str {
        match &self.value {
            TimexValue::Absolute(value) | TimexValue::Relative { underspecified: value, .. } => {
                value
            }
        }
    }

    /// The days that the value names, without the modifier; `None` unless it is a date or time
    /// that has been bound to the calendar.
    pub fn interval(&self) -> Option<(DateInterval, Precision)> {
        match (&self.value, self.kind) {
            (TimexValue::Absolute(value), TimexType::Date | TimexType::Time) => {
                DateInterval::from_timex_value(value)
            }
            _ => None,
        }
    }
}
