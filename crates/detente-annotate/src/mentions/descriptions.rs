//! Descriptions by role nouns: "Israeli troops", "the Russian foreign ministry", "protesters".

use std::ops::Range;

use detente_schema::{ActorId, ActorRef, Mention, MentionKind, Sector, Usage};

use super::lexicon::{Number, RoleNoun};
use super::scene::{Scene, name, only, stranger};
use super::setting;

/// Marks descriptions of parties.
pub(super) fn mark(scene: &mut Scene) {
    let mut found: Vec<Mention> = (0..scene.words.len()).filter_map(|at| side(scene, at)).collect();
    let mut at = 0;
    while at < scene.words.len() {
        let head = scene.finder.lexicon.roles.longest_at(&scene.words, at);
        let Some((len, role)) = head.map(|(len, role)| (len, *role)) else {
            at += 1;
            continue;
        };
        found.extend(read(scene, at..at + len, role));
        at += len;
    }
    scene.add_all(found);
}

fn read(scene: &Scene, head: Range<usize>, role: RoleNoun) -> Option<Mention> {
    if is_verb(scene, head.start)
        || is_title(scene, &head)
        || is_inside_compound(scene, &head)
        || is_owned(scene, &head)
    {
        return None;
    }
    if role.number == Number::Body && follows_organisation(scene, head.start) {
        return None;
    }
    let start = start(scene, head.start);
    if role.number == Number::One
        && let Some(mention) = apposition(scene, start, head.end)
    {
        return Some(mention);
    }
    let phrase = start..head.end;
    let (country, how) = setting(scene, &phrase, &head, role);
    let span = scene.words.cover(with_article(scene, start), head.end);
    let text = scene.words.document().slice(scene.words.cover(start, head.end));
    let actor = holder(scene, &phrase, &head, role, how)
        .unwrap_or_else(|| stranger(text, country, sector(scene, &phrase, &head, role)));
    Some(Mention {
        span,
        kind: MentionKind::Description,
        usage: Usage::Actor,
        actors: vec![actor],
        unresolved: None,
        found_by: format!("description/{how}"),
    })
}

/// Some belong where they act, some where the text is set, some only where they are said to.
fn setting(
    scene: &Scene,
    phrase: &Range<usize>,
    head: &Range<usize>,
    role: RoleNoun,
) -> setting::Setting {
    let at_home = scene.finder.lexicon.words.at_home.contains(&role.sector);
    match (is_elsewhere(scene, phrase, head.start), at_home, role.local) {
        (true, ..) => setting::modifier(scene, phrase),
        (false, true, _) | (false, false, true) => setting::at_home(scene, phrase),
        (false, false, false) => setting::stated(scene, phrase),
    }
}

/// "Taliban prisoners", "separatist forces": that of the body to which they belong.
fn sector(scene: &Scene, phrase: &Range<usize>, head: &Range<usize>, role: RoleNoun) -> Sector {
    let members = &scene.finder.lexicon.words.members;
    let joins = |body: &Sector| members.get(body).is_some_and(|own| own.contains(&role.sector));
    let mut before = (phrase.start..head.start).rev().filter_map(|at| body_at(scene, at));
    before.find(joins).unwrap_or(role.sector)
}

/// The sector of the organisation, or of the adjective, that stands there.
fn body_at(scene: &Scene, at: usize) -> Option<Sector> {
    if let Some(mention) = scene.at(at) {
        let organisation = |actor: &&ActorRef| !scene.is_state(actor) && !scene.is_person(actor);
        return only(mention).filter(organisation).map(|actor| actor.sector);
    }
    let lexicon = &scene.finder.lexicon;
    let (_, role) = lexicon.roles.longest_at(&scene.words, at)?;
    lexicon.adjectival.contains(scene.words.lower(at)).then_some(role.sector)
}

/// "the Danish side": the state.
fn side(scene: &Scene, at: usize) -> Option<Mention> {
    let before = at.checked_sub(1)?;
    let is_noun = scene.finder.lexicon.words.selves.iter().any(|w| w == scene.words.lower(at));
    let owner = scene.at(before).filter(|m| is_noun && m.usage == Usage::Modifier)?;
    let state = only(owner).filter(|actor| scene.is_state(actor))?.clone();
    let first = with_article(scene, scene.tokens(owner.span).start);
    let span = scene.words.cover(first, at + 1);
    let mention = name(span, Usage::Actor, state, "description/side");
    Some(Mention { kind: MentionKind::Description, ..mention })
}

/// "foreign police", "several officers": whose they are the words around do not tell.
fn is_elsewhere(scene: &Scene, phrase: &Range<usize>, head: usize) -> bool {
    let words = &scene.finder.lexicon.words.not_local;
    let first = with_article(scene, phrase.start);
    (first..head).any(|at| words.iter().any(|word| word == scene.words.lower(at)))
}

/// "President Putin": the noun belongs to the name after it.
fn is_title(scene: &Scene, head: &Range<usize>) -> bool {
    let next = head.end;
    scene.words.sentence(next) == scene.words.sentence(head.start)
        && scene.at(next).is_some_and(|mention| scene.names_person(mention))
}

