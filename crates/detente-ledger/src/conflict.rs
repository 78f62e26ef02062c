//! What the tellings disagree on. Pure: events in, conflicts out.

use std::collections::{BTreeMap, BTreeSet};

use detente_schema::{
    Alignment, Conflict, ConflictField, ConflictValue, DateBasis, DateInterval, Digest, Event,
    EventEvidence, EventType, Modality, Passage, Span,
};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::telling::{Sides, claim};

/// Days of the widest date that can prove that two tellings are of one time.
const NARROW: i32 = 31;

/// The conflicts within and between `events`, in the order of the events; `alignment` says which
/// sentences of copies correspond.
pub(crate) fn conflicts(events: &[Event], alignment: &[Alignment]) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = events.iter().flat_map(quantities).collect();
    found.extend(denials(events));
    found.extend(moved_dates(events, alignment));
    found.sort_by(|a, b| (&a.event, a.field, proofs(a)).cmp(&(&b.event, b.field, proofs(b))));
    found
}

fn proofs(conflict: &Conflict) -> Vec<(&str, &str)> {
    let values = conflict.values.iter();
    values.map(|one| (one.value.as_str(), one.evidence.mention.as_str())).collect()
}

/// Documents that give one number each for a unit, and not the same. A document that gives several
/// says that they are of different things.
fn quantities(event: &Event) -> Vec<Conflict> {
    let mut told: BTreeMap<&str, BTreeMap<&Digest, BTreeMap<&str, &EventEvidence>>> =
        BTreeMap::new();
    for evidence in &event.evidence {
        for quantity in &evidence.quantities {
            let values = told.entry(&quantity.unit).or_default();
            let values = values.entry(&evidence.evidence.document).or_default();
            values.entry(&quantity.value).or_insert(evidence);
        }
    }
    let conflicts = told.into_iter().filter_map(|(unit, by_document)| {
        let values = single_values(event, &by_document);
        let values =
            values.into_iter().map(|(value, evidence)| said(format!("{value} {unit}"), evidence));
        conflict(event, ConflictField::Quantity, values.collect())
    });
    conflicts.collect()
}

/// The values that documents give alone, each with its best evidence, the smallest first.
fn single_values<'a>(
    event: &'a Event,
    by_document: &BTreeMap<&'a Digest, BTreeMap<&'a str, &'a EventEvidence>>,
) -> Vec<(&'a str, &'a EventEvidence)> {
    let mut first: BTreeMap<&str, &EventEvidence> = BTreeMap::new();
    for evidence in &event.evidence {
        let Some(values) = by_document.get(&evidence.evidence.document) else { continue };
        if let (1, Some((value, evidence))) = (values.len(), values.first_key_value()) {
            first.entry(value).or_insert(evidence);
        }
    }
    let mut values: Vec<_> = first.into_iter().collect();
    values.sort_by(|a, b| {
        let number = |text: &str| text.parse::<f64>().unwrap_or(f64::INFINITY);
        number(a.0).total_cmp(&number(b.0))
    });
    values
}

/// What one event asserts as a fact and another denies, told by different documents of one time.
fn denials(events: &[Event]) -> Vec<Conflict> {
    let mut facts: BTreeMap<_, BTreeMap<Date, Vec<&Event>>> = BTreeMap::new();
    for fact in events.iter().filter(|event| event.modality.is_fact()) {
        if let Some(begin) = narrow(fact.date.interval) {
            let days = facts.entry(kind(fact)).or_default();
            days.entry(begin).or_default().push(fact);
        }
    }
    let denied = events.iter().filter(|event| event.modality == Modality::Denied);
    denied.filter_map(|denial| deny(facts.get(&kind(denial))?, denial)).collect()
}

