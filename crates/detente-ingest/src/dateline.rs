//! The dateline: where, when and by whom a report was written, before its first sentence.

use std::collections::HashSet;

use detente_resources::{CreditLexicon, Maker};
use detente_schema::{Credit, Span};
use regex::{Captures, Match, Regex};

use crate::dates::{DateReader, any_of, compile};
use crate::makers::Makers;

/// The longest dateline, in bytes.
const LONGEST: usize = 160;

/// A dateline at the beginning of a line; its spans count from there.
#[derive(Debug)]
pub(crate) struct Dateline {
    /// Where the sentence begins.
    pub(crate) length: usize,
    pub(crate) place: Option<Credit>,
    pub(crate) date: Option<Span>,
    /// What names agency and outlet.
    pub(crate) makers: Option<Span>,
}

/// Reads datelines.
#[derive(Debug)]
pub(crate) struct DatelineReader {
    regex: Regex,
    not_places: HashSet<String>,
}

impl DatelineReader {
    pub(crate) fn new(lexicon: &CreditLexicon, dates: &DateReader) -> Self {
        let makers = lexicon.agencies().iter().chain(lexicon.outlets());
        let forms: Vec<String> = makers.flat_map(Maker::all_forms).map(str::to_owned).collect();
        let forms = any_of(&forms);
        let word = r"\p{Lu}[\p{L}\p{M}.'’-]*";
        let place =
            format!(r"{word}(?:(?:,\s?|[ /]){word}| (?:de|del|la|el|al|of|and) {word}){{0,7}}?");
        let date = format!("(?:{}|{})", dates.full_pattern(), dates.partial_pattern());
        let parted = r"(?:\s*(?:—|--+|•|·|\|)\s*|\s*–\s+|\s+[-_]+\s+|\s*:\s+|\s*$)";
        let bracket = format!(r"(?:\((?P<round>[^()\n]{{2,60}})\)|/(?P<slashed>{forms})/)");
        Self {
            regex: compile(&format!(
                r"^(?:(?P<place>{place}),?\s*)?(?P<date>{date})?,?\s*(?:{bracket}(?P<after>{parted}|\s*-\s*)?|(?P<bare>{forms})(?P<bare_sep>{parted})|(?P<sep>{parted}))"
            )),
            not_places: lexicon.not_places.iter().cloned().collect(),
        }
    }

    /// The dateline that `line` begins with; `dated` if a date stands before it.
    pub(crate) fn read(&self, line: &str, dated: bool, makers: &Makers) -> Option<Dateline> {
        let head = &line[..boundary_before(line, LONGEST)];
        let found = self.regex.captures(head)?;
        let length = found[0].len();
        if length == head.len() && head.len() < line.len() {
            return None;
        }
        let maker = ["round", "slashed", "bare"].iter().find_map(|name| found.name(name));
        let known = maker.filter(|m| !makers.find(head, span(*m)).is_empty());
        let place = found.name("place");
        let is_maker = place.is_some_and(|place| makers.lookup(place.as_str()).is_some());
        let sure = if maker.is_some() {
            known.is_some() && begins_after_maker(&found, &line[length..])
        } else {
            place.is_some_and(|place| self.is_place(&found, place, dated, &line[length..]))
        };
        sure.then(|| Dateline {
            length,
            place: place.filter(|_| !is_maker).map(credit),
            date: found.name("date").map(span),
            makers: known.or(place.filter(|_| is_maker)).map(span),
        })
    }

    /// A place without a maker must be in capitals, dated, or follow a date.
    fn is_place(&self, found: &Captures<'_>, place: Match<'_>, dated: bool, rest: &str) -> bool {
        let separator = found.name("sep").map_or("", |sep| sep.as_str().trim());
        let capitals = is_capitals(place.as_str()) && place.as_str().chars().count() > 2;
        let with_date = dated || found.name("date").is_some();
        let weak = separator.is_empty() || separator == ":";
        !self.not_places.contains(&place.as_str().to_uppercase())
            && (with_date || capitals && !weak)
            && !(weak && separator.is_empty())
            && begins_sentence(rest)
    }
}

/// The last character boundary up to byte `at`.
fn boundary_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rfind(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// After a maker's name a dash, or at least a capital, begins the report.
fn begins_after_maker(found: &Captures<'_>, rest: &str) -> bool {
    let separated = ["after", "bare_sep"].iter().any(|name| found.name(name).is_some());
    let located = found.name("place").is_some() || found.name("date").is_some();
    (separated || located) && begins_sentence(rest)
}

fn begins_sentence(rest: &str) -> bool {
    !rest.trim_start().starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '.'))
}

/// True if the name is in capitals but for a region after a comma ("LYON, France").
fn is_capitals(place: &str) -> bool {
    let city = place.split(',').next().unwrap_or(place);
    city.chars().any(char::is_uppercase) && !city.chars().any(char::is_lowercase)
}

fn span(found: Match<'_>) -> Span {
    found.range().into()
}

fn credit(place: Match<'_>) -> Credit {
    let name = place.as_str().trim_end_matches(',');
    let span = Span::new(place.start(), place.start() + name.len());
    Credit { name: without_capitals(name), actor: None, span: Some(span) }
}

/// "NEW YORK" as "New York"; a name that has small letters stays.
fn without_capitals(place: &str) -> String {
    place.split_inclusive([' ', '/', '-', '.']).map(small).collect()
}

fn small(word: &str) -> String {
    let mut letters = word.chars();
    if word.chars().any(char::is_lowercase) {
        return word.to_owned();
    }
    let first = letters.next().into_iter();
    first.chain(letters.flat_map(char::to_lowercase)).collect()
}
