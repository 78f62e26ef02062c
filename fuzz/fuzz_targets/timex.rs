//! Temporal expressions of arbitrary text, written on any day or none: they stand in the order of
//! the text, on its character boundaries and apart, and the days that one names begin before they
//! end.
#![no_main]

use std::sync::LazyLock;

use detente_annotate::TimeTagger;
use jiff::civil::Date;
use libfuzzer_sys::fuzz_target;

static TAGGERS: LazyLock<Vec<TimeTagger>> = LazyLock::new(|| {
    let load = |language| TimeTagger::load(language).expect("the compiled-in files are valid");
    detente_resources::languages().into_iter().map(load).collect()
});

fn check(tagger: &TimeTagger, text: &str, dct: Option<Date>) {
    let timexes = tagger.tag(text, dct);
    let mut end = 0;
    for timex in &timexes {
        assert!(timex.span.get(text).is_some_and(|words| !words.trim().is_empty()));
        assert!(end <= timex.span.start(), "{timexes:?}");
        end = timex.span.end();
        assert!(!timex.value_text().is_empty(), "{timex:?}");
        if let Some((interval, _)) = timex.interval() {
            assert!(interval.begin <= interval.end && interval.begin.is_some(), "{timex:?}");
        }
    }
    assert_eq!(tagger.tag(text, dct), timexes);
}

fuzz_target!(|input: (Option<(i16, i8, i8)>, &str)| {
    let (day, text) = input;
    let dct = day.and_then(|(year, month, day)| {
        Date::new(year % 10_000, month.rem_euclid(12) + 1, day.rem_euclid(31) + 1).ok()
    });
    for tagger in TAGGERS.iter() {
        check(tagger, text, dct);
    }
});
