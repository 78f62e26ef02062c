//! Pronouns and possessives, by plain salience.

use detente_schema::{ActorRef, Mention, MentionKind, Usage};

use super::lexicon::Pronoun;
use super::names::is_party;
use super::scene::{Scene, unresolved};

/// How many sentences back an antecedent may stand.
const REACH: u32 = 3;

/// One to whom a pronoun may refer.
struct Antecedent {
    at: usize,
    sentence: u32,
    actors: Vec<ActorRef>,
    kind: Pronoun,
}

/// Marks pronouns.
pub(super) fn mark(scene: &mut Scene) {
    let mut known = antecedents(scene).into_iter().peekable();
    let mut said: Vec<Antecedent> = Vec::new();
    let mut found = Vec::new();
    for at in 0..scene.words.len() {
        while let Some(antecedent) = known.next_if(|antecedent| antecedent.at < at) {
            said.push(antecedent);
        }
        let kind = scene.finder.lexicon.pronouns.get(scene.words.lower(at)).copied();
        let Some(kind) = kind.filter(|_| !is_in_name(scene, at)) else { continue };
        let mention = read(scene, at, kind, &said);
        said.extend(mention.as_ref().and_then(|m| again(scene, m, at)));
        found.extend(mention);
    }
    scene.mentions.extend(found);
}

fn is_in_name(scene: &Scene, at: usize) -> bool {
    scene.at(at).is_some_and(|mention| mention.kind == MentionKind::Name)
}

/// A pronoun that was understood may be gone back to.
fn again(scene: &Scene, mention: &Mention, at: usize) -> Option<Antecedent> {
    let (sentence, actors) = (scene.words.sentence(at), mention.actors.clone());
    let kind = match &actors[..] {
        [] => return None,
        [_] if mention.found_by == rule(Pronoun::Person) => Pronoun::Person,
        [_] if mention.found_by == rule(Pronoun::Thing) => Pronoun::Thing,
        _ => Pronoun::Plural,
    };
    Some(Antecedent { at, sentence, actors, kind })
}

fn antecedents(scene: &Scene) -> Vec<Antecedent> {
    let parties = scene.mentions.iter().filter(|m| is_party(m) && !m.actors.is_empty());
    let mut known: Vec<_> = parties.filter_map(|mention| antecedent(scene, mention)).collect();
    known.sort_by_key(|antecedent| antecedent.at);
    known
}

fn antecedent(scene: &Scene, mention: &Mention) -> Option<Antecedent> {
    let kind = match &mention.actors[..] {
        [one] if scene.is_person(one) || mention.found_by.starts_with("stranger") => {
            Pronoun::Person
        }
        [one] if one.id.is_none() && mention.kind == MentionKind::Name => surname_kind(mention),
        [one] if one.id.is_some() => (mention.usage == Usage::Actor).then_some(Pronoun::Thing)?,
        _ => Pronoun::Plural,
    };
    let at = scene.tokens(mention.span).start;
    let sentence = scene.words.sentence(at);
    Some(Antecedent { at, sentence, actors: mention.actors.clone(), kind })
}

/// A stranger's short name is a person, any other unknown name an organisation.
fn surname_kind(mention: &Mention) -> Pronoun {
    if mention.found_by.starts_with("surname") { Pronoun::Person } else { Pronoun::Thing }
}

fn read(scene: &Scene, at: usize, kind: Pronoun, known: &[Antecedent]) -> Option<Mention> {
    let sentence = scene.words.sentence(at);
    let near = known.iter().rev();
    let near = near.take_while(|a| sentence.saturating_sub(a.sentence) <= REACH).take(WINDOW);
    let near: Vec<&Antecedent> = near.collect();
    let chosen = match kind {
        Pronoun::Person => subject(&near, sentence, Pronoun::Person),
        Pronoun::Thing => thing(&near, sentence),
        Pronoun::Empty => empty(scene, at, &near, sentence),
        Pronoun::Plural => plural(&near, sentence),
    };
    let span = scene.words.span(at);
    match chosen {
        Some(actors) => Some(Mention {
            span,
            kind: MentionKind::Pronoun,
            usage: Usage::Actor,
            actors,
            unresolved: None,
            found_by: rule(kind).to_owned(),
        }),
        None if kind == Pronoun::Empty => None,
        None => {
            let why = "no antecedent is evident".to_owned();
            Some(unresolved(span, MentionKind::Pronoun, why, rule(kind)))
        }
    }
}

/// More antecedents are not looked at.
const WINDOW: usize = 24;

/// The first of its kind in the nearest sentence that has one.
fn subject(near: &[&Antecedent], sentence: u32, kind: Pronoun) -> Option<Vec<ActorRef>> {
    let here = near.iter().rfind(|a| a.kind == kind && a.sentence == sentence);
    let nearest = near.iter().find(|a| a.kind == kind)?.sentence;
    let there = near.iter().rfind(|a| a.kind == kind && a.sentence == nearest);
    here.or(there).map(|a| a.actors.clone())
}

/// The nearest before it in the sentence, else the subject of the one before.
fn thing(near: &[&Antecedent], sentence: u32) -> Option<Vec<ActorRef>> {
    let here = near.iter().find(|a| a.kind == Pronoun::Thing && a.sentence == sentence);
    here.map(|a| a.actors.clone()).or_else(|| subject(near, sentence, Pronoun::Thing))
}

/// "China says that it": the subject of the sentence goes on.
fn empty(scene: &Scene, at: usize, near: &[&Antecedent], sentence: u32) -> Option<Vec<ActorRef>> {
    let here = near.iter().rfind(|a| a.kind == Pronoun::Thing && a.sentence == sentence);
    let words = &scene.finder.lexicon.words.pronouns.complementisers;
    let goes_on = words.iter().any(|word| word == scene.words.lower_before(at));
    here.filter(|_| goes_on).map(|a| a.actors.clone())
}

/// The nearest plural, else the two that the sentence names.
fn plural(near: &[&Antecedent], sentence: u32) -> Option<Vec<ActorRef>> {
    let two_here = |kind| {
        let mut named: Vec<ActorRef> = Vec::new();
        for antecedent in near.iter().rev().filter(|a| a.sentence == sentence && a.kind == kind) {
            if !named.contains(&antecedent.actors[0]) {
                named.push(antecedent.actors[0].clone());
            }
        }
        (named.len() == 2).then_some(named)
    };
    let set = |a: &&&Antecedent| a.kind == Pronoun::Plural && sentence - a.sentence <= 1;
    let here = |a: &&&Antecedent| a.kind == Pronoun::Plural && sentence == a.sentence;
    near.iter()
        .find(here)
        .map(|a| a.actors.clone())
        .or_else(|| two_here(Pronoun::Person))
        .or_else(|| two_here(Pronoun::Thing))
        .or_else(|| near.iter().find(set).map(|a| a.actors.clone()))
}

fn rule(kind: Pronoun) -> &'static str {
    match kind {
        Pronoun::Person => "pronoun/person",
        Pronoun::Thing | Pronoun::Empty => "pronoun/thing",
        Pronoun::Plural => "pronoun/plural",
    }
}