/// The conflict with the first fact that `denial` denies.
fn deny(facts: &BTreeMap<Date, Vec<&Event>>, denial: &Event) -> Option<Conflict> {
    let begin = narrow(denial.date.interval)?;
    let near = facts.range(begin.saturating_sub(NARROW.days())..=denial.date.interval.end?);
    near.flat_map(|(_, facts)| facts).find_map(|fact| {
        let meet = fact.date.interval.meets(denial.date.interval);
        if !meet || !same_act(fact, denial) {
            return None;
        }
        let told = said(fact.modality.to_string(), only_in(fact, denial)?);
        let denied = said(denial.modality.to_string(), only_in(denial, fact)?);
        conflict(fact, ConflictField::Modality, vec![told, denied])
    })
}

/// The best evidence of `event` from a document that does not tell `other`.
fn only_in<'a>(event: &'a Event, other: &Event) -> Option<&'a EventEvidence> {
    let tellers: BTreeSet<&Digest> =
        other.evidence.iter().map(|one| &one.evidence.document).collect();
    event.evidence.iter().find(|one| !tellers.contains(&one.evidence.document))
}

/// Corresponding sentences of two copies that tell the same act on days that do not meet.
fn moved_dates(events: &[Event], alignment: &[Alignment]) -> Vec<Conflict> {
    let told = by_sentence(events);
    let mut found: BTreeMap<(&str, &str), Conflict> = BTreeMap::new();
    for Alignment { a, b } in alignment {
        let pairs = proofs_at(&told, a)
            .iter()
            .flat_map(|&one| proofs_at(&told, b).iter().map(move |&other| (one, other)));
        for (one, other) in pairs.filter(|(one, other)| is_moved(one.0, other.0)) {
            let [first, second] = if day(one) <= day(other) { [one, other] } else { [other, one] };
            let values = [first, second].map(|(event, proof)| said(days(event), proof));
            let pair = (first.0.id.as_str(), second.0.id.as_str());
            if let Some(moved) = conflict(first.0, ConflictField::Date, values.into()) {
                found.entry(pair).or_insert(moved);
            }
        }
    }
    found.into_values().collect()
}

/// A telling of an event.
type Proof<'a> = (&'a Event, &'a EventEvidence);

/// The tellings in each sentence.
type BySentence<'a> = BTreeMap<(&'a Digest, Span), Vec<Proof<'a>>>;

fn proofs_at<'a>(told: &'a BySentence<'a>, sentence: &'a Passage) -> &'a [Proof<'a>] {
    told.get(&(&sentence.doc, sentence.span)).map_or(&[], Vec::as_slice)
}

/// What each sentence tells, as far as it is dated.
fn by_sentence(events: &[Event]) -> BySentence<'_> {
    let mut told = BySentence::new();
    for event in events.iter().filter(|event| narrow(event.date.interval).is_some()) {
        for proof in &event.evidence {
            let sentence = (&proof.evidence.document, proof.evidence.span);
            told.entry(sentence).or_default().push((event, proof));
        }
    }
    told
}

fn day((event, _): Proof<'_>) -> (DateInterval, &str) {
    (event.date.interval, &event.id)
}

fn is_moved(one: &Event, other: &Event) -> bool {
    says_when(one)
        && says_when(other)
        && kind(one) == kind(other)
        && claim(one.modality) == claim(other.modality)
        && same_act(one, other)
        && !one.date.interval.meets(other.date.interval)
}

/// True if the text itself dates the event, not only the day of the report.
fn says_when(event: &Event) -> bool {
    matches!(event.date.basis, DateBasis::Explicit | DateBasis::Relative)
}

fn days(event: &Event) -> String {
    let day = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    let DateInterval { begin, end } = event.date.interval;
    if begin == end { day(begin) } else { format!("{}/{}", day(begin), day(end)) }
}

fn kind(event: &Event) -> (EventType, bool, [Vec<String>; 2]) {
    (event.kind, event.reciprocal, sides(event).keys())
}

fn sides(event: &Event) -> Sides {
    Sides::new(&event.source, &event.target, event.reciprocal)
}

fn same_act(a: &Event, b: &Event) -> bool {
    (a.mode.is_none() || b.mode.is_none() || a.mode == b.mode) && sides(a).fit(&sides(b))
}

