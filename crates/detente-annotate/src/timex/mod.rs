//! Temporal expressions, after `TimeML` 1.2.1.

mod atoms;
mod bind;
mod calendar;
mod check;
mod lexicon;
mod matcher;
mod named_days;
mod sentences;
mod slots;
mod tense;
#[cfg(test)]
mod tests;

use detente_resources::time::{Reading, Slot, Term, Texts, TimeRule, TimeRules};
use detente_schema::{Span, Timex, TimexType, TimexValue};
use jiff::civil::Date;

use atoms::Atoms;
use bind::{Binder, WEEKEND, length};
pub use check::{RuleFailure, check_rules};
use lexicon::Lexicon;
use matcher::{Match, Matcher};
pub(crate) use sentences::rough_sentences;
use slots::Slots;
use tense::{Direction, Tense};

/// What begins after no more atoms opens a sentence: "By 1950".
const OPENING: usize = 1;
/// A document tells of the past if it names at least so many bygone years.
const BYGONE_YEARS: usize = 8;
/// And so many for each expression that counts from its own day.
const BYGONE_FOR_EACH_RECENT: usize = 5;

/// What is tagged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Passage<'a> {
    pub(crate) text: &'a str,
    /// Sentences in the order of the text; no expression goes over their ends.
    pub(crate) sentences: &'a [Span],
    /// Document creation time.
    pub(crate) dct: Option<Date>,
}

/// Finds temporal expressions and binds them to the calendar.
#[derive(Debug)]
pub(crate) struct Tagger {
    lexicon: Lexicon,
    matcher: Matcher,
    tense: Tense,
    rules: Vec<Rule>,
}

/// What remains of a rule once its pattern is compiled.
#[derive(Debug)]
struct Rule {
    name: String,
    reading: Reading,
    texts: Texts,
    given: Vec<(Slot, Term)>,
}

/// What may be an expression; candidates may overlap.
#[derive(Debug)]
struct Candidate {
    span: Span,
    rule: usize,
    slots: Vec<(Slot, Term)>,
    direction: Option<Direction>,
    /// Its sentence begins with it, or with a preposition before it.
    opens: bool,
}

impl Tagger {
    /// Compiles the rules.
    pub(crate) fn new(rules: &TimeRules) -> Self {
        let mut lexicon = Lexicon::new(rules);
        let matcher = Matcher::new(&rules.rules, &mut lexicon);
        let kept = |rule: &TimeRule| Rule {
            name: rule.name.clone(),
            reading: rule.reading.clone(),
            texts: rule.texts,
            given: rule.given.clone(),
        };
        let tense = Tense::new(&rules.tense);
        Self { lexicon, matcher, tense, rules: rules.rules.iter().map(kept).collect() }
    }

    /// The expressions of a passage in the order of the text; they do not overlap.
    pub(crate) fn tag(&self, passage: Passage) -> Vec<Timex> {
        let candidates = self.candidates(passage);
        let history = self.is_history(passage.dct, &candidates);
        self.bind(passage.dct, &candidates, history)
    }

    fn bind(&self, dct: Option<Date>, candidates: &[Candidate], history: bool) -> Vec<Timex> {
        let mut binder = Binder::new(dct, history || dct.is_none());
        let mut timexes = Vec::new();
        let mut end = 0;
        for candidate in candidates {
            let rule = &self.rules[candidate.rule];
            if candidate.span.start() < end || (rule.texts == Texts::Histories && !history) {
                continue;
            }
            if rule.reading == Reading::Nothing {
                end = candidate.span.end();
            } else if let Some(timex) = read(rule, candidate, &mut binder) {
                end = candidate.span.end();
                timexes.push(timex);
            }
        }
        timexes
    }

    fn candidates(&self, passage: Passage) -> Vec<Candidate> {
        let mut atoms = Atoms::default();
        let mut candidates = Vec::new();
        for &span in passage.sentences {
            atoms.split(passage.text, span, &self.lexicon);
            let matches = self.matcher.find(&atoms).into_iter();
            candidates.extend(matches.map(|found| self.candidate(passage.text, &atoms, found)));
        }
        candidates
    }

    fn candidate(&self, text: &str, atoms: &Atoms, found: Match) -> Candidate {
        let (first, last) = (atoms.atoms[found.first].span, atoms.atoms[found.last - 1].span);
        let direction = if leaves_year_open(Slots::new(&found.slots, &self.rules[found.rule].given))
        {
            self.tense.direction(text, atoms, &found)
        } else {
            None
        };
        let opens = found.first <= OPENING;
        Candidate {
            span: first.cover(last),
            rule: found.rule,
            slots: found.slots,
            direction,
            opens,
        }
    }

    /// True if the passage mostly names years before its own, as a history does.
    fn is_history(&self, dct: Option<Date>, candidates: &[Candidate]) -> bool {
        let own = dct.map_or(i32::MAX, |dct| dct.year().into());
        let (mut bygone, mut recent) = (0, 0);
        for candidate in candidates {
            let slots = Slots::new(&candidate.slots, &self.rules[candidate.rule].given);
            match slots.number(Slot::Year) {
                Some(year) => bygone += usize::from(year < own),
                None => recent += usize::from(counts_from_today(slots)),
            }
        }
        bygone >= BYGONE_YEARS && bygone >= BYGONE_FOR_EACH_RECENT * recent
    }
}

fn read(rule: &Rule, candidate: &Candidate, binder: &mut Binder) -> Option<Timex> {
    let slots = Slots::new(&candidate.slots, &rule.given);
    let (kind, value) = match &rule.reading {
        Reading::Nothing => return None,
        Reading::Fixed(kind, value) => (*kind, TimexValue::Absolute(value.clone())),
        Reading::Length(kind) => (*kind, TimexValue::Absolute(length(slots)?)),
        Reading::Calendar(kind) => {
            let value = binder.bind(slots, candidate.direction, candidate.opens)?;
            (with_time_of_day(*kind, slots), value)
        }
    };
    Some(Timex {
        span: candidate.span,
        kind,
        value,
        modifier: slots.modifier(),
        found_by: rule.name.clone(),
    })
}

fn leaves_year_open(slots: Slots) -> bool {
    let dated = [Slot::Month, Slot::Day, Slot::Weekday, Slot::Quarter];
    slots.number(Slot::Year).is_none()
        && (slots.code(Slot::Season).is_some()
            || named_days::is_movable(slots)
            || slots.code(Slot::Part) == Some(WEEKEND)
            || dated.iter().any(|slot| slots.number(*slot).is_some()))
}

fn counts_from_today(slots: Slots) -> bool {
    let weekday_alone = slots.number(Slot::Weekday).is_some() && slots.number(Slot::Day).is_none();
    weekday_alone || slots.number(Slot::Dct).is_some()
}

fn with_time_of_day(kind: TimexType, slots: Slots) -> TimexType {
    let part = slots.code(Slot::Part).is_some_and(|part| part != WEEKEND);
    let timed = part || slots.number(Slot::Hour).is_some();
    match kind {
        TimexType::Date if timed => TimexType::Time,
        _ => kind,
    }
}
