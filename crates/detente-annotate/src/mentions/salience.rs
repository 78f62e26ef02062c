//! Which states and leaders a text is about, and which two of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use detente_schema::{ActorId, Mention, Usage};

use super::lexicon::Members;
use super::names::is_party;
use super::scene::{Scene, only};

/// How much more a party counts that opens its sentence, or that the lead names.
const SUBJECT: usize = 1;
const LEAD: usize = 1;
/// How much a sentence that names the two and no third counts for a pair.
const TOGETHER: usize = 3;

/// How much a text speaks of each state and each leader of a state.
#[derive(Debug)]
pub(super) struct Salience {
    states: Ranking,
    leaders: Ranking,
}

#[derive(Debug, Default)]
struct Ranking {
    /// Where each is named, in the order of the text.
    named: Vec<(usize, ActorId)>,
    weights: BTreeMap<ActorId, usize>,
    /// How often two are named together, the lesser identifier first.
    together: BTreeMap<(ActorId, ActorId), usize>,
}

/// Two actors, the lesser identifier first.
pub(super) type Pair = (ActorId, ActorId);

impl Salience {
    pub(super) fn new(scene: &Scene) -> Self {
        let mut parties: Vec<&Mention> = scene.mentions.iter().filter(|m| is_party(m)).collect();
        parties.sort_by_key(|mention| mention.span);
        let lead = scene.lead();
        let mut salience = Self { states: Ranking::default(), leaders: Ranking::default() };
        let mut last_sentence = u32::MAX;
        for mention in parties {
            let tokens = scene.tokens(mention.span);
            let sentence = scene.words.sentence(tokens.start);
            let opens = sentence != last_sentence && !follows_preposition(scene, &tokens);
            last_sentence = sentence;
            let subject = if opens && mention.usage == Usage::Actor { SUBJECT } else { 0 };
            let weight = 1 + subject + if sentence <= lead { LEAD } else { 0 };
            salience.see(scene, mention, tokens.start, weight);
        }
        salience.states.pair_up(scene);
        salience.leaders.pair_up(scene);
        salience
    }

    fn see(&mut self, scene: &Scene, mention: &Mention, at: usize, weight: usize) {
        let Some(actor) = only(mention) else { return };
        let Some(id) = &actor.id else { return };
        if scene.is_state(actor) {
            self.states.see(at, id, weight);
        } else if scene.is_person(actor) && scene.finder.holds_office(id, scene.day) {
            self.leaders.see(at, id, weight);
            let state = ActorId(actor.country.0.clone());
            if scene.finder.states.contains(&state) {
                self.states.see(at, &state, weight);
            }
        }
    }

    fn of(&self, members: Members) -> &Ranking {
        match members {
            Members::States => &self.states,
            Members::Leaders => &self.leaders,
        }
    }

    /// The two that the text is about, if it is clear which two.
    pub(super) fn two(&self, members: Members) -> Option<Pair> {
        self.of(members).two()
    }

    /// Those named at tokens of the range.
    pub(super) fn named_in(&self, members: Members, range: Range<usize>) -> BTreeSet<ActorId> {
        let named = &self.of(members).named;
        let first = named.partition_point(|(at, _)| *at < range.start);
        let inside = named[first..].iter().take_while(|(at, _)| *at < range.end);
        inside.map(|(_, id)| id.clone()).collect()
    }

    /// The states that the text speaks of, those apart that it names only in passing.
    pub(super) fn main_states(&self) -> BTreeSet<ActorId> {
        let most = self.states.weights.values().max().copied().unwrap_or(0);
        let weights = self.states.weights.iter();
        weights.filter(|(_, weight)| **weight * 3 >= most).map(|(id, _)| id.clone()).collect()
    }

    /// Every state that the text names, itself or by its people in office.
    pub(super) fn all_states(&self) -> impl Iterator<Item = &ActorId> {
        self.states.weights.keys()
    }
}

/// More states or leaders are not paired.
const MOST: usize = 12;

impl Ranking {
    fn see(&mut self, at: usize, id: &ActorId, weight: usize) {
        self.named.push((at, id.clone()));
        *self.weights.entry(id.clone()).or_default() += weight;
    }

    /// Two are named together by a sentence that names no third.
    fn pair_up(&mut self, scene: &Scene) {
        let sentence = |at: usize| scene.words.sentence(at);
        for same in self.named.chunk_by(|(a, _), (b, _)| sentence(*a) == sentence(*b)) {
            let ids: BTreeSet<_> = same.iter().map(|(_, id)| id).collect();
            if let [a, b] = ids.into_iter().collect::<Vec<_>>()[..] {
                *self.together.entry(ordered(a, b)).or_default() += 1;
            }
        }
    }

    fn score(&self, a: &ActorId, b: &ActorId) -> usize {
        let weight = |id| self.weights.get(id).copied().unwrap_or(0);
        let together = self.together.get(&ordered(a, b)).copied().unwrap_or(0);
        weight(a).min(weight(b)) + TOGETHER * together
    }

    /// The pair with the best score, if the next has at most four fifths of it.
    fn two(&self) -> Option<Pair> {
        let mut ranked: Vec<_> = self.weights.iter().collect();
        ranked.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        ranked.truncate(MOST);
        let mut pairs = Vec::new();
        for (number, (a, _)) in ranked.iter().enumerate() {
            pairs.extend(
                ranked[number + 1..].iter().map(|(b, _)| (self.score(a, b), ordered(a, b))),
            );
        }
        pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let second = pairs.get(1).map_or(0, |(score, _)| *score);
        let (best, pair) = pairs.into_iter().next()?;
        (second * 5 <= best * 4).then_some(pair)
    }
}

fn ordered(a: &ActorId, b: &ActorId) -> Pair {
    if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }
}

fn follows_preposition(scene: &Scene, tokens: &Range<usize>) -> bool {
    let mut at = tokens.start;
    while scene.finder.lexicon.is_before_name(scene.words.lower_before(at)) {
        at -= 1;
    }
    let word = scene.words.lower_before(at);
    !scene.words.starts_sentence(at) && scene.finder.lexicon.function_words.contains(word)
}
