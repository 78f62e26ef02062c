//! Parties from the words that the model takes for them.

use std::ops::Range;

use detente_resources::Codebook;
use detente_schema::{
    Annotations, Country, Document, EventType, Mention, MentionKind, Participant, QuadClass,
    Sector, Span, Usage,
};

use crate::act::{Act, Party, Reader};
use crate::career::Careers;
use crate::clause::Clauses;
use crate::parties::{self, Parties};
use crate::sentence::{Analysed, Part, Phrase};
use crate::triggers::Place;
use crate::vocabulary::{Class, Vocabulary};

/// A document and what is known of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) document: &'a Document,
    pub(crate) annotations: &'a Annotations,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) codebook: &'a Codebook,
    pub(crate) reader: &'a Reader,
    pub(crate) careers: &'a Careers,
}

/// Who acts upon whom in an act of this sentence, and whether they do it to each other.
pub(crate) fn parties(text: Text, clauses: Clauses, act: &Act) -> Parties {
    // Those who act on each other may stand in several sentences.
    let side = |parties: &[Party]| {
        let own = named(text, clauses, &near(clauses, parties));
        if act.reciprocal && own.len() < 2 { named(text, clauses, parties) } else { own }
    };
    let (mut source, mut target) = (side(&act.source), side(&act.target));
    let told = source.len() + target.len();
    if act.reciprocal && told == 1 || MUTUAL.contains(&act.kind()) && told == 0 {
        let known = |p: &Participant| source.iter().chain(&target).any(|party| is_same(party, p));
        let subject = subject(clauses, act.trigger).into_iter().filter(|p| !known(p));
        source = subject.chain(source.iter().cloned()).collect();
    }
    let together = source.len() > 1 && target.is_empty() && MUTUAL.contains(&act.kind());
    let reciprocal = act.reciprocal || together;
    if reciprocal {
        source.append(&mut target);
    }
    target.retain(|t| !source.iter().any(|s| is_same(s, t)));
    if FAVOURS.contains(&act.kind()) || target.len() > 1 && is_cooperation(act.kind()) {
        target.retain(|party| !is_opposed(clauses, party.span));
    }
    Parties { source, target, reciprocal }
}

/// The subject of the verb that tells the act, if it is of a state: "the Ruritanian leader met ...",
/// "which their countries signed".
fn subject(clauses: Clauses, trigger: Span) -> Vec<Participant> {
    let sentence = clauses.sentence;
    let verb = Place::of(sentence, trigger).filter(|place| place.verb).map(|place| place.head);
    let before = verb.and_then(|verb| clauses.chain_start(verb).checked_sub(1));
    let phrase = before.and_then(|at| sentence.phrase_of[at]).map(|at| &sentence.phrases[at]);
    let named = phrase.filter(|phrase| phrase.preposition.is_none());
    let mut parties = named.map_or_else(Vec::new, |phrase| parties::of_phrase(clauses, phrase));
    parties.retain(|party| parties::is_state(&party.country));
    parties
}

/// Whom these parties mean, each once.
fn named(text: Text, clauses: Clauses, parties: &[Party]) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    let parties = joined(text, parties);
    for party in parties.into_iter().flat_map(|party| at_home(text, clauses, party)) {
        if !found.iter().any(|known| is_same(known, &party)) {
            found.push(party);
        }
    }
    leave_places(text, &mut found);
    found
}

/// A place beside others on the same side is where they are, and does nothing itself, unless it is
/// one of a list with them: "officials in Ruritania and Elbonia".
fn leave_places(text: Text, parties: &mut Vec<Participant>) {
    let mentions = &text.annotations.mentions;
    let is_place = |party: &Participant| {
        mentions.iter().any(|m| m.span == party.span && m.usage == Usage::Place)
    };
    let others: Vec<Span> = parties.iter().filter(|p| !is_place(p)).map(|p| p.span).collect();
    let listed = |place: Span| others.iter().any(|other| is_listed(text, place, *other));
    if !others.is_empty() {
        parties.retain(|party| !is_place(party) || listed(party.span));
    }
}

