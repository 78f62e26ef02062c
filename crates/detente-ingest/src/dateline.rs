//! The dateline: where, when and by whom a report was written, before its first sentence.

use std::collections::HashSet;

use detente_resources::{CreditLexicon, Maker};
use detente_schema::{Credit, Span};
use regex::{Captures, Match, Regex};

use crate::dates::{DateReader, any_of, compile};
use crate::makers::{Found, Makers};
use crate::shapes::{Kind, abbreviates, capitalised};
use crate::smallwords::SmallWords;

/// The longest dateline, in bytes.
const LONGEST: usize = 160;

/// What begins a bracket, or a mark between a dateline and its sentence.
const PARTING: [char; 10] = ['(', '/', '—', '-', '•', '·', '|', '–', '_', ':'];

/// A dateline at the beginning of a line; its spans count from there.
#[derive(Debug)]
pub(crate) struct Dateline {
    /// Where the sentence begins.
    pub(crate) length: usize,
    pub(crate) place: Option<Credit>,
    pub(crate) date: Option<Span>,
    pub(crate) makers: Vec<Found>,
}

/// Reads datelines.
#[derive(Debug)]
pub(crate) struct DatelineReader {
    regex: Regex,
    not_places: HashSet<String>,
    small: SmallWords,
}

impl DatelineReader {
    pub(crate) fn new(lexicon: &CreditLexicon, dates: &DateReader) -> Self {
        let makers = lexicon.agencies().iter().chain(lexicon.outlets());
        let forms: Vec<String> = makers.flat_map(Maker::all_forms).map(str::to_owned).collect();
        let forms = any_of(&forms);
        let word = r"\p{Lu}[\p{L}\p{M}.'’-]*";
        let linking = any_of(&lexicon.linking);
        let place = format!(r"{word}(?:(?:,\s?|[ /]| {linking} ){word}){{0,7}}?");
        let date = format!("(?:{}|{})", dates.full_pattern(), dates.partial_pattern());
        let parted = r"(?:\s*(?:—|--+|•|·|\|)\s*|\s*–\s+|\s+[-_]+\s+|\s*:\s+|\s*$)";
        let bracket = format!(r"(?:\((?P<round>[^()\n]{{2,60}})\)|/(?P<slashed>{forms})/)");
        Self {
            regex: compile(&format!(
                r"^(?:(?P<place>{place}),?\s*)?(?P<date>{date})?,?\s*(?:{bracket}(?P<after>{parted}|\s*-\s*)?|(?P<bare>{forms})(?P<bare_sep>{parted})|(?P<sep>{parted}))"
            )),
            not_places: lexicon.not_places.iter().cloned().collect(),
            small: SmallWords::new(lexicon),
        }
    }

    /// The dateline that `line` begins with; `dated` if a date stands before it.
    pub(crate) fn read(&self, line: &str, dated: bool, makers: &Makers) -> Option<Dateline> {
        let head = &line[..boundary_before(line, LONGEST)];
        let found = self.may_begin(head).then(|| self.regex.captures(head)).flatten()?;
        let length = found[0].len();
        if length == head.len() && head.len() < line.len() {
            return None;
        }
        let rest = &line[length..];
        let maker = ["round", "slashed", "bare"].iter().find_map(|name| found.name(name));
        let place = found.name("place");
        let is_maker = place.is_some_and(|place| makers.lookup(place.as_str()).is_some());
        let named = match (maker, place) {
            (Some(maker), _) => {
                makers.named(head, span(maker)).into_iter().map(as_agency).collect()
            }
            (None, Some(place)) if is_maker => makers.find(head, span(place)),
            _ => Vec::new(),
        };
        let unlisted = || self.unlisted(&found, dated, makers).map(|agency| vec![agency]);
        let makers = match maker {
            Some(_) if !named.is_empty() => begins_after_maker(&found, rest).then_some(named),
            Some(_) => unlisted().filter(|_| !is_maker && begins_sentence(rest)),
            None => self.is_place(&found, place?, dated, rest).then_some(named),
        }?;
        let place = place.filter(|_| !is_maker).map(credit);
        Some(Dateline { length, place, date: found.name("date").map(span), makers })
    }

    /// False for most lines that begin with no dateline: what parts one from the sentence can stand
    /// only before the first word of a sentence.
    fn may_begin(&self, head: &str) -> bool {
        let before = self.small.before_others(head);
        before.len() == head.len() || before.contains(PARTING)
    }

    /// An agency that no list has: a name in brackets and a dash after a place that is in capitals
    /// or dated. What abbreviates the place or is abbreviated by it is not an agency.
    fn unlisted(&self, found: &Captures<'_>, dated: bool, makers: &Makers) -> Option<Found> {
        let (place, name) = (found.name("place")?.as_str(), found.name("round")?);
        let dated = dated || found.name("date").is_some();
        let sure = self.is_located(place, dated)
            && is_dash(found.name("after")?.as_str())
            && makers.shapes.may_be_agency(name.as_str())
            && !abbreviates(place, name.as_str());
        sure.then(|| makers.unlisted(&found[0], span(name), Kind::Agency))
    }

    /// True for a place in capitals, or with a date.
    fn is_located(&self, place: &str, dated: bool) -> bool {
        let capitals = is_capitals(place) && place.chars().count() > 2;
        !self.not_places.contains(&place.to_uppercase()) && (dated || capitals)
    }

    /// A place without a maker must be in capitals, dated, or follow a date.
    fn is_place(&self, found: &Captures<'_>, place: Match<'_>, dated: bool, rest: &str) -> bool {
        let separator = found.name("sep").map_or("", |sep| sep.as_str().trim());
        let dated = dated || found.name("date").is_some();
        let parted = !separator.is_empty() && (dated || separator != ":");
        parted && self.is_located(place.as_str(), dated) && begins_sentence(rest)
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

/// Who stands in a dateline and on no list is an agency.
fn as_agency(mut found: Found) -> Found {
    found.maker.is_agency |= !found.maker.is_listed;
    found
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
    place.split_inclusive([' ', '/', '-', '.']).map(capitalised).collect()
}

fn is_dash(separator: &str) -> bool {
    let separator = separator.trim();
    !separator.is_empty() && separator.chars().all(|c| matches!(c, '-' | '–' | '—'))
}
