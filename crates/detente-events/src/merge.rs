//! One act told by several words is one event.

use detente_resources::VerbForm;
use detente_schema::{EventMention, EventType, Participant};

use crate::mention::{Draft, is_complete};
use crate::sentence::{Analysed, Part, Word};
use crate::vocabulary::{Class, Vocabulary};

/// The events of one sentence: no second tellings, no mishaps taken for violence, no event
/// without the parties it needs.
pub(crate) fn tellings(
    sentence: &Analysed,
    vocabulary: &Vocabulary,
    drafts: Vec<Draft>,
) -> Vec<EventMention> {
    let cues = &vocabulary.lexicon.grammar.cues;
    let mentions = |list: &[String]| {
        sentence.words.iter().any(|w| w.mention.is_none() && list.contains(&w.lower))
    };
    let sport = mentions(&cues.sports) || gives_score(sentence);
    let accident = mentions(&cues.accidents);
    let mishap = sport || accident;
    let played = |draft: &Draft| sport && is_contest(sentence, &cues.contests, draft);
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        match kept.iter_mut().find(|earlier| same_act(sentence, earlier, &draft)) {
            Some(earlier) => join(sentence, earlier, draft),
            None => kept.push(draft),
        }
    }
    kept.retain(|draft| is_complete(draft) && !(mishap && is_nobodys(&draft.event)));
    kept.retain(|draft| !played(draft));
    let attacked = kept.iter().any(|draft| is_attack(sentence, draft));
    kept.retain(|draft| !(accident && !attacked && is_outcome_clause(sentence, draft)));
    kept.into_iter().map(|draft| draft.event).collect()
}

/// True for violence itself, not for what it led to.
fn is_attack(sentence: &Analysed, draft: &Draft) -> bool {
    draft.event.kind == EventType::Assault && !is_outcome_clause(sentence, draft)
}

/// True for a result like "2-1".
fn gives_score(sentence: &Analysed) -> bool {
    let number = |word: &Word| word.part == Part::Number && word.lower.len() <= 2;
    sentence.words.windows(3).any(|words| {
        let [one, dash, other] = words else { return false };
        let joined = one.span.end() == dash.span.start() && dash.span.end() == other.span.start();
        joined && number(one) && number(other) && matches!(dash.lower.as_str(), "-" | "–")
    })
}

/// True for violence in a word that is also said of sport.
fn is_contest(sentence: &Analysed, contests: &[String], draft: &Draft) -> bool {
    let at = draft.trigger.words.start;
    let word = sentence.verb(at).map_or(&sentence.words[at].lower, |verb| &verb.lemma);
    draft.event.kind == EventType::Assault && contests.contains(word)
}

fn is_nobodys(event: &EventMention) -> bool {
    event.kind == EventType::Assault && event.source.is_empty()
}

fn same_act(sentence: &Analysed, first: &Draft, second: &Draft) -> bool {
    let (a, b) = (&first.event, &second.event);
    let alike = a.kind == b.kind && a.modality.is_fact() == b.modality.is_fact();
    if !alike || is_dated_apart(a, b) {
        return false;
    }
    if a.kind == EventType::Assault {
        let outcome = is_outcome(sentence, first, second) || is_outcome(sentence, second, first);
        if is_outcome_clause(sentence, second) && first.trigger.last < second.trigger.words.start {
            return true;
        }
        return meet(&a.source, &b.source) && (meet(&a.target, &b.target) || outcome);
    }
    meet(&a.source, &b.source) && meet(&a.target, &b.target)
}

/// Two acts with different dates in one sentence are two.
fn is_dated_apart(a: &EventMention, b: &EventMention) -> bool {
    !a.date.interval.meets(b.date.interval)
}

/// Two sides are compatible if one names nobody or they share a party.
fn meet(a: &[Participant], b: &[Participant]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|x| b.iter().any(|y| x.span.overlaps(y.span)))
}

/// Joins two tellings: the trigger that names the act stays, the other lends its parties.
fn join<'a>(sentence: &Analysed, kept: &mut Draft<'a>, mut other: Draft<'a>) {
    if is_outcome(sentence, kept, &other) && !is_outcome(sentence, &other, kept) {
        std::mem::swap(kept, &mut other);
    }
    let victims = is_outcome(sentence, &other, kept) && !other.event.target.is_empty();
    let event = &mut kept.event;
    if event.reciprocal {
        return;
    }
    if event.source.is_empty() {
        event.source = other.event.source;
    }
    if event.target.is_empty() || victims {
        event.target = other.event.target;
    }
    event.target.retain(|t| !event.source.iter().any(|s| s.span.overlaps(t.span)));
    event.id = event.identify();
}

fn is_gerund(sentence: &Analysed, draft: &Draft) -> bool {
    sentence.verb(draft.trigger.words.start).is_some_and(|verb| verb.form == VerbForm::Gerund)
}

/// True for a gerund that no preposition governs: ", killing ten".
fn is_outcome_clause(sentence: &Analysed, draft: &Draft) -> bool {
    let before = draft.trigger.words.start.checked_sub(1);
    draft.event.kind == EventType::Assault
        && is_gerund(sentence, draft)
        && before.is_some_and(|at| !sentence.is(at, Class::Preposition))
}

/// True for a verb that tells what `act` led to: "are killed", "killing ten", "the raid killed".
fn is_outcome(sentence: &Analysed, draft: &Draft, act: &Draft) -> bool {
    if sentence.verb(draft.trigger.words.start).is_none() {
        return false;
    }
    let phrase = sentence.phrase_of[act.trigger.words.start]
        .map(|p| sentence.span(&sentence.phrases[p].words));
    let inside = phrase.is_some_and(|p| draft.event.source.iter().all(|s| p.contains(s.span)));
    let lexical = draft.entry.outcome && !act.entry.outcome;
    lexical || is_gerund(sentence, draft) || draft.event.source.is_empty() || inside
}

/// The events of a document without those that a later sentence repeats.
pub(crate) fn once(events: Vec<EventMention>) -> Vec<EventMention> {
    let mut kept: Vec<EventMention> = Vec::new();
    for event in events {
        let recent = kept.iter().rev().take(RECENT);
        if !recent.clone().any(|earlier| repeats(earlier, &event)) {
            kept.push(event);
        }
    }
    kept
}

/// How many earlier events a repetition is looked for in.
const RECENT: usize = 8;

/// True for the dead of an attack that an earlier sentence told.
fn is_toll(earlier: &EventMention, event: &EventMention) -> bool {
    let violent = earlier.kind == EventType::Assault && event.kind == EventType::Assault;
    violent
        && event.source.is_empty()
        && earlier.sentence.end() <= event.sentence.start()
        && earlier.modality == event.modality
        && earlier.date.interval.meets(event.date.interval)
}

fn repeats(earlier: &EventMention, event: &EventMention) -> bool {
    if is_toll(earlier, event) {
        return true;
    }
    let same = |a: &[Participant], b: &[Participant]| {
        let names = |side: &[Participant]| side.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
        names(a) == names(b)
    };
    earlier.kind == event.kind
        && earlier.modality == event.modality
        && earlier.date.interval.meets(event.date.interval)
        && same(&earlier.source, &event.source)
        && same(&earlier.target, &event.target)
}
