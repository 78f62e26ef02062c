//! The content words: classes, forms, near synonyms.

use std::ops::Range;

use crate::rng::Rng;
use crate::zipf::Zipf;

/// A class of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Forms: one, many.
    Noun,
    /// Forms: base, third person, past, present participle, past participle.
    Verb,
    /// One form.
    Adjective,
    /// One form.
    Adverb,
}

/// A word of the lexicon in one of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lexeme {
    /// Its class.
    pub class: Class,
    /// Its place in the class.
    pub index: usize,
    /// Its form.
    pub form: usize,
}

/// Words of one class.
#[derive(Debug)]
struct Words {
    forms: Vec<Vec<String>>,
    /// The set of near synonyms each belongs to.
    sets: Vec<Range<usize>>,
    ranks: Vec<usize>,
    zipf: Zipf,
}

/// All content words.
#[derive(Debug)]
pub struct Lexicon([Words; 4]);

impl Lexicon {
    /// The lexicon of the package.
    pub fn load() -> Self {
        Self([
            Words::new(include_str!("../lexicon/nouns.txt"), noun),
            Words::new(include_str!("../lexicon/verbs.txt"), verb),
            Words::new(include_str!("../lexicon/adjectives.txt"), |word| vec![word.to_owned()]),
            Words::new(include_str!("../lexicon/adverbs.txt"), |word| vec![word.to_owned()]),
        ])
    }

    /// A word of `class`, common ones more often.
    pub fn draw(&self, class: Class, rng: &mut Rng) -> usize {
        let words = &self.0[class as usize];
        words.ranks[words.zipf.draw(rng)]
    }

    /// A near synonym; the word itself where it has none.
    pub fn synonym(&self, class: Class, index: usize, rng: &mut Rng) -> usize {
        let set = self.0[class as usize].sets[index].clone();
        let others: Vec<_> = set.filter(|&other| other != index).collect();
        if others.is_empty() { index } else { *rng.pick(&others) }
    }

    /// The letters of a word.
    pub fn text(&self, lexeme: Lexeme) -> &str {
        &self.0[lexeme.class as usize].forms[lexeme.index][lexeme.form]
    }
}

impl Words {
    fn new(file: &str, forms_of: impl Fn(&str) -> Vec<String>) -> Self {
        let (mut forms, mut sets) = (Vec::new(), Vec::new());
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let start = forms.len();
            forms.extend(line.split_whitespace().map(&forms_of));
            sets.extend(std::iter::repeat_n(start..forms.len(), forms.len() - start));
        }
        let mut ranks: Vec<_> = (0..forms.len()).collect();
        Rng::new(0, forms.len() as u64).shuffle(&mut ranks);
        let zipf = Zipf::new(forms.len(), 8.0, 1.0);
        Self { forms, sets, ranks, zipf }
    }
}

fn noun(entry: &str) -> Vec<String> {
    let (one, many) = entry.split_once('/').unwrap_or((entry, ""));
    let many = if many.is_empty() { with_s(one) } else { many.to_owned() };
    vec![one.to_owned(), many]
}

fn verb(entry: &str) -> Vec<String> {
    let mut parts = entry.split('/');
    let base = parts.next().unwrap_or_default();
    let (base, last) = match base.strip_suffix('*') {
        Some(base) => (base, &base[base.len() - 1..]),
        None => (base, ""),
    };
    let regular = past(base, last);
    let past = parts.next().map_or_else(|| regular.clone(), str::to_owned);
    let participle = parts.next().map_or_else(|| regular.clone(), str::to_owned);
    let stem = match base.strip_suffix('e') {
        Some(stem) if !stem.ends_with(['e', 'y', 'o']) => stem,
        _ => base,
    };
    vec![base.to_owned(), with_s(base), past, format!("{stem}{last}ing"), participle]
}

fn past(base: &str, doubled: &str) -> String {
    match base.strip_suffix('y') {
        _ if base.ends_with('e') => format!("{base}d"),
        Some(stem) if !ends_in_vowel(stem) => format!("{stem}ied"),
        _ => format!("{base}{doubled}ed"),
    }
}

fn with_s(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !ends_in_vowel(stem) => format!("{stem}ies"),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) => {
            format!("{word}es")
        }
        _ => format!("{word}s"),
    }
}

fn ends_in_vowel(stem: &str) -> bool {
    stem.ends_with(['a', 'e', 'i', 'o', 'u'])
}
