//! Organisations that the register does not know, told by a word such as "University".

use std::ops::Range;

use detente_schema::{Country, Mention, Sector, Usage};

use super::people;
use super::scene::{Scene, name, only, stranger};
use super::setting::{self, Setting};

/// How far a name reaches on either side of the word that tells it.
const LONGEST_SIDE: usize = 8;

/// Marks unknown organisations.
pub(super) fn mark(scene: &mut Scene) {
    let mut at = 0;
    while at < scene.words.len() {
        let Some(sector) = scene.finder.lexicon.organisations.get(scene.words.text(at)).copied()
        else {
            at += 1;
            continue;
        };
        let range = extent(scene, at);
        let mention = read(scene, &range, sector);
        at = range.end.max(at + 1);
        if let Some(mention) = mention {
            scene.add(mention);
        }
    }
}

fn read(scene: &Scene, range: &Range<usize>, sector: Sector) -> Option<Mention> {
    let owned = range.clone().all(|at| scene.at(at).is_some());
    if range.len() < 2 || owned {
        return None;
    }
    let span = scene.words.cover(range.start, range.end);
    let text = scene.words.document().slice(span);
    let ((country, how), sector) = home(scene, range, sector);
    let rule = format!("organisation/{how}");
    Some(name(span, Usage::Actor, stranger(text, country, sector), &rule))
}

/// To which state an organisation of this sector belongs, or that several have it.
fn home(scene: &Scene, range: &Range<usize>, sector: Sector) -> (Setting, Sector) {
    if let Some(head) = people::governed(scene, range).filter(|_| sector == Sector::Government) {
        return ((head.country, "modifier"), sector);
    }
    let at_home = &scene.finder.lexicon.words.at_home;
    match sector {
        Sector::Igo => council(scene, range),
        Sector::Government if is_worldwide(scene, range) => of_several(),
        _ if at_home.contains(&sector) => (setting::at_home(scene, range), sector),
        _ => (setting::of(scene, range), sector),
    }
}

/// A council of a state is its government's, as is one of which nothing tells that several have it.
fn council(scene: &Scene, range: &Range<usize>) -> (Setting, Sector) {
    let (stated, how) = setting::modifier(scene, range);
    let several = &scene.finder.lexicon.words.several;
    let is_one = |at: usize| several.iter().any(|word| word == scene.words.text(at));
    if scene.finder.is_state(&stated) {
        ((stated, how), Sector::Government)
    } else if !stated.is_none() || is_worldwide(scene, range) || range.clone().any(is_one) {
        of_several()
    } else {
        (setting::of(scene, range), Sector::Government)
    }
}

fn is_worldwide(scene: &Scene, range: &Range<usize>) -> bool {
    let first = scene.words.text(range.start);
    scene.finder.lexicon.words.worldwide.iter().any(|word| word == first)
}

fn of_several() -> (Setting, Sector) {
    ((Country(Sector::Igo.to_string()), "modifier"), Sector::Igo)
}

/// The capitalised words around the head, and what "of" or "for" adds.
fn extent(scene: &Scene, head: usize) -> Range<usize> {
    let words = &scene.words;
    let same = |at: usize| words.sentence(at) == words.sentence(head);
    let first = (head.saturating_sub(LONGEST_SIDE)..head)
        .rev()
        .take_while(|&at| same(at) && (belongs(scene, at) || links(scene, at)))
        .filter(|&at| belongs(scene, at) && !words.is_possessive(at))
        .last()
        .unwrap_or(head);
    let mut end = head + 1;
    let mut next = end;
    while next < words.len() && next - head <= LONGEST_SIDE && same(next) {
        if end < next && belongs(scene, next) {
            end = next + 1;
        } else if !reaches_on(scene, next) {
            break;
        }
        next += 1;
    }
    first..end
}

/// A capitalised word that is no name of its own, or a state that qualifies.
fn belongs(scene: &Scene, at: usize) -> bool {
    let small = scene.finder.lexicon.function_words.contains(scene.words.lower(at));
    scene.words.is_capitalised(at) && !small && !scene.at(at).is_some_and(|m| is_person(scene, m))
}

fn is_person(scene: &Scene, mention: &Mention) -> bool {
    only(mention).is_some_and(|actor| scene.is_person(actor))
}

/// "Women's University": the ending of a possessive inside a name.
fn links(scene: &Scene, at: usize) -> bool {
    scene.words.is_possessive(at)
}

/// "of" and "for" carry a name on if a capital follows, at once or behind an article.
fn reaches_on(scene: &Scene, at: usize) -> bool {
    let lexicon = &scene.finder.lexicon.words;
    let is = |list: &[String], at| list.iter().any(|word| word == scene.words.lower(at));
    if is(&lexicon.links, at) {
        belongs(scene, at + 1) || (is(&lexicon.articles, at + 1) && belongs(scene, at + 2))
    } else {
        is(&lexicon.articles, at) && at > 0 && is(&lexicon.links, at - 1) && belongs(scene, at + 1)
    }
}