/// "police" in "police officers", "official" in "official name": the phrase goes on.
fn is_inside_compound(scene: &Scene, head: &Range<usize>) -> bool {
    let (next, lexicon) = (head.end, &scene.finder.lexicon);
    if scene.words.sentence(next) != scene.words.sentence(head.start) {
        return false;
    }
    let is_adjective = || {
        let word = scene.words.text(next);
        head.len() == 1
            && lexicon.adjectival.contains(scene.words.lower(head.start))
            && word.starts_with(char::is_lowercase)
            && !lexicon.function_words.contains(word)
            && !lexicon.is_verbal(word)
            && !lexicon.words.plural_verbs.iter().any(|verb| verb == word)
    };
    let goes_on = lexicon.roles.longest_at(&scene.words, next).is_some();
    goes_on && !is_verb(scene, next) || is_adjective()
}

/// "states" in "the army states that".
fn is_verb(scene: &Scene, at: usize) -> bool {
    let words = &scene.finder.lexicon.words;
    let is = |list: &[String], at| list.iter().any(|word| word == scene.words.lower(at));
    let Some(before) = at.checked_sub(1) else { return false };
    is(&words.noun_verbs, at)
        && is(&words.pronouns.complementisers, at + 1)
        && scene.finder.lexicon.roles.longest_at(&scene.words, before).is_some()
}

/// "the KCNA news agency" is the agency that the name names.
fn follows_organisation(scene: &Scene, head: usize) -> bool {
    let before = head.checked_sub(1).and_then(|before| scene.at(before));
    before.and_then(only).is_some_and(|actor| {
        actor.id.is_some() && !scene.is_state(actor) && !scene.is_person(actor)
    })
}

/// How many words an apposition may have.
const LONGEST_APPOSITION: usize = 16;

/// "Ann Smith, a professor of law at Leeds,": the same person as the name before the comma.
fn apposition(scene: &Scene, start: usize, head_end: usize) -> Option<Mention> {
    let words = &scene.words;
    let first = with_article(scene, start);
    let comma = first.checked_sub(1).filter(|&at| words.text(at) == ",")?;
    let named = scene.at(comma.checked_sub(1)?)?;
    let actor = only(named).filter(|_| scene.names_person(named))?;
    let reach = head_end..head_end + LONGEST_APPOSITION;
    let close = reach.into_iter().find(|&at| !words.is_word(at) && !words.is_possessive(at))?;
    let end = if words.sentence(close) == words.sentence(start) { close } else { head_end };
    Some(Mention {
        span: words.cover(first, end),
        kind: MentionKind::Description,
        usage: Usage::Modifier,
        actors: vec![actor.clone()],
        unresolved: None,
        found_by: "description/apposition".to_owned(),
    })
}

/// Part of a name, such as "Army" in "Lebanese Army".
fn is_owned(scene: &Scene, head: &Range<usize>) -> bool {
    head.clone().any(|at| scene.at(at).is_some_and(|m| m.usage != Usage::Modifier))
}

/// How many words a description may have before its head.
const LONGEST_PREFIX: usize = 6;

/// Where the modifiers before a head begin.
fn start(scene: &Scene, head: usize) -> usize {
    let first = head.saturating_sub(LONGEST_PREFIX);
    (first..head).rev().take_while(|&at| is_modifier(scene, at, head)).last().unwrap_or(head)
}

fn is_modifier(scene: &Scene, at: usize, head: usize) -> bool {
    let words = &scene.words;
    if words.sentence(at) != words.sentence(head) {
        return false;
    }
    if let Some(owner) = scene.at(at) {
        let possessor = words.is_possessive(scene.tokens(owner.span).end);
        return owner.usage == Usage::Modifier || possessor;
    }
    let lexicon = &scene.finder.lexicon;
    let word = words.lower(at);
    lexicon.modifiers.contains(word)
        || (words.is_possessive(at) && at > 0 && scene.at(at - 1).is_some())
        || (words.is_capitalised(at)
            && !words.starts_sentence(at)
            && !lexicon.function_words.contains(word))
        || word.starts_with("anti-")
        || word.starts_with("pro-")
        || word.starts_with("ex-")
}

fn with_article(scene: &Scene, start: usize) -> usize {
    let lexicon = &scene.finder.lexicon;
    let mut first = start;
    while first > 0
        && scene.words.sentence(first - 1) == scene.words.sentence(start)
        && start - first < 2
        && lexicon.determiners.contains(scene.words.lower(first - 1))
    {
        first -= 1;
    }
    first
}

/// "the South Korean president": the one in office; "the Chinese government": the state.
fn holder(
    scene: &Scene,
    phrase: &Range<usize>,
    head: &Range<usize>,
    role: RoleNoun,
    how: &str,
) -> Option<ActorRef> {
    if role.number != Number::One || !matches!(how, "modifier" | "of") {
        return None;
    }
    let lexicon = &scene.finder.lexicon.words;
    let given_up = |at: usize| lexicon.not_in_office.iter().any(|w| w == scene.words.lower(at));
    let (country, _) = setting::of(scene, phrase);
    let title: Vec<_> = head.clone().map(|at| scene.words.lower(at)).collect();
    let holders = scene.finder.holders(&title.join(" "), &ActorId(country.0), Some(scene.day?));
    match &holders.into_iter().collect::<Vec<_>>()[..] {
        [one] if !phrase.clone().any(given_up) => scene.reference(one),
        _ => None,
    }
}
