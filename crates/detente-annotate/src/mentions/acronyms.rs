//! Short forms that the text itself gives: "the Farmers' Union (FU)".

use std::collections::BTreeMap;

use detente_schema::{ActorRef, Mention, MentionKind, Usage};

use super::scene::{Scene, name, only};

/// Marks short forms of organisations wherever they stand.
pub(super) fn mark(scene: &mut Scene) {
    let given: BTreeMap<String, ActorRef> =
        scene.mentions.iter().filter_map(|mention| introduced(scene, mention)).collect();
    if given.is_empty() {
        return;
    }
    let free = |at: &usize| scene.at(*at).is_none();
    let found = (0..scene.words.len()).filter(free).filter_map(|at| {
        let actor = given.get(scene.words.text(at))?;
        Some(name(scene.words.span(at), Usage::Actor, actor.clone(), "organisation/acronym"))
    });
    let found: Vec<Mention> = found.collect();
    scene.add_all(found);
}

/// The short form in brackets behind a name.
fn introduced(scene: &Scene, mention: &Mention) -> Option<(String, ActorRef)> {
    let actor = only(mention).filter(|actor| !scene.is_state(actor) && !scene.is_person(actor))?;
    let words = &scene.words;
    let open = scene.tokens(mention.span).end;
    let short = words.text(open + 1);
    let in_brackets = words.text(open) == "(" && words.text(open + 2) == ")";
    (mention.kind == MentionKind::Name && in_brackets && is_acronym(short))
        .then(|| (short.to_owned(), actor.clone()))
}

fn is_acronym(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
}
