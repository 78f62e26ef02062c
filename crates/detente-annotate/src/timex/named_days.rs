//! Days that a name stands for and whose date is another one each year.

use detente_resources::time::Slot;
use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::civil;
use super::slots::Slots;
use super::tense::Direction;

/// True if the words name a day that each year has to be worked out.
pub(super) fn is_movable(slots: Slots) -> bool {
    slots.number(Slot::Easter).is_some() || slots.number(Slot::Nth).is_some()
}

/// The day in a year; `None` if the calendar does not have it.
pub(super) fn in_year(slots: Slots, year: i32) -> Option<Date> {
    if let Some(days) = slots.number(Slot::Easter) {
        return easter(year)?.checked_add(days.days()).ok();
    }
    let weekday = i8::try_from(slots.number(Slot::Weekday)?).ok()?;
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    let nth = i8::try_from(slots.number(Slot::Nth)?).ok()?;
    civil(year, slots.number(Slot::Month)?, 1)?.nth_weekday_of_month(nth, weekday).ok()
}

/// The day that is nearest to `dct` in a direction, or in either.
pub(super) fn nearest(slots: Slots, dct: Date, direction: Option<Direction>) -> Option<Date> {
    let this = i32::from(dct.year());
    let mut days = (this - 1..=this + 1).filter_map(|year| in_year(slots, year));
    match direction {
        Some(Direction::Past) => days.rfind(|day| *day <= dct),
        Some(Direction::Future) => days.find(|day| *day >= dct),
        None => days.min_by_key(|day| dct.until(*day).map_or(i32::MAX, |gap| gap.get_days().abs())),
    }
}

/// Easter Sunday of the Gregorian calendar, as astronomers compute it (Meeus, Jones, Butcher).
fn easter(year: i32) -> Option<Date> {
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let golden = year.rem_euclid(19);
    let correction = century - (century + 8) / 25 + 1;
    let epact = (19 * golden + century - century / 4 - correction / 3 + 15).rem_euclid(30);
    let sunday =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * sunday) / 451;
    let day = epact + sunday - 7 * late + 114;
    civil(year, day / 31, day % 31 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_falls_where_the_church_keeps_it() {
        for (year, month, day) in [(1961, 4, 2), (1818, 3, 22), (2000, 4, 23), (2038, 4, 25)] {
            assert_eq!(easter(i32::from(year)), Some(date(year, month, day)));
        }
    }
}
