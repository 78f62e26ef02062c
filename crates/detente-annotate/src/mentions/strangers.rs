//! People that the register does not know, told by a title, an affiliation, a verb of saying or a
//! given name.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use detente_schema::{ActorRef, Mention, Sector, Span, Usage};

use super::lexicon::{Number, RoleNoun};
use super::scene::{Scene, name, only, stranger};
use super::setting::{self, Setting};

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
            && (words.is_capitalised(next) || next > at && has_name_prefix(scene, next))
            && scene.at(next).is_none()
    };
    let mut end = at;
    while fits(end) {
        end += 1;
        if end > at + 1 && is_initial(scene, end - 1) && fits(end + 1) {
            end += 1;
        }
        let small = (end..end + 2).take_while(|&next| is_particle(scene, next)).count();
        if small > 0 && fits(end + small) {
            end += small;
        }
    }
    at..end
}

/// "R." in "John R. Smith".
fn is_initial(scene: &Scene, at: usize) -> bool {
    let mut letters = scene.words.text(at).chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_none()
        && scene.words.text(at + 1) == "."
        && scene.words.touches_previous(at + 1)
}

/// "al-Nimr".
fn has_name_prefix(scene: &Scene, at: usize) -> bool {
    let prefixes = &scene.finder.lexicon.words.name_prefixes;
    let tail = |prefix: &String| scene.words.text(at).strip_prefix(prefix.as_str());
    prefixes.iter().filter_map(tail).any(|tail| tail.starts_with(char::is_uppercase))
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
    let span = scene.words.cover(range.start, range.end);
    if let Some(actor) = known(scene, &range) {
        return Some(name(span, Usage::Actor, actor, "name/initial"));
    }
    let titled = title
        .or_else(|| role_before(scene, range.start))
        .map(|role| Titled { sector: role.sector, home: setting_of(scene, run, &range) });
    let titled = titled.or_else(|| title_around(scene, &range));
    let affiliated = role_after(scene, range.end);
    let rule = match (&titled, &affiliated) {
        (Some(_), _) => TITLED,
        (None, Some(_)) if range.len() > 1 => "stranger/person-affiliation",
        _ => by_itself(scene, &range)?,
    };
    let (sector, (country, how)) = match titled.or(affiliated) {
        Some(Titled { sector, home }) => (sector, home),
        None => (Sector::Civilians, setting_of(scene, run, &range)),
    };
    let rule = format!("{rule}/{how}");
    Some(name(span, Usage::Actor, stranger(text_of(scene, span), country, sector), &rule))
}

fn text_of<'a>(scene: &Scene<'a>, span: Span) -> &'a str {
    scene.words.document().slice(span)
}

/// The rule of those whose title stands before their name.
const TITLED: &str = "stranger/person-title";

/// What a title says of its bearer.
struct Titled {
    sector: Sector,
    home: Setting,
}

/// The rule that takes the words for the name of a person without a title.
fn by_itself(scene: &Scene, range: &Range<usize>) -> Option<&'static str> {
    if is_addressed(scene, range.start) {
        return Some("stranger/person-honorific");
    }
    let last = range.end - 1;
    let rules: [(bool, &str); 4] = [
        (speaks(scene, range), "stranger/person-speaker"),
        (has_given_name(scene, range.start), "stranger/person-given-name"),
        (range.clone().any(|at| has_name_prefix(scene, at)), "stranger/person-prefix"),
        (range.len() == 2 && has_syllables(scene, last), "stranger/person-syllables"),
    ];
    let found = rules.into_iter().find(|(holds, _)| *holds).map(|(_, rule)| rule);
    found.filter(|_| range.len() > 1)
}

/// "Yong-chol" in "Hyon Yong-chol".
fn has_syllables(scene: &Scene, at: usize) -> bool {
    let helped = &scene.finder.lexicon.words.sides_helped;
    let word = scene.words.text(at);
    let tail = word.split_once('-').map_or("", |(_, tail)| tail);
    tail.len() > 1
        && tail.len() <= LONGEST_SYLLABLE
        && tail.chars().all(char::is_lowercase)
        && !helped.iter().any(|end| word.ends_with(end.as_str()))
        && !scene.finder.lexicon.is_verbal(word)
        && !scene.finder.lexicon.function_words.contains(tail)
}

/// A longer part behind a hyphen is a word of its own.
const LONGEST_SYLLABLE: usize = 6;

/// Someone whom the register knows without the initials: "John R. Smith".
fn known(scene: &Scene, range: &Range<usize>) -> Option<ActorRef> {
    let words = &scene.words;
    let dropped = |at: usize| is_initial(scene, at) || at > 0 && is_initial(scene, at - 1);
    let kept: Vec<&str> =
        range.clone().filter(|&at| !dropped(at)).map(|at| words.text(at)).collect();
    if kept.len() == range.len() || kept.len() < 2 {
        return None;
    }
    let meanings = scene.finder.gazetteer.meanings(&kept.join(" "));
    let people: BTreeSet<_> =
        meanings.iter().map(|m| &m.actor).filter(|id| scene.finder.people.contains(*id)).collect();
    match people.into_iter().collect::<Vec<_>>()[..] {
        [one] => scene.reference(one),
        _ => None,
    }
}

