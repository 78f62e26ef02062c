//! How well the rules of a language do on news sentences that were written before the rules.
//!
//! `cargo test -p detente-annotate --test held_out -- --nocapture` prints what is missed.
#![allow(clippy::print_stdout)] // what is missed, for whoever writes rules

use detente_annotate::TimeTagger;
use detente_schema::Span;
use jiff::civil::Date;

/// A sentence with what a reader marks in it.
#[derive(Debug, Default)]
struct Marked {
    dct: Option<Date>,
    text: String,
    gold: Vec<(Span, String)>,
}

/// Expressions that were found rightly, out of those found and those marked.
#[derive(Debug, Default)]
struct Score {
    strict: usize,
    relaxed: usize,
    value: usize,
    found: usize,
    marked: usize,
}

impl Score {
    fn f1(&self, right: usize) -> f64 {
        200.0 * right as f64 / (self.found + self.marked) as f64
    }
}

fn read(file: &str) -> Vec<Marked> {
    let mut dct = None;
    let mut sentences = Vec::new();
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("dct ") {
            Some(date) => dct = Some(date.parse().expect("a date")),
            None => sentences.push(marked(line, dct)),
        }
    }
    sentences
}

fn marked(line: &str, dct: Option<Date>) -> Marked {
    let mut sentence = Marked { dct, ..Marked::default() };
    let mut rest = line;
    while let Some((before, inside)) = rest.split_once('[') {
        let (mark, after) = inside.split_once(']').expect("a closing bracket");
        let (words, value) = mark.split_once(" => ").expect("a value");
        sentence.text.push_str(before);
        let start = sentence.text.len();
        sentence.text.push_str(words);
        sentence.gold.push((Span::new(start, sentence.text.len()), value.to_owned()));
        rest = after;
    }
    sentence.text.push_str(rest);
    sentence
}

fn score(tagger: &TimeTagger, sentences: &[Marked]) -> Score {
    let mut score = Score::default();
    for Marked { dct, text, gold } in sentences {
        let found: Vec<(Span, String)> = tagger
            .tag(text, *dct)
            .iter()
            .map(|timex| (timex.span, timex.value_text().to_owned()))
            .collect();
        let pairs = gold.iter().filter_map(|mark| {
            found.iter().find(|other| other.0.overlaps(mark.0)).map(|other| (mark, other))
        });
        for (mark, other) in pairs {
            score.relaxed += 1;
            score.strict += usize::from(mark.0 == other.0);
            score.value += usize::from(mark.1 == other.1);
        }
        score.found += found.len();
        score.marked += gold.len();
        if &found != gold {
            let print = |marks: &[(Span, String)]| {
                let words =
                    marks.iter().map(|(span, value)| format!("[{}] => {value}", span.of(text)));
                words.collect::<Vec<_>>().join("; ")
            };
            println!("{text}\n  marked: {}\n  found:  {}", print(gold), print(&found));
        }
    }
    score
}

/// The scores of the Spanish rules, printed.
fn spanish(file: &str) -> Score {
    let sentences = read(file);
    let score = score(&TimeTagger::load("es").expect("the rules load"), &sentences);
    println!(
        "{} sentences, {} expressions, {} found: strict F1 {:.1}, relaxed {:.1}, value {:.1}",
        sentences.len(),
        score.marked,
        score.found,
        score.f1(score.strict),
        score.f1(score.relaxed),
        score.f1(score.value)
    );
    score
}

#[test]
fn spanish_news_written_before_the_rules() {
    let score = spanish(include_str!("held-out/es.txt"));
    assert!(score.f1(score.strict) > 90.0 && score.f1(score.value) > 90.0, "{score:?}");
}

#[test]
fn spanish_news_written_after_the_rules() {
    let score = spanish(include_str!("held-out/es-later.txt"));
    assert!(score.f1(score.strict) > 80.0 && score.f1(score.value) > 80.0, "{score:?}");
}

#[test]
fn spanish_histories_and_news_of_america() {
    let score = spanish(include_str!("held-out/es-third.txt"));
    assert!(score.f1(score.strict) > 75.0 && score.f1(score.value) > 75.0, "{score:?}");
}
