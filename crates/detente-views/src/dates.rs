use detente_resources::Labels;
use detente_schema::{DateInterval, EventDate, Precision};
use jiff::ToSpan;
use jiff::civil::Date;

/// The date in words, no more exact than it is known: "11 July 1961", "March 2018", "1950s",
/// "since December 2011", "by May 2018", "2011 – 2018", "date unknown".
pub(crate) fn spell(date: &EventDate, labels: &Labels) -> String {
    match (date.interval.begin, date.interval.end) {
        (None, None) => "date unknown".to_owned(),
        (Some(begin), None) => format!("since {}", opening(begin, labels)),
        (None, Some(end)) => format!("by {}", closing(end, labels)),
        (Some(begin), Some(end)) => {
            unit(begin, end, date.precision, labels).unwrap_or_else(|| range(begin, end, labels))
        }
    }
}

/// The day in words.
pub(crate) fn spell_day(day: Date, labels: &Labels) -> String {
    format!("{} {} {}", day.day(), labels.month(day.month()), day.year())
}

/// The value for `datetime` of HTML, where the date is a day, week, month or year.
pub(crate) fn machine_readable(interval: DateInterval) -> Option<String> {
    let (begin, end) = (interval.begin?, interval.end?);
    if begin.year() < 1 {
        return None;
    }
    if begin == end {
        return Some(begin.to_string());
    }
    let week = begin.iso_week_date();
    match () {
        () if is_month(begin, end) => Some(format!("{:04}-{:02}", begin.year(), begin.month())),
        () if years(begin, end) == Some(1) => Some(format!("{:04}", begin.year())),
        () if is_week(begin, end) => Some(format!("{:04}-W{:02}", week.year(), week.week())),
        () => None,
    }
}

/// The name of the calendar unit from `begin` to `end`, if it is one.
fn unit(begin: Date, end: Date, precision: Precision, labels: &Labels) -> Option<String> {
    let year = begin.year();
    if begin == end {
        return Some(spell_day(begin, labels));
    }
    if is_month(begin, end) {
        return Some(month(begin, labels));
    }
    match (precision, years(begin, end)) {
        (_, Some(1)) => Some(year.to_string()),
        (Precision::Decade, Some(10)) => Some(format!("{year}s")),
        (Precision::Century, Some(100)) => Some(format!("{year} – {}", end.year())),
        (Precision::Week, _) if is_week(begin, end) => {
            Some(format!("week of {}", spell_day(begin, labels)))
        }
        (Precision::Season, _) if end == months_later(begin, 3)? => season(begin, labels),
        _ => None,
    }
}

fn season(begin: Date, labels: &Labels) -> Option<String> {
    let name = labels.season(begin.month())?;
    let year = begin.year();
    Some(if begin.month() == 12 {
        format!("{name} {year}/{:02}", (year + 1).rem_euclid(100))
    } else {
        format!("{name} {year}")
    })
}

/// Two ends with a dash: years with years, months with months, days with days; what they share is
/// said once.
fn range(begin: Date, end: Date, labels: &Labels) -> String {
    let same_year = begin.year() == end.year();
    if years(begin, end).is_some() {
        return format!("{} – {}", begin.year(), end.year());
    }
    if begin.day() == 1 && end == end.last_of_month() {
        let first =
            if same_year { labels.month(begin.month()).to_owned() } else { month(begin, labels) };
        return format!("{first} – {}", month(end, labels));
    }
    let first = match () {
        () if same_year && begin.month() == end.month() => begin.day().to_string(),
        () if same_year => format!("{} {}", begin.day(), labels.month(begin.month())),
        () => spell_day(begin, labels),
    };
    format!("{first} – {}", spell_day(end, labels))
}

/// The first day of a stretch without end, or the month or year that it opens.
fn opening(day: Date, labels: &Labels) -> String {
    match (day.month(), day.day()) {
        (1, 1) => day.year().to_string(),
        (_, 1) => month(day, labels),
        _ => spell_day(day, labels),
    }
}

/// The last day of a stretch without beginning, or the month or year that it closes.
fn closing(day: Date, labels: &Labels) -> String {
    match () {
        () if day == day.last_of_year() => format!("the end of {}", day.year()),
        () if day == day.last_of_month() => month(day, labels),
        () => spell_day(day, labels),
    }
}

