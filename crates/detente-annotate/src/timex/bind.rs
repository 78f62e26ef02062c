//! Binds expressions to the calendar: the only place that knows what they count from.

use detente_resources::time::Slot;
use detente_schema::{Anchor, PAST_REF, TimeUnit, TimexValue};
use jiff::civil::Date;

use super::calendar::{
    Point, civil, clip, nearest_weekday, nearest_year, print_year, season_month, shift,
    underspecified, unit,
};
use super::named_days;
use super::slots::Slots;
use super::tense::Direction;

/// Where nothing is dated, two digits are a year up to this one.
const LATEST_UNDATED: i32 = 1999;

/// The part of a week that is printed like a part of a day.
pub(super) const WEEKEND: &str = "WE";

/// A story seldom leaps over more years than these.
const YEARS_OF_A_STORY: u32 = 1;

/// How many months a story may step back within a year.
const MONTHS_BACK: i32 = 9;

/// What expressions may count from at one place of a document.
#[derive(Debug)]
pub(super) struct Binder {
    dct: Option<Date>,
    /// True if dates without a year belong to the year told of, not to that of the document.
    narrative: bool,
    /// The expression before.
    previous: Option<Point>,
    /// The last one of the years that the story goes through.
    told: Option<Point>,
    /// One of years far from these: an aside, or the story has moved.
    aside: Option<Point>,
}

/// A direction with what it counts from.
#[derive(Debug, Clone, Copy)]
struct Offset {
    anchor: Anchor,
    steps: i32,
}

impl Binder {
    pub(super) const fn new(dct: Option<Date>, narrative: bool) -> Self {
        Self { dct, narrative, previous: None, told: None, aside: None }
    }

    /// The value of a place in the calendar; `None` if the calendar has no such place.
    pub(super) fn bind(
        &mut self,
        slots: Slots,
        direction: Option<Direction>,
        opens: bool,
    ) -> Option<TimexValue> {
        let time = time_of_day(slots)?;
        if let Some(value) = self.long_period(slots) {
            return Some(TimexValue::Absolute(value));
        }
        let (value, point) = match (slots.code(Slot::Unit).and_then(unit), offset(slots)) {
            (Some(unit), Some(offset)) if !(unit == TimeUnit::Year && names_part(slots)) => {
                self.count(offset, unit)?
            }
            _ => self.place(slots, direction)?,
        };
        if let Some(point) = point {
            self.go_on(point, opens);
        }
        Some(with_time(value, &time))
    }

    /// A year in passing, or far from the story, leaves the story where it is; a second one of that
    /// time moves it.
    fn go_on(&mut self, point: Point, opens: bool) {
        self.previous = Some(point);
        let passing =
            point.month.is_none() && !opens && self.told.is_some_and(|t| t.month.is_some());
        let near = |other: Option<Point>| {
            other.is_some_and(|other| other.year.abs_diff(point.year) <= YEARS_OF_A_STORY)
        };
        if self.told.is_none() || (near(self.told) && !passing) || near(self.aside) {
            (self.told, self.aside) = (Some(point), None);
        } else {
            self.aside = Some(point);
        }
    }

    fn anchor(&self, anchor: Anchor) -> Option<Point> {
        match anchor {
            Anchor::Dct if !self.narrative || self.dct.is_none() => self.dct.map(Point::from),
            Anchor::Dct | Anchor::Previous => self.previous.or_else(|| self.dct.map(Point::from)),
        }
    }

    fn count(&self, offset: Offset, unit: TimeUnit) -> Option<(TimexValue, Option<Point>)> {
        let from_today = offset.anchor == Anchor::Dct && unit == TimeUnit::Day;
        let from = if from_today { self.dct.map(Point::from) } else { self.anchor(offset.anchor) };
        let Some(from) = from else {
            return Some((
                TimexValue::Relative {
                    anchor: offset.anchor,
                    offset: offset.steps,
                    unit,
                    underspecified: underspecified(unit).to_owned(),
                },
                None,
            ));
        };
        let (value, point) = shift(from, offset.steps, unit)?;
        let told = point.filter(|_| !(from_today && self.narrative));
        Some((TimexValue::Absolute(value), told))
    }

