//! When an act happened: by the temporal expression that `expression` finds, or as the news of the
//! document's day.

use detente_schema::{
    DateBasis, DateInterval, DctBasis, Document, EventDate, Mention, Modality, Precision,
    Quotation, Sector, Timex,
};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::clause::Clauses;
use crate::news::News;
use crate::triggers::Place;
use crate::vocabulary::Class;

/// What the date of an event depends on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dating<'a> {
    pub(crate) clauses: Clauses<'a>,
    /// The temporal expressions of the sentence.
    pub(crate) timexes: &'a [Timex],
    pub(crate) place: &'a Place,
    pub(crate) modality: Modality,
    /// Why the act is history, if it is.
    pub(crate) background: Option<&'static str>,
    /// True if no other trigger stands in the sentence.
    pub(crate) alone: bool,
    /// What the report has told so far.
    pub(crate) news: &'a News,
    /// All mentions of the document.
    pub(crate) mentions: &'a [Mention],
    /// All quotations of the document.
    pub(crate) quotations: &'a [Quotation],
}

/// The date of an event, and whether it is background.
pub(crate) fn of(dating: Dating) -> (EventDate, bool) {
    let document = dating.clauses.sentence.document;
    let date = match dating.expression() {
        Some(timex) => dating.bound(timex),
        None => dating.counted_back().unwrap_or_else(|| dating.undated(document)),
    };
    let told = date.interval;
    let lasting = DateInterval { begin: told.begin, end: told.begin };
    let old = is_old(told, document) || !dating.modality.is_fact() && is_old(lasting, document);
    (date, dating.background.is_some() || old)
}

