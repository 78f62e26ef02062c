use detente_resources::Resources;
use detente_resources::time::{Reading, Texts};
use detente_schema::{
    Credits, Dct, DctBasis, Digest, Document, OffsetMap, Sentence, SentenceKind, Span, Timex,
    TimexModifier, TimexType, TimexValue,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::Tagger;

fn document(sentences: &[&str], dct: Option<Date>) -> Document {
    let text = sentences.join("\n");
    let mut at = 0;
    let spans = sentences.iter().map(|sentence| {
        let span = Span::new(at, at + sentence.len());
        at = span.end() + 1;
        Sentence { span, tokens: 0..0, kind: SentenceKind::Body }
    });
    Document {
        sentences: spans.collect(),
        id: String::new(),
        digest: Digest(String::new()),
        source: String::new(),
        raw: OffsetMap::default(),
        credits: Credits::default(),
        dct: Dct { value: dct, basis: DctBasis::Given, span: None },
        paragraphs: Vec::new(),
        tokens: Vec::new(),
        diagnostics: Vec::new(),
        text,
    }
}

fn tagger() -> Tagger {
    Tagger::new(&Resources::load().unwrap().language.time)
}

fn tag(sentences: &[&str], dct: Option<Date>) -> Vec<Timex> {
    tagger().tag(&document(sentences, dct))
}

impl Tagger {
    /// Tags a document as if it were of the texts in which a rule holds.
    fn tag_as(&self, document: &Document, texts: Texts) -> Vec<Timex> {
        let candidates = self.candidates(document);
        self.bind(document.dct.value, &candidates, texts == Texts::Histories)
    }
}

fn values(sentences: &[&str], dct: Option<Date>) -> Vec<String> {
    tag(sentences, dct).iter().map(|timex| timex.value_text().to_owned()).collect()
}

#[test]
fn every_rule_fires_in_its_examples() {
    let mut failures = Vec::new();
    let rules = Resources::load().unwrap().language.time;
    let tagger = Tagger::new(&rules);
    for rule in rules.rules.iter().filter(|rule| rule.reading != Reading::Nothing) {
        for example in &rule.fires {
            let document = document(&[&example.sentence], example.dct);
            let found = tagger.tag_as(&document, rule.texts);
            let fired = found.iter().any(|timex| {
                timex.found_by == rule.name
                    && document.slice(timex.span) == example.marked
                    && timex.value_text() == example.value
            });
            if !fired {
                failures.push(format!("{}: {example:?} gave {found:?}", rule.name));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn what_is_not_temporal_is_not_marked() {
    let rules = Resources::load().unwrap().language.time;
    let tagger = Tagger::new(&rules);
    for rule in rules.rules.iter().filter(|rule| rule.reading == Reading::Nothing) {
        for example in &rule.fires {
            let document = document(&[&example.sentence], example.dct);
            let start = example.sentence.find(&example.marked).unwrap();
            let span = Span::new(start, start + example.marked.len());
            let found = tagger.tag(&document);
            assert!(!found.iter().any(|timex| timex.span.overlaps(span)), "{example:?}: {found:?}");
        }
    }
}

#[test]
fn no_rule_fires_in_what_it_rejects() {
    let mut failures = Vec::new();
    let rules = Resources::load().unwrap().language.time;
    let tagger = Tagger::new(&rules);
    for (index, rule) in rules.rules.iter().enumerate() {
        for sentence in &rule.rejects {
            let document = document(&[sentence], rule.fires[0].dct);
            let fired = match rule.reading {
                Reading::Nothing => tagger.candidates(&document).iter().any(|c| c.rule == index),
                _ => tagger
                    .tag_as(&document, rule.texts)
                    .iter()
                    .any(|timex| timex.found_by == rule.name),
            };
            if fired {
                failures.push(format!("{}: {sentence}", rule.name));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
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
        thread_local!(static TAGGER: Tagger = tagger());
        let sentences: Vec<&str> = texts.iter().map(String::as_str).collect();
        let document = document(&sentences, dct.map(|(year, month, day)| date(year, month, day)));
        let found = TAGGER.with(|tagger| tagger.tag(&document));
        for timex in &found {
            prop_assert!(timex.span.get(&document.text).is_some_and(|words| !words.is_empty()));
            prop_assert!(!timex.value_text().is_empty());
            let _ = timex.interval();
        }
        prop_assert!(found.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
    }
}
