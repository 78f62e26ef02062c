//! Plurals whose members stand elsewhere: "the two countries"; and halves: "the North".

use std::collections::BTreeSet;
use std::ops::Range;

use detente_schema::{Actor, ActorId, ActorRef, Mention, MentionKind, Sector, Usage};

use super::lexicon::SetNoun;
use super::salience::{Pair, Salience};
use super::scene::{Scene, name, only, unresolved};

/// Marks plurals and halves.
pub(super) fn mark(scene: &mut Scene) {
    let salience = Salience::new(scene);
    let mut found = Vec::new();
    for at in 0..scene.words.len() {
        if let Some(set) = scene.finder.lexicon.sets.longest_at(&scene.words, at) {
            found.extend(plural(scene, at, set, &salience));
        }
        found.extend(half(scene, at, &salience).or_else(|| first_half(scene, at)));
    }
    scene.add_all(found);
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
    let (pair, rule) = members(scene, start, at + len, *set, salience);
    let actors: Vec<ActorRef> = pair.iter().filter_map(|id| scene.reference(id)).collect();
    if actors.len() < 2 {
        let why = "it is not evident which two are meant".to_owned();
        return Some(unresolved(span, MentionKind::Description, why, rule));
    }
    Some(Mention {
        span,
        kind: MentionKind::Description,
        usage: Usage::Actor,
        actors,
        unresolved: None,
        found_by: rule.to_owned(),
    })
}

/// The two that the text is about, if those named right before do not speak against it.
fn members(
    scene: &Scene,
    start: usize,
    end: usize,
    set: SetNoun,
    salience: &Salience,
) -> (Vec<ActorId>, &'static str) {
    let [sentence, earlier] = before(scene, start);
    if set.open && (names_no_state(scene, &sentence) || names_no_state(scene, &earlier)) {
        return (Vec::new(), "plural/open");
    }
    let mut here = salience.named_in(set.members, sentence);
    if here.is_empty() {
        here = salience.named_in(set.members, earlier);
    }
    let two = |(a, b): Pair| vec![a, b];
    match salience.two(set.members) {
        Some(pair) if agrees(&pair, &here) => (two(pair), "plural/topic"),
        Some(pair) if binds(scene, end) => (two(pair), "plural/bond"),
        None if here.len() == 2 => (here.into_iter().collect(), "plural/near"),
        _ => (Vec::new(), "plural/unclear"),
    }
}

/// The tokens of the sentence before the place, and those of the sentence before it.
fn before(scene: &Scene, at: usize) -> [Range<usize>; 2] {
    let number = scene.words.sentence(at) as usize;
    let sentences = &scene.words.document().sentences;
    let first = |number: usize| sentences.get(number).map_or(at, |s| s.tokens.start as usize);
    let start = first(number).min(at);
    [start..at, first(number.saturating_sub(1)).min(start)..start]
}

/// True if all named are of the pair, or if both of the pair are named.
fn agrees((a, b): &Pair, named: &BTreeSet<ActorId>) -> bool {
    named.iter().all(|id| id == a || id == b) || (named.contains(a) && named.contains(b))
}

/// How far behind the plural its predicate is looked for.
const LONGEST_PREDICATE: usize = 10;

/// "the two sides strengthen their alliance": what follows joins those who are joined already.
fn binds(scene: &Scene, end: usize) -> bool {
    let same = |at: &usize| scene.words.sentence(*at) == scene.words.sentence(end - 1);
    let bonds = &scene.finder.lexicon.words.sets.bonds;
    let mut predicate = (end..end + LONGEST_PREDICATE).take_while(same);
    predicate.any(|at| bonds.iter().any(|word| word == scene.words.lower(at)))
}

/// Armed groups, parties and the like may be among "both sides".
fn names_no_state(scene: &Scene, range: &Range<usize>) -> bool {
    let apart = |sector| {
        matches!(
            sector,
            Sector::Rebels | Sector::Party | Sector::Opposition | Sector::UnidentifiedArmed
        )
    };
    range.clone().any(|at| scene.at(at).and_then(only).is_some_and(|actor| apart(actor.sector)))
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
    let mut known = salience.all_states().filter(named);
    let (state, None) = (known.next()?, known.next()) else { return None };
    let span = scene.words.cover(at - 1, at + 1);
    let mut mention = name(span, Usage::Actor, scene.reference(state)?, "half");
    mention.kind = MentionKind::Description;
    Some(mention)
}

/// "North" in "North and South Korea", where what both are called stands once.
fn first_half(scene: &Scene, at: usize) -> Option<Mention> {
    let (words, finder) = (&scene.words, scene.finder);
    let states = finder.lexicon.words.halves.get(words.text(at))?;
    if at + 2 >= words.len() || words.is_capitalised(at + 1) || scene.at(at).is_some() {
        return None;
    }
    let (half, common) = words.document().slice(scene.at(at + 2)?.span).split_once(' ')?;
    finder.lexicon.words.halves.get(half)?;
    let whole = format!("{} {common}", words.text(at));
    let is_whole = |actor: &&Actor| states.contains(&whole) && actor.name == whole;
    let state = finder.register.actors().iter().find(is_whole)?;
    Some(name(words.span(at), Usage::Actor, scene.reference(&state.id)?, "half/shared"))
}

/// "the North Atlantic": a capitalised word goes on.
fn is_qualifier(scene: &Scene, next: usize) -> bool {
    scene.words.is_capitalised(next) && scene.words.sentence(next) == scene.words.sentence(next - 1)
}
