//! Whether an act is history to the report, by the way the sentence tells it.

use detente_resources::VerbForm;

use crate::clause::Clauses;
use crate::sentence::Part;
use crate::triggers::Place;
use crate::vocabulary::Class;

/// Why an act lies before the report's news, or `None` if it is news.
pub(crate) fn reason(clauses: Clauses, place: &Place) -> Option<&'static str> {
    if place.verb { verb_reason(clauses, place.head) } else { noun_reason(clauses, place.head) }
}

fn verb_reason(clauses: Clauses, at: usize) -> Option<&'static str> {
    let sentence = clauses.sentence;
    let start = clauses.chain_start(at);
    if (start..at).any(|i| sentence.words[i].lower == clauses.vocabulary.lexicon.grammar.pluperfect)
    {
        return Some("told in the past perfect");
    }
    let before = start.checked_sub(1)?;
    let past =
        sentence.verb(at).is_some_and(|v| matches!(v.form, VerbForm::Past | VerbForm::Participle));
    let word = &sentence.words[before];
    match &word.part {
        Part::Closed(Class::Relative) if past && is_present(clauses) => {
            Some("told in a relative clause in the past")
        }
        Part::Closed(Class::Preposition) => {
            Some("told as the ground or the circumstance of another act")
        }
        _ if past && start == at && is_aside(clauses, at) => Some("told in passing of a party"),
        _ if past && is_present(clauses) => after_earlier(clauses, at),
        _ => None,
    }
}

/// True if the sentence tells its news in the present tense, as headlines do.
fn is_present(clauses: Clauses) -> bool {
    let grammar = &clauses.vocabulary.lexicon.grammar;
    clauses.sentence.words.iter().any(|w| match &w.part {
        Part::Verb(verb) => verb.form == VerbForm::Third,
        Part::Closed(Class::Be | Class::Have) => grammar.present.contains(&w.lower),
        _ => false,
    })
}

/// A participle after its noun while a finite verb follows or came before. Not for "wrote", which
/// is no participle.
fn is_aside(clauses: Clauses, at: usize) -> bool {
    let sentence = clauses.sentence;
    let readings = clauses.vocabulary.lexicon.verbs.readings(&sentence.words[at].lower);
    if readings.iter().all(|r| r.form != VerbForm::Participle) {
        return false;
    }
    let follows_noun = at.checked_sub(1).is_some_and(|i| sentence.phrase_of[i].is_some());
    let finite = |i: usize| {
        sentence.verb(i).is_some_and(|v| v.form == VerbForm::Third) || sentence.is(i, Class::Be)
    };
    follows_noun && (0..sentence.words.len()).filter(|i| *i != at).any(finite)
}

/// "after five people were killed": an earlier act in a subordinate clause.
fn after_earlier(clauses: Clauses, at: usize) -> Option<&'static str> {
    let cues = &clauses.vocabulary.lexicon.grammar.cues;
    for place in (0..at).rev().take(20) {
        let word = &clauses.sentence.words[place];
        match &word.part {
            Part::Mark | Part::Comma => return None,
            Part::Closed(Class::Subordinator) => {
                return cues.earlier.contains(&word.lower).then_some("told as what went before");
            }
            _ => {}
        }
    }
    None
}

fn noun_reason(clauses: Clauses, at: usize) -> Option<&'static str> {
    let sentence = clauses.sentence;
    let phrase = &sentence.phrases[sentence.phrase_of[at]?];
    let cues = &clauses.vocabulary.lexicon.grammar.cues;
    if (phrase.words.start..at).any(|i| cues.past.contains(&sentence.words[i].lower)) {
        return Some("called past");
    }
    let circumstance = circumstance(clauses, phrase.words.start);
    circumstance.then_some("told as the ground or the circumstance of another act")
}

/// True if the noun trigger stands behind a preposition that makes it a circumstance.
pub(crate) fn is_circumstance(clauses: Clauses, place: &Place) -> bool {
    let phrase = clauses.sentence.phrase_of[place.head];
    phrase.is_some_and(|p| circumstance(clauses, clauses.sentence.phrases[p].words.start))
}

fn circumstance(clauses: Clauses, start: usize) -> bool {
    let before = start.checked_sub(1).map(|i| &clauses.sentence.words[i].lower);
    before.is_some_and(|word| clauses.vocabulary.lexicon.grammar.cues.earlier.contains(word))
}
