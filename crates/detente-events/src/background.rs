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
    let past = is_past(clauses, at);
    let word = &sentence.words[before];
    match &word.part {
        Part::Closed(Class::Relative) if past && is_present(clauses) => {
            Some("told in a relative clause in the past")
        }
        Part::Closed(Class::Preposition) => {
            Some("told as the ground or the circumstance of another act")
        }
        _ if past && start == at && is_aside(clauses, at) => Some("told in passing of a party"),
        _ if past && is_revealed(clauses, start) => Some("told as what has come to light"),
        _ if past && is_present(clauses) => after_earlier(clauses, at),
        _ => None,
    }
}

/// True for a verb in the past; not for "is held".
fn is_past(clauses: Clauses, at: usize) -> bool {
    let sentence = clauses.sentence;
    let present = &clauses.vocabulary.lexicon.grammar.present;
    let helped = (clauses.chain_start(at)..at)
        .any(|i| sentence.is(i, Class::Be) && present.contains(&sentence.words[i].lower));
    let form = sentence.verb(at).map(|verb| verb.form);
    !helped && matches!(form, Some(VerbForm::Past | VerbForm::Participle))
}

/// True if the sentence tells its news in the present tense, as headlines do.
fn is_present(clauses: Clauses) -> bool {
    (0..clauses.sentence.words.len()).any(|at| is_present_at(clauses, at))
}

fn is_present_at(clauses: Clauses, at: usize) -> bool {
    let grammar = &clauses.vocabulary.lexicon.grammar;
    let word = &clauses.sentence.words[at];
    match &word.part {
        Part::Verb(verb) if verb.form == VerbForm::Base => is_finite_base(clauses, at),
        Part::Verb(verb) => verb.form == VerbForm::Third,
        Part::Closed(Class::Be | Class::Have) => grammar.present.contains(&word.lower),
        _ => false,
    }
}

/// True for the verb of a plural subject: "the kings meet".
fn is_finite_base(clauses: Clauses, at: usize) -> bool {
    let before = at.checked_sub(1);
    before.is_some_and(|before| clauses.sentence.phrase_of[before].is_some())
}

/// A participle after its noun while a finite verb follows or came before. Not for "wrote", which
/// is no participle.
fn is_aside(clauses: Clauses, at: usize) -> bool {
    let sentence = clauses.sentence;
    let readings = clauses.vocabulary.lexicon.verbs.readings(&sentence.words[at].lower);
    if readings.iter().all(|r| r.form != VerbForm::Participle) {
        return false;
    }
    let follows_noun = at.checked_sub(1).is_some_and(|before| is_qualifiable(clauses, before));
    let finite = |i: usize| {
        sentence.verb(i).is_some_and(|v| v.form == VerbForm::Third) || sentence.is(i, Class::Be)
    };
    follows_noun && (0..sentence.words.len()).filter(|i| *i != at).any(finite)
}

/// True for the end of a phrase that a participle may follow; not for a pronoun or the subject of a
/// subordinate clause: "after Ruritania attacked".
fn is_qualifiable(clauses: Clauses, last: usize) -> bool {
    let sentence = clauses.sentence;
    let phrase = sentence.phrase_of[last].map(|number| &sentence.phrases[number]);
    let opener = phrase.and_then(|phrase| phrase.preposition);
    let subject = opener.is_some_and(|at| sentence.is(at, Class::Subordinator));
    phrase.is_some() && !subject && !sentence.is(last, Class::Pronoun)
}

/// True for what "documents show" or a party "admits" that it did.
fn is_revealed(clauses: Clauses, start: usize) -> bool {
    let revealing = &clauses.vocabulary.lexicon.grammar.cues.revealing;
    let verb = clauses.verb_before(start).filter(|at| is_present_at(clauses, *at));
    verb.and_then(|at| clauses.sentence.verb(at)).is_some_and(|v| revealing.contains(&v.lemma))
}

/// "after five people were killed": an earlier act in a subordinate clause.
fn after_earlier(clauses: Clauses, at: usize) -> Option<&'static str> {
    let cues = &clauses.vocabulary.lexicon.grammar.cues;
    for place in (0..at).rev().take(20) {
        let word = &clauses.sentence.words[place];
        match &word.part {
            Part::Mark | Part::Comma => return None,
            Part::Closed(Class::Subordinator) => {
                let earlier = cues.earlier.contains(&word.lower) && !is_shortly(clauses, place);
                return earlier.then_some("told as what went before");
            }
            _ => {}
        }
    }
    None
}

