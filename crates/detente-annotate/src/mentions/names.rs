//! Names of states, cities and organisations, and full names of people.

use std::collections::{BTreeMap, BTreeSet};

use detente_resources::NameForm;
use detente_schema::{ActorId, Country, Mention, MentionKind, Sector, Usage};

use super::gazetteer::{Hit, Meaning};
use super::scene::{Scene, name, stranger, unresolved};
use super::usage;

/// What the whole text says about the meaning of its names.
struct Evidence {
    /// Actors that it names in a way that can mean nothing else.
    plain: BTreeSet<ActorId>,
    /// Names that mean something else here, with the reason.
    doubtful: BTreeMap<String, String>,
}

/// Marks every name of the register but the short names of people.
pub(super) fn mark(scene: &mut Scene) {
    let evidence = Evidence { plain: plain_actors(scene), doubtful: doubtful_names(scene) };
    for number in 0..scene.hits.len() {
        if let Some(mention) = read(scene, number, &evidence) {
            scene.add(mention);
        }
    }
}

fn plain_actors(scene: &Scene) -> BTreeSet<ActorId> {
    let sure = |hit: &Hit| match candidates(hit.meanings)[..] {
        [ref one] => Some(one.clone()),
        _ => None,
    };
    scene.hits.iter().filter_map(sure).collect()
}

/// Whom a name may mean, short names of people left aside.
fn candidates(meanings: &[Meaning]) -> Vec<ActorId> {
    let full = meanings.iter().filter(|meaning| meaning.form != NameForm::Surname);
    let unique: BTreeSet<_> = full.map(|meaning| meaning.actor.clone()).collect();
    unique.into_iter().collect()
}

fn read(scene: &Scene, number: usize, evidence: &Evidence) -> Option<Mention> {
    let hit = &scene.hits[number];
    let candidates = candidates(hit.meanings);
    if candidates.is_empty() || is_part_of_another_name(scene, hit) {
        return None;
    }
    if let Some(reason) = evidence.doubtful.get(scene.words.document().slice(hit.span)) {
        return Some(unresolved(hit.span, MentionKind::Name, reason.clone(), "name/homonym"));
    }
    let Some(actor) = choose(scene, &candidates, &evidence.plain) else {
        let all: Vec<_> = candidates.iter().map(|id| id.0.as_str()).collect();
        let why = format!("may mean {}", all.join(" or "));
        return Some(unresolved(hit.span, MentionKind::Name, why, "name/ambiguous"));
    };
    if is_anothers(scene, hit, actor, evidence) {
        return None;
    }
    let form = hit.meanings.iter().filter(|m| m.actor == *actor).map(|m| m.form);
    let forms: Vec<NameForm> = form.collect();
    let (usage, rule) = usage::of(scene, hit.span, &forms);
    if rule == "name/demonym" && is_language(scene, hit, &forms) {
        return None;
    }
    if rule == "name/demonym" && is_counted(scene, scene.tokens(hit.span).start) {
        return Some(people_of(scene, hit, actor));
    }
    Some(name(hit.span, usage, scene.reference(actor)?, rule))
}

/// "Congress" where the text names another state, and no one of the state whose Congress is registered.
fn is_anothers(scene: &Scene, hit: &Hit, actor: &ActorId, evidence: &Evidence) -> bool {
    let finder = scene.finder;
    let is_common = |hit: &Hit| {
        let name = scene.words.document().slice(hit.span);
        finder.lexicon.words.common_names.iter().any(|common| common == name)
    };
    let Some(home) = finder.home(actor).filter(|_| is_common(hit)) else { return false };
    let from_home = |m: &Meaning| m.actor == home || finder.home(&m.actor).as_ref() == Some(&home);
    let mut others = scene.hits.iter().filter(|hit| !is_common(hit));
    evidence.plain.iter().any(|id| finder.states.contains(id))
        && !others.any(|hit| hit.meanings.iter().any(from_home))
}

/// "in German".
fn is_language(scene: &Scene, hit: &Hit, forms: &[NameForm]) -> bool {
    let words = &scene.finder.lexicon.words.language_after;
    let before = scene.words.lower_before(scene.tokens(hit.span).start);
    !forms.contains(&NameForm::Demonym) && words.iter().any(|word| word == before)
}

/// "three Germans", "dozens of Germans": people, not the state.
fn is_counted(scene: &Scene, at: usize) -> bool {
    let (words, lexicon) = (&scene.words, &scene.finder.lexicon.words);
    let is = |list: &[String], at| list.iter().any(|word| word == words.lower_before(at));
    let at = if is(&lexicon.links, at) { at - 1 } else { at };
    is(&lexicon.quantifiers, at)
        || at
            .checked_sub(1)
            .is_some_and(|n| words.text(n).starts_with(|c: char| c.is_ascii_digit()))
}

