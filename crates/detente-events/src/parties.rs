//! From words that name a party to the actors that they mean.

use std::ops::Range;

use detente_resources::singular;
use detente_schema::{ActorRef, Country, Mention, MentionKind, Participant, Sector, Span, Usage};

use crate::clause::Clauses;
use crate::sentence::{Part, Phrase, Word};
use crate::vocabulary::Class;

/// The two sides of an event.
#[derive(Debug, Default)]
pub(crate) struct Parties {
    pub(crate) source: Vec<Participant>,
    pub(crate) target: Vec<Participant>,
    /// True if all stand in `source` and act on each other.
    pub(crate) reciprocal: bool,
}

/// The party that a phrase names: its head, whether a name or a noun for people.
pub(crate) fn of_phrase(clauses: Clauses, phrase: &Phrase) -> Vec<Participant> {
    let head = last_name(clauses, phrase);
    let noun = last_noun(clauses, phrase);
    match (head, noun) {
        (Some((at, mention)), Some(noun)) if noun.at > at => {
            described(clauses, phrase, &noun, Some(mention))
        }
        (None, Some(noun)) => owned(clauses, phrase, &noun),
        (Some((at, mention)), _) => at_home(clauses, phrase.words.start..at, mention),
        (None, None) => Vec::new(),
    }
}

/// The party of words that are known to name one: the mention at their end, whatever stands behind.
pub(crate) fn of_head(clauses: Clauses, phrase: &Phrase) -> Vec<Participant> {
    let sentence = clauses.sentence;
    let last = phrase.words.end - 1;
    let mention = sentence.words[last].mention.map(|m| &sentence.mentions[m]);
    match mention.filter(|m| !m.actors.is_empty()) {
        Some(mention) => at_home(clauses, phrase.words.start..last, mention),
        None => of_phrase(clauses, phrase),
    }
}

/// Whom a mention means; those of no country have that of a name before them.
fn at_home(clauses: Clauses, before: Range<usize>, mention: &Mention) -> Vec<Participant> {
    let mut found = participants(clauses, mention);
    let home = modifier(clauses, before);
    for party in found.iter_mut().filter(|p| p.country.is_none() && p.actor.is_none()) {
        party.country = home.clone().unwrap_or_else(Country::none);
    }
    found
}

/// The country that a name before the head gives: "several Ruritanian shipping companies".
fn modifier(clauses: Clauses, before: Range<usize>) -> Option<Country> {
    let sentence = clauses.sentence;
    let named = before.rev().filter_map(|at| sentence.words[at].mention);
    let actors = named.flat_map(|m| &sentence.mentions[m].actors);
    actors.map(|actor| &actor.country).find(|country| !country.is_none()).cloned()
}

/// "their countries", "its troops": a noun with whose country its owner says. Several states need
/// several owners; without them the phrase names nobody.
fn owned(clauses: Clauses, phrase: &Phrase, noun: &PartyHead) -> Vec<Participant> {
    let sentence = clauses.sentence;
    let owner = phrase.words.clone().find_map(|at| {
        let mention = &sentence.mentions[sentence.words[at].mention?];
        is_owner(sentence.is(at, Class::Determiner), mention).then_some(mention)
    });
    let found = described(clauses, phrase, noun, owner);
    let plural = singular(&sentence.words[noun.at].lower) != sentence.words[noun.at].lower;
    let states = owner.is_some() && plural && noun.sector == Sector::Government;
    if states && found.len() < 2 { Vec::new() } else { found }
}

/// True for "its", which owns a thing and is no party.
fn is_owner(determiner: bool, mention: &Mention) -> bool {
    determiner && mention.kind == MentionKind::Pronoun
}

struct PartyHead {
    first: usize,
    at: usize,
    sector: Sector,
}

fn last_name<'a>(clauses: Clauses<'a>, phrase: &Phrase) -> Option<(usize, &'a Mention)> {
    let sentence = clauses.sentence;
    let at = phrase.words.clone().rev().find(|i| {
        let mention = sentence.words[*i].mention.map(|m| &sentence.mentions[m]);
        mention.is_some_and(|m| {
            !m.actors.is_empty()
                && !is_sponsor(clauses, *i, m)
                && !is_quality(clauses, m)
                && !is_owner(sentence.is(*i, Class::Determiner), m)
        })
    })?;
    let number = sentence.words[at].mention?;
    Some((at, &sentence.mentions[number]))
}