fn narrow(date: DateInterval) -> Option<Date> {
    date.days().filter(|days| (1..=NARROW).contains(days)).and(date.begin)
}

fn said(value: String, evidence: &EventEvidence) -> ConflictValue {
    ConflictValue { value, evidence: evidence.clone() }
}

/// A conflict needs two sides.
fn conflict(event: &Event, field: ConflictField, values: Vec<ConflictValue>) -> Option<Conflict> {
    (values.len() > 1).then(|| Conflict { event: event.id.clone(), field, values })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ledger;
    use detente_schema::Description;

    use crate::fixture::{Told, coded, derived, ledger, one_story, renew, story};

    fn told(ledger: &Ledger) -> Vec<(ConflictField, Vec<String>)> {
        let conflicts = ledger.conflicts().unwrap().into_iter();
        let values = |one: Conflict| one.values.into_iter().map(|value| value.value).collect();
        conflicts.map(|one| (one.field, values(one))).collect()
    }

    #[test]
    fn two_numbers_of_one_thing_conflict() {
        let visit = |times| Told::of("PRK>CHN").with(times, "time");
        let expected = [(ConflictField::Quantity, vec!["4 time".into(), "10 time".into()])];
        assert_eq!(told(&ledger(&[&[visit("10")], &[visit("4")], &[visit("4")]])), expected);
        assert_eq!(told(&one_story(&[&[visit("10")], &[visit("4")]])), expected);
    }

    #[test]
    fn numbers_of_one_report_or_of_other_things_do_not() {
        let visit = |times, unit| Told::of("PRK>CHN").with(times, unit);
        assert_eq!(told(&ledger(&[&[visit("10", "time"), visit("4", "time")]])), []);
        assert_eq!(told(&ledger(&[&[visit("10", "time")], &[visit("4", "day")]])), []);
        let one_of_two: &[&[Told]] =
            &[&[visit("10", "time"), visit("4", "time")], &[visit("4", "time")]];
        assert_eq!(told(&ledger(one_of_two)), []);
    }

    #[test]
    fn a_denial_conflicts_with_the_fact_of_that_time() {
        let fact = || Told::of("PRK:KIM>CHN");
        let denial = || Told::of("PRK>CHN").as_(Modality::Denied);
        let expected =
            [(ConflictField::Modality, vec!["happened".to_owned(), "denied".to_owned()])];
        assert_eq!(told(&ledger(&[&[fact()], &[denial()]])), expected);
        assert_eq!(told(&ledger(&[&[fact()], &[denial().on("2018-03")]])), expected);
        assert_eq!(told(&ledger(&[&[fact()], &[denial().on("2018-04")]])), []);
        assert_eq!(told(&ledger(&[&[fact(), denial()]])), [], "one report weighs both");
        assert_eq!(told(&ledger(&[&[fact()], &[denial().as_(Modality::Planned)]])), []);
    }

    #[test]
    fn a_copy_that_moves_the_day_conflicts() {
        let coded = coded(&[&[Told::of("PRK>CHN")], &[Told::of("PRK>CHN").on("2018-03-24")]]);
        let stories = [story(&[&coded[0].0, &coded[1].0])];
        let mut ledger = derived(&coded, &stories);
        assert_eq!(told(&ledger), []);
        let [a, b] = [0, 1].map(|i| &coded[i].1[0].evidence);
        let passage = |proof: &detente_schema::Evidence| Passage {
            doc: proof.document.clone(),
            span: proof.span,
        };
        let description = Description {
            of: a.document.clone(),
            doc: b.document.clone(),
            apart: false,
            alignment: vec![Alignment { a: passage(a), b: passage(b) }],
            alterations: Vec::new(),
        };
        ledger.connection.execute_batch("DELETE FROM derivation").unwrap();
        assert!(renew(&mut ledger, 0, &stories, &[description], |_| false));
        let days = vec!["2018-03-24".to_owned(), "2018-03-25".to_owned()];
        assert_eq!(told(&ledger), [(ConflictField::Date, days)]);
    }
}