/// True for the "after" of "hours after".
fn is_shortly(clauses: Clauses, at: usize) -> bool {
    let shortly = &clauses.vocabulary.lexicon.grammar.cues.shortly;
    at.checked_sub(1).is_some_and(|before| shortly.contains(&clauses.sentence.words[before].lower))
}

fn noun_reason(clauses: Clauses, at: usize) -> Option<&'static str> {
    let sentence = clauses.sentence;
    let phrase = &sentence.phrases[sentence.phrase_of[at]?];
    let cues = &clauses.vocabulary.lexicon.grammar.cues;
    if (phrase.words.start..at).any(|i| cues.past.contains(&sentence.words[i].lower)) {
        return Some("called past");
    }
    let start = phrase.words.start;
    let ground = circumstance(clauses, start) && !is_part_of_news(clauses, start);
    ground.then_some("told as the ground or the circumstance of another act")
}

/// True for what takes place together with the news: "killed in a raid", "met during a visit".
fn is_part_of_news(clauses: Clauses, start: usize) -> bool {
    let sentence = clauses.sentence;
    let grammar = &clauses.vocabulary.lexicon.grammar;
    let verb = clauses.verb_before(start).and_then(|at| sentence.verb(at));
    let Some(preposition) = start.checked_sub(1) else { return false };
    let shared = preposition
        .checked_sub(1)
        .is_some_and(|before| grammar.cues.sharing.contains(&sentence.words[before].lower));
    let known = grammar.cues.definite.contains(&sentence.words[start].lower);
    let together = grammar.cues.simultaneous.contains(&sentence.words[preposition].lower);
    let outcome = verb.is_some_and(|verb| clauses.vocabulary.is_outcome(&verb.lemma));
    let gerund = verb.is_some_and(|verb| verb.form == VerbForm::Gerund);
    outcome || together && !known && !shared && !gerund
}

fn circumstance(clauses: Clauses, start: usize) -> bool {
    let before = start.checked_sub(1).map(|i| &clauses.sentence.words[i].lower);
    before.is_some_and(|word| clauses.vocabulary.lexicon.grammar.cues.earlier.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::testing::dated;

    const NEWS: &str = "2020-05-15..2020-05-15 document";
    const HISTORY: &str = "?..? unknown *";

    fn check(cases: &[(&str, &str, &str)]) {
        for (text, trigger, date) in cases {
            assert_eq!(dated(text, trigger), *date, "{trigger} in: {text}");
        }
    }

    #[test]
    fn what_takes_place_together_with_the_news_is_news() {
        check(&[
            ("Ten soldiers are killed in a raid by Ruritania.", "raid", NEWS),
            ("Ten soldiers are killed following a raid by Ruritania.", "raid", NEWS),
            ("During a visit to Elbonia, the king signs a treaty.", "visit", NEWS),
            ("Ruritania jails a general for his role in the raid.", "raid", HISTORY),
            ("Ruritania jails a general involved in a raid.", "raid", HISTORY),
            ("Ruritania recalls its envoy following a raid by Elbonia.", "raid", HISTORY),
        ]);
    }

    #[test]
    fn what_comes_to_light_is_history() {
        check(&[
            ("Documents show that Ruritania attacked Elbonia.", "attacked", HISTORY),
            ("Ruritania says it attacked Elbonia.", "attacked", NEWS),
        ]);
    }

    #[test]
    fn the_past_beside_a_plural_in_the_present_is_history() {
        check(&[
            ("Migrants who were detained by Ruritania go home.", "detained", HISTORY),
            ("Ruritania frees a man who is wanted by Elbonia.", "wanted", NEWS),
        ]);
    }

    #[test]
    fn what_went_before_is_history_unless_no_day_lies_between() {
        check(&[
            ("Ruritania recalls its envoy after Elbonia attacked it.", "attacked", HISTORY),
            ("Ruritania recalls its envoy hours after Elbonia attacked it.", "attacked", NEWS),
        ]);
    }
}