    /// Decades and centuries.
    fn long_period(&self, slots: Slots) -> Option<String> {
        let sign = if slots.number(Slot::Era).is_some() { -1 } else { 1 };
        if let Some(century) = slots.number(Slot::Century) {
            return Some(clip(sign * 100 * (century - 1).max(0), 2));
        }
        if let Some(decade) = slots.number(Slot::Decade) {
            return (decade % 10 == 0).then(|| clip(sign * decade, 1));
        }
        let short = slots.number(Slot::ShortDecade)?;
        (short % 10 == 0).then(|| clip(self.full_year(short), 1))
    }

    /// The last year that ends in these two digits, seen from the anchor.
    fn full_year(&self, short: i32) -> i32 {
        if let Some(told) = self.previous.filter(|_| self.narrative) {
            return told.year.div_euclid(100) * 100 + short;
        }
        let latest = self.dct.map_or(LATEST_UNDATED, |date| date.year().into());
        latest - (latest - short).rem_euclid(100)
    }

    /// A day, month, season, quarter, half or year.
    fn place(
        &self,
        slots: Slots,
        direction: Option<Direction>,
    ) -> Option<(TimexValue, Option<Point>)> {
        let year = self.year(slots);
        if year.is_none() && slots.number(Slot::Year).is_some() {
            return None;
        }
        let absolute = |value: String, point| Some((TimexValue::Absolute(value), point));
        if named_days::is_movable(slots) {
            return self.movable_day(slots, year, direction);
        }
        let month = slots.number(Slot::Month);
        let day = slots.number(Slot::Day);
        if let Some(part) = part_of_year(slots) {
            let year = year.or_else(|| self.nearest_part(slots, direction));
            let printed = year.map_or_else(|| "XXXX".to_owned(), print_year);
            return absolute(format!("{printed}-{part}"), year.map(Point::year));
        }
        match (month, day) {
            (None, None) => match (year, slots.number(Slot::Weekday)) {
                (Some(year), _) => absolute(print_year(year), Some(Point::year(year))),
                (None, Some(weekday)) => self.weekday(slots, weekday, direction),
                (None, None) if slots.code(Slot::Part) == Some(WEEKEND) => self.weekend(direction),
                (None, None) => self.day_told_of(slots),
            },
            (None, Some(day)) => self.day_of_known_month(day, direction),
            (Some(month), day) => {
                civil(year.filter(|y| *y > 0).unwrap_or(2000), month, day.unwrap_or(1))?;
                let year = year.or_else(|| self.nearest(slots, month, day, direction));
                match year {
                    Some(year) => {
                        let point = Point { year, month: Some(month), day };
                        absolute(point.print(), Some(point))
                    }
                    None => absolute(without_year(month, day), None),
                }
            }
        }
    }

    /// The year that the words name.
    fn year(&self, slots: Slots) -> Option<i32> {
        if let Some(year) = slots.number(Slot::Year) {
            return match slots.number(Slot::Era) {
                None => Some(year),
                Some(..0) => Some(-year),
                Some(_) => self.previous.filter(|told| told.year < 0).map(|_| -year),
            };
        }
        if let Some(short) = slots.number(Slot::ShortYear) {
            return Some(self.full_year(short));
        }
        let offset = offset(slots).filter(|_| slots.code(Slot::Unit) == Some("Y"))?;
        let (_, point) = shift(self.anchor(offset.anchor)?, offset.steps, TimeUnit::Year)?;
        point.map(|point| point.year)
    }

    /// The year of a month or day that names none.
    fn nearest(
        &self,
        slots: Slots,
        month: i32,
        day: Option<i32>,
        direction: Option<Direction>,
    ) -> Option<i32> {
        if let Some(Offset { anchor, steps }) = offset(slots) {
            let from = self.anchor(anchor)?;
            let this = (from.month.unwrap_or(month), day.and(from.day));
            return Some(match steps {
                ..0 => from.year - i32::from((month, day) >= this),
                0 => from.year,
                _ => from.year + i32::from((month, day) <= this),
            });
        }
        match self.told.filter(|_| self.narrative) {
            Some(told) => Some(year_told_of(told, month)),
            None => self.dct.map(|dct| nearest_year(dct, month, day, direction)),
        }
    }