/// True for the name in "Ruritanian-backed".
fn is_sponsor(clauses: Clauses, at: usize, mention: &Mention) -> bool {
    let sentence = clauses.sentence;
    let words = &clauses.vocabulary.lexicon.grammar.sponsored;
    let behind = sentence.words[at].lower.rsplit_once('-').map(|(_, last)| last);
    let parted = sentence.words.get(at + 2).filter(|word| {
        sentence.words[at + 1].lower == "-" && word.span.start() == mention.span.end() + 1
    });
    let listed = |word: &str| words.iter().any(|w| w == word);
    behind.is_some_and(listed) || parted.is_some_and(|word| listed(&word.lower))
}

/// True for the "military" of "joint military drills".
fn is_quality(clauses: Clauses, mention: &Mention) -> bool {
    let sentence = clauses.sentence;
    let force = mention
        .actors
        .iter()
        .all(|a| a.id.is_none() && matches!(a.sector, Sector::Military | Sector::Unknown));
    let behind = sentence.words.iter().find(|word| word.span.start() >= mention.span.end());
    let noun = |word: &Word| word.part == Part::Plain && word.mention.is_none() && !word.capital;
    force && mention.kind == MentionKind::Description && behind.is_some_and(noun)
}

/// The last noun of the phrase that is a word for people, outside of names.
fn last_noun(clauses: Clauses, phrase: &Phrase) -> Option<PartyHead> {
    let sentence = clauses.sentence;
    for at in phrase.words.clone().rev() {
        let word = &sentence.words[at];
        let named = word.mention.is_some_and(|m| !sentence.mentions[m].actors.is_empty());
        if named || sentence.is(at + 1, Class::Possessive) {
            continue;
        }
        for noun in clauses.vocabulary.party_nouns(&word.lower) {
            let Some(first) = at.checked_sub(noun.before.len()) else { continue };
            let fits =
                noun.before.iter().zip(first..at).all(|(w, i)| sentence.words[i].lower == *w);
            if fits && first >= phrase.words.start {
                return Some(PartyHead { first, at, sector: noun.sector });
            }
        }
    }
    None
}

fn described(
    clauses: Clauses,
    phrase: &Phrase,
    noun: &PartyHead,
    owner: Option<&Mention>,
) -> Vec<Participant> {
    let sentence = clauses.sentence;
    let home = owner.map(|m| participants(clauses, m)).unwrap_or_default();
    let home = if home.is_empty() { complement(clauses, phrase.words.end) } else { home };
    let mut countries: Vec<Country> = Vec::new();
    for country in home.into_iter().map(|p| p.country) {
        if !countries.contains(&country) {
            countries.push(country);
        }
    }
    if countries.is_empty() {
        countries.push(Country::none());
    }
    let span = sentence.span(&(noun.first..noun.at + 1));
    let span = owner
        .map_or(span, |m| if m.span.end() <= span.start() { m.span.cover(span) } else { span });
    let name = sentence.document.slice(span).to_owned();
    let one = |country| Participant {
        span,
        actor: None,
        name: name.clone(),
        country,
        sector: noun.sector,
    };
    countries.into_iter().map(one).collect()
}

/// "of Ruritania and Elbonia", "in Ruritania", "from Ruritania" behind a noun.
fn complement(clauses: Clauses, end: usize) -> Vec<Participant> {
    let sentence = clauses.sentence;
    let grammar = &clauses.vocabulary.lexicon.grammar;
    let opens = sentence.words.get(end).is_some_and(|w| grammar.complements.contains(&w.lower));
    if !opens {
        return Vec::new();
    }
    let phrases = clauses.object(end + 1);
    let names = phrases.iter().filter_map(|p| last_name(clauses, &sentence.phrases[*p]));
    names.flat_map(|(_, mention)| participants(clauses, mention)).collect()
}

/// One participant for each actor of a mention. One whose country the register does not know
/// takes it from a name inside the mention, or from an apposition behind it.
pub(crate) fn participants(clauses: Clauses, mention: &Mention) -> Vec<Participant> {
    let one = |actor: &ActorRef| Participant {
        span: mention.span,
        actor: actor.id.clone(),
        name: actor.name.clone(),
        country: if actor.country.is_none() {
            near_country(clauses, mention)
        } else {
            actor.country.clone()
        },
        sector: actor.sector,
    };
    mention.actors.iter().flat_map(|actor| each_owner(clauses, mention, one(actor))).collect()
}

/// Of "their countries" one participant for each state that "their" stands for.
fn each_owner(clauses: Clauses, mention: &Mention, whole: Participant) -> Vec<Participant> {
    let inside = clauses.sentence.mentions.iter().filter(|m| mention.span.contains(m.span));
    let owners = countries(inside.filter(|m| m.kind == MentionKind::Pronoun));
    if whole.actor.is_some() || owners.len() < 2 {
        return vec![whole];
    }
    owners.into_iter().map(|country| Participant { country, ..whole.clone() }).collect()
}

