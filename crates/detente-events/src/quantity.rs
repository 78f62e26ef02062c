//! Numbers that a text gives with an act: "five times", "500,000 tonnes".

use detente_resources::singular;
use detente_schema::{MentionKind, Quantity};

use crate::clause::Clauses;
use crate::sentence::{Part, Word};

/// The counted nouns from a word on within its clause.
pub(crate) fn of(clauses: Clauses, after: usize) -> Vec<Quantity> {
    let phrases = clauses.near(after);
    phrases.iter().filter_map(|number| counted(clauses, *number)).collect()
}

fn counted(clauses: Clauses, phrase: usize) -> Option<Quantity> {
    let sentence = clauses.sentence;
    let words = sentence.phrases[phrase].words.clone();
    let first = words.clone().find(|i| value(clauses, &sentence.words[*i]).is_some())?;
    let mut amount = value(clauses, &sentence.words[first])?;
    let mut last = first + 1;
    let scales = &clauses.vocabulary.lexicon.grammar.scales;
    if let Some(zeros) = sentence.words.get(last).and_then(|w| scales.get(&w.lower)) {
        amount = scaled(&amount, *zeros)?;
        last += 1;
    }
    let named = |at: &usize| {
        let mention = sentence.words[*at].mention.map(|m| &sentence.mentions[m]);
        mention.is_some_and(|m| m.kind == MentionKind::Name)
    };
    let end = (last..words.end).find(named).unwrap_or(words.end);
    let unit = end.checked_sub(1).filter(|i| *i >= last)?;
    let word = &sentence.words[unit];
    (word.part == Part::Plain).then(|| Quantity {
        span: sentence.span(&(first..end)),
        value: amount,
        unit: singular(&word.lower),
    })
}

/// The digits of a number or number word.
fn value(clauses: Clauses, word: &Word) -> Option<String> {
    if word.part == Part::Number {
        let digits: String = word.lower.chars().filter(|c| *c != ',').collect();
        return digits.bytes().all(|b| b.is_ascii_digit() || b == b'.').then_some(digits);
    }
    clauses.vocabulary.lexicon.grammar.numbers.get(&word.lower).map(u32::to_string)
}

/// The digits times a power of ten: "2.5" with 6 zeros is "2500000".
fn scaled(digits: &str, zeros: u32) -> Option<String> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let missing = (zeros as usize).checked_sub(fraction.len())?;
    Some(format!("{whole}{fraction}{}", "0".repeat(missing)))
}
