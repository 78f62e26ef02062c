//! Short names of people: "Kim", "Mr Xi".

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use detente_resources::{NameForm, plain};
use detente_schema::{ActorId, ActorRef, Mention, MentionKind, Sector, Usage};

use super::gazetteer::Hit;
use super::lexicon::Number;
use super::salience::Salience;
use super::scene::{Scene, name, only, unresolved};

/// Whom the names of a text mean, the latest introduction last.
#[derive(Default)]
struct Introductions {
    by_surname: BTreeMap<String, Vec<(usize, ActorRef)>>,
    in_office: BTreeSet<Option<ActorId>>,
}

/// Introductions before so many of the same surname are forgotten.
const FARTHEST: usize = 32;

impl Introductions {
    /// The one introduced last before `offset` who is in office, else the last at all, else the
    /// first one after it.
    fn of(&self, surname: &str, offset: usize) -> Option<&ActorRef> {
        let all = self.by_surname.get(&*plain(surname))?;
        let before = all.partition_point(|(at, _)| *at < offset);
        let reach = &all[before.saturating_sub(FARTHEST)..before];
        let serving = reach.iter().rfind(|(_, actor)| self.in_office.contains(&actor.id));
        serving.or_else(|| all.get(before.saturating_sub(1))).map(|(_, actor)| actor)
    }
}

/// Marks the short names of those whom the text introduces, or who were in office.
pub(super) fn mark(scene: &mut Scene) {
    let introductions = introductions(scene);
    let states = Salience::new(scene);
    let mut found: Vec<Mention> = Vec::new();
    for hit in 0..scene.hits.len() {
        found.extend(short_name(scene, hit, &introductions, &states));
    }
    scene.add_all(found);
    let again = introduced_again(scene, &introductions);
    scene.add_all(again);
}

fn introductions(scene: &Scene) -> Introductions {
    let mut introductions = Introductions::default();
    let mut people: Vec<&Mention> =
        scene.mentions.iter().filter(|m| scene.names_person(m)).collect();
    people.sort_by_key(|mention| mention.span);
    for mention in people {
        let Some(actor) = mention.actors.first() else { continue };
        if actor.id.as_ref().is_some_and(|id| scene.finder.holds_office(id, scene.day)) {
            introductions.in_office.insert(actor.id.clone());
        }
        for surname in surnames(scene, mention, actor) {
            let entry = (mention.span.start(), actor.clone());
            introductions.by_surname.entry(plain(&surname).into_owned()).or_default().push(entry);
        }
    }
    introductions
}

/// The register's short names, where it has some; otherwise the last word and, in case the family name comes
/// first, the first.
fn surnames(scene: &Scene, mention: &Mention, actor: &ActorRef) -> Vec<String> {
    let registered = actor.id.as_ref().and_then(|id| scene.finder.surnames.get(id));
    if let Some(short) = registered {
        return short.clone();
    }
    let range = scene.tokens(mention.span);
    let hyphenated = scene.words.text(range.end - 1).contains('-');
    let first = scene.words.text(range.start).to_owned();
    let last = scene.words.text(range.end - 1).to_owned();
    if actor.id.is_some() || hyphenated && range.len() == 2 && has_given_tail(&last) {
        vec![first, last]
    } else if actor.id.is_none() && scene.finder.is_given_name(&first) {
        vec![last, first]
    } else {
        vec![last]
    }
}

/// "Won-gon" in "Park Won-gon": after the hyphen the word goes on in lower case.
fn has_given_tail(word: &str) -> bool {
    word.split_once('-').is_some_and(|(_, tail)| tail.starts_with(char::is_lowercase))
}

fn short_name(
    scene: &Scene,
    hit: usize,
    introductions: &Introductions,
    states: &Salience,
) -> Option<Mention> {
    let hit = &scene.hits[hit];
    let bearers = bearers(hit);
    let tokens = scene.tokens(hit.span);
    if bearers.is_empty()
        || scene.is_compound(hit.span)
        || tokens.clone().any(|at| scene.at(at).is_some())
    {
        return None;
    }
    let text = scene.words.document().slice(hit.span);
    let titled = has_honorific(scene, tokens.start) || title_before(scene, tokens.start).is_some();
    if !titled && (is_another_word(scene, text, tokens.start) || is_in_longer_name(scene, &tokens))
    {
        return None;
    }
    if let Some(actor) = introductions.of(text, hit.span.start()) {
        let usage = if governs(scene, tokens.end) { Usage::Modifier } else { Usage::Actor };
        return Some(name(hit.span, usage, actor.clone(), "surname/introduced"));
    }
    if let Some(actor) = titled_holder(scene, tokens.start, &bearers) {
        return Some(name(hit.span, Usage::Actor, actor, "surname/title"));
    }
    if let Some(actor) = governing(scene, tokens.end, &bearers) {
        return Some(name(hit.span, Usage::Modifier, actor, "surname/government"));
    }
    in_office(scene, hit.span, &bearers, states, titled)
}