    /// The year of a season, quarter or half that names none.
    fn nearest_part(&self, slots: Slots, direction: Option<Direction>) -> Option<i32> {
        let first_month = match slots.code(Slot::Season) {
            Some(season) => season_month(season),
            None => slots.number(Slot::Quarter).map_or(1, |quarter| 3 * quarter - 2),
        };
        self.nearest(slots, first_month, None, direction)
    }

    fn weekday(
        &self,
        slots: Slots,
        weekday: i32,
        direction: Option<Direction>,
    ) -> Option<(TimexValue, Option<Point>)> {
        let from = self.anchor(Anchor::Dct).and_then(Point::date).or(self.dct);
        let Some(from) = from.filter(|_| !is_set(slots)) else {
            return Some((TimexValue::Absolute(format!("XXXX-WXX-{weekday}")), None));
        };
        let date = match offset(slots).map(|offset| offset.steps) {
            Some(..0) => nearest_weekday(from.yesterday().ok()?, weekday, Direction::Past)?,
            Some(1..) => nearest_weekday(from.tomorrow().ok()?, weekday, Direction::Future)?,
            Some(0) => nearest_weekday(
                nearest_weekday(from, 1, Direction::Past)?,
                weekday,
                Direction::Future,
            )?,
            None => nearest_weekday(from, weekday, direction.unwrap_or(Direction::Past))?,
        };
        Some((TimexValue::Absolute(Point::from(date).print()), Some(date.into())))
    }

    /// "Easter", "Memorial Day": of the year named, else of the nearest.
    fn movable_day(
        &self,
        slots: Slots,
        year: Option<i32>,
        direction: Option<Direction>,
    ) -> Option<(TimexValue, Option<Point>)> {
        let told = self.previous.filter(|_| self.narrative).map(|told| told.year);
        let date = match (year.or(told), self.dct) {
            (Some(year), _) => named_days::in_year(slots, year)?,
            (None, Some(dct)) => named_days::nearest(slots, dct, direction)?,
            (None, None) => {
                let month = slots.number(Slot::Month);
                let printed = month.map_or_else(|| "XXXX".to_owned(), |m| without_year(m, None));
                return Some((TimexValue::Absolute(printed), None));
            }
        };
        Some((TimexValue::Absolute(Point::from(date).print()), Some(date.into())))
    }

    /// The weekend before the day told of, or in its week, unless the sentence speaks of the future.
    fn weekend(&self, direction: Option<Direction>) -> Option<(TimexValue, Option<Point>)> {
        let Some(from) = self.anchor(Anchor::Dct).and_then(Point::date) else {
            return Some((TimexValue::Absolute("XXXX-WXX".to_owned()), None));
        };
        let saturday = nearest_weekday(from, 6, direction.unwrap_or(Direction::Past))?;
        let (value, _) = shift(saturday.into(), 0, TimeUnit::Week)?;
        Some((TimexValue::Absolute(value), Some(saturday.into())))
    }

    /// "That time": what was told of last.
    fn time_told_of(&self) -> TimexValue {
        let printed = self.previous.map_or_else(|| PAST_REF.to_owned(), Point::print);
        TimexValue::Absolute(printed)
    }

    /// A time of day alone: on the day told of.
    fn day_told_of(&self, slots: Slots) -> Option<(TimexValue, Option<Point>)> {
        if offset(slots).is_some_and(|offset| offset.anchor == Anchor::Previous) {
            return Some((self.time_told_of(), None));
        }
        hour_and_minute(slots)?;
        let day = self.anchor(Anchor::Dct).and_then(Point::date);
        let printed = day.map_or_else(|| "XXXX-XX-XX".to_owned(), |date| Point::from(date).print());
        Some((TimexValue::Absolute(printed), None))
    }

    fn day_of_known_month(
        &self,
        day: i32,
        direction: Option<Direction>,
    ) -> Option<(TimexValue, Option<Point>)> {
        let told = self.previous.filter(|point| point.month.is_some());
        let from = told.or_else(|| self.dct.map(|dct| month_around(dct, day, direction)));
        let Some(Point { year, month: Some(month), .. }) = from else {
            return Some((TimexValue::Absolute(format!("XXXX-XX-{day:02}")), None));
        };
        if year > 0 {
            civil(year, month, day)?;
        }
        let point = Point { year, month: Some(month), day: Some(day) };
        Some((TimexValue::Absolute(point.print()), Some(point)))
    }
}

