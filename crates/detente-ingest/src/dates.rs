//! Written dates of publication.

use detente_resources::CreditLexicon;
use jiff::civil::Date;
use regex::{Captures, Regex, RegexBuilder};

/// What a written date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// A day.
    Day(Date),
    /// A day of an unnamed year.
    Yearless { month: i8, day: i8 },
    /// Day and month cannot be told apart.
    Ambiguous,
}

impl Written {
    pub(crate) fn day(self) -> Option<Date> {
        if let Self::Day(date) = self { Some(date) } else { None }
    }

    /// The day; of an unnamed year, the one nearest to `given` if that is within a month.
    pub(crate) fn near(self, given: Option<Date>) -> Option<Date> {
        let Self::Yearless { month, day } = self else { return self.day() };
        let given = given?;
        let distance = |date: &Date| (*date - given).get_days().abs();
        let years = given.year() - 1..=given.year() + 1;
        let dates = years.filter_map(|year| Date::new(year, month, day).ok());
        dates.filter(|date| distance(date) <= 31).min_by_key(distance)
    }
}

/// Reads written dates.
#[derive(Debug)]
pub(crate) struct DateReader {
    months: Vec<Vec<String>>,
    whole: Vec<Regex>,
    compact: Regex,
    full: String,
    partial: String,
}

/// The edge of a word in plain letters and digits. With that of a word in any letters, a line that
/// holds a dash would be searched in a way that is slower by far.
pub(crate) const EDGE: &str = r"(?-u:\b)";

/// The pattern of one of `words`.
pub(crate) fn any_of<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let mut words: Vec<String> = words.into_iter().map(|word| regex::escape(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    format!("(?:{})", words.join("|"))
}

/// Compiles a pattern that was put together from escaped words.
pub(crate) fn compile(pattern: &str) -> Regex {
    // With the default size, states of the larger patterns are thrown away and made again for
    // nearly every line.
    const STATES: usize = 16 << 20;
    let regex = RegexBuilder::new(pattern).dfa_size_limit(STATES).build();
    regex.expect("a fixed pattern around escaped words is a regular expression")
}

impl DateReader {
    pub(crate) fn new(lexicon: &CreditLexicon) -> Self {
        let words = &lexicon.dates;
        let month = any_of(words.months.iter().flatten());
        let weekday = format!(r"(?:{}\.?,?\s+)?", any_of(&words.weekdays));
        let day = format!(r"(?P<d>\d{{1,2}}){}?", any_of(&words.ordinals));
        let month_day = format!(r"{weekday}(?P<mon>{month})\.?\s+{day}");
        let day_month = format!(
            r"{weekday}{day}(?:\s+|-)(?:{}\s+)?(?P<mon>{month}){EDGE}\.?",
            any_of(&words.of)
        );
        let full = [
            r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})".to_owned(),
            format!(r"{month_day},?\s+(?P<y>\d{{4}}){EDGE}"),
            format!(r"{day_month}(?:,?\s+|-)(?P<y>\d{{4}}){EDGE}"),
            r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})[-/.](?P<y>\d{4})".to_owned() + EDGE,
        ];
        let partial = [month_day + EDGE, day_month];
        let time = time_of_day(&any_of(&words.at));
        let whole = |date: &String| compile(&format!("^(?i:{date}){time}$"));
        Self {
            months: words.months.clone(),
            whole: full.iter().chain(&partial).map(whole).collect(),
            compact: compile(r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:\d{6})?$"),
            full: format!("(?:(?i:{}){time})", without_names(&full)),
            partial: format!("(?i:{})", without_names(&partial)),
        }
    }

    /// The pattern of a date with its year, and a time of day.
    pub(crate) fn full_pattern(&self) -> &str {
        &self.full
    }

    /// The pattern of a date without a year.
    pub(crate) fn partial_pattern(&self) -> &str {
        &self.partial
    }

    /// A whole text as a date.
    pub(crate) fn parse(&self, text: &str) -> Option<Written> {
        let captures = self.whole.iter().find_map(|regex| regex.captures(text))?;
        self.written(&captures)
    }

    /// A metadata field as a date, also `YYYYMMDD`.
    pub(crate) fn parse_field(&self, text: &str) -> Option<Date> {
        let text = text.trim();
        if let Some(date) = iso(text) {
            return Some(date);
        }
        let compact = || self.written(&self.compact.captures(text)?);
        self.parse(text).or_else(compact)?.day()
    }

    fn written(&self, captures: &Captures<'_>) -> Option<Written> {
        let number = |name| captures.name(name)?.as_str().parse::<i16>().ok();
        if captures.name("sep").is_some() {
            return numeric(number("a")?, number("b")?, number("y")?, &captures["sep"]);
        }
        let month = number("m").or_else(|| self.month(captures.name("mon")?.as_str()))?;
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(number("d")?).ok()?);
        match number("y") {
            Some(year) => Date::new(year, month, day).ok().map(Written::Day),
            None => Date::new(2000, month, day).ok().map(|_| Written::Yearless { month, day }),
        }
    }

    fn month(&self, name: &str) -> Option<i16> {
        let name = name.to_lowercase();
        let at = self.months.iter().position(|forms| forms.contains(&name))?;
        i16::try_from(at + 1).ok()
    }
}

