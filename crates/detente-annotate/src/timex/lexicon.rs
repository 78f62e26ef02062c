//! Words and numbers of the rules, each with the symbols that it may be read as.

use std::collections::HashMap;

use detente_resources::time::{Digits, Term, TimeRules};

/// A word, mark or class that patterns name.
pub(super) type Symbol = u32;

/// One reading of an atom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// What it may be read as.
    pub(super) symbol: Symbol,
    /// What it then stands for.
    pub(super) term: Term,
    /// True if only with a capital letter.
    pub(super) capital: bool,
}

/// Every word that some rule knows.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    names: HashMap<String, Symbol>,
    words: HashMap<String, Vec<Reading>>,
    digits: Vec<(Symbol, Digits)>,
    longest: usize,
    /// The mark between thousands.
    pub(super) thousands: Option<char>,
    /// What capitalised words are read as that no rule knows.
    pub(super) name: Option<Symbol>,
}

impl Lexicon {
    pub(super) fn new(rules: &TimeRules) -> Self {
        let mut lexicon = Self { thousands: rules.card.thousands, ..Self::default() };
        for class in &rules.classes {
            let symbol = lexicon.symbol(&format!("{{{}}}", class.name));
            for (word, term) in &class.words {
                let capital = class.capital;
                lexicon.add(word, Reading { symbol, term: term.clone(), capital });
            }
            lexicon.name = lexicon.name.or(class.names.then_some(symbol));
            lexicon.digits.extend(class.digits.map(|digits| (symbol, digits)));
        }
        lexicon
    }

    /// The symbol of a plain word or mark, or of a `{class}`.
    pub(super) fn symbol(&mut self, name: &str) -> Symbol {
        if let Some(&symbol) = self.names.get(name) {
            return symbol;
        }
        let symbol = self.names.len() as Symbol;
        self.names.insert(name.to_owned(), symbol);
        if !(name.starts_with('{') && name.len() > 1) {
            self.add(name, Reading { symbol, term: Term::Number(0), capital: false });
        }
        symbol
    }

    fn add(&mut self, word: &str, reading: Reading) {
        self.longest = self.longest.max(word.len());
        self.words.entry(word.to_owned()).or_default().push(reading);
    }

    /// How a word in lower case, or a mark, may be read.
    pub(super) fn word(&self, word: &str) -> &[Reading] {
        if word.len() > self.longest {
            return &[];
        }
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// Classes that hold a number written in `length` digits.
    pub(super) fn number(
        &self,
        length: usize,
        grouped: bool,
        number: i32,
    ) -> impl Iterator<Item = Symbol> {
        self.digits
            .iter()
            .filter(move |(_, digits)| digits.hold(length, grouped, number))
            .map(|&(symbol, _)| symbol)
    }

    /// How many symbols there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }
}
