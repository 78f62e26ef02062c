//! The states of those whom a possessive means: "his country", "their nations".

use detente_schema::{ActorId, ActorRef, Mention, MentionKind, Usage};

use super::scene::{Scene, unresolved};

const RULE: &str = "description/homeland";

/// Marks possessives with a noun for a state behind them.
pub(super) fn mark(scene: &mut Scene) {
    let lexicon = &scene.finder.lexicon.words;
    let mut found = Vec::new();
    for owner in scene.mentions.iter().filter(|m| m.kind == MentionKind::Pronoun) {
        let at = scene.tokens(owner.span).start;
        let is = |list: &[String], at| list.iter().any(|word| word == scene.words.lower(at));
        if is(&lexicon.possessives, at) && is(&lexicon.homelands, at + 1) {
            found.push(read(scene, owner, at));
        }
    }
    scene.mentions.extend(found);
}

fn read(scene: &Scene, owner: &Mention, at: usize) -> Mention {
    let span = scene.words.cover(at, at + 2);
    let mut actors: Vec<ActorRef> = Vec::new();
    for home in owner.actors.iter().filter_map(|actor| home(scene, actor)) {
        if !actors.contains(&home) {
            actors.push(home);
        }
    }
    if actors.is_empty() {
        let why = "it is not evident whose is meant".to_owned();
        return unresolved(span, MentionKind::Description, why, RULE);
    }
    Mention {
        span,
        kind: MentionKind::Description,
        usage: Usage::Actor,
        actors,
        unresolved: None,
        found_by: RULE.to_owned(),
    }
}

fn home(scene: &Scene, actor: &ActorRef) -> Option<ActorRef> {
    let state = ActorId(actor.country.0.clone());
    scene.finder.states.contains(&state).then(|| scene.reference(&state)).flatten()
}
