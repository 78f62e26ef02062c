//! "the country": the state that its sentence, or else the one before, is about.

use detente_schema::{ActorId, ActorRef, Mention, MentionKind, Usage};

use super::scene::{Scene, name};
use super::setting;

/// Marks them.
pub(super) fn mark(scene: &mut Scene) {
    let found: Vec<Mention> = (1..scene.words.len()).filter_map(|at| read(scene, at)).collect();
    scene.add_all(found);
}

fn read(scene: &Scene, at: usize) -> Option<Mention> {
    let (words, lexicon) = (&scene.words, &scene.finder.lexicon.words);
    let is = |list: &[String], at| list.iter().any(|word| word == words.lower(at));
    let follows_article = words.text(at - 1).chars().all(char::is_lowercase)
        && lexicon.articles.first().is_some_and(|the| the == words.lower(at - 1));
    if !is(&lexicon.own_country, at) || !follows_article || scene.at(at).is_some() {
        return None;
    }
    if is(&lexicon.affiliation, at + 1) || is_subordinate(scene, at + 1) {
        return None;
    }
    let state = before(scene, at)?;
    let mention = name(words.cover(at - 1, at + 1), Usage::Actor, state, "description/country");
    Some(Mention { kind: MentionKind::Description, ..mention })
}

/// "the country that": what follows says which.
fn is_subordinate(scene: &Scene, at: usize) -> bool {
    let complementisers = &scene.finder.lexicon.words.pronouns.complementisers;
    complementisers.iter().any(|word| word == scene.words.lower(at))
}

/// The country named first in the sentence before the place, else first in the one before.
fn before(scene: &Scene, at: usize) -> Option<ActorRef> {
    let sentence = scene.words.sentence(at) as usize;
    let named = setting::first_named(scene, sentence).filter(|(place, _)| *place < at);
    let (_, country) = named.or_else(|| setting::first_named(scene, sentence.checked_sub(1)?))?;
    scene.reference(&ActorId(country.0))
}
