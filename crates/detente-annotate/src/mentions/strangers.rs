//! People that the register does not know, told by a title, an affiliation, a verb of saying or a
//! given name.

use std::collections::HashSet;
use std::ops::Range;

use detente_schema::{Mention, Sector, Usage};

use super::lexicon::{Number, RoleNoun};
use super::scene::{Scene, name, stranger};
use super::setting;

/// A name of more words is a heading.
const LONGEST_NAME: usize = 6;

/// Marks unknown people; a short name of one introduced before is left to the rule for short names.
pub(super) fn mark(scene: &mut Scene) {
    let mut at = 0;
    let mut introduced: HashSet<String> = HashSet::new();
    while at < scene.words.len() {
        let run = run(scene, at);
        at = run.end.max(at + 1);
        let Some(mention) = read(scene, &run) else { continue };
        let last = run.end - 1;
        let is_short = scene.tokens(mention.span).len() == 1;
        if is_short && introduced.contains(scene.words.text(last)) {
            continue;
        }
        introduced.insert(scene.words.text(last).to_owned());
        scene.add(mention);
    }
}

/// Free capitalised words from `at` on, with the small words of names between them.
fn run(scene: &Scene, at: usize) -> Range<usize> {
    let words = &scene.words;
    let fits = |next: usize| {
        words.sentence(next) == words.sentence(at)
            && words.is_capitalised(next)
            && scene.at(next).is_none()
    };
    let mut end = at;
    while fits(end) {
        end += 1;
        let small = (end..end + 2).take_while(|&next| is_particle(scene, next)).count();
        if small > 0 && fits(end + small) {
            end += small;
        }
    }
    at..end
}

fn is_particle(scene: &Scene, at: usize) -> bool {
    scene.finder.lexicon.words.particles.iter().any(|word| word == scene.words.text(at))
}

fn read(scene: &Scene, run: &Range<usize>) -> Option<Mention> {
    let (range, title) = without_titles(scene, run);
    if range.is_empty()
        || range.len() > LONGEST_NAME
        || is_heading(scene, range.start)
        || is_known_surname(scene, &range)
    {
        return None;
    }
    let title = title.or_else(|| role_before(scene, range.start));
    let affiliation = role_after(scene, range.end);
    let addressed = is_addressed(scene, range.start);
    let rule = match (title, affiliation) {
        (Some(_), _) => "stranger/person-title",
        (None, Some(_)) if range.len() > 1 => "stranger/person-affiliation",
        _ if addressed => "stranger/person-honorific",
        _ if range.len() > 1 && speaks(scene, &range) => "stranger/person-speaker",
        _ if range.len() > 1 && has_given_name(scene, range.start) => "stranger/person-given-name",
        _ => return None,
    };
    let sector = title.or(affiliation).map_or(Sector::Civilians, |role| role.sector);
    let (country, _) = setting_of(scene, run, &range);
    let span = scene.words.cover(range.start, range.end);
    let text = scene.words.document().slice(span);
    Some(name(span, Usage::Actor, stranger(text, country, sector), rule))
}

/// The run behind its last title and the small words at its start.
fn without_titles(scene: &Scene, run: &Range<usize>) -> (Range<usize>, Option<RoleNoun>) {
    let lexicon = &scene.finder.lexicon;
    let (mut start, mut title) = (run.start, None);
    let mut at = run.start;
    while at < run.end {
        match lexicon.roles.longest_at(&scene.words, at) {
            Some((len, role)) => {
                title = Some(*role);
                at += len;
                start = at;
            }
            None => at += 1,
        }
    }
    let is_before = |at: &usize| {
        lexicon.function_words.contains(scene.words.lower(*at))
            || lexicon.honorifics.contains(scene.words.text(*at))
    };
    start += (start..run.end).take_while(is_before).count();
    (start.min(run.end)..run.end, title)
}

/// A short name of the register: whom it means is decided elsewhere.
fn is_known_surname(scene: &Scene, range: &Range<usize>) -> bool {
    let span = scene.words.cover(range.start, range.end);
    let place = scene.hits.binary_search_by_key(&span.start(), |hit| hit.span.start());
    place.is_ok_and(|place| scene.hits[place].span == span)
}

fn is_heading(scene: &Scene, at: usize) -> bool {
    let sentence = scene.words.document().sentences.get(scene.words.sentence(at) as usize);
    sentence.is_none_or(|s| s.kind != detente_schema::SentenceKind::Body)
}

/// "critic senator Leila": the role noun that ends right before the name.
fn role_before(scene: &Scene, at: usize) -> Option<RoleNoun> {
    (1..=3).rev().find_map(|len| {
        let first = at.checked_sub(len)?;
        let (found, role) = scene.finder.lexicon.roles.longest_at(&scene.words, first)?;
        (found == len && role.number == Number::One).then_some(*role)
    })
}

/// How far behind a name its affiliation may begin.
const LONGEST_APPOSITION: usize = 6;

/// ", an honorary senior research fellow".
fn role_after(scene: &Scene, end: usize) -> Option<RoleNoun> {
    if scene.words.text(end) != "," {
        return None;
    }
    let words = &scene.words;
    let same = |at: &usize| words.sentence(*at) == words.sentence(end) && words.is_word(*at);
    let reach = (end + 1..end + 1 + LONGEST_APPOSITION).take_while(same);
    let mut reach = reach.take_while(|&at| {
        at == end + 1 || !scene.finder.lexicon.function_words.contains(words.lower(at))
    });
    reach.find_map(|at| {
        let (_, role) = scene.finder.lexicon.roles.longest_at(words, at)?;
        (role.number == Number::One).then_some(*role)
    })
}

fn is_addressed(scene: &Scene, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| scene.finder.lexicon.honorifics.contains(scene.words.text(before)))
}

fn speaks(scene: &Scene, range: &Range<usize>) -> bool {
    let speech = &scene.finder.lexicon.words.speech.words;
    let says = |at: usize| speech.iter().any(|word| word == scene.words.lower(at));
    says(range.end) || range.start.checked_sub(1).is_some_and(says)
}

fn has_given_name(scene: &Scene, at: usize) -> bool {
    scene.finder.given_names.contains(scene.words.text(at))
}

/// By the words before the name, else by its affiliation.
fn setting_of(scene: &Scene, run: &Range<usize>, name: &Range<usize>) -> setting::Setting {
    let before = run.start.saturating_sub(LONGEST_APPOSITION);
    let noun_phrase = (before..run.start)
        .rev()
        .take_while(|&at| scene.words.sentence(at) == scene.words.sentence(run.start))
        .take_while(|&at| scene.words.is_word(at))
        .take_while(|&at| !scene.finder.lexicon.function_words.contains(scene.words.lower(at)))
        .last()
        .unwrap_or(run.start);
    setting::of(scene, &(noun_phrase..name.end))
}