/// True if nothing but a conjunction stands between the two.
fn is_listed(text: Text, first: Span, second: Span) -> bool {
    let between = (first.end() < second.start()).then(|| Span::new(first.end(), second.start()));
    let word = between.map(|span| text.document.slice(span).trim().to_lowercase());
    word.is_some_and(|word| text.vocabulary.class(&word) == Some(Class::Conjunction))
}

fn is_cooperation(kind: EventType) -> bool {
    matches!(kind.quad_class(), QuadClass::VerbalCooperation | QuadClass::MaterialCooperation)
}

/// Acts that nobody is the target of against whom they are done.
const FAVOURS: [EventType; 3] = [EventType::Support, EventType::Cooperate, EventType::Aid];

/// How far before a name "against" may stand: "against the forces of the".
const LONGEST_OPPOSITION: usize = 5;

/// True for one against whom others are helped.
fn is_opposed(clauses: Clauses, party: Span) -> bool {
    let words = &clauses.sentence.words;
    let at = words.partition_point(|word| word.span.end() <= party.start());
    let opposing = &clauses.vocabulary.lexicon.grammar.opposing;
    let before = &words[at.saturating_sub(LONGEST_OPPOSITION)..at];
    before.iter().any(|word| opposing.contains(&word.lower))
}

/// Acts that several do with each other where nobody else is named.
const MUTUAL: [EventType; 4] =
    [EventType::Agree, EventType::Consult, EventType::Support, EventType::Cooperate];

/// The parties of the sentence itself; where it names nobody, the one that was named last before it.
fn near(clauses: Clauses, parties: &[Party]) -> Vec<Party> {
    let sentence = clauses.sentence.sentence.span;
    let is_own = |party: &Party| sentence.overlaps(party.span);
    let own: Vec<Party> = parties.iter().copied().filter(is_own).collect();
    if own.is_empty() {
        let before = parties.iter().rfind(|party| party.span.end() <= sentence.start());
        return before.or(parties.first()).into_iter().copied().collect();
    }
    own
}

/// Spans with one preposition between them are one: "the head" and "the bank" of "of".
fn joined(text: Text, parties: &[Party]) -> Vec<Party> {
    let mut joined: Vec<Party> = Vec::new();
    for party in parties {
        match joined.last_mut() {
            Some(last) if is_complement(text, last.span, party.span) => {
                last.span = last.span.cover(party.span);
            }
            _ => joined.push(*party),
        }
    }
    joined
}

fn is_complement(text: Text, head: Span, other: Span) -> bool {
    let between = text.document.slice(Span::new(head.end(), other.start()));
    let mut words = between.split_whitespace();
    let class = |word: &str| text.vocabulary.class(&word.to_lowercase());
    let preposition = words.next().is_some_and(|word| class(word) == Some(Class::Preposition));
    preposition && words.all(|word| class(word) == Some(Class::Determiner))
}

fn is_same(a: &Participant, b: &Participant) -> bool {
    a.span == b.span && a.country == b.country || a.actor.is_some() && a.actor == b.actor
}

/// Whom a party's words mean. Those that the register does not know, and of whom no word of theirs
/// tells it, belong to the state that the model points at.
fn at_home(text: Text, clauses: Clauses, party: Party) -> Vec<Participant> {
    let mut found = anywhere(text, clauses, party.span);
    let Some(home) = party.home.and_then(|home| state_at(text, home)) else { return found };
    let alone = found.len() == 1;
    for participant in found.iter_mut().filter(|p| p.actor.is_none()) {
        if participant.country.is_none() || alone && !is_stated(text, participant) {
            participant.country = home.clone();
        }
    }
    found
}

/// True if the party's own words tell its country.
fn is_stated(text: Text, party: &Participant) -> bool {
    let tells = |mention: &Mention| {
        let same = mention.actors.iter().any(|actor| actor.country == party.country);
        same && mention.span.overlaps(party.span) && !mention.country_is_guessed()
    };
    text.annotations.mentions.iter().any(tells)
}

