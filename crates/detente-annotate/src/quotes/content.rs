//! What is said: the stretch that a verb of attribution governs.

use std::ops::Range;

use detente_schema::{QuotationKind, Span};

use super::cues::Cue;
use super::lexicon::List;
use super::unit::{Page, Unit};

/// The content of an attribution.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) span: Span,
    pub(super) kind: QuotationKind,
    pub(super) quoted: Vec<Span>,
}

/// What the verb governs: before it, around it, or behind it.
pub(super) fn of(page: &Page, unit: &Unit, cue: &Cue, next: Option<&Cue>) -> Option<Content> {
    if cue.verb.undertakes && page.is(List::To, cue.end) {
        return undertaking(page, unit, cue);
    }
    if stands_behind(page, unit, cue) {
        behind(page, unit, cue)
    } else {
        ahead(page, unit, cue, next)
    }
}

/// The fewest words of a content without quotation marks.
const SHORTEST: usize = 3;

/// True if the content stands before speaker and verb.
fn stands_behind(page: &Page, unit: &Unit, cue: &Cue) -> bool {
    if cue.relative || cue.clause.start <= unit.tokens.start {
        return false;
    }
    let place = page.words.span(cue.clause.start - 1);
    if unit.island_at(place.start()).is_some() {
        return true;
    }
    let left = cue.clause.start - unit.tokens.start;
    place.of(&page.document().text) == ","
        && left > SHORTEST
        && cue.verb.always
        && is_done(page, unit, cue)
}

/// True if nothing but circumstances follows the verb.
fn is_done(page: &Page, unit: &Unit, cue: &Cue) -> bool {
    let next = cue.end.max(cue.clause.end);
    next >= unit.tokens.end
        || !page.words.is_word(next) && page.words.text(next) != ":"
        || page.is(List::After, next)
        || cue.verb.addressee
}

/// The content before the verb, or around it if more is quoted behind.
fn behind(page: &Page, unit: &Unit, cue: &Cue) -> Option<Content> {
    let start = skip_conjunctions(page, unit, unit.tokens.start);
    let left = page.words.cover(start, cue.clause.start);
    let right = Span::new(page.words.span(cue.clause.end.max(cue.end) - 1).end(), unit.span.end());
    if unit.islands.len() == 1 && is_whole(page, unit, left) {
        return Some(direct(unit.islands[0].inner));
    }
    if !unit.islands_in(right).is_empty() {
        return Some(clause(page, unit, Span::new(left.start(), unit.span.end())));
    }
    if unit.islands_in(left).is_empty() && !cue.verb.always {
        return None;
    }
    Some(clause(page, unit, left))
}

/// True if the only stretch between marks takes up the span.
fn is_whole(page: &Page, unit: &Unit, span: Span) -> bool {
    let outer = unit.islands[0].outer;
    let text = &page.document().text;
    let rest = |from: usize, to: usize| {
        text.get(from..to).unwrap_or("").chars().any(char::is_alphanumeric)
    };
    !rest(span.start().min(outer.start()), outer.start())
        && !rest(outer.end().min(span.end()), span.end())
}

fn skip_conjunctions(page: &Page, unit: &Unit, from: usize) -> usize {
    let skipped = (from..unit.tokens.end).take_while(|&at| page.is(List::Conjunction, at)).count();
    from + skipped
}

/// The content behind the verb.
fn ahead(page: &Page, unit: &Unit, cue: &Cue, next: Option<&Cue>) -> Option<Content> {
    let start = content_start(page, unit, cue)?;
    let end = content_end(page, unit, cue, start, next);
    if end <= start {
        return None;
    }
    let span = trim(page, unit, page.words.cover(start, end));
    let islands = unit.islands_in(span);
    if islands.is_empty() {
        let clausal = cue.verb.always && end - start >= SHORTEST && starts_clause(page, cue, start);
        return clausal.then(|| clause(page, unit, span));
    }
    if islands.len() == 1 && is_only(page, unit, span, islands[0]) {
        return Some(direct(islands[0]));
    }
    Some(clause(page, unit, span))
}

fn is_only(page: &Page, unit: &Unit, span: Span, island: Span) -> bool {
    let alone = unit
        .island_at(island.start())
        .is_some_and(|i| i.outer.start() <= span.start() && span.end() <= i.outer.end() + 1);
    let text = island.of(&page.document().text);
    alone && text.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
}

