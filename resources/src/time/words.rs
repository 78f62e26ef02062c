use std::collections::BTreeMap;

use serde::Deserialize;

use super::slot::Term;
use crate::Error;
use crate::error::from_toml;

/// Words, or numbers in digits, that a pattern may name together.
#[derive(Debug)]
pub struct WordClass {
    /// Its name.
    pub name: String,
    /// True if its words count only with a capital letter.
    pub capital: bool,
    /// Words in lower case, with what each stands for.
    pub words: Vec<(String, Term)>,
    /// Numbers in digits, each standing for itself.
    pub digits: Option<Digits>,
    /// True if every capitalised word that no rule knows belongs to it.
    pub names: bool,
}

/// Which numbers in digits belong to a class.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digits {
    /// Least and greatest count of digits.
    pub length: [usize; 2],
    /// Least and greatest number.
    pub range: [i32; 2],
    /// True if the number may be written with thousands separators.
    #[serde(default)]
    pub grouped: bool,
}

impl Digits {
    /// True if a number written in `length` digits belongs to the class.
    pub fn hold(&self, length: usize, grouped: bool, number: i32) -> bool {
        (self.length[0]..=self.length[1]).contains(&length)
            && (self.range[0]..=self.range[1]).contains(&number)
            && (self.grouped || !grouped)
    }
}

/// Words that tell whether a sentence speaks of the past or of the future. What a language has no
/// use for is left out of its file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TenseCues {
    /// Words of the past.
    pub past: Vec<String>,
    /// Endings of verbs in the past.
    pub past_endings: Vec<String>,
    /// Words of the future, and pairs of words that only together are.
    pub future: Vec<String>,
    /// Endings of verbs in the future.
    pub future_endings: Vec<String>,
    /// Words that look like verbs by their ending and tell nothing.
    pub no_cues: Vec<String>,
    /// Prepositions that point to the future where nothing points to the past.
    pub future_prepositions: Vec<String>,
    /// Words after which a form of the past tells of no past: "to be held".
    pub passive_auxiliaries: Vec<String>,
    /// Words that may open an infinitive, whose time is open.
    pub infinitive_marks: Vec<String>,
    /// Infinitives, where a language has no word to open them.
    pub infinitives: Vec<String>,
    /// Endings of infinitives.
    pub infinitive_endings: Vec<String>,
    /// Words that show that no infinitive follows.
    pub determiners: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClass {
    #[serde(default)]
    capital: bool,
    #[serde(default)]
    list: Vec<String>,
    #[serde(default)]
    words: BTreeMap<String, Term>,
    digits: Option<Digits>,
    #[serde(default)]
    names: bool,
}

pub(super) fn load(file: &str, text: &str) -> Result<Vec<WordClass>, Error> {
    let raw: BTreeMap<String, RawClass> = from_toml(file, text)?;
    raw.into_iter()
        .map(|(name, class)| {
            let RawClass { capital, list, words, digits, names } = class;
            let plain = list.into_iter().map(|word| (word, Term::Number(0)));
            let words: Vec<_> = words.into_iter().chain(plain).collect();
            match words.iter().find(|(word, _)| !one_word(word)) {
                Some((word, _)) => Err(Error::new(file, format!("{name}: `{word}`"))),
                None => Ok(WordClass { name, capital, words, digits, names }),
            }
        })
        .collect()
}

fn one_word(word: &str) -> bool {
    word.chars().count() == 1 || (!word.is_empty() && word.chars().all(char::is_alphabetic))
}