/// The state of a name at this word.
fn state_at(text: Text, word: Span) -> Option<Country> {
    let mentions = text.annotations.mentions.iter().filter(|m| m.span.overlaps(word));
    let named = mentions.filter(|m| m.kind == MentionKind::Name);
    let mut countries = named.flat_map(|m| &m.actors).map(|actor| &actor.country);
    countries.find(|country| parties::is_state(country)).cloned()
}

/// The parties at a span of this sentence or another.
fn anywhere(text: Text, clauses: Clauses, span: Span) -> Vec<Participant> {
    if clauses.sentence.sentence.span.overlaps(span) {
        return at(clauses, span);
    }
    let other = text.document.sentences.iter().find(|s| s.span.overlaps(span));
    let analysed =
        other.and_then(|s| Analysed::new(text.document, s, text.annotations, text.vocabulary));
    let elsewhere = analysed.as_ref().map(|sentence| Clauses { sentence, ..clauses });
    elsewhere.map_or_else(Vec::new, |clauses| at(clauses, span))
}

/// The parties at a span: those of its phrases that are no complement of the phrase before.
fn at(clauses: Clauses, span: Span) -> Vec<Participant> {
    let sentence = clauses.sentence;
    let inside = |at: &usize| sentence.words[*at].span.overlaps(span);
    let Some(first) = (0..sentence.words.len()).find(inside) else { return Vec::new() };
    let end = (first..sentence.words.len()).take_while(inside).last().map_or(first, |l| l + 1);
    let mut found = Vec::new();
    for words in heads(clauses, first..end) {
        let paired = compound(clauses, &words, span);
        if !paired.is_empty() {
            found.extend(paired);
            continue;
        }
        let phrase = Phrase { preposition: None, words: widened(clauses, words.clone()) };
        let named = parties::of_head(clauses, &phrase);
        found.extend(if named.is_empty() { vec![unnamed(clauses, words)] } else { named });
    }
    found
}

/// Of several names in one word, "Ruritania-Elbonia", those that the span reaches.
fn compound(clauses: Clauses, words: &Range<usize>, span: Span) -> Vec<Participant> {
    let sentence = clauses.sentence;
    let whole = sentence.span(words);
    let inside = sentence.mentions.iter().filter(|m| whole.contains(m.span));
    let names: Vec<_> = inside.filter(|m| m.kind == MentionKind::Name).collect();
    if words.len() > 1 || names.len() < 2 {
        return Vec::new();
    }
    let reached = names.into_iter().filter(|m| m.span.overlaps(span));
    reached.flat_map(|mention| parties::participants(clauses, mention)).collect()
}

/// The parts of a span between conjunctions and commas, each up to its first complement.
fn heads(clauses: Clauses, words: Range<usize>) -> Vec<Range<usize>> {
    let sentence = clauses.sentence;
    let mut heads: Vec<Range<usize>> = Vec::new();
    let mut open = true;
    for at in words {
        let inside = sentence.words[at].mention.is_some();
        match sentence.words[at].part {
            Part::Comma | Part::Closed(Class::Conjunction) if !inside => open = true,
            Part::Closed(Class::Preposition | Class::Relative) if !inside => {
                open = heads.is_empty();
            }
            Part::Mark if heads.last().is_none_or(|head| head.end != at) => {}
            _ => match heads.last_mut() {
                Some(head) if head.end == at => head.end = at + 1,
                _ if open => {
                    heads.push(at..at + 1);
                    open = false;
                }
                _ => {}
            },
        }
    }
    heads
}

/// The words with those of their phrase before them: "Ruritanian" of "the Ruritanian army".
fn widened(clauses: Clauses, words: Range<usize>) -> Range<usize> {
    let phrase = clauses.sentence.phrase_of[words.start].map(|p| &clauses.sentence.phrases[p]);
    let start = phrase.map_or(words.start, |p| p.words.start.min(words.start));
    start..words.end
}

/// A party that neither the register nor the lexicon knows: its words as they stand.
fn unnamed(clauses: Clauses, words: Range<usize>) -> Participant {
    let span = clauses.sentence.span(&words);
    Participant {
        span,
        actor: None,
        name: clauses.sentence.document.slice(span).to_owned(),
        country: Country::none(),
        sector: Sector::Unknown,
    }
}
