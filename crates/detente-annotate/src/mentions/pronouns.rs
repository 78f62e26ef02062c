//! Pronouns and possessives, by plain salience.

use detente_schema::{ActorRef, Mention, MentionKind, Usage};

use super::lexicon::{Number, Pronoun};
use super::names::is_party;
use super::scene::{Scene, unresolved};

/// How many sentences back an antecedent may stand.
const REACH: u32 = 3;

/// One to whom a pronoun may refer.
struct Antecedent {
    at: usize,
    end: usize,
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
    Some(Antecedent { at, end: at + 1, sentence, actors, kind })
}

fn antecedents(scene: &Scene) -> Vec<Antecedent> {
    let parties = scene.mentions.iter().filter(|m| is_party(m));
    let mut known: Vec<_> = parties.filter_map(|mention| antecedent(scene, mention)).collect();
    known.sort_by_key(|antecedent| antecedent.at);
    known
}

fn antecedent(scene: &Scene, mention: &Mention) -> Option<Antecedent> {
    let rule = mention.found_by.as_str();
    let kind = match &mention.actors[..] {
        [] if rule.starts_with("surname") => Pronoun::Person,
        [] if rule.starts_with("plural") => Pronoun::Plural,
        [one] if scene.is_person(one) || rule.starts_with("stranger") => Pronoun::Person,
        [one] if one.id.is_none() && mention.kind == MentionKind::Description => {
            (mention.usage == Usage::Actor).then(|| described(scene, mention))?
        }
        [_] if rule == "name/demonym" => Pronoun::Plural,
        [one] if one.id.is_none() => surname_kind(mention),
        [_] if mention.usage == Usage::Actor => Pronoun::Thing,
        [] | [_] => return None,
        _ => Pronoun::Plural,
    };
    let (at, end) = (scene.tokens(mention.span).start, scene.tokens(mention.span).end);
    let sentence = scene.words.sentence(at);
    Some(Antecedent { at, end, sentence, actors: mention.actors.clone(), kind })
}

/// By the noun of a description: "the envoy", "the police", "the ministry".
fn described(scene: &Scene, mention: &Mention) -> Pronoun {
    let tokens = scene.tokens(mention.span);
    let mut starts = tokens.clone();
    let noun = starts.find_map(|at| {
        let (len, role) = scene.finder.lexicon.roles.longest_at(&scene.words, at)?;
        (at + len == tokens.end).then_some(role.number)
    });
    match noun {
        Some(Number::One) => Pronoun::Person,
        Some(Number::Body) => Pronoun::Thing,
        _ => Pronoun::Plural,
    }
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
        Pronoun::Plural => plural(scene, &near, sentence),
    };
    let span = scene.words.span(at);
    match chosen.filter(|actors| !actors.is_empty()) {
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

/// "China says that it": the one named in the sentence, of several the last unless the pronoun's
/// clause follows it at once, as it follows one spoken to.
fn empty(scene: &Scene, at: usize, near: &[&Antecedent], sentence: u32) -> Option<Vec<ActorRef>> {
    let words = &scene.finder.lexicon.words.pronouns.complementisers;
    let goes_on = words.iter().any(|word| word == scene.words.lower_before(at));
    let here = || near.iter().filter(|a| a.kind == Pronoun::Thing && a.sentence == sentence);
    let (last, first) = (here().next()?, here().next_back()?);
    let addressed = last.end + 1 == at;
    let chosen = if addressed && last.actors != first.actors { first } else { last };
    goes_on.then(|| chosen.actors.clone())
}

/// The only plural of the sentence, or the one that opens it; else the two that the sentence names;
/// else the plural of the sentence before.
fn plural(scene: &Scene, near: &[&Antecedent], sentence: u32) -> Option<Vec<ActorRef>> {
    let in_sentence = |number: u32| -> Vec<&&Antecedent> {
        near.iter().rev().filter(|a| a.sentence == number).collect()
    };
    let here = in_sentence(sentence);
    one_plural(scene, &here)
        .or_else(|| two_of(&here, Pronoun::Person))
        .or_else(|| two_of(&here, Pronoun::Thing))
        .or_else(|| one_plural(scene, &in_sentence(sentence.checked_sub(1)?)))
}

/// `Some` of nobody where several plurals compete.
fn one_plural(scene: &Scene, sentence: &[&&Antecedent]) -> Option<Vec<ActorRef>> {
    let plurals = sentence.iter().filter(|a| a.kind == Pronoun::Plural);
    let mut plurals: Vec<_> = plurals.collect();
    let opens = plurals.first().is_some_and(|a| a.at == sentence[0].at && is_subject(scene, a.at));
    plurals.dedup_by(|a, b| a.actors == b.actors);
    match plurals[..] {
        [] => None,
        [only] => Some(only.actors.clone()),
        [first, ..] if opens => Some(first.actors.clone()),
        _ => Some(Vec::new()),
    }
}

/// No preposition governs it.
fn is_subject(scene: &Scene, at: usize) -> bool {
    let before = scene.words.lower_before(at);
    scene.words.starts_sentence(at) || !scene.finder.lexicon.function_words.contains(before)
}

/// The two of a kind, where there are no more.
fn two_of(sentence: &[&&Antecedent], kind: Pronoun) -> Option<Vec<ActorRef>> {
    let mut named: Vec<ActorRef> = Vec::new();
    for antecedent in sentence.iter().filter(|a| a.kind == kind) {
        let actor = antecedent.actors.first()?;
        if !named.contains(actor) {
            named.push(actor.clone());
        }
    }
    (named.len() == 2).then_some(named)
}

fn rule(kind: Pronoun) -> &'static str {
    match kind {
        Pronoun::Person => "pronoun/person",
        Pronoun::Thing | Pronoun::Empty => "pronoun/thing",
        Pronoun::Plural => "pronoun/plural",
    }
}