fn month(day: Date, labels: &Labels) -> String {
    format!("{} {}", labels.month(day.month()), day.year())
}

fn is_month(begin: Date, end: Date) -> bool {
    begin == end.first_of_month() && end == end.last_of_month()
}

fn is_week(begin: Date, end: Date) -> bool {
    begin.weekday() == jiff::civil::Weekday::Monday && begin.checked_add(6.days()).ok() == Some(end)
}

/// How many whole calendar years the stretch is, if it is whole years.
fn years(begin: Date, end: Date) -> Option<i16> {
    let whole = begin == begin.first_of_year() && end == end.last_of_year();
    whole.then(|| end.year() - begin.year() + 1)
}

/// The last day of the `count` months that begin with `begin`.
fn months_later(begin: Date, count: i8) -> Option<Date> {
    begin.checked_add(count.months()).ok()?.yesterday().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_resources::Resources;
    use detente_schema::DateBasis;

    fn spelled(begin: &str, end: &str, precision: Precision) -> String {
        let day = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        let interval = DateInterval { begin: day(begin), end: day(end) };
        let date = EventDate { interval, precision, basis: DateBasis::Explicit, reason: None };
        spell(&date, &Resources::load().unwrap().language.labels)
    }

    fn value(timex: &str) -> String {
        let (interval, precision) = DateInterval::from_timex_value(timex).unwrap();
        let date = EventDate { interval, precision, basis: DateBasis::Explicit, reason: None };
        spell(&date, &Resources::load().unwrap().language.labels)
    }

    #[test]
    fn a_calendar_unit_has_a_name() {
        let cases = [
            ("1987-07-09", "9 July 1987"),
            ("2019-02", "February 2019"),
            ("2020", "2020"),
            ("198", "1980s"),
            ("19", "1900 – 1999"),
            ("2021-W27", "week of 5 July 2021"),
            ("2018-Q3", "July – September 2018"),
            ("2018-SU", "summer 2018"),
            ("1999-WI", "winter 1999/00"),
        ];
        for (timex, words) in cases {
            assert_eq!(value(timex), words, "{timex}");
        }
    }

    #[test]
    fn an_interval_says_once_what_its_ends_share() {
        let cases = [
            ("2011-01-01", "2018-12-31", "2011 – 2018"),
            ("2018-03-01", "2018-05-31", "March – May 2018"),
            ("2017-11-01", "2018-01-31", "November 2017 – January 2018"),
            ("2018-10-03", "2018-10-05", "3 – 5 October 2018"),
            ("2018-09-30", "2018-10-02", "30 September – 2 October 2018"),
            ("2017-12-30", "2018-01-02", "30 December 2017 – 2 January 2018"),
        ];
        for (begin, end, words) in cases {
            assert_eq!(spelled(begin, end, Precision::Interval), words);
        }
    }

    #[test]
    fn an_open_end_is_said() {
        assert_eq!(spelled("2011-12-01", "", Precision::Month), "since December 2011");
        assert_eq!(spelled("2011-12-17", "", Precision::Day), "since 17 December 2011");
        assert_eq!(spelled("2011-01-01", "", Precision::Year), "since 2011");
        assert_eq!(spelled("", "2018-05-31", Precision::Interval), "by May 2018");
        assert_eq!(spelled("", "2018-12-31", Precision::Interval), "by the end of 2018");
        assert_eq!(spelled("", "", Precision::Unknown), "date unknown");
    }

    #[test]
    fn a_precision_that_the_days_do_not_bear_out_is_not_believed() {
        assert_eq!(spelled("2018-03-04", "2018-03-20", Precision::Month), "4 – 20 March 2018");
    }

    #[test]
    fn only_units_of_html_are_machine_readable() {
        let read = |timex| machine_readable(DateInterval::from_timex_value(timex).unwrap().0);
        assert_eq!(read("2018-03-04").as_deref(), Some("2018-03-04"));
        assert_eq!(read("2018-03").as_deref(), Some("2018-03"));
        assert_eq!(read("2018").as_deref(), Some("2018"));
        assert_eq!(read("2021-W27").as_deref(), Some("2021-W27"));
        assert_eq!(read("2018-Q3"), None);
    }
}