/// `YYYY-MM-DD`, as most fields have it.
fn iso(text: &str) -> Option<Date> {
    let hyphens = |bytes: &[u8]| bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
    if hyphens(text.as_bytes()) { text.parse().ok() } else { None }
}

fn numeric(a: i16, b: i16, year: i16, separator: &str) -> Option<Written> {
    let date = |month, day| {
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        date.ok().map(Written::Day)
    };
    match (date(b, a), date(a, b)) {
        (Some(day_first), _) if separator == "." => Some(day_first),
        (Some(x), Some(y)) => Some(if x == y { x } else { Written::Ambiguous }),
        (day_first, month_first) => day_first.or(month_first),
    }
}

fn time_of_day(at: &str) -> String {
    let start = format!(r"(?:T|,?\s+(?:{at}\s+)?|\s*[-–|]\s*)");
    let clock = r"\d{1,2}[:.h]\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s*(?:[aApP]\.?[mM]\.?)?";
    let zone = r"\s*\(?(?:Z|(?:[A-Z]{2,5})?(?:[+-]\d{2}:?\d{2})?)\)?";
    format!("(?:{start}{clock}{zone})?")
}

/// Alternatives without their group names, which may stand only once in a pattern.
fn without_names(alternatives: &[String]) -> String {
    let group = compile(r"\(\?P<\w+>");
    group.replace_all(&alternatives.join("|"), "(?:").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn reader() -> DateReader {
        DateReader::new(&CreditLexicon::load().unwrap())
    }

    #[test]
    fn fields_are_read_in_many_forms() {
        let reader = reader();
        for text in [
            "2019-03-07",
            "2019-03-07T22:15:00Z",
            "2019-03-07T22:15:00.123+09:00",
            "2019-03-07 22:15:00",
            "20190307",
            "20190307221500",
            "Thu, 07 Mar 2019 22:15:00 +0000",
            "March 7, 2019",
            "7 March 2019",
            "Mar. 7, 2019",
            "7th of March 2019",
            "Thursday, March 7, 2019 10:15 p.m. GMT",
            "2019/3/7",
            "7.3.2019",
            "07-Mar-2019",
            " 2019-03-07 ",
            "MARCH 7, 2019",
            "25/03/2019",
        ] {
            let expected =
                if text.starts_with("25") { date(2019, 3, 25) } else { date(2019, 3, 7) };
            assert_eq!(reader.parse_field(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        let reader = reader();
        for text in
            ["", "soon", "2019-13-07", "2019-02-30", "2019", "March 2019", "03/07/2019", "99999999"]
        {
            assert_eq!(reader.parse_field(text), None, "{text}");
        }
        assert_eq!(reader.parse("03/07/2019"), Some(Written::Ambiguous));
    }

    #[test]
    fn a_day_without_a_year_needs_a_date_close_by() {
        let written = reader().parse("December 30").unwrap();
        assert_eq!(written.near(None), None);
        assert_eq!(written.near(Some(date(2020, 1, 2))), Some(date(2019, 12, 30)));
        assert_eq!(written.near(Some(date(2020, 6, 2))), None);
    }
}