/// "the Macron administration": the one of the name who heads a state, else who did so last.
fn governing(scene: &Scene, next: usize, bearers: &[&ActorId]) -> Option<ActorRef> {
    governs(scene, next).then(|| head_of_state(scene, bearers)).flatten()
}

/// True for "administration", the word for a state's government.
fn governs(scene: &Scene, at: usize) -> bool {
    let role = scene.finder.lexicon.roles.longest_at(&scene.words, at);
    role.is_some_and(|(_, role)| role.number == Number::Body && role.sector == Sector::Government)
}

fn head_of_state(scene: &Scene, bearers: &[&ActorId]) -> Option<ActorRef> {
    let left = |id: &ActorId| scene.finder.headed_until(id, scene.day);
    if bearers.iter().any(|id| scene.finder.heads(id, scene.day)) {
        return only_head(scene, bearers);
    }
    let former = bearers.iter().filter_map(|id| Some((left(id)?, *id)));
    scene.reference(former.max()?.1)
}

/// "Macron" where the text does not name his state.
fn head_anywhere(
    scene: &Scene,
    text: &str,
    holders: &[&ActorId],
    bearers: &[&ActorId],
) -> Option<ActorRef> {
    let given = scene.finder.lexicon.words.first_names.iter().any(|name| name == text);
    (holders.is_empty() && !given).then(|| only_head(scene, bearers)).flatten()
}

/// The only one who heads a state, whichever.
fn only_head(scene: &Scene, bearers: &[&ActorId]) -> Option<ActorRef> {
    let heads: BTreeSet<_> =
        bearers.iter().filter(|id| scene.finder.heads(id, scene.day)).collect();
    match heads.into_iter().collect::<Vec<_>>()[..] {
        [one] => scene.reference(one),
        _ => None,
    }
}

/// "Trump Administration": the head of a state whose short name is all that stands before the last
/// word.
pub(super) fn governed(scene: &Scene, range: &Range<usize>) -> Option<ActorRef> {
    let whole = range.start..range.end - 1;
    let hit = scene.hits.iter().find(|hit| scene.tokens(hit.span) == whole)?;
    head_of_state(scene, &bearers(hit))
}

/// Those whose short name this is.
fn bearers<'a>(hit: &'a Hit) -> Vec<&'a ActorId> {
    let short = hit.meanings.iter().filter(|m| m.form == NameForm::Surname);
    short.map(|m| &m.actor).collect()
}

/// Someone in office, of a state that the text names.
fn in_office(
    scene: &Scene,
    span: detente_schema::Span,
    bearers: &[&ActorId],
    states: &Salience,
    titled: bool,
) -> Option<Mention> {
    let text = scene.words.document().slice(span);
    let is_word = scene.finder.lexicon.words.word_surnames.iter().any(|w| w == text);
    if is_word && !titled {
        return None;
    }
    let serving = |states: &BTreeSet<ActorId>| -> Vec<&ActorId> {
        let serves = |id: &&&ActorId| scene.finder.serves_any(id, states, scene.day);
        bearers.iter().filter(serves).copied().collect()
    };
    let (mut of, mut holders) = (states.main_states(), serving(&states.main_states()));
    if holders.is_empty() {
        of = states.all_states().cloned().collect();
        holders = serving(&of);
    }
    match highest(scene, &holders, &of).and_then(|id| scene.reference(id)) {
        Some(actor) => Some(name(span, Usage::Actor, actor, "surname/in-office")),
        None if let Some(head) = head_anywhere(scene, text, &holders, bearers) => {
            Some(name(span, Usage::Actor, head, "surname/head"))
        }
        None if holders.is_empty() && !titled && !stands_alone(scene, span) => None,
        None => {
            let why = "nobody of this name is introduced, and more or less than one was in office";
            Some(unresolved(span, MentionKind::Name, why.into(), "surname/unresolved"))
        }
    }
}

