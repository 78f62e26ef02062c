//! To which country an unnamed or unknown party belongs, as far as the words around it tell.

use std::ops::Range;

use detente_schema::{Country, Mention, Usage};

use super::scene::{Scene, only};

/// The countries that the names of one sentence belong to.
#[derive(Debug, Clone, Default)]
pub(super) struct Countries {
    /// The one country named, or that all the places are in.
    only: Only,
    only_place: Only,
    /// The one named first, and where.
    first: Option<(usize, Country)>,
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
    fn see(&mut self, country: &Country, usage: Usage, at: usize) {
        self.only.see(country);
        if self.first.as_ref().is_none_or(|(earlier, _)| at < *earlier) {
            self.first = Some((at, country.clone()));
        }
        if usage == Usage::Place {
            self.only_place.see(country);
        }
    }
}

/// A country and how it is known: `modifier`, `of`, `sentence`, `lead`, `first` or `nowhere`.
pub(super) type Setting = (Country, &'static str);

/// For each sentence the countries of the names in it.
pub(super) fn countries(scene: &Scene) -> Vec<Countries> {
    let mut all = vec![Countries::default(); scene.words.document().sentences.len()];
    for mention in &scene.mentions {
        let at = scene.tokens(mention.span).start;
        let place = all.get_mut(scene.words.sentence(at) as usize);
        let counts =
            |country: &Country| scene.finder.is_state(country) && !is_enterprise(scene, mention);
        let country = country_of(mention).filter(counts);
        if let (Some(list), Some(country)) = (place, country) {
            list.see(&country, mention.usage, at);
        }
    }
    all
}

/// True for a company and its like, which says nothing of where others are.
fn is_enterprise(scene: &Scene, mention: &Mention) -> bool {
    let enterprises = &scene.finder.lexicon.words.enterprises;
    let known = only(mention).filter(|actor| actor.id.is_some());
    known.is_some_and(|actor| enterprises.contains(&actor.sector))
}

/// The country of a mention of one actor.
pub(super) fn country_of(mention: &Mention) -> Option<Country> {
    let country = &only(mention)?.country;
    (!country.is_none()).then(|| country.clone())
}

/// Where a phrase of these tokens belongs as far as they tell.
pub(super) fn modifier(scene: &Scene, phrase: &Range<usize>) -> Setting {
    match within(scene, phrase) {
        Some(country) => (country, "modifier"),
        None => (Country::none(), "nowhere"),
    }
}

/// The same, else where it is said to belong right behind it.
pub(super) fn stated(scene: &Scene, phrase: &Range<usize>) -> Setting {
    let known = modifier(scene, phrase);
    match after(scene, phrase.end) {
        Some(country) if known.0.is_none() => (country, "of"),
        _ => known,
    }
}

/// The same, else where its sentence is set, else its report.
pub(super) fn of(scene: &Scene, phrase: &Range<usize>) -> Setting {
    let (country, how) = stated(scene, phrase);
    if !country.is_none() {
        return (country, how);
    }
    if let Some(country) = in_sentence(scene, phrase.start) {
        return (country, "sentence");
    }
    match in_lead(scene, phrase.start) {
        Some(country) => (country, "lead"),
        None => (Country::none(), "nowhere"),
    }
}

/// The same, else the country that its sentence, or else the lead, names first.
pub(super) fn at_home(scene: &Scene, phrase: &Range<usize>) -> Setting {
    let (country, how) = of(scene, phrase);
    let first = || {
        first_named(scene, scene.words.sentence(phrase.start) as usize)
            .or_else(|| first_named(scene, scene.lead() as usize))
    };
    match country.is_none().then(first).flatten() {
        Some((_, country)) => (country, "first"),
        None => (country, how),
    }
}

/// The country that a sentence names first, and at which token.
pub(super) fn first_named(scene: &Scene, sentence: usize) -> Option<(usize, Country)> {
    scene.countries.get(sentence)?.first.clone()
}

/// "Israeli troops", "Israel's troops"; a state goes before those who are of one, and these before a
/// body of several.
fn within(scene: &Scene, phrase: &Range<usize>) -> Option<Country> {
    let named = || phrase.clone().rev().filter(|&at| !takes_sides(scene, at));
    let mentions = || named().filter_map(|at| scene.at(at));
    let is_state = |m: &&Mention| only(m).is_some_and(|actor| scene.is_state(actor));
    let countries = || mentions().filter_map(country_of);
    let of_one = || countries().find(|country| scene.finder.is_state(country));
    let state = mentions().find(is_state).and_then(country_of);
    state.or_else(of_one).or_else(|| countries().next())
}

/// "pro-French", "French-backed".
fn takes_sides(scene: &Scene, at: usize) -> bool {
    let (word, words) = (scene.words.lower(at), &scene.finder.lexicon.words);
    words.sides_for.iter().any(|start| word.starts_with(start.as_str()))
        || words.sides_helped.iter().any(|end| word.ends_with(end.as_str()))
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

/// The only country of the lead, for a sentence that names none.
fn in_lead(scene: &Scene, at: usize) -> Option<Country> {
    let here = scene.countries.get(scene.words.sentence(at) as usize)?;
    let lead = scene.countries.get(scene.lead() as usize)?;
    matches!(here.only, Only::None).then(|| lead.only.get()).flatten()
}