fn people_of(scene: &Scene, hit: &Hit, state: &ActorId) -> Mention {
    let text = scene.words.document().slice(hit.span);
    let people = stranger(text, Country(state.0.clone()), Sector::Civilians);
    let mention = name(hit.span, Usage::Actor, people, "name/people");
    Mention { kind: MentionKind::Description, ..mention }
}

/// The one candidate, else the one named elsewhere without doubt, the one of a state so named, the
/// one in office, or the one with the most offices.
fn choose<'c>(
    scene: &Scene,
    candidates: &'c [ActorId],
    plain: &BTreeSet<ActorId>,
) -> Option<&'c ActorId> {
    let finder = scene.finder;
    let only = |test: &dyn Fn(&ActorId) -> bool| {
        let mut passing = candidates.iter().filter(|id| test(id));
        passing.next().filter(|_| passing.next().is_none())
    };
    let most = candidates.iter().map(|id| finder.number_of_roles(id)).max().unwrap_or(0);
    only(&|_| true)
        .or_else(|| only(&|id| plain.contains(id)))
        .or_else(|| only(&|id| finder.home(id).is_some_and(|state| plain.contains(&state))))
        .or_else(|| only(&|id| finder.holds_office(id, scene.day)))
        .or_else(|| only(&|id| most > 0 && finder.number_of_roles(id) == most))
}

/// "China Daily", "Vienna Convention", "Michael Jordan".
fn is_part_of_another_name(scene: &Scene, hit: &Hit) -> bool {
    let is_place = |m: &Meaning| scene.finder.states.contains(&m.actor);
    hit.meanings.iter().any(is_place)
        && (names_a_thing(scene, hit) && !is_paired(scene, hit) || names_a_person(scene, hit))
}

/// "Peru-Chile": a name beside another in one word.
fn is_paired(scene: &Scene, hit: &Hit) -> bool {
    let word = scene.tokens(hit.span);
    let beside = |other: &Hit| other.span != hit.span && scene.tokens(other.span) == word;
    scene.is_compound(hit.span) && scene.hits.iter().any(beside)
}

/// How many capitalised words may follow a name inside a longer one.
const LONGEST_TAIL: usize = 4;

fn names_a_thing(scene: &Scene, hit: &Hit) -> bool {
    let words = &scene.words;
    let next = scene.tokens(hit.span).end;
    let same = |at: &usize| words.sentence(*at) == words.sentence(next);
    let tail = (next..next + LONGEST_TAIL).take_while(same);
    let tail = tail.take_while(|&at| words.is_capitalised(at) || at == next);
    let last = tail.filter(|&at| scene.finder.lexicon.things.contains(words.text(at))).last();
    last.is_some() || follows_school_of(scene, hit)
}

/// "University of Georgia", "Bank of China".
fn follows_school_of(scene: &Scene, hit: &Hit) -> bool {
    let (words, lexicon) = (&scene.words, &scene.finder.lexicon);
    let is = |list: &[String], at| list.iter().any(|word| word == words.lower_before(at));
    let first = scene.tokens(hit.span).start;
    let link = if is(&lexicon.words.articles, first) { first - 1 } else { first };
    let Some(head) = link.checked_sub(2) else { return false };
    is(&lexicon.words.links, link)
        && words.is_capitalised(head)
        && lexicon.is_enterprise(words.text(head))
}

fn names_a_person(scene: &Scene, hit: &Hit) -> bool {
    let words = &scene.words;
    let tokens = scene.tokens(hit.span);
    if tokens.len() != 1 || scene.is_compound(hit.span) {
        return false;
    }
    follows_given_name(scene, tokens.start)
        || (scene.finder.lexicon.words.given_names.iter().any(|n| n == words.text(tokens.start))
            && is_bare_surname(scene, tokens.end))
}

fn follows_given_name(scene: &Scene, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let given = scene.words.text(before);
    scene.words.sentence(before) == scene.words.sentence(at) && scene.finder.is_given_name(given)
}

/// A capitalised word that names neither a role nor an organisation.
fn is_bare_surname(scene: &Scene, at: usize) -> bool {
    let lexicon = &scene.finder.lexicon;
    scene.words.is_capitalised(at)
        && lexicon.roles.longest_at(&scene.words, at).is_none()
        && !lexicon.organisations.contains_key(scene.words.text(at))
        && !lexicon.modifiers.contains(scene.words.lower(at))
        && !lexicon.honorifics.contains(scene.words.text(at))
}

fn doubtful_names(scene: &Scene) -> BTreeMap<String, String> {
    let text = scene.words.document().text.as_str();
    let found = |words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
    let homonyms = scene.finder.lexicon.words.homonyms.iter();
    let doubtful = homonyms.filter(|h| found(&h.against) && !found(&h.favour));
    doubtful.map(|h| (h.name.clone(), h.reason.clone())).collect()
}

/// True unless the mention only says where something is.
pub(super) fn is_party(mention: &Mention) -> bool {
    mention.usage != Usage::Place
}