/// Without marks a verb of saying governs a clause only if "that", a subject or a relative says so.
fn starts_clause(page: &Page, cue: &Cue, start: usize) -> bool {
    cue.relative
        || start > cue.end && page.is(List::That, start - 1)
        || !page.is(List::After, start)
            && page.words.is_word(start)
            && !page.is(List::Preposition, start)
}

/// Behind the verb, the one spoken to, "that" and a colon.
fn content_start(page: &Page, unit: &Unit, cue: &Cue) -> Option<usize> {
    let from = cue.end.max(cue.clause.end);
    let mut at = from;
    if cue.verb.addressee {
        at = behind_addressee(page, unit, from);
    }
    while at < unit.tokens.end
        && (page.is(List::That, at) || matches!(page.words.text(at), "," | ":"))
    {
        at += 1;
    }
    (at < unit.tokens.end).then_some(at)
}

/// How many words the one spoken to may take.
const LONGEST_ADDRESSEE: usize = 8;

fn behind_addressee(page: &Page, unit: &Unit, from: usize) -> usize {
    let reach = from..unit.tokens.end.min(from + LONGEST_ADDRESSEE);
    let ends = |at: &usize| {
        page.is(List::That, *at)
            || matches!(page.words.text(*at), "," | ":")
            || unit.island_at(page.words.span(*at).start()).is_some()
    };
    let by_mark = reach.clone().find(ends);
    let by_name = page.mention_from(from..from + 2).map(|m| page.words.from(m.span.end()));
    by_mark.or(by_name).unwrap_or(from)
}

/// Where the content ends: before another attribution, a break, or with the unit.
fn content_end(page: &Page, unit: &Unit, cue: &Cue, start: usize, next: Option<&Cue>) -> usize {
    let outside = |at: &usize| unit.island_at(page.words.span(*at).start()).is_none();
    let carrier = next.filter(|n| {
        n.clause.start > start
            && page.words.text(n.clause.start - 1) == ","
            && is_done(page, unit, n)
    });
    let carrier = carrier.or(next.filter(|n| {
        n.clause.start > start
            && page.words.text(n.clause.start.saturating_sub(1)).contains(['”', '"'])
    }));
    let limit = carrier.map_or(unit.tokens.end, |next| next.clause.start);
    let ends = |at: usize| {
        let comma = page.words.text(at - 1) == ",";
        page.is(List::Break, at) && (comma || cue.relative || at > start + SHORTEST)
            || comma && cue.relative
    };
    (start + 1..limit).filter(outside).find(|&at| ends(at)).unwrap_or(limit)
}

/// "vowed to withdraw its troops".
fn undertaking(page: &Page, unit: &Unit, cue: &Cue) -> Option<Content> {
    let ends = |at: &usize| page.is(List::UndertakingBreak, *at) || page.words.text(*at) == ",";
    let end = (cue.end + 1..unit.tokens.end).find(ends).unwrap_or(unit.tokens.end);
    (end > cue.end + 1).then(|| clause(page, unit, page.words.cover(cue.end, end)))
}

fn direct(inner: Span) -> Content {
    Content { span: inner, kind: QuotationKind::Direct, quoted: vec![inner] }
}

fn clause(page: &Page, unit: &Unit, span: Span) -> Content {
    let span = trim(page, unit, span);
    let quoted = unit.islands_in(span);
    let kind = if quoted.is_empty() { QuotationKind::Indirect } else { QuotationKind::Mixed };
    Content { span, kind, quoted }
}

/// Without punctuation at the end that is not quoted.
fn trim(page: &Page, unit: &Unit, span: Span) -> Span {
    let mut end = span.end();
    let text = &page.document().text;
    while let Some(last) = text[span.start()..end].chars().next_back() {
        let start = end - last.len_utf8();
        if unit.island_at(start).is_some() || !(last.is_whitespace() || ",.;:".contains(last)) {
            break;
        }
        end = start;
    }
    Span::new(span.start(), end)
}

/// The tokens of a span.
pub(super) fn tokens(page: &Page, span: Span) -> Range<usize> {
    page.words.from(span.start())..page.words.from(span.end())
}
