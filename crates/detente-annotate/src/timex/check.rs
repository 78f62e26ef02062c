//! Whether rules do what their examples say.

use std::fmt;

use detente_resources::time::{Firing, Reading, Texts, TimeRule, TimeRules};
use detente_schema::{Span, Timex};
use jiff::civil::Date;

use super::{Passage, Tagger};

/// An example of a rule that comes out otherwise than the rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFailure {
    /// The file of the rule.
    pub file: String,
    /// Its name.
    pub rule: String,
    /// The sentence of the example.
    pub sentence: String,
    /// What should be marked in it.
    pub expected: String,
    /// What is.
    pub found: String,
}

impl fmt::Display for RuleFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, rule, sentence, expected, found } = self;
        write!(f, "{file}: {rule}: {sentence}\n  expected: {expected}\n  found:    {found}")
    }
}

/// Runs every rule over its examples, among all the rules of its language.
///
/// In a sentence of `fires` the rule must mark the words in brackets, with the value behind the arrow;
/// in one of `rejects` it must mark nothing. What a rule calls no temporal expression must be read
/// by it, and no other rule may mark a part of it.
pub fn check_rules(rules: &TimeRules) -> Vec<RuleFailure> {
    let tagger = Tagger::new(rules);
    let numbered = rules.rules.iter().enumerate();
    numbered.flat_map(|(number, rule)| Check { tagger: &tagger, number, rule }.failures()).collect()
}

struct Check<'a> {
    tagger: &'a Tagger,
    number: usize,
    rule: &'a TimeRule,
}

impl Check<'_> {
    fn failures(&self) -> Vec<RuleFailure> {
        let dct = self.rule.fires.iter().find_map(|example| example.dct);
        let fires = self.rule.fires.iter().filter_map(|example| self.fires(example));
        fires.chain(self.rule.rejects.iter().filter_map(|text| self.rejects(text, dct))).collect()
    }

    fn fires(&self, example: &Firing) -> Option<RuleFailure> {
        let Firing { dct, sentence, marked, value } = example;
        let found = self.tag(sentence, *dct);
        let done = match self.rule.reading {
            Reading::Nothing => self.silences(example, &found),
            _ => found.iter().any(|timex| {
                timex.found_by == self.rule.name
                    && timex.span.of(sentence) == marked
                    && timex.value_text() == value
            }),
        };
        let expected = || match self.rule.reading {
            Reading::Nothing => format!("[{marked}] is no temporal expression"),
            _ => format!("[{marked}] => {value} by {}", self.rule.name),
        };
        (!done).then(|| self.failure(sentence, expected(), &found))
    }

    fn silences(&self, example: &Firing, found: &[Timex]) -> bool {
        let Firing { dct, sentence, marked, .. } = example;
        let mut read = self.read(sentence, *dct).into_iter();
        read.any(|span| {
            span.of(sentence) == marked && !found.iter().any(|timex| timex.span.overlaps(span))
        })
    }

    fn rejects(&self, sentence: &str, dct: Option<Date>) -> Option<RuleFailure> {
        let found = self.tag(sentence, dct);
        let fired = match self.rule.reading {
            Reading::Nothing => !self.read(sentence, dct).is_empty(),
            _ => found.iter().any(|timex| timex.found_by == self.rule.name),
        };
        let expected = format!("nothing by {}", self.rule.name);
        fired.then(|| self.failure(sentence, expected, &found))
    }

    /// Tags the sentence as if it stood in one of the texts in which the rule holds.
    fn tag(&self, text: &str, dct: Option<Date>) -> Vec<Timex> {
        let sentences = [whole(text)];
        let candidates = self.tagger.candidates(Passage { text, sentences: &sentences, dct });
        self.tagger.bind(dct, &candidates, self.rule.texts == Texts::Histories)
    }

    /// What the rule reads, whether or not another goes before it.
    fn read(&self, text: &str, dct: Option<Date>) -> Vec<Span> {
        let sentences = [whole(text)];
        let candidates = self.tagger.candidates(Passage { text, sentences: &sentences, dct });
        let own = candidates.into_iter().filter(|candidate| candidate.rule == self.number);
        own.map(|candidate| candidate.span).collect()
    }

    fn failure(&self, sentence: &str, expected: String, found: &[Timex]) -> RuleFailure {
        let print = |timex: &Timex| {
            let words = timex.span.of(sentence);
            format!("[{words}] => {} by {}", timex.value_text(), timex.found_by)
        };
        let found: Vec<String> = found.iter().map(print).collect();
        RuleFailure {
            file: self.rule.file.clone(),
            rule: self.rule.name.clone(),
            sentence: sentence.to_owned(),
            expected,
            found: if found.is_empty() { "nothing".to_owned() } else { found.join("; ") },
        }
    }
}

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}
