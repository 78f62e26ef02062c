use std::collections::BTreeMap;

use serde::Deserialize;

use crate::Error;
use crate::error::from_toml;
use crate::words::WordMap;

const FILE: &str = "lang/en/stories.toml";

/// What the comparison of reports must know of a language.
#[derive(Debug)]
pub struct StoryLexicon {
    words: WordMap<StoryWord>,
    endings: Vec<String>,
}

/// A word that means something to the comparison of reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoryWord {
    /// It carries no matter of its own.
    Function,
    /// It turns a statement into its contrary.
    Negation,
    /// It turns a statement into a possibility or a duty.
    Modal,
    /// A pronoun for a man.
    Masculine,
    /// A pronoun for a woman.
    Feminine,
    /// A title of courtesy.
    Honorific,
    /// A month.
    Month,
    /// A day of the week or one that counts from today.
    Day,
    /// A number, with its digits.
    Number(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    function: Vec<String>,
    negation: Vec<String>,
    modal: Vec<String>,
    masculine: Vec<String>,
    feminine: Vec<String>,
    honorific: Vec<String>,
    month: Vec<String>,
    day: Vec<String>,
    endings: Vec<String>,
    number: BTreeMap<String, String>,
}

impl StoryLexicon {
    pub(crate) fn load() -> Result<Self, Error> {
        from_toml(FILE, include_str!("../lang/en/stories.toml")).and_then(Self::new)
    }

    fn new(file: File) -> Result<Self, Error> {
        let mut words = WordMap::default();
        let lists = [
            (file.function, StoryWord::Function),
            (file.negation, StoryWord::Negation),
            (file.modal, StoryWord::Modal),
            (file.masculine, StoryWord::Masculine),
            (file.feminine, StoryWord::Feminine),
            (file.honorific, StoryWord::Honorific),
            (file.month, StoryWord::Month),
            (file.day, StoryWord::Day),
        ];
        for (list, meaning) in lists {
            for word in list {
                enter(&mut words, &word, meaning.clone())?;
            }
        }
        for (word, digits) in file.number {
            enter(&mut words, &word, StoryWord::Number(digits))?;
        }
        Ok(Self { words, endings: longest_first(file.endings) })
    }

    /// What `word` means: looked up as it stands, then as `lower`, its form in lower case.
    pub fn meaning(&self, word: &str, lower: &str) -> Option<&StoryWord> {
        let as_lower = || self.words.get(lower).filter(|_| word != lower);
        self.words.get(word).or_else(as_lower)
    }

    /// The words that carry no matter of their own: function words, negations, modals, pronouns and
    /// titles of courtesy.
    pub fn closed_class(&self) -> impl Iterator<Item = &str> {
        use StoryWord::{Feminine, Function, Honorific, Masculine, Modal, Negation};
        let closed = self.words.iter().filter(|(_, meaning)| {
            matches!(meaning, Function | Negation | Modal | Masculine | Feminine | Honorific)
        });
        closed.map(|(word, _)| word.as_str())
    }

    /// `lower`, a word in lower case, without its ending of inflection.
    pub fn stem<'w>(&self, lower: &'w str) -> &'w str {
        self.endings
            .iter()
            .filter_map(|ending| lower.strip_suffix(ending.as_str()))
            .find(|stem| stem.chars().nth(2).is_some())
            .unwrap_or(lower)
    }
}

fn enter(words: &mut WordMap<StoryWord>, word: &str, meaning: StoryWord) -> Result<(), Error> {
    match words.insert(word.to_owned(), meaning) {
        Some(_) => Err(Error::new(FILE, format!("{word:?} stands in two lists"))),
        None => Ok(()),
    }
}

fn longest_first(mut endings: Vec<String>) -> Vec<String> {
    endings.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    endings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_share_a_stem() {
        let lexicon = StoryLexicon::load().unwrap();
        for forms in [["moves", "moved"], ["carry", "carries"], ["challenge", "challenging"]] {
            assert_eq!(lexicon.stem(forms[0]), lexicon.stem(forms[1]));
        }
        assert_eq!(lexicon.stem("bring"), "bring");
    }

    #[test]
    fn a_month_that_is_also_a_verb_needs_its_capital() {
        let lexicon = StoryLexicon::load().unwrap();
        assert_eq!(lexicon.meaning("May", "may"), Some(&StoryWord::Month));
        assert_eq!(lexicon.meaning("may", "may"), Some(&StoryWord::Modal));
        assert_eq!(lexicon.meaning("MAY", "may"), Some(&StoryWord::Modal));
    }

    #[test]
    fn a_word_in_two_lists_is_an_error() {
        let text = include_str!("../lang/en/stories.toml").replace("\"nor\"", "\"the\"");
        let error = from_toml(FILE, &text).and_then(StoryLexicon::new).unwrap_err();
        assert!(error.message.contains("\"the\""), "{error}");
    }
}
