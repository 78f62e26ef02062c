//! Arbitrary TOML as the words, patterns and rules of a language: they are refused, or make a tagger
//! that reads any text.
#![no_main]

use detente_annotate::TimeTagger;
use detente_resources::TimeRules;
use libfuzzer_sys::fuzz_target;

const CARD: &str = "name = \"any\"\nrules = [\"any\"]\n";
const TENSE: &str = "past = []\npast_endings = []\nfuture = []\nfuture_prepositions = []\n\
    passive_auxiliaries = []\ninfinitive_marks = []\ndeterminers = []\n";

fuzz_target!(|files: (&str, &str, &str, &str)| {
    let (words, patterns, pattern, text) = files;
    let rule = format!(
        "dct = \"2021-07-12\"\n[[rule]]\nname = \"any\"\npattern = {pattern:?}\ntype = \"DATE\"\n\
         value = \"calendar\"\nfires = [\"[a] => b\"]\nrejects = [\"a\"]\n"
    );
    let files = [
        ("language.toml", CARD),
        ("words.toml", words),
        ("patterns.toml", patterns),
        ("tense.toml", TENSE),
        ("rules/any.toml", &rule),
    ];
    if let Ok(rules) = TimeRules::parse("any", &files) {
        for timex in TimeTagger::new(&rules).tag(text, None) {
            assert!(timex.span.get(text).is_some());
        }
    }
});
