//! Verbs of attribution and their subjects.

use std::ops::Range;

use detente_schema::Mention;

use super::lexicon::{List, Verb};
use super::unit::{Page, Unit};

/// A verb of attribution in a unit.
#[derive(Debug, Clone)]
pub(super) struct Cue<'a> {
    pub(super) at: usize,
    /// Tokens of the cue: one, or "according to".
    pub(super) end: usize,
    pub(super) verb: Verb,
    pub(super) speaker: Option<&'a Mention>,
    /// The clause of speaker and verb, with what stands between.
    pub(super) clause: Range<usize>,
    /// The clause begins with a relative pronoun: "which analysts say".
    pub(super) relative: bool,
}

/// More verbs in one unit are not read.
const MOST: usize = 6;

/// How many tokens a speaker and his description may take.
const LONGEST_SUBJECT: usize = 30;

/// The verbs of a unit outside quotation marks.
pub(super) fn find<'a>(page: &Page<'a>, unit: &Unit) -> Vec<Cue<'a>> {
    let free =
        unit.tokens.clone().filter(|&at| unit.island_at(page.words.span(at).start()).is_none());
    free.filter_map(|at| read(page, unit, at)).take(MOST).collect()
}

fn read<'a>(page: &Page<'a>, unit: &Unit, at: usize) -> Option<Cue<'a>> {
    if page.is(List::According, at) && page.is(List::AccordingTo, at + 1) {
        let verb = Verb { always: true, ..Verb::default() };
        let (speaker, end) = subject_after(page, unit, at + 2)?;
        return Some(Cue { at, end: at + 2, verb, speaker, clause: at..end, relative: false });
    }
    let verb = page.lexicon.verb(page.words.text(at))?;
    if let Some((speaker, start)) = subject_before(page, unit, at) {
        let relative = start > unit.tokens.start && page.is(List::Relative, start - 1);
        return Some(Cue {
            at,
            end: at + 1,
            verb,
            speaker: Some(speaker),
            clause: start..at + 1,
            relative,
        });
    }
    if !ends_content(page, unit, at) {
        return None;
    }
    let (speaker, end) = subject_after(page, unit, at + 1)?;
    Some(Cue { at, end: at + 1, verb, speaker, clause: at..end, relative: false })
}

/// "Kim wrote", "Kim, who rules the country, has also written": the subject and where it starts.
fn subject_before<'a>(page: &Page<'a>, unit: &Unit, at: usize) -> Option<(&'a Mention, usize)> {
    let mut end = at;
    while end > unit.tokens.start && page.is(List::Between, end - 1) {
        end -= 1;
    }
    if end == unit.tokens.start || page.is(List::Irreal, end - 1) {
        return None;
    }
    let clause = clause_start(page, unit, end);
    let direct = page.mention_before(end);
    let speaker = match direct {
        Some(mention) if !follows_preposition(page, mention, clause) => mention,
        _ => page.mention_from(clause..end.min(clause + LEAD))?,
    };
    let start = page.words.from(speaker.span.start());
    let start = if start > clause && start - clause <= 3 && no_comma(page, clause..start) {
        clause
    } else {
        start
    };
    Some((speaker, start))
}

/// How soon a clause must name its subject.
const LEAD: usize = 5;

fn no_comma(page: &Page, range: Range<usize>) -> bool {
    range.into_iter().all(|at| page.words.is_word(at))
}

/// Where the clause that ends at `end` begins: behind a quotation, a relative pronoun or the last
/// comma that no second comma matches.
fn clause_start(page: &Page, unit: &Unit, end: usize) -> usize {
    let first = unit.tokens.start.max(end.saturating_sub(LONGEST_SUBJECT));
    let outside = |at: &usize| unit.island_at(page.words.span(*at).start()).is_none();
    let free = (first..end).rev().take_while(outside);
    let free = free.take_while(|&at| !page.is(List::Relative, at) && !page.is(List::That, at));
    let mut start = end;
    let mut apposition = page.words.text(end - 1) == ",";
    for at in free {
        let comma = page.words.text(at) == ",";
        if comma && !apposition && at + 1 < end {
            break;
        }
        if comma && at + 1 < end && starts_name(page, at) {
            apposition = false;
        }
        start = at;
    }
    while start < end && !page.words.is_word(start) {
        start += 1;
    }
    start
}

/// The comma behind a name, where its apposition begins.
fn starts_name(page: &Page, comma: usize) -> bool {
    page.mention_before(comma)
        .is_some_and(|m| m.found_by.starts_with("stranger") || m.actors.len() == 1)
}

/// "the aide to the president said": the mention is no subject.
fn follows_preposition(page: &Page, mention: &Mention, clause: usize) -> bool {
    let mut start = page.words.from(mention.span.start());
    while start > clause && page.is(List::Article, start - 1) {
        start -= 1;
    }
    start > clause && page.is(List::Preposition, start - 1)
}

/// True if the token before ends a quotation or is a comma.
fn ends_content(page: &Page, unit: &Unit, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&before| before >= unit.tokens.start) else {
        return false;
    };
    let place = page.words.span(before);
    place.of(&page.document().text) == "," || unit.island_at(place.start()).is_some()
}

/// "said Ann Smith, a lawyer": the subject, if it is a mention, and where its phrase ends.
fn subject_after<'a>(
    page: &Page<'a>,
    unit: &Unit,
    from: usize,
) -> Option<(Option<&'a Mention>, usize)> {
    let limit = unit.tokens.end.min(from + LONGEST_SUBJECT);
    let phrase = (from..limit).take_while(|&at| page.words.is_word(at)).last()? + 1;
    let speaker = page.mention_from(from..phrase.min(from + 2 * LEAD));
    Some((speaker, phrase))
}
