use detente_resources::CalendarWord;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::terms::TermReader;
use crate::profile::Class;

/// A day, a month or a year, as far as its words and the day of publication tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Day {
    year: Option<i16>,
    month: Option<i8>,
    of_month: Option<i8>,
    /// 1, a Monday, to 7.
    weekday: Option<i8>,
    /// Days from the day of publication.
    relative: Option<i64>,
    /// The day that is meant, if it can be told.
    resolved: Option<Date>,
}

impl Day {
    /// False if the two cannot be the same, or one is told more exactly than the other.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        if let (Some(x), Some(y)) = (self.resolved, other.resolved) {
            return x == y || self.same_but_for_year(other);
        }
        let clash = differ(self.year, other.year)
            || differ(self.month, other.month)
            || differ(self.of_month, other.of_month)
            || differ(self.weekday, other.weekday)
            || differ(self.relative, other.relative)
            || self.wrong_weekday(other)
            || other.wrong_weekday(self);
        !clash && self.grain() == other.grain()
    }

    fn same_but_for_year(&self, other: &Self) -> bool {
        let named = self.month.is_some() && self.of_month.is_some();
        named
            && (self.month, self.of_month) == (other.month, other.of_month)
            && !differ(self.year, other.year)
    }

    fn wrong_weekday(&self, other: &Self) -> bool {
        let weekday = self.resolved.map(|day| day.weekday().to_monday_one_offset());
        differ(weekday, other.weekday)
    }

    /// The day, the month or the year.
    fn grain(&self) -> u8 {
        let day = self.of_month.is_some() || self.weekday.is_some() || self.relative.is_some();
        if day { 2 } else { u8::from(self.month.is_some()) }
    }

    /// Adds what `word` tells, if it fits what is known.
    fn add(&mut self, word: Part) -> bool {
        match word {
            Part::Calendar(CalendarWord::Month(month)) => self.month.replace(month).is_none(),
            Part::Calendar(CalendarWord::Weekday(day)) => self.weekday.replace(day).is_none(),
            Part::Calendar(CalendarWord::Relative(days)) => {
                *self == Self::default() && self.relative.replace(days).is_none()
            }
            Part::Number(year) if year > 31 => self.year.replace(year).is_none(),
            Part::Number(day) => self.of_month.replace(day as i8).is_none(),
        }
    }

    fn resolve(&mut self, published: Option<Date>) {
        self.resolved = match (self.year, self.month, self.of_month, self.weekday, self.relative) {
            (Some(year), Some(month), Some(day), ..) => Date::new(year, month, day).ok(),
            (None, Some(month), Some(day), ..) => published.and_then(|on| nearest(on, month, day)),
            (None, None, None, Some(weekday), _) => published.and_then(|on| latest(on, weekday)),
            (None, None, None, None, Some(days)) => {
                published.and_then(|on| on.checked_add(days.days()).ok())
            }
            _ => None,
        };
    }
}

fn differ<T: PartialEq + Copy>(x: Option<T>, y: Option<T>) -> bool {
    x.is_some() && y.is_some() && x != y
}

/// The day of that name that lies closest to `on`.
fn nearest(on: Date, month: i8, day: i8) -> Option<Date> {
    let years = [on.year() - 1, on.year(), on.year() + 1];
    let days = years.iter().filter_map(|&year| Date::new(year, month, day).ok());
    days.min_by_key(|day| (*day - on).get_days().abs())
}

/// The last such weekday up to `on`: news is told of days past.
fn latest(on: Date, weekday: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    if on.weekday() == weekday { Some(on) } else { on.nth_weekday(-1, weekday).ok() }
}

#[derive(Clone, Copy)]
enum Part {
    Calendar(CalendarWord),
    Number(i16),
}

/// The date that begins with the word `at`, and how many words it takes.
pub(crate) fn read(reader: &TermReader, at: usize) -> Option<(usize, Day)> {
    let mut day = Day::default();
    let mut length = 0;
    while let Some(word) = part(reader, at + length) {
        let mut longer = day;
        if !longer.add(word) {
            break;
        }
        day = longer;
        length += 1;
    }
    let meant = day.year.is_some() || day.month.is_some() || day.grain() > 0;
    day.resolve(reader.published());
    (length > 0 && meant).then_some((length, day))
}

fn part(reader: &TermReader, at: usize) -> Option<Part> {
    let word = reader.words.get(at).filter(|word| word.class == Class::Date)?;
    let text = reader.document.slice(word.span).to_lowercase();
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end));
    match reader.knowledge.words.calendar(&text.replace('.', "")) {
        Some(known) => Some(Part::Calendar(known)),
        None => ordinal.unwrap_or(&text).parse().ok().map(Part::Number),
    }
}
