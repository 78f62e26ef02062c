//! Word sequences of a lexicon, found by their first word.

use std::collections::HashMap;

use super::words::Words;

/// Phrases in lower case, each with a value.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: HashMap::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; of equal ones the first added wins.
    pub(super) fn insert(&mut self, phrase: &str, value: T) {
        let mut words = phrase.split_whitespace().map(str::to_lowercase);
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let slot = self.by_first.entry(first).or_default();
        let place = slot.partition_point(|(other, _)| other.len() >= rest.len());
        slot.insert(place, (rest, value));
    }

    /// The longest phrase that starts at token `at`: its number of tokens and its value.
    pub(super) fn longest_at(&self, words: &Words, at: usize) -> Option<(usize, &T)> {
        let slot = self.by_first.get(words.lower(at))?;
        let matches = |rest: &[String]| {
            rest.iter().enumerate().all(|(n, word)| words.lower(at + 1 + n) == word)
        };
        slot.iter().find(|(rest, _)| matches(rest)).map(|(rest, value)| (rest.len() + 1, value))
    }
}
