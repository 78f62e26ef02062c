//! Acts that the news counts its time from: "three days after the capture".

use detente_schema::{DateBasis, DateInterval, EventDate, Precision, Timex, TimexType};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::date::Dating;
use crate::sentence::Part;
use crate::vocabulary::Class;

impl Dating<'_> {
    /// The date of an act so long before the news of the report's day.
    pub(crate) fn counted_back(self) -> Option<EventDate> {
        let today = self.clauses.sentence.document.dct.value?;
        let opener = self.opener().filter(|_| self.news.is_lead() && self.modality.is_fact())?;
        let after = &self.clauses.vocabulary.lexicon.grammar.cues.after;
        if !after.contains(&self.clauses.sentence.words[opener].lower) {
            return None;
        }
        let lapse = self.timexes.iter().find(|timex| self.ends_at(timex, opener))?;
        let (interval, precision) = before(today, lapse.value_text())?;
        let text = self.clauses.sentence.document.slice(lapse.span).to_owned();
        Some(EventDate { interval, precision, basis: DateBasis::Relative, reason: Some(text) })
    }

    /// The preposition or subordinator that opens the clause or the phrase of the act.
    fn opener(self) -> Option<usize> {
        let sentence = self.clauses.sentence;
        let phrase = sentence.phrase_of[self.place.head].filter(|_| !self.place.verb);
        if let Some(number) = phrase {
            return sentence.phrases[number].preposition;
        }
        let opens = |at: &usize| {
            matches!(sentence.words[*at].part, Part::Closed(Class::Subordinator))
                || sentence.words[*at].part == Part::Mark
        };
        (0..self.place.head).rev().find(opens)
    }

    /// True for a length of time that ends with the word before `opener`.
    fn ends_at(self, timex: &Timex, opener: usize) -> bool {
        let word = opener.checked_sub(1).map(|at| self.clauses.sentence.words[at].span);
        timex.kind == TimexType::Duration && word.is_some_and(|w| w.end() == timex.span.end())
    }
}

/// The day, month or year that lies so long before a day, by a TIMEX3 duration such as `P3D`.
fn before(today: Date, duration: &str) -> Option<(DateInterval, Precision)> {
    let lapse = duration.strip_prefix('P')?;
    let unit = lapse.chars().last()?;
    let number: i32 = lapse.strip_suffix(unit)?.parse().ok()?;
    let (span, precision) = lapse_of(number, unit)?;
    let day = today.checked_sub(span).ok()?;
    let interval = match precision {
        Precision::Month => DateInterval::between(day.first_of_month(), day.last_of_month()),
        Precision::Year => DateInterval::between(day.first_of_year(), day.last_of_year()),
        _ => DateInterval::day(day),
    };
    Some((interval, precision))
}

fn lapse_of(number: i32, unit: char) -> Option<(Span, Precision)> {
    let none = 0.days();
    Some(match unit {
        'D' => (none.try_days(number).ok()?, Precision::Day),
        'W' => (none.try_weeks(number).ok()?, Precision::Day),
        'M' => (none.try_months(number).ok()?, Precision::Month),
        'Y' => (none.try_years(number).ok()?, Precision::Year),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dated;
    use jiff::civil::date;

    #[test]
    fn the_news_counts_its_time_from_an_earlier_act() {
        let earlier = "2020-05-13..2020-05-13 relative";
        for (text, trigger) in [
            ("Ruritania takes the town two days after its capture.", "capture"),
            ("Ruritania attacks Elbonia two days after it attacked the king.", "attacked"),
        ] {
            assert!(dated(text, trigger).starts_with(earlier), "{text}");
        }
        let news = dated("Ruritania takes the town two days after its capture.", "takes");
        assert_eq!(news, "2020-05-15..2020-05-15 document");
    }

    #[test]
    fn a_lapse_is_counted_back_as_exactly_as_it_is_told() {
        let today = date(2020, 5, 15);
        let back = |duration| before(today, duration).map(|(days, _)| (days.begin, days.end));
        assert_eq!(back("P3D"), Some((Some(date(2020, 5, 12)), Some(date(2020, 5, 12)))));
        assert_eq!(back("P2M"), Some((Some(date(2020, 3, 1)), Some(date(2020, 3, 31)))));
        assert_eq!(back("P1Y"), Some((Some(date(2019, 1, 1)), Some(date(2019, 12, 31)))));
        for odd in ["", "P", "PXD", "P99999999999D", "PT4H", "P99999Y", "P2é"] {
            assert_eq!(back(odd), None, "{odd}");
        }
    }
}
