//! The rules by which sentences are made.

use std::collections::HashMap;

use crate::lexicon::Class;
use crate::zipf::Zipf;

/// A piece of an alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A word as it stands.
    Literal(String),
    /// "a" or "an".
    Article,
    /// A rule, by its number.
    Rule(usize),
    /// A word of the lexicon in a form.
    Word(Class, usize),
    /// A thing of the report, by its name.
    Thing(String),
}

/// What a rule may become.
#[derive(Debug)]
pub struct Rule {
    /// The alternatives.
    pub alternatives: Vec<Vec<Part>>,
    /// Chooses among them.
    pub zipf: Zipf,
}

/// A set of rules.
#[derive(Debug)]
pub struct Grammar {
    rules: Vec<Rule>,
    numbers: HashMap<String, usize>,
}

impl Grammar {
    /// Reads a file of rules. Panics where it is faulty: it is part of the program.
    pub fn parse(file: &str) -> Self {
        let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            match (line.strip_prefix("  "), found.last_mut()) {
                (Some(alternative), Some((_, alternatives))) => alternatives.push(alternative),
                _ => found.push((line.trim_end_matches(':'), Vec::new())),
            }
        }
        let numbers: HashMap<_, _> =
            found.iter().enumerate().map(|(i, (name, _))| ((*name).to_owned(), i)).collect();
        let rules = found.iter().map(|(_, alternatives)| rule(alternatives, &numbers)).collect();
        Self { rules, numbers }
    }

    /// The number of a rule, if there is one of this name.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }

    /// A rule by its number.
    pub fn rule(&self, number: usize) -> &Rule {
        &self.rules[number]
    }
}

fn rule(alternatives: &[&str], numbers: &HashMap<String, usize>) -> Rule {
    let alternatives: Vec<_> = alternatives
        .iter()
        .map(|line| line.split_whitespace().map(|word| part(word, numbers)).collect())
        .collect();
    let zipf = Zipf::new(alternatives.len(), 4.0, 0.6);
    Rule { alternatives, zipf }
}

fn part(word: &str, numbers: &HashMap<String, usize>) -> Part {
    if let Some(name) = word.strip_prefix('<') {
        return Part::Rule(numbers[name.trim_end_matches('>')]);
    }
    if let Some(thing) = word.strip_prefix('$') {
        return Part::Thing(thing.to_owned());
    }
    match word {
        "a/an" | "A/an" => Part::Article,
        "%noun" => Part::Word(Class::Noun, 0),
        "%nouns" => Part::Word(Class::Noun, 1),
        "%verb" => Part::Word(Class::Verb, 0),
        "%verbs" => Part::Word(Class::Verb, 1),
        "%verbed" => Part::Word(Class::Verb, 2),
        "%verbing" => Part::Word(Class::Verb, 3),
        "%verben" => Part::Word(Class::Verb, 4),
        "%adj" => Part::Word(Class::Adjective, 0),
        "%adv" => Part::Word(Class::Adverb, 0),
        literal => Part::Literal(literal.to_owned()),
    }
}
