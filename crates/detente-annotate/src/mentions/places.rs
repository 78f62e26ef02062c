//! Places that the register does not know, told by the words around: "the town of X", "X, Texas".

use std::ops::Range;

use detente_schema::{Country, Mention, Sector, Usage};

use super::scene::{Scene, name, stranger};
use super::setting;

/// A name of more words is something else.
const LONGEST_NAME: usize = 3;

/// Marks places.
pub(super) fn mark(scene: &mut Scene) {
    let mut at = 0;
    while at < scene.words.len() {
        let run = run(scene, at);
        at = run.end.max(at + 1);
        if let Some(mention) = read(scene, &run) {
            scene.add(mention);
        }
    }
}

/// Free capitalised words from `at` on.
fn run(scene: &Scene, at: usize) -> Range<usize> {
    let same = |next: &usize| scene.words.sentence(*next) == scene.words.sentence(at);
    let small = |next: usize| {
        scene.finder.lexicon.function_words.contains(scene.words.lower(next))
            && scene.words.starts_sentence(next)
    };
    let fits = |next: &usize| {
        scene.words.is_capitalised(*next) && scene.at(*next).is_none() && !small(*next)
    };
    at..at + (at..scene.words.len()).take_while(same).take_while(fits).count()
}

fn read(scene: &Scene, run: &Range<usize>) -> Option<Mention> {
    if run.is_empty() || run.len() > LONGEST_NAME {
        return None;
    }
    let country = beside(scene, run).or_else(|| described(scene, run))?;
    let span = scene.words.cover(run.start, run.end);
    let text = scene.words.document().slice(span);
    let place = stranger(text, country, Sector::Civilians);
    Some(name(span, Usage::Place, place, "place"))
}

/// "in Springfield, Illinois".
fn beside(scene: &Scene, run: &Range<usize>) -> Option<Country> {
    let located = scene.finder.lexicon.locatives.contains(scene.words.lower_before(run.start));
    let same = scene.words.sentence(run.end + 1) == scene.words.sentence(run.start);
    let next = scene.at(run.end + 1).filter(|_| scene.words.text(run.end) == "," && same)?;
    let is_place = next.usage == Usage::Place || next.found_by == "name";
    setting::country_of(next)
        .filter(|country| located && is_place && scene.finder.is_state(country))
}

/// "the villages of", "Kent County".
fn described(scene: &Scene, run: &Range<usize>) -> Option<Country> {
    let words = &scene.finder.lexicon.words;
    let is = |list: &[String], word: &str| list.iter().any(|other| other == word);
    let of = run.start.checked_sub(1).filter(|&at| is(&words.links, scene.words.lower(at)));
    let settled = of.is_some_and(|of| is(&words.settlements, scene.words.lower_before(of)));
    let headed = run.len() > 1 && is(&words.place_heads, scene.words.text(run.end - 1));
    (settled || headed).then(|| setting::at_home(scene, run).0)
}