/// A title that does not stand right before the name.
fn title_around(scene: &Scene, range: &Range<usize>) -> Option<Titled> {
    let before = range.start.checked_sub(1).filter(|_| range.len() > 1)?;
    if scene.words.text(before) == "," {
        return title_until(scene, before, &[Number::One, Number::Many]);
    }
    joined_with(scene, before).or_else(|| title_behind_place(scene, before))
}

/// "Foreign Minister of Chad" and "French ambassador to Chad", where the place ends at `last`.
fn title_behind_place(scene: &Scene, last: usize) -> Option<Titled> {
    let place = scene.at(last)?;
    let home = setting::country_of(place)?;
    let words = &scene.finder.lexicon.words;
    let is = |list: &[String], at| list.iter().any(|word| word == scene.words.lower_before(at));
    let first = scene.tokens(place.span).start;
    let first = if is(&words.articles, first) { first - 1 } else { first };
    if is(&words.accredited, first) {
        title_until(scene, first - 1, &[Number::One])
    } else if is(&words.affiliation, first) {
        let (role, _) = role_ending(scene, first - 1)?;
        (role.number == Number::One).then_some(Titled { sector: role.sector, home: (home, "of") })
    } else {
        None
    }
}

/// "journalists Ann Lee and": the name behind it is that of one more of them.
fn joined_with(scene: &Scene, and: usize) -> Option<Titled> {
    let joins = &scene.finder.lexicon.words.joins;
    let fellow = scene.at(and.checked_sub(1)?)?;
    let is_joined = joins.iter().any(|word| word == scene.words.lower(and));
    let is_titled = fellow.found_by.starts_with(TITLED);
    let actor = only(fellow).filter(|_| is_joined && is_titled)?;
    Some(Titled { sector: actor.sector, home: (actor.country.clone(), "of") })
}

/// The role noun that ends at `end`, with where it belongs.
fn title_until(scene: &Scene, end: usize, numbers: &[Number]) -> Option<Titled> {
    let (role, first) = role_ending(scene, end)?;
    let home = || setting::at_home(scene, &(noun_phrase(scene, first)..end));
    numbers.contains(&role.number).then(|| Titled { sector: role.sector, home: home() })
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
    let is_before =
        |at: &usize| is_small(scene, *at) || lexicon.honorifics.contains(scene.words.text(*at));
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
    role_ending(scene, at).map(|(role, _)| role).filter(|role| role.number == Number::One)
}

/// The longest role noun that ends at `end`, and where it begins.
fn role_ending(scene: &Scene, end: usize) -> Option<(RoleNoun, usize)> {
    (1..=4).rev().find_map(|len| {
        let first = end.checked_sub(len)?;
        let (found, role) = scene.finder.lexicon.roles.longest_at(&scene.words, first)?;
        let same = scene.words.sentence(first) == scene.words.sentence(end);
        (found == len && same && !is_vehicle(scene, first..end)).then_some((*role, first))
    })
}

/// How far behind a name its affiliation may begin.
const LONGEST_APPOSITION: usize = 6;

/// ", an honorary senior research fellow".
fn role_after(scene: &Scene, end: usize) -> Option<Titled> {
    if scene.words.text(end) != "," {
        return None;
    }
    let words = &scene.words;
    let same = |at: &usize| words.sentence(*at) == words.sentence(end) && words.is_word(*at);
    let reach = (end + 1..end + 1 + LONGEST_APPOSITION).take_while(same);
    let mut reach = reach.take_while(|&at| at == end + 1 || !is_small(scene, at));
    reach.find_map(|at| {
        let (len, role) = scene.finder.lexicon.roles.longest_at(words, at)?;
        let home = || setting::at_home(scene, &(end + 1..at + len));
        (role.number == Number::One).then(|| Titled { sector: role.sector, home: home() })
    })
}

/// "the tanker Maria".
fn is_vehicle(scene: &Scene, phrase: Range<usize>) -> bool {
    let noun: Vec<_> = phrase.map(|at| scene.words.lower(at)).collect();
    scene.finder.lexicon.words.vehicles.contains(&noun.join(" "))
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
    scene.finder.is_given_name(scene.words.text(at))
}

/// By the words before the name, else by what the text is about.
fn setting_of(scene: &Scene, run: &Range<usize>, name: &Range<usize>) -> Setting {
    setting::at_home(scene, &(noun_phrase(scene, run.start)..name.end))
}

/// Where the noun phrase that goes on at `end` begins; "us" is no part of it, "US" is.
fn noun_phrase(scene: &Scene, end: usize) -> usize {
    (end.saturating_sub(LONGEST_APPOSITION)..end)
        .rev()
        .take_while(|&at| scene.words.sentence(at) == scene.words.sentence(end))
        .take_while(|&at| scene.words.is_word(at))
        .take_while(|&at| scene.at(at).is_some() || !is_small(scene, at))
        .last()
        .unwrap_or(end)
}

fn is_small(scene: &Scene, at: usize) -> bool {
    scene.finder.lexicon.function_words.contains(scene.words.lower(at))
}
