//! To which country an unnamed or unknown party belongs, as far as the words around it tell.

use std::ops::Range;

use detente_schema::{Country, Mention, Usage};

use super::scene::{Scene, only};

/// The countries that the names of one sentence belong to.
#[derive(Debug, Clone, Default)]
pub(super) struct Countries {
    /// First token of each name and its country, in the order of the text.
    named: Vec<(usize, Country)>,
    /// The one country named, or that all the places are in.
    only: Only,
    only_place: Only,
}

/// Whether all that was seen was the same.
#[derive(Debug, Clone, Default)]
enum Only {
    #[default]
    None,
    One(Country),
    Several,
}

impl Only {
    fn see(&mut self, country: &Country) {
        match self {
            Self::None => *self = Self::One(country.clone()),
            Self::One(other) if other != country => *self = Self::Several,
            Self::One(_) | Self::Several => {}
        }
    }

    fn get(&self) -> Option<Country> {
        match self {
            Self::One(country) => Some(country.clone()),
            Self::None | Self::Several => None,
        }
    }
}

impl Countries {
    fn see(&mut self, at: usize, country: Country, usage: Usage) {
        self.only.see(&country);
        if usage == Usage::Place {
            self.only_place.see(&country);
        }
        self.named.push((at, country));
    }
}

/// A country and how it is known: `modifier`, `of`, `sentence`, `nearest` or
/// `nowhere`.
pub(super) type Setting = (Country, &'static str);

/// For each sentence the countries of the names in it.
pub(super) fn countries(scene: &Scene) -> Vec<Countries> {
    let mut all = vec![Countries::default(); scene.words.document().sentences.len()];
    let mut mentions: Vec<&Mention> = scene.mentions.iter().collect();
    mentions.sort_by_key(|mention| mention.span);
    for mention in mentions {
        let at = scene.tokens(mention.span).start;
        let place = all.get_mut(scene.words.sentence(at) as usize);
        if let (Some(list), Some(country)) = (place, country_of(mention)) {
            list.see(at, country, mention.usage);
        }
    }
    all
}

/// The country of a mention of one actor.
pub(super) fn country_of(mention: &Mention) -> Option<Country> {
    let country = &only(mention)?.country;
    (!country.is_none()).then(|| country.clone())
}

/// Where a phrase of these tokens belongs.
pub(super) fn of(scene: &Scene, phrase: &Range<usize>) -> Setting {
    if let Some(country) = within(scene, phrase) {
        return (country, "modifier");
    }
    if let Some(country) = after(scene, phrase.end) {
        return (country, "of");
    }
    if let Some(country) = in_sentence(scene, phrase.start) {
        return (country, "sentence");
    }
    match nearest(scene, phrase.start) {
        Some(country) => (country, "nearest"),
        None => (Country::none(), "nowhere"),
    }
}

/// "Israeli troops", "Israel's troops".
fn within(scene: &Scene, phrase: &Range<usize>) -> Option<Country> {
    phrase.clone().rev().find_map(|at| country_of(scene.at(at)?))
}

/// How many words may stand between a phrase and the name that follows it.
const LONGEST_GAP: usize = 2;

/// "police in Kenya", "president of the United States", "a fellow at Leeds University".
fn after(scene: &Scene, end: usize) -> Option<Country> {
    let preposition =
        scene.finder.lexicon.words.affiliation.iter().any(|w| w == scene.words.lower(end));
    let first = end + 1;
    let mut gap = first..(first + LONGEST_GAP).min(scene.words.len());
    let named = gap.find(|&at| scene.at(at).is_some())?;
    let plain = (first..named).all(|at| scene.finder.lexicon.is_before_name(scene.words.lower(at)));
    let same = scene.words.sentence(named) == scene.words.sentence(end);
    (preposition && plain && same).then(|| country_of(scene.at(named)?)).flatten()
}

/// The only country of the sentence, else the one in which it all happens.
fn in_sentence(scene: &Scene, at: usize) -> Option<Country> {
    let countries = scene.countries.get(scene.words.sentence(at) as usize)?;
    countries.only.get().or_else(|| countries.only_place.get())
}

/// The country named last before the phrase, in its sentence or the one before.
fn nearest(scene: &Scene, at: usize) -> Option<Country> {
    let number = scene.words.sentence(at) as usize;
    let here = &scene.countries.get(number)?.named;
    let last = here[..here.partition_point(|(place, _)| *place < at)].last();
    let before = || scene.countries.get(number.checked_sub(1)?)?.named.last();
    last.or_else(before).map(|(_, country)| country.clone())
}
