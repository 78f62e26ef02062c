//! Rules and a cast become sentences.

use crate::calendar;
use crate::cast::{Cast, Person, count, share, sum};
use crate::grammar::{Grammar, Part};
use crate::lexicon::{Lexeme, Lexicon};
use crate::names::Names;
use crate::rng::Rng;
use crate::text::{Sentence, Token};

/// What every report is made with.
#[derive(Debug)]
pub struct Language {
    /// The content words.
    pub lexicon: Lexicon,
    /// The names.
    pub names: Names,
    /// Sentences of reports.
    pub reports: Grammar,
    /// Sentences of reports by pattern.
    pub patterns: Grammar,
    /// Lines of sites, with the site as the agency.
    pub sites: Grammar,
}

impl Language {
    /// The lexicon and the grammars of the package.
    pub fn load() -> Self {
        Self {
            lexicon: Lexicon::load(),
            names: Names::load(),
            reports: Grammar::parse(include_str!("../lexicon/grammar.txt")),
            patterns: Grammar::parse(include_str!("../lexicon/patterns.txt")),
            sites: Grammar::parse(include_str!("../lexicon/boilerplate.txt")),
        }
    }
}

/// Tells what happened to a cast.
#[derive(Debug)]
pub struct Teller<'a> {
    /// The language.
    pub language: &'a Language,
    /// The cast.
    pub cast: &'a Cast,
    /// Whether every figure is drawn afresh, not from those of the cast.
    pub fresh: bool,
}

impl Teller<'_> {
    /// A sentence by the rule of this name; empty if there is none.
    pub fn tell(&self, grammar: &Grammar, rule: &str, rng: &mut Rng) -> Sentence {
        let Some(number) = grammar.number(rule) else { return Sentence::new() };
        let rule = grammar.rule(number);
        self.alternative(grammar, &rule.alternatives[rule.zipf.draw(rng)], rng)
    }

    /// A sentence by one alternative of a rule.
    pub fn alternative(&self, grammar: &Grammar, parts: &[Part], rng: &mut Rng) -> Sentence {
        let speaker = &self.cast.people[rng.below(self.cast.people.len())];
        let mut sentence = Sentence::new();
        self.expand(grammar, parts, speaker, rng, &mut sentence);
        sentence
    }

    fn expand(
        &self,
        grammar: &Grammar,
        parts: &[Part],
        speaker: &Person,
        rng: &mut Rng,
        sentence: &mut Sentence,
    ) {
        for part in parts {
            match part {
                Part::Literal(word) => sentence.push(Token::Fixed(word.clone())),
                Part::Article => sentence.push(Token::Article),
                Part::Word(class, form) => {
                    let index = self.cast.word(&self.language.lexicon, *class, rng);
                    sentence.push(Token::Content(Lexeme { class: *class, index, form: *form }));
                }
                Part::Thing(thing) => sentence.push(Token::Fixed(self.thing(thing, speaker, rng))),
                Part::Rule(number) => {
                    let rule = grammar.rule(*number);
                    let chosen = &rule.alternatives[rule.zipf.draw(rng)];
                    self.expand(grammar, chosen, speaker, rng, sentence);
                }
            }
        }
    }

    fn thing(&self, thing: &str, speaker: &Person, rng: &mut Rng) -> String {
        let (cast, names) = (self.cast, &self.language.names);
        match thing {
            "person" => speaker.full.clone(),
            "surname" => speaker.surname.clone(),
            "title" => speaker.title.clone(),
            "place" => rng.pick(&cast.places).clone(),
            "country" => rng.pick(&cast.countries).clone(),
            "org" => rng.pick(&cast.organisations).clone(),
            "agency" | "site" => cast.agency.clone(),
            "day" => calendar::weekday(cast.day + rng.pick(&[0, 0, 0, 6, 1]), names).to_owned(),
            "date" => calendar::words(cast.day + rng.below(40), names),
            "year" => (calendar::civil(cast.day).0 - rng.below(12)).to_string(),
            "month" | "few" | "ordinal" => names.of(thing, rng).to_owned(),
            figure => self.figure(figure, rng),
        }
    }

    fn figure(&self, figure: &str, rng: &mut Rng) -> String {
        let cast = self.cast;
        match figure {
            "number" if self.fresh => count(rng),
            "number" => rng.pick(&cast.numbers).clone(),
            "money" if self.fresh => sum(rng),
            "money" => rng.pick(&cast.sums).clone(),
            "percent" if self.fresh => share(rng),
            "percent" => rng.pick(&cast.shares).clone(),
            "number2" => rng.between(11, 99).to_string(),
            "magnitude" => format!("{}.{}", rng.between(4, 8), rng.below(10)),
            "magnitude2" => format!("{}.{}", rng.between(2, 5), rng.below(10)),
            "index" => format!("{},{:03}.{}", rng.between(1, 30), rng.below(1000), rng.below(10)),
            "price" => format!("{}.{:02}", rng.between(1, 120), rng.below(100)),
            "clock" => format!("{:02}:{:02}", rng.below(24), rng.below(60)),
            other => unreachable!("no thing is called {other}"),
        }
    }
}
