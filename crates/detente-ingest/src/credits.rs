//! Who made a report, from its head, its end, its fields and its words.

use detente_schema::{Credit, Credits, Span, Token};

use crate::makers::{Found, Makers};
use crate::shapes::{Kind, extends};
use crate::tokens::tokens;

/// Adds what `found` names to what is not known yet; the first one of each kind counts.
pub(crate) fn add(credits: &mut Credits, found: &[Found]) {
    let first = |agency: bool| found.iter().find(|f| f.maker.is_agency == agency);
    credits.agency = credits.agency.take().or_else(|| first(true).map(Found::credit));
    credits.outlet = credits.outlet.take().or_else(|| first(false).map(Found::credit));
}

/// The makers but for those whose name is a part of another's: "Meridian" beside "Meridian News
/// Agency" is that agency. Listed names stand for themselves.
pub(crate) fn without_short_forms(found: Vec<Found>) -> Vec<Found> {
    let names: Vec<String> = found.iter().map(|hit| hit.maker.name.clone()).collect();
    let is_short = |hit: &Found| names.iter().any(|name| extends(name, &hit.maker.name));
    found.into_iter().filter(|hit| hit.maker.is_listed || !is_short(hit)).collect()
}

/// A metadata field as a credit, by its usual name where that is known; true for an agency.
pub(crate) fn field(makers: &Makers, value: &str) -> (Credit, bool) {
    let maker = makers.of_field(value, Kind::Outlet);
    (Credit { name: maker.name, actor: None, span: None }, maker.is_agency)
}

/// The agency to which statements were made ("told Reuters"), if it is one and the same.
pub(crate) fn told(text: &str, cues: &[String], makers: &Makers) -> Option<Credit> {
    const LONGEST: usize = 6;
    const MOST: usize = 200;
    if !cues.iter().any(|cue| text.contains(cue.as_str())) {
        return None;
    }
    let tokens = tokens(text);
    let is_cue = |token: &Token| cues.iter().any(|cue| cue == token.span.of(text));
    let told = tokens.iter().enumerate().filter(|(_, token)| is_cue(token)).take(MOST);
    let mut agency: Option<Credit> = None;
    for (i, _) in told {
        let Some(next) = tokens.get(i + 1) else { break };
        let last = &tokens[(i + LONGEST).min(tokens.len() - 1)];
        let found = makers.find(text, next.span.cover(last.span));
        let named =
            found.first().filter(|f| f.span.start() == next.span.start() && f.maker.is_agency);
        let Some(named) = named.map(Found::credit) else { continue };
        if agency.as_ref().is_some_and(|known| known.name != named.name) {
            return None;
        }
        agency.get_or_insert(named);
    }
    agency
}

/// The end of the last of `spans`.
pub(crate) fn end_of(spans: impl Iterator<Item = Span>) -> usize {
    spans.map(Span::end).max().unwrap_or(0)
}
