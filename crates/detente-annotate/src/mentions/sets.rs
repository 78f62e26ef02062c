//! Plurals whose members stand elsewhere: "the two countries"; and halves: "the North".

use std::collections::BTreeMap;

use detente_schema::{ActorId, ActorRef, Mention, MentionKind, Usage};

use super::lexicon::{Members, SetNoun};
use super::names::is_party;
use super::scene::{Scene, name, only, unresolved};

/// Marks plurals and halves.
pub(super) fn mark(scene: &mut Scene) {
    let salience = Salience::new(scene);
    let mut found = Vec::new();
    for at in 0..scene.words.len() {
        if let Some(set) = scene.finder.lexicon.sets.longest_at(&scene.words, at) {
            found.extend(plural(scene, at, set, &salience));
        }
        found.extend(half(scene, at, &salience));
    }
    scene.add_all(found);
}

/// How often a text speaks of each state and each leader of a state.
struct Salience {
    states: BTreeMap<ActorId, usize>,
    leaders: BTreeMap<ActorId, usize>,
}

impl Salience {
    fn new(scene: &Scene) -> Self {
        let mut salience = Self { states: BTreeMap::new(), leaders: BTreeMap::new() };
        for mention in scene.mentions.iter().filter(|mention| is_party(mention)) {
            let Some(actor) = only(mention) else { continue };
            let Some(id) = &actor.id else { continue };
            if scene.is_state(actor) {
                *salience.states.entry(id.clone()).or_default() += 1;
            } else if scene.is_person(actor) && scene.finder.holds_office(id, scene.day) {
                *salience.leaders.entry(id.clone()).or_default() += 1;
                let state = ActorId(actor.country.0.clone());
                if scene.finder.states.contains(&state) {
                    *salience.states.entry(state).or_default() += 1;
                }
            }
        }
        salience
    }

    fn of(&self, members: Members) -> &BTreeMap<ActorId, usize> {
        match members {
            Members::States => &self.states,
            Members::Leaders => &self.leaders,
        }
    }

    /// The two spoken of most, if it is clear which two.
    fn two(&self, members: Members) -> Option<[&ActorId; 2]> {
        let mut ranked: Vec<_> = self.of(members).iter().collect();
        ranked.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        match ranked[..] {
            [(a, _), (b, _)] => Some([a, b]),
            [(a, _), (b, second), (_, third), ..] if second > third => Some([a, b]),
            _ => None,
        }
    }
}

fn plural(
    scene: &Scene,
    at: usize,
    (len, set): (usize, &SetNoun),
    salience: &Salience,
) -> Option<Mention> {
    let start = determiner_start(scene, at)
        .filter(|&start| !set.counted || !is_article_alone(scene, start, at))
        .or_else(|| (set.bare && is_bare(scene, at)).then_some(at))?;
    let span = scene.words.cover(start, at + len);
    let actors: Vec<ActorRef> = match salience.two(set.members) {
        Some(two) => two.iter().filter_map(|id| scene.reference(id)).collect(),
        None => Vec::new(),
    };
    if actors.len() < 2 {
        let why = "it is not evident which two are meant".to_owned();
        return Some(unresolved(span, MentionKind::Description, why, "plural"));
    }
    Some(Mention {
        span,
        kind: MentionKind::Description,
        usage: Usage::Actor,
        actors,
        unresolved: None,
        found_by: "plural".to_owned(),
    })
}

/// Where the determiner that ends right before `at` begins.
fn determiner_start(scene: &Scene, at: usize) -> Option<usize> {
    (1..=3).rev().find_map(|len| {
        let first = at.checked_sub(len)?;
        let (found, ()) = scene.finder.lexicon.set_determiners.longest_at(&scene.words, first)?;
        (found == len && scene.words.sentence(first) == scene.words.sentence(at)).then_some(first)
    })
}

fn is_article_alone(scene: &Scene, start: usize, at: usize) -> bool {
    at - start == 1
        && scene.finder.lexicon.words.articles.iter().any(|a| a == scene.words.lower(start))
}

/// "between neighbours": nothing qualifies the noun.
fn is_bare(scene: &Scene, at: usize) -> bool {
    scene.finder.lexicon.words.between.iter().any(|w| w == scene.words.lower_before(at))
}

/// "the North", where the text names the state that it is a half of.
fn half(scene: &Scene, at: usize, salience: &Salience) -> Option<Mention> {
    let states = scene.finder.lexicon.words.halves.get(scene.words.text(at))?;
    if !scene.finder.lexicon.words.articles.iter().any(|w| w == scene.words.lower_before(at))
        || scene.at(at).is_some()
        || is_qualifier(scene, at + 1)
    {
        return None;
    }
    let register = &scene.finder.register;
    let named =
        |id: &&ActorId| register.actor(id).is_some_and(|actor| states.contains(&actor.name));
    let mut known = salience.states.keys().filter(named);
    let (state, None) = (known.next()?, known.next()) else { return None };
    let span = scene.words.cover(at - 1, at + 1);
    let mut mention = name(span, Usage::Actor, scene.reference(state)?, "half");
    mention.kind = MentionKind::Description;
    Some(mention)
}

/// "the North Atlantic": a capitalised word goes on.
fn is_qualifier(scene: &Scene, next: usize) -> bool {
    scene.words.is_capitalised(next) && scene.words.sentence(next) == scene.words.sentence(next - 1)
}
