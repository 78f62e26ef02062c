//! What a name of a state, city or organisation does in its phrase.

use detente_resources::NameForm;
use detente_schema::{Span, Usage};

use super::scene::Scene;

/// The usage of a name of these forms, and the rule that says so.
pub(super) fn of(scene: &Scene, span: Span, forms: &[NameForm]) -> (Usage, &'static str) {
    let has = |form| forms.contains(&form);
    if scene.is_compound(span) {
        (Usage::Modifier, "name/compound")
    } else if has(NameForm::Name) || has(NameForm::Acronym) {
        of_name(scene, span)
    } else if has(NameForm::Adjective) {
        of_adjective(scene, span)
    } else if has(NameForm::Demonym) {
        (Usage::Actor, "name/demonym")
    } else {
        of_city(scene, span, has(NameForm::Seat))
    }
}

fn of_name(scene: &Scene, span: Span) -> (Usage, &'static str) {
    let next = scene.tokens(span).end;
    if qualifies_a_role(scene, next) {
        (Usage::Modifier, "name/modifier")
    } else if !scene.words.is_possessive(next)
        && follows(scene, span, &scene.finder.lexicon.state_locatives)
    {
        (Usage::Place, "name/place")
    } else {
        (Usage::Actor, "name")
    }
}

fn of_adjective(scene: &Scene, span: Span) -> (Usage, &'static str) {
    let next = scene.tokens(span).end;
    if starts_noun(scene, next) {
        (Usage::Modifier, "name/adjective")
    } else {
        (Usage::Actor, "name/demonym")
    }
}

fn of_city(scene: &Scene, span: Span, is_seat: bool) -> (Usage, &'static str) {
    let next = scene.tokens(span).end;
    let is_located = follows(scene, span, &scene.finder.lexicon.locatives);
    if is_located || is_dateline(scene, span) || is_followed_by_state(scene, next) {
        (Usage::Place, "name/city")
    } else if qualifies_a_role(scene, next) {
        (Usage::Modifier, "name/modifier")
    } else if is_seat {
        (Usage::Actor, "name/metonym")
    } else {
        (Usage::Place, "name/city")
    }
}

fn is_dateline(scene: &Scene, span: Span) -> bool {
    let credits = &scene.words.document().credits;
    credits.dateline.as_ref().and_then(|line| line.span).is_some_and(|line| line.overlaps(span))
}

/// "Beijing, China".
fn is_followed_by_state(scene: &Scene, next: usize) -> bool {
    scene.words.text(next) == "," && {
        let state = scene.words.span(next + 1).start();
        let place = scene.hits.partition_point(|hit| hit.span.start() < state);
        scene.hits.get(place).is_some_and(|hit| {
            let named = |form| matches!(form, NameForm::Name | NameForm::Acronym);
            hit.span.start() == state
                && hit
                    .meanings
                    .iter()
                    .any(|m| named(m.form) && scene.finder.states.contains(&m.actor))
        })
    }
}

/// True if one of the prepositions governs the name.
fn follows(scene: &Scene, span: Span, prepositions: &std::collections::HashSet<String>) -> bool {
    let words = &scene.words;
    let mut at = scene.tokens(span).start;
    while scene.finder.lexicon.words.before_names.iter().any(|w| w == words.lower_before(at)) {
        at -= 1;
    }
    at > 0
        && words.sentence(at - 1) == words.sentence(at)
        && prepositions.contains(words.lower(at - 1))
        && !scene.finder.lexicon.words.no_way_to.iter().any(|w| w == words.lower_before(at - 1))
}

fn qualifies_a_role(scene: &Scene, at: usize) -> bool {
    let same = at > 0 && scene.words.sentence(at) == scene.words.sentence(at - 1);
    same && scene.finder.lexicon.roles.longest_at(&scene.words, at).is_some()
}

/// Without a parser: any word that does not end a noun phrase may be a noun.
fn starts_noun(scene: &Scene, at: usize) -> bool {
    let words = &scene.words;
    let same = at > 0 && words.sentence(at) == words.sentence(at - 1);
    same && words.is_word(at)
        && !words.is_possessive(at)
        && !scene.finder.lexicon.function_words.contains(words.lower(at))
}
