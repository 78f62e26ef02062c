//! Arithmetic on calendar units, and their TIMEX3 forms.

use detente_schema::TimeUnit;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::tense::Direction;

/// So many days away a date needs no year, whatever the tense.
const CLOSE_BY: i32 = 31;

/// A year with as much of month and day as is known; years before the common era are negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: i32,
    pub(super) month: Option<i32>,
    pub(super) day: Option<i32>,
}

impl Point {
    pub(super) const fn year(year: i32) -> Self {
        Self { year, month: None, day: None }
    }

    /// The day, if it is known and the calendar has it.
    pub(super) fn date(self) -> Option<Date> {
        civil(self.year, self.month?, self.day?)
    }

    /// `1950-06-25`, or as much of it as is known.
    pub(super) fn print(self) -> String {
        let year = print_year(self.year);
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            _ => year,
        }
    }
}

impl From<Date> for Point {
    fn from(date: Date) -> Self {
        Self {
            year: date.year().into(),
            month: Some(date.month().into()),
            day: Some(date.day().into()),
        }
    }
}

/// `1950`; `BC0490` for year -490.
pub(super) fn print_year(year: i32) -> String {
    match year {
        ..0 => format!("BC{:04}", -year),
        _ => format!("{year:04}"),
    }
}

pub(super) fn civil(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// The year that is nearest in a direction, or in either, for a day or month without one.
pub(super) fn nearest_year(
    dct: Date,
    month: i32,
    day: Option<i32>,
    direction: Option<Direction>,
) -> i32 {
    let this = (i32::from(dct.month()), day.map(|_| i32::from(dct.day())));
    let year = i32::from(dct.year());
    if let Some(near) = year_close_by(dct, month, day, direction) {
        return near;
    }
    match direction {
        Some(Direction::Past) => year - i32::from((month, day) > this),
        Some(Direction::Future) => year + i32::from((month, day) < this),
        None => match month - this.0 {
            7.. => year - 1,
            ..-6 => year + 1,
            _ => year,
        },
    }
}

/// The year in which the day or month is only weeks away from `dct`, against the tense: a date almost
/// a year away would be told with its year, and a month gone by goes with verbs of any tense.
fn year_close_by(
    dct: Date,
    month: i32,
    day: Option<i32>,
    direction: Option<Direction>,
) -> Option<i32> {
    let this = i32::from(dct.year());
    let days_from = |year| {
        let date = civil(year, month, day.unwrap_or(i32::from(dct.day()).min(28)))?;
        Some(dct.until(date).ok()?.get_days())
    };
    (this - 1..=this + 1).find(|year| {
        days_from(*year).is_some_and(|days| match (direction, day) {
            (Some(Direction::Past), Some(_)) => (1..=CLOSE_BY).contains(&days),
            (Some(Direction::Future), Some(_)) => (-CLOSE_BY..0).contains(&days),
            (Some(Direction::Future), None) => (-2 * CLOSE_BY..-1).contains(&days),
            _ => false,
        })
    })
}

/// The day of a weekday (1 to 7) that is nearest in a direction; the day itself counts.
pub(super) fn nearest_weekday(from: Date, weekday: i32, direction: Direction) -> Option<Date> {
    let since = (i32::from(from.weekday().to_monday_one_offset()) - weekday).rem_euclid(7);
    let days = match direction {
        Direction::Past => -since,
        Direction::Future => (7 - since) % 7,
    };
    from.checked_add(days.days()).ok()
}

/// The calendar unit `offset` units from the one that holds `from`, with its printed form. What
/// `from` does not tell is printed `X`, and then no point is known.
pub(super) fn shift(from: Point, offset: i32, unit: TimeUnit) -> Option<(String, Option<Point>)> {
    match unit {
        TimeUnit::Day => match from.date() {
            Some(date) => {
                let date = date.checked_add(Span::new().try_days(offset).ok()?).ok()?;
                Some((Point::from(date).print(), Some(date.into())))
            }
            None => Some((unknown_day(from), None)),
        },
        TimeUnit::Week => match from.date() {
            Some(date) => week(date.checked_add(Span::new().try_weeks(offset).ok()?).ok()?),
            None => Some((format!("{}-WXX", print_year(from.year)), None)),
        },
        TimeUnit::Month => match from.month {
            Some(month) => {
                let point = month_point(from.year, month, offset)?;
                Some((point.print(), Some(point)))
            }
            None => Some((format!("{}-XX", print_year(from.year)), None)),
        },
        TimeUnit::Quarter => match from.month {
            Some(month) => quarter(from.year, month, offset),
            None => Some((format!("{}-QX", print_year(from.year)), None)),
        },
        TimeUnit::Year => {
            let point = Point::year(year_after(from.year, offset)?);
            Some((point.print(), Some(point)))
        }
        TimeUnit::Decade => Some((clip(year_after(from.year, offset.checked_mul(10)?)?, 1), None)),
        TimeUnit::Century => {
            Some((clip(year_after(from.year, offset.checked_mul(100)?)?, 2), None))
        }
    }
}

fn unknown_day(from: Point) -> String {
    match from.month {
        Some(month) => format!("{}-{month:02}-XX", print_year(from.year)),
        None => format!("{}-XX-XX", print_year(from.year)),
    }
}

fn week(date: Date) -> Option<(String, Option<Point>)> {
    let iso = date.iso_week_date();
    let monday = date.iso_week_date().date();
    let monday = nearest_weekday(monday, 1, Direction::Past)?;
    Some((format!("{:04}-W{:02}", iso.year(), iso.week()), Some(monday.into())))
}

fn month_point(year: i32, month: i32, offset: i32) -> Option<Point> {
    let months = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(offset);
    let year = in_calendar(months.div_euclid(12))?;
    Some(Point { year, month: Some(months.rem_euclid(12) as i32 + 1), day: None })
}

fn quarter(year: i32, month: i32, offset: i32) -> Option<(String, Option<Point>)> {
    let quarters = i64::from(year) * 4 + i64::from((month - 1) / 3) + i64::from(offset);
    let year = in_calendar(quarters.div_euclid(4))?;
    Some((format!("{}-Q{}", print_year(year), quarters.rem_euclid(4) + 1), Some(Point::year(year))))
}

fn year_after(year: i32, offset: i32) -> Option<i32> {
    in_calendar(i64::from(year) + i64::from(offset))
}

fn in_calendar(year: i64) -> Option<i32> {
    (year != 0 && year.abs() <= 9999).then(|| i32::try_from(year).ok()).flatten()
}

/// A year without its last digits: `195`, `19`.
pub(super) fn clip(year: i32, digits: usize) -> String {
    let mut printed = print_year(year);
    printed.truncate(printed.len() - digits);
    printed
}

/// TIMEX3's form of a unit from an anchor that is not known.
pub(super) const fn underspecified(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Day => "XXXX-XX-XX",
        TimeUnit::Week => "XXXX-WXX",
        TimeUnit::Month => "XXXX-XX",
        TimeUnit::Quarter => "XXXX-QX",
        TimeUnit::Year => "XXXX",
        TimeUnit::Decade => "XXX",
        TimeUnit::Century => "XX",
    }
}

/// The unit of a TIMEX3 code; `None` for units shorter than a day.
pub(super) fn unit(code: &str) -> Option<TimeUnit> {
    Some(match code {
        "D" => TimeUnit::Day,
        "W" => TimeUnit::Week,
        "M" => TimeUnit::Month,
        "Q" => TimeUnit::Quarter,
        "Y" => TimeUnit::Year,
        "DE" => TimeUnit::Decade,
        "CE" => TimeUnit::Century,
        _ => return None,
    })
}

/// First month of a season; winter begins in the year before its end.
pub(super) fn season_month(season: &str) -> i32 {
    match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    }
}