fn near_country(clauses: Clauses, mention: &Mention) -> Country {
    let sentence = clauses.sentence;
    let inside = sentence.mentions.iter().filter(|m| mention.span.contains(m.span));
    let next = sentence.words.iter().position(|w| w.span.start() >= mention.span.end());
    let apposition = next.filter(|i| sentence.words[*i].part == Part::Comma).map(|comma| {
        let words = sentence.words[comma + 1..].iter().take(12);
        words.take_while(|w| w.part != Part::Comma).filter_map(|w| w.mention)
    });
    let behind = apposition.into_iter().flatten().map(|m| &sentence.mentions[m]);
    let known =
        inside.chain(behind).flat_map(|m| &m.actors).map(|a| &a.country).find(|c| !c.is_none());
    known.cloned().unwrap_or_else(Country::none)
}

/// Takes out targets that stand at one of these spans: nothing is done to somebody by his telling
/// it.
pub(crate) fn leave_out(spans: &[Span], parties: &mut Parties) {
    parties.target.retain(|p| spans.iter().all(|span| !span.overlaps(p.span)));
}

/// Gives parties without a country the only one that the sentence places them in.
pub(crate) fn settle(clauses: Clauses, parties: &mut Parties) {
    for party in parties.source.iter_mut().chain(&mut parties.target) {
        if is_elsewhere(clauses, party) {
            party.country = Country::none();
        }
    }
    let Some(home) = home(clauses, &parties.source) else { return };
    for party in parties.source.iter_mut().chain(&mut parties.target) {
        let open = party.country.is_none() && party.actor.is_none();
        if open && !is_elsewhere(clauses, party) {
            party.country = home.clone();
        }
    }
}

/// True for "a foreign leader", "all sides", and for those beside a name of unknown country.
fn is_elsewhere(clauses: Clauses, party: &Participant) -> bool {
    let sentence = clauses.sentence;
    let grammar = &clauses.vocabulary.lexicon.grammar;
    let at = sentence.words.partition_point(|w| w.span.end() <= party.span.start());
    let Some(number) = sentence.phrase_of.get(at).copied().flatten() else { return false };
    let last = sentence.words.partition_point(|w| w.span.start() < party.span.end());
    let mut before = sentence.phrases[number].words.start..last;
    let names = |i: usize| sentence.words[i].mention.map(|m| &sentence.mentions[m]);
    if party.actor.is_some() || before.clone().filter_map(names).any(is_certain) {
        return false;
    }
    let state = matches!(party.sector, Sector::Government | Sector::Unknown);
    before.any(|i| {
        let word = &sentence.words[i].lower;
        i < at && names(i).is_some_and(|m| m.unresolved.is_some())
            || grammar.elsewhere.contains(word)
            || state && grammar.several_states.contains(word)
    })
}

/// True for a name whose bearer is known, and for words that say whose they are.
fn is_certain(mention: &Mention) -> bool {
    let told = mention.actors.iter().any(|actor| !actor.country.is_none());
    let stated = mention.kind == MentionKind::Name || told && !mention.country_is_guessed();
    stated && mention.unresolved.is_none()
}

fn home(clauses: Clauses, source: &[Participant]) -> Option<Country> {
    let mentions = clauses.sentence.mentions;
    let place = |m: &&Mention| m.usage == Usage::Place && m.kind == MentionKind::Name;
    let places = countries(mentions.iter().filter(place));
    if let [only] = places.as_slice() {
        return Some(only.clone());
    }
    if let Some(first) = places.first() {
        return Some(first.clone());
    }
    match countries(mentions.iter()).as_slice() {
        [only] if source.iter().all(|p| p.country.is_none() || p.country == *only) => {
            Some(only.clone())
        }
        _ => None,
    }
}

fn countries<'a>(mentions: impl Iterator<Item = &'a Mention>) -> Vec<Country> {
    let mut found: Vec<Country> = Vec::new();
    for actor in mentions.flat_map(|m| &m.actors) {
        if is_state(&actor.country) && !found.contains(&actor.country) {
            found.push(actor.country.clone());
        }
    }
    found
}

/// True for a state, false for bodies of several and for none.
pub(crate) fn is_state(country: &Country) -> bool {
    let body = matches!(country.0.as_str(), "IGO" | "NGO" | "IMG" | "MNC");
    country.0.len() == 3 && !body && !country.is_none()
}