/// The only one, or the only one in the highest office.
fn highest<'b>(
    scene: &Scene,
    holders: &[&'b ActorId],
    states: &BTreeSet<ActorId>,
) -> Option<&'b ActorId> {
    let rank = |id: &&ActorId| scene.finder.rank_in_any(id, states, scene.day);
    let best = holders.iter().map(rank).min()?;
    let holders: BTreeSet<_> = holders.iter().filter(|id| rank(id) == best).collect();
    match holders.into_iter().collect::<Vec<_>>()[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// "Kim wrote": a subject, and nothing but a name since it is capitalised inside its sentence.
fn stands_alone(scene: &Scene, span: detente_schema::Span) -> bool {
    let tokens = scene.tokens(span);
    let speech = &scene.finder.lexicon.words.speech.words;
    let says = speech.iter().any(|word| word == scene.words.lower(tokens.end));
    says || scene.words.is_possessive(tokens.end) && !scene.words.starts_sentence(tokens.start)
}

fn has_honorific(scene: &Scene, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| scene.words.text(before));
    let before =
        if before == "." { at.checked_sub(2).map_or("", |b| scene.words.text(b)) } else { before };
    scene.finder.lexicon.honorifics.contains(before)
}

/// How many words the longest title has.
const LONGEST_TITLE: usize = 4;

/// Where the title that ends before `at` begins, and the title in lower case.
fn title_before(scene: &Scene, at: usize) -> Option<(usize, String)> {
    let range = (1..=LONGEST_TITLE).rev();
    range.filter_map(|len| at.checked_sub(len).map(|first| (first, len))).find_map(
        |(first, len)| {
            let (found, _) = scene.finder.lexicon.roles.longest_at(&scene.words, first)?;
            let words: Vec<_> = (first..at).map(|w| scene.words.lower(w)).collect();
            (found == len).then(|| (first, words.join(" ")))
        },
    )
}

/// "North Korean leader Kim": whoever of them held the office on the day. Where no state stands
/// before the title, it may be any.
fn titled_holder(scene: &Scene, at: usize, bearers: &[&ActorId]) -> Option<ActorRef> {
    let (first, title) = title_before(scene, at)?;
    let state = first.checked_sub(1).and_then(|before| scene.at(before)).and_then(only);
    let held = |id: &&&ActorId| match state.and_then(|state| state.id.as_ref()) {
        Some(state) => scene.finder.holders(&title, state, scene.day).contains(**id),
        None => scene.finder.holds_title(id, &title, scene.day),
    };
    match bearers.iter().filter(held).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()[..] {
        [one] => scene.reference(one),
        _ => None,
    }
}

/// "in May".
fn is_another_word(scene: &Scene, text: &str, at: usize) -> bool {
    let lexicon = &scene.finder.lexicon.words;
    lexicon.word_surnames.iter().any(|word| word == text)
        && (scene.words.starts_sentence(at)
            || lexicon.not_before_surnames.iter().any(|w| w == scene.words.lower_before(at))
            || scene.words.text(at + 1).starts_with(|c: char| c.is_ascii_digit()))
}

/// "Kim" in "Kim Yo-jong", "Xi" in "Xi'an": the short name is only a part.
fn is_in_longer_name(scene: &Scene, tokens: &Range<usize>) -> bool {
    let same = |at: usize| scene.words.sentence(at) == scene.words.sentence(tokens.start);
    let capital = |at: usize| same(at) && scene.words.is_capitalised(at) && scene.at(at).is_none();
    let lexicon = &scene.finder.lexicon;
    let named_before = tokens.start.checked_sub(1).is_some_and(|before| {
        capital(before)
            && !scene.words.starts_sentence(before)
            && lexicon.roles.longest_at(&scene.words, before).is_none()
            && title_before(scene, tokens.start).is_none()
            && !lexicon.function_words.contains(scene.words.lower(before))
    });
    named_before || capital(tokens.end)
}

/// Later short names that the register does not have.
fn introduced_again(scene: &Scene, introductions: &Introductions) -> Vec<Mention> {
    let mut found = Vec::new();
    for at in 0..scene.words.len() {
        let is_small = scene.finder.lexicon.function_words.contains(scene.words.lower(at));
        if !scene.words.is_capitalised(at) || is_small || scene.at(at).is_some() {
            continue;
        }
        let span = scene.words.span(at);
        let actor = introductions.of(scene.words.text(at), span.start());
        if let Some(actor) = actor
            && !is_in_longer_name(scene, &(at..at + 1))
        {
            found.push(name(span, Usage::Actor, actor.clone(), "surname/introduced"));
        }
    }
    found
}