/// A story goes on: after November, January is that of the next year.
fn year_told_of(told: Point, month: i32) -> i32 {
    match told.month {
        Some(last) if last - month > MONTHS_BACK => told.year + 1,
        _ => told.year,
    }
}

fn month_around(dct: Date, day: i32, direction: Option<Direction>) -> Point {
    let this = Point { day: None, ..Point::from(dct) };
    let offset = match direction {
        Some(Direction::Future) => i32::from(day < i32::from(dct.day())),
        Some(Direction::Past) | None => -i32::from(day > i32::from(dct.day())),
    };
    shift(this, offset, TimeUnit::Month).and_then(|(_, point)| point).unwrap_or(this)
}

fn offset(slots: Slots) -> Option<Offset> {
    let (anchor, sign) = match (slots.number(Slot::Dct), slots.number(Slot::Previous)) {
        (Some(sign), _) => (Anchor::Dct, sign),
        (None, Some(sign)) => (Anchor::Previous, sign),
        (None, None) => return None,
    };
    Some(Offset { anchor, steps: sign.saturating_mul(slots.count().unwrap_or(1)) })
}

fn names_part(slots: Slots) -> bool {
    slots.number(Slot::Month).is_some() || part_of_year(slots).is_some()
}

fn is_set(slots: Slots) -> bool {
    slots.number(Slot::Count).is_some()
}

fn part_of_year(slots: Slots) -> Option<String> {
    if let Some(season) = slots.code(Slot::Season) {
        return Some(season.to_owned());
    }
    let quarter = slots.number(Slot::Quarter).map(|quarter| format!("Q{quarter}"));
    quarter.or_else(|| slots.number(Slot::Half).map(|half| format!("H{half}")))
}

fn without_year(month: i32, day: Option<i32>) -> String {
    match day {
        Some(day) => format!("XXXX-{month:02}-{day:02}"),
        None => format!("XXXX-{month:02}"),
    }
}

/// `TMO`, `T17:00`, or nothing; `None` for an hour that no clock has.
fn time_of_day(slots: Slots) -> Option<String> {
    if let Some(part) = slots.code(Slot::Part) {
        let mark = if part == WEEKEND { '-' } else { 'T' };
        return Some(format!("{mark}{part}"));
    }
    let Some((hour, minute)) = hour_and_minute(slots) else { return Some(String::new()) };
    let hour = match slots.number(Slot::Noon) {
        Some(noon) if (1..=12).contains(&hour) => hour % 12 + noon,
        Some(_) => return None,
        None => hour,
    };
    (hour <= 24 && minute < 60).then(|| format!("T{hour:02}:{minute:02}"))
}

fn hour_and_minute(slots: Slots) -> Option<(i32, i32)> {
    match slots.number(Slot::Hhmm) {
        Some(digits) => Some((digits / 100, digits % 100)),
        None => Some((slots.number(Slot::Hour)?, slots.number(Slot::Minute).unwrap_or(0))),
    }
}

fn with_time(value: TimexValue, time: &str) -> TimexValue {
    match value {
        TimexValue::Absolute(day) => TimexValue::Absolute(day + time),
        TimexValue::Relative { anchor, offset, unit, underspecified } => {
            let underspecified = underspecified + time;
            TimexValue::Relative { anchor, offset, unit, underspecified }
        }
    }
}

/// `P3D`, `PT45M`, `P2.5Y`; `X` where the words do not count.
pub(super) fn length(slots: Slots) -> Option<String> {
    let code = slots.code(Slot::Unit)?;
    let (mark, unit) = code.strip_prefix('T').map_or(("P", code), |unit| ("PT", unit));
    let count = match slots.tenths() {
        None => "X".to_owned(),
        Some(tenths) if tenths % 10 == 0 => (tenths / 10).to_string(),
        Some(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
    };
    Some(format!("{mark}{count}{unit}"))
}
