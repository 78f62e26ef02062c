use serde::Deserialize;

/// What a word of a temporal expression tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// A year of four digits, or of three before the common era.
    Year,
    /// The last two digits of a year.
    ShortYear,
    /// The last two digits of the first year of a decade.
    ShortDecade,
    /// First year of a decade.
    Decade,
    /// Ordinal number of a century.
    Century,
    /// -1: the years count back from the common era.
    Era,
    /// 1 to 12.
    Month,
    /// Day of the month.
    Day,
    /// 1 (Monday) to 7.
    Weekday,
    /// Which one of the month the weekday is: 1 to 5, or -1 for the last.
    Nth,
    /// Days after Easter Sunday, negative before it.
    Easter,
    /// `SP`, `SU`, `FA` or `WI`.
    Season,
    /// 1 to 4.
    Quarter,
    /// 1 or 2.
    Half,
    /// Part of the day: `MO`, `MI`, `AF`, `EV`, `NI`, `DT`; of the week: `WE`.
    Part,
    /// 0 to 24.
    Hour,
    /// 0 to 59.
    Minute,
    /// Hour and minute in four digits.
    Hhmm,
    /// Hours to add for the afternoon: 0 or 12.
    Noon,
    /// How many units.
    Count,
    /// What the count is to be multiplied by.
    Scale,
    /// Tenths to be added to the count.
    Tenths,
    /// `D`, `W`, `M`, `Q`, `Y`, `DE`, `CE`; of less than a day `TH`, `TM`, `TS`.
    Unit,
    /// Direction from the document creation time: -1 back, 0 the unit that holds it, 1 forward.
    Dct,
    /// Direction from the temporal expression before it, in the same way.
    Previous,
    /// A TIMEX3 modifier.
    Modifier,
}

/// What a word stands for in its slot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Term {
    /// A number.
    Number(i32),
    /// A code of TIMEX3.
    Code(String),
}

impl Slot {
    /// Refuses a term that the slot cannot hold.
    pub(crate) fn check(self, term: &Term) -> Result<(), String> {
        match (self.codes(), term) {
            (None, Term::Number(_)) => Ok(()),
            (Some(codes), Term::Code(code)) if codes.contains(&code.as_str()) => Ok(()),
            _ => Err(format!("{self:?} cannot be {term:?}")),
        }
    }

    fn codes(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Season => Some(&["SP", "SU", "FA", "WI"]),
            Self::Part => Some(&["MO", "MI", "AF", "EV", "NI", "DT", "WE"]),
            Self::Unit => Some(&["D", "W", "M", "Q", "Y", "DE", "CE", "TH", "TM", "TS"]),
            Self::Modifier => Some(&[
                "BEFORE",
                "AFTER",
                "LESS_THAN",
                "MORE_THAN",
                "EQUAL_OR_LESS",
                "EQUAL_OR_MORE",
                "START",
                "MID",
                "END",
                "APPROX",
            ]),
            _ => None,
        }
    }
}
