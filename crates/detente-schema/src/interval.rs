use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// How exactly a date is known.
    Precision {
        /// One day.
        Day = "day",
        /// One ISO week.
        Week = "week",
        /// One calendar month.
        Month = "month",
        /// A quarter of a year.
        Quarter = "quarter",
        /// A season of a year.
        Season = "season",
        /// One calendar year.
        Year = "year",
        /// Ten years.
        Decade = "decade",
        /// A hundred years.
        Century = "century",
        /// Between two dates that are no calendar unit, or open on one side.
        Interval = "interval",
        /// Not known at all.
        Unknown = "unknown",
    }
}

/// A stretch of days, both ends included; an end that is not known is `None`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub struct DateInterval {
    /// First day.
    pub begin: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

impl DateInterval {
    /// The single day `day`.
    pub const fn day(day: Date) -> Self {
        Self { begin: Some(day), end: Some(day) }
    }

    /// From `begin` to `end`, both included.
    pub const fn between(begin: Date, end: Date) -> Self {
        Self { begin: Some(begin), end: Some(end) }
    }

    /// True if neither end is known.
    pub const fn is_unknown(self) -> bool {
        self.begin.is_none() && self.end.is_none()
    }

    /// True if some day may lie in both; an open end reaches for ever.
    pub fn meets(self, other: Self) -> bool {
        let starts_in_time = |a: Self, b: Self| match (a.begin, b.end) {
            (Some(begin), Some(end)) => begin <= end,
            _ => true,
        };
        starts_in_time(self, other) && starts_in_time(other, self)
    }

    /// The days in both; open ends give way to known ones.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let begin = self.begin.max(other.begin);
        let end = match (self.end, other.end) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.meets(other).then_some(Self { begin, end })
    }

    /// Days from the first to the last, or `None` for an open interval.
    pub fn days(self) -> Option<i32> {
        Some(self.begin?.until(self.end?).ok()?.get_days() + 1)
    }

    /// The interval that an ISO 8601 prefix names (`2018`, `2018-03`, `2018-03-25`, `196`,
    /// `2018-W13`, `2018-Q3`, `2018-SP`, also `A/B`), with its precision. `None` for every other
    /// TIMEX3 value, such as `PAST_REF` or `P3D`, and for days that no calendar has.
    pub fn from_timex_value(value: &str) -> Option<(Self, Precision)> {
        if let Some((from, to)) = value.split_once('/') {
            let (begin, end) = (calendar_unit(from)?.0, calendar_unit(to)?.0);
            return (begin.begin <= end.end)
                .then_some((Self { begin: begin.begin, end: end.end }, Precision::Interval));
        }
        calendar_unit(value)
    }
}

fn calendar_unit(value: &str) -> Option<(DateInterval, Precision)> {
    let day = value.split_once('T').map_or(value, |(day, _)| day);
    if !day.bytes().take(2).all(|b| b.is_ascii_digit()) {
        return None;
    }
    match *day.split('-').collect::<Vec<_>>().as_slice() {
        [year] => whole_years(year),
        [year, part] => part_of_year(year.parse().ok()?, part),
        [year, week, "WE"] => part_of_year(year.parse().ok()?, week),
        [year, month, day] => single_day(year, month, day),
        _ => None,
    }
}

fn whole_years(digits: &str) -> Option<(DateInterval, Precision)> {
    let digits = digits.trim_end_matches('X');
    let number: i16 = digits.parse().ok()?;
    let (scale, precision) = match digits.len() {
        4 => (1, Precision::Year),
        3 => (10, Precision::Decade),
        2 => (100, Precision::Century),
        _ => return None,
    };
    let first = number.checked_mul(scale)?;
    let interval = DateInterval::between(
        Date::new(first, 1, 1).ok()?,
        Date::new(first.checked_add(scale - 1)?, 12, 31).ok()?,
    );
    Some((interval, precision))
}

fn part_of_year(year: i16, part: &str) -> Option<(DateInterval, Precision)> {
    match part {
        "SP" => months(year, 3, 3, Precision::Season),
        "SU" => months(year, 6, 3, Precision::Season),
        "FA" => months(year, 9, 3, Precision::Season),
        "WI" => months(year, 12, 3, Precision::Season),
        "H1" => months(year, 1, 6, Precision::Interval),
        "H2" => months(year, 7, 6, Precision::Interval),
        _ => match part.split_at_checked(1)? {
            ("Q", quarter) => match quarter.parse::<i8>().ok()? {
                quarter @ 1..=4 => months(year, 3 * quarter - 2, 3, Precision::Quarter),
                _ => None,
            },
            ("W", week) => iso_week(year, week.parse().ok()?),
            _ => months(year, part.parse().ok()?, 1, Precision::Month),
        },
    }
}

fn months(
    year: i16,
    month: i8,
    count: i8,
    precision: Precision,
) -> Option<(DateInterval, Precision)> {
    let begin = Date::new(year, month, 1).ok()?;
    let end = begin.checked_add(count.months()).ok()?.yesterday().ok()?;
    Some((DateInterval::between(begin, end), precision))
}

fn iso_week(year: i16, week: i8) -> Option<(DateInterval, Precision)> {
    let monday =
        jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).ok()?.date();
    Some((DateInterval::between(monday, monday.checked_add(6.days()).ok()?), Precision::Week))
}

fn single_day(year: &str, month: &str, day: &str) -> Option<(DateInterval, Precision)> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some((DateInterval::day(date), Precision::Day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn read(value: &str) -> Option<(Date, Date, Precision)> {
        let (interval, precision) = DateInterval::from_timex_value(value)?;
        Some((interval.begin?, interval.end?, precision))
    }

    #[test]
    fn the_length_of_a_value_is_its_precision() {
        assert_eq!(read("2018-03"), Some((date(2018, 3, 1), date(2018, 3, 31), Precision::Month)));
        assert_eq!(read("195"), Some((date(1950, 1, 1), date(1959, 12, 31), Precision::Decade)));
        assert_eq!(read("2021-W27"), Some((date(2021, 7, 5), date(2021, 7, 11), Precision::Week)));
        assert_eq!(
            read("2018-Q3"),
            Some((date(2018, 7, 1), date(2018, 9, 30), Precision::Quarter))
        );
        assert_eq!(
            read("2017-WI"),
            Some((date(2017, 12, 1), date(2018, 2, 28), Precision::Season))
        );
        assert_eq!(
            read("1950-06-25/1953-07-27"),
            Some((date(1950, 6, 25), date(1953, 7, 27), Precision::Interval))
        );
    }

    #[test]
    fn what_is_no_calendar_date_has_no_interval() {
        for value in [
            "PAST_REF",
            "P3D",
            "2018-02-30",
            "2018-13",
            "2018-Q9",
            "",
            "XXXX-07",
            "2-",
            "1953/1950",
        ] {
            assert_eq!(read(value), None, "{value}");
        }
    }

    #[test]
    fn an_open_end_meets_everything_after() {
        let since_2011 = DateInterval { begin: Some(date(2011, 12, 1)), end: None };
        assert!(since_2011.meets(DateInterval::day(date(2021, 7, 11))));
        assert!(!since_2011.meets(DateInterval::day(date(1961, 7, 11))));
    }

    proptest! {
        #[test]
        fn no_value_panics(value in "\\PC{0,12}|[0-9XWQPT/-]{0,24}") {
            let _ = DateInterval::from_timex_value(&value);
        }
    }
}