impl Dating<'_> {
    fn bound(self, timex: &Timex) -> EventDate {
        let document = self.clauses.sentence.document;
        let text = document.slice(timex.span);
        let Some((interval, precision)) = timex.interval() else {
            return EventDate::unknown(format!("the text says only \"{text}\""));
        };
        if is_cut_off(document, timex, precision) {
            return EventDate::unknown(format!("the text breaks off after \"{text}\""));
        }
        if self.lacks_year(timex, precision) {
            return EventDate::unknown(format!(
                "the text says only \"{text}\" and its own date is not known"
            ));
        }
        let named = text.bytes().any(|b| b.is_ascii_digit());
        let (interval, precision) = self.limited(timex, interval, precision);
        let basis = if named { DateBasis::Explicit } else { DateBasis::Relative };
        EventDate { interval, precision, basis, reason: Some(text.to_owned()) }
    }

    /// True for a month or day whose year nothing in the sentence gives, in a document without a
    /// date.
    fn lacks_year(self, timex: &Timex, precision: Precision) -> bool {
        let document = self.clauses.sentence.document;
        let within_year = matches!(precision, Precision::Month | Precision::Day);
        let yearless = |t: &Timex| !has_year(document.slice(t.span));
        document.dct.value.is_none()
            && within_year
            && yearless(timex)
            && self.timexes.iter().all(yearless)
    }

    /// "since March" lasts up to the report, "by May" has no beginning but the report's day.
    fn limited(
        self,
        timex: &Timex,
        days: DateInterval,
        precision: Precision,
    ) -> (DateInterval, Precision) {
        let told = self.since(timex).map(|at| &self.clauses.sentence.words[at].lower);
        let Some(word) = told.or_else(|| self.word_before(timex)) else {
            return (days, precision);
        };
        let cues = &self.clauses.vocabulary.lexicon.grammar.cues;
        let today = self.clauses.sentence.document.dct.value;
        let open = |begin, end| (DateInterval { begin, end }, Precision::Interval);
        if cues.since.contains(word) {
            let told = self.modality.is_fact() || self.modality == Modality::Denied;
            let fact = today.filter(|day| told && days.begin <= Some(*day));
            open(days.begin, self.range_end(timex).or(fact))
        } else if cues.until.contains(word) {
            open(today.filter(|day| days.end.is_none_or(|end| *day <= end)), days.end)
        } else {
            (days, precision)
        }
    }

    /// The end of "from X until Y".
    fn range_end(self, from: &Timex) -> Option<Date> {
        let next = self.timexes.iter().find(|t| t.span.start() > from.span.end())?;
        let words = &self.clauses.sentence.words;
        let mut between = words
            .iter()
            .filter(|w| from.span.end() <= w.span.start() && w.span.end() <= next.span.start());
        let joins = between.all(|w| {
            let grammar = &self.clauses.vocabulary.lexicon.grammar;
            grammar.cues.until.contains(&w.lower) || w.lower == grammar.infinitive
        });
        if joins { next.interval()?.0.end } else { None }
    }

    fn undated(self, document: &Document) -> EventDate {
        if let Some(reason) = self.background {
            return EventDate::unknown(reason);
        }
        if !self.modality.is_fact() && !self.is_refused_now() {
            return EventDate::unknown("not said when");
        }
        if !self.news.is_lead() {
            return self.later();
        }
        match self.reported() {
            Some(timex) if document.dct.value.is_some() => self.bound(timex),
            _ => day_of_report(document),
        }
    }

    /// True for what is denied or refused as news: "did not attack", but not "has never met".
    fn is_refused_now(self) -> bool {
        self.place.verb && self.modality == Modality::Denied && !self.is_perfect()
    }

    fn is_perfect(self) -> bool {
        let at = self.place.head;
        let mut chain = self.clauses.chain_start(at)..at;
        chain.any(|i| self.clauses.sentence.is(i, Class::Have))
    }

    /// The date of what is told after the lead: that of the news if it is a second telling of it.
    fn later(self) -> EventDate {
        let sentence = self.clauses.sentence;
        if self.place.verb && self.is_perfect() || !(self.is_retold() || self.is_carried()) {
            return EventDate::unknown("told after the lead without a date");
        }
        let document = sentence.document;
        self.news.date().cloned().unwrap_or_else(|| day_of_report(document))
    }

    /// True where the sentence speaks of a message that the report told of, or of the latest act.
    fn is_retold(self) -> bool {
        let sentence = self.clauses.sentence;
        let cues = &self.clauses.vocabulary.lexicon.grammar.cues;
        let latest = sentence.words.iter().any(|w| cues.latest.contains(&w.lower));
        let mut nouns = (0..sentence.words.len())
            .filter(|at| cues.messages.contains(&sentence.words[*at].lower));
        latest || nouns.any(|at| self.is_definite(at))
    }

    /// True for "his message", "the message".
    fn is_definite(self, noun: usize) -> bool {
        let sentence = self.clauses.sentence;
        let Some(before) = noun.checked_sub(1) else { return false };
        let word = &sentence.words[before];
        self.clauses.vocabulary.lexicon.grammar.cues.definite.contains(&word.lower)
    }

    /// True where the press is named as the teller: "..., the news agency said".
    fn is_carried(self) -> bool {
        let around = self.quotations.iter().filter(|q| q.span.contains(self.span()));
        let speakers = around.filter_map(|q| q.speaker.as_ref().map(|s| s.span));
        let mut press = speakers.flat_map(|span| {
            let named = self.mentions.iter().filter(move |m| m.span.overlaps(span));
            named.flat_map(|m| &m.actors)
        });
        press.any(|actor| actor.sector == Sector::Media)
    }
}

/// The day of the document, as the date of its news.
fn day_of_report(document: &Document) -> EventDate {
    let Some(interval) = document.dct.interval() else {
        return EventDate::unknown("the document's date is not known");
    };
    let inherited = document.dct.basis == DctBasis::Inherited;
    let basis = if inherited { DateBasis::Inherited } else { DateBasis::Document };
    EventDate { interval, precision: Precision::Day, basis, reason: None }
}

/// True for a month or a day of a month with which the text ends without a full stop: a year may
/// have stood behind it.
fn is_cut_off(document: &Document, timex: &Timex, precision: Precision) -> bool {
    let text = document.slice(timex.span);
    let ends = document.text.trim_end().len() == timex.span.end();
    let digits = text.bytes().any(|b| b.is_ascii_digit());
    ends && !has_year(text) && (digits || precision == Precision::Month)
}

/// True if a year is written out in the text of a date.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= YEAR_DIGITS)
}

/// Digits of a year that is written out.
const YEAR_DIGITS: usize = 4;

/// True if the last day lies more than a month before the document's.
fn is_old(interval: DateInterval, document: &Document) -> bool {
    let month_before = document.dct.value.and_then(|day| day.checked_sub(31.days()).ok());
    matches!((interval.end, month_before), (Some(end), Some(limit)) if end < limit)
}
