//! Short forms of organisations: those that the text itself gives, as in "the Farmers' Union (FU)",
//! and others that it repeats.

use std::collections::BTreeMap;

use detente_schema::{ActorRef, Country, Mention, MentionKind, Sector, Usage};

use super::scene::{Scene, name, only, stranger};

/// Marks short forms of organisations wherever they stand.
pub(super) fn mark(scene: &mut Scene) {
    let given: BTreeMap<String, ActorRef> =
        scene.mentions.iter().filter_map(|mention| introduced(scene, mention)).collect();
    let places = short_forms(scene);
    let times = |short: &str| places.iter().filter(|&&at| scene.words.text(at) == short).count();
    let found = places.iter().filter_map(|&at| {
        let short = scene.words.text(at);
        let known = given.get(short).cloned();
        let actor = known.or_else(|| (times(short) > 1).then(|| unknown(short)))?;
        Some(name(scene.words.span(at), Usage::Actor, actor, "organisation/acronym"))
    });
    let found: Vec<Mention> = found.collect();
    scene.add_all(found);
}

fn unknown(short: &str) -> ActorRef {
    stranger(short, Country::none(), Sector::Unknown)
}

/// Where short forms stand that name nothing else, in sentences that are not set in capitals.
fn short_forms(scene: &Scene) -> Vec<usize> {
    let things = &scene.finder.lexicon.words.things_abbreviated;
    let is_short = |at: &usize| {
        let word = scene.words.text(*at);
        is_acronym(word) && !things.iter().any(|thing| thing == word) && scene.at(*at).is_none()
    };
    let in_prose = |at: &usize| {
        let beside = [at.wrapping_sub(1), at + 1].map(|next| scene.words.text(next));
        !beside.into_iter().any(is_acronym)
    };
    (0..scene.words.len()).filter(is_short).filter(in_prose).take(MOST).collect()
}

/// More short forms of one text are not looked at.
const MOST: usize = 256;

/// How many letters a short form has.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=6;

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
    LENGTHS.contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}
