use detente_resources::{TimeRules, languages};
use detente_schema::{Span, Timex, TimexModifier, TimexType, TimexValue};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{Passage, Tagger, check_rules};

fn tagger() -> Tagger {
    Tagger::new(&TimeRules::load("en").unwrap())
}

fn tag_with(tagger: &Tagger, sentences: &[&str], dct: Option<Date>) -> (String, Vec<Timex>) {
    let text = sentences.join("\n");
    let mut at = 0;
    let spans = sentences.iter().map(|sentence| {
        let span = Span::new(at, at + sentence.len());
        at = span.end() + 1;
        span
    });
    let found = tagger.tag(Passage { text: &text, sentences: &spans.collect::<Vec<_>>(), dct });
    (text, found)
}

fn tag(sentences: &[&str], dct: Option<Date>) -> Vec<Timex> {
    tag_with(&tagger(), sentences, dct).1
}

fn values(sentences: &[&str], dct: Option<Date>) -> Vec<String> {
    tag(sentences, dct).iter().map(|timex| timex.value_text().to_owned()).collect()
}

#[test]
fn the_rules_of_every_language_do_what_their_examples_say() {
    for language in languages().into_iter().chain(["_template"]) {
        let failures = check_rules(&TimeRules::load(language).unwrap());
        let lines: Vec<String> = failures.iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{language}:\n{}", lines.join("\n"));
    }
}

#[test]
fn the_tense_decides_where_no_year_is_named() {
    let dct = Some(date(2021, 7, 12));
    assert_eq!(values(&["They met in November."], dct), ["2020-11"]);
    assert_eq!(values(&["They will meet in November."], dct), ["2021-11"]);
    assert_eq!(values(&["A summit is to be held in June."], dct), ["2021-06"]);
    assert_eq!(values(&["They agreed to meet on 3 August."], dct), ["2021-08-03"]);
    assert_eq!(values(&["Talks are set to begin on Wednesday."], dct), ["2021-07-14"]);
    assert_eq!(values(&["By Friday the troops shall leave."], dct), ["2021-07-16"]);
}

#[test]
fn a_history_counts_from_what_it_tells() {
    let story =
        ["War broke out in June 1950.", "In November the tide turned.", "By January it was lost."];
    assert_eq!(values(&story, None), ["1950-06", "1950-11", "1951-01"]);
}

#[test]
fn a_year_in_passing_does_not_move_a_history() {
    let story = [
        "The siege began in May 1453.",
        "The walls, built in 1408, held, and help was hoped for until 1460.",
        "In June the city fell.",
    ];
    assert_eq!(values(&story, None), ["1453-05", "1408", "1460", "1453-06"]);
}

#[test]
fn without_an_anchor_nothing_is_made_up() {
    let found = tag(&["He left yesterday.", "Born in 1961, he had come on Sunday."], None);
    assert_eq!(found[2].value_text(), "XXXX-WXX-7");
    assert!(matches!(found[0].value, TimexValue::Relative { offset: -1, .. }));
    assert_eq!(found[0].interval(), None);
    let found = tag(&["The pact of 1961 stands.", "He left yesterday."], None);
    assert!(matches!(found[1].value, TimexValue::Relative { offset: -1, .. }));
}

#[test]
fn modifiers_and_types_are_told() {
    let found = tag(&["It took more than three years, until late 2018."], None);
    assert_eq!(found[0].modifier, Some(TimexModifier::MoreThan));
    assert_eq!(found[0].kind, TimexType::Duration);
    assert_eq!(found[1].modifier, Some(TimexModifier::End));
    let modifier = |text| tag(&[text], Some(date(2021, 7, 12)))[0].modifier;
    assert_eq!(modifier("They split more than two years ago."), Some(TimexModifier::Before));
    assert_eq!(modifier("They split less than two years ago."), Some(TimexModifier::After));
    assert_eq!(
        tag(&["It began at 5 p.m. on Sunday."], Some(date(2021, 7, 12)))[0].kind,
        TimexType::Time
    );
}

#[test]
fn impossible_dates_are_no_dates() {
    let dct = Some(date(2021, 7, 12));
    for text in
        ["February 30, 1999", "99 May 99999", "June 31", "0000-00-00", "year 0", "25:99 p.m."]
    {
        for timex in tag(&[text], dct) {
            assert!(!timex.value_text().contains("02-30"), "{text}: {timex:?}");
            assert!(!timex.value_text().contains("06-31"), "{text}: {timex:?}");
        }
    }
    assert_eq!(values(&["They met 999,999 centuries ago."], dct), ["P999999CE"]);
}

fn taggers() -> Vec<Tagger> {
    languages().iter().map(|language| Tagger::new(&TimeRules::load(language).unwrap())).collect()
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "May",
        "the",
        "of",
        "12",
        "1950",
        "-",
        "last",
        "three",
        "years",
        "later",
        "BC",
        "490",
        "Sunday",
        "next",
        "month",
        "and",
        "999999999",
        "0",
        "ago",
        "twenty",
        "first",
        "century",
        ",",
        "30",
        "February",
        "half",
        "a",
        "10",
        ":",
        "99",
        "p.m.",
        "s",
        "'",
        "early",
        "in",
        "é",
        "’",
        "hace",
        "dos",
        "años",
        "el",
        "de",
        "pasado",
        "mañana",
        "siglo",
        "XIX",
        "1.500",
    ]);
    prop::collection::vec((word, prop::sample::select(vec!["", " ", "\n"])), 0..40)
        .prop_map(|words| words.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn expressions_are_sorted_apart_and_on_characters(
        texts in prop::collection::vec(prop_oneof![words(), "\\PC{0,60}"], 1..4),
        dct in prop::option::of((-9999i16..=9999, 1i8..=12, 1i8..=28)),
    ) {
        thread_local!(static TAGGERS: Vec<Tagger> = taggers());
        let sentences: Vec<&str> = texts.iter().map(String::as_str).collect();
        let dct = dct.map(|(year, month, day)| date(year, month, day));
        let tag = |tagger: &Tagger| tag_with(tagger, &sentences, dct);
        for (text, found) in TAGGERS.with(|taggers| taggers.iter().map(tag).collect::<Vec<_>>()) {
            for timex in &found {
                prop_assert!(timex.span.get(&text).is_some_and(|words| !words.is_empty()));
                prop_assert!(!timex.value_text().is_empty());
                let _ = timex.interval();
            }
            prop_assert!(found.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        }
    }
}
