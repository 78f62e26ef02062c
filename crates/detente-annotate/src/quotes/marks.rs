//! Quotation marks, paired in one pass over the text.

use detente_schema::{Document, Span};

/// A stretch between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Island {
    /// With its marks, as far as it has them.
    pub(super) outer: Span,
    /// Between the marks.
    pub(super) inner: Span,
}

/// A family of marks; only marks of one family close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    family: Family,
    /// Can begin a quotation: a word follows.
    opens: bool,
    /// Can end one.
    closes: bool,
}

/// The stretches between quotation marks in the order of the text; none overlap.
pub(super) fn islands(document: &Document) -> Vec<Island> {
    let mut islands = Vec::new();
    let mut carried = None;
    for paragraph in &document.paragraphs {
        carried = pair(document, *paragraph, carried, &mut islands);
    }
    islands
}

/// Pairs the marks of a paragraph. Gives the family of a quotation left open at its end, which the
/// next paragraph may carry on.
fn pair(
    document: &Document,
    paragraph: Span,
    carried: Option<Family>,
    islands: &mut Vec<Island>,
) -> Option<Family> {
    let marks = marks(&document.text, paragraph, carried);
    let mut open: Option<Mark> = None;
    for mark in marks {
        match open {
            None if mark.opens => open = Some(mark),
            Some(first) if first.family == mark.family => {
                if mark.closes {
                    islands.push(island(first, mark));
                    open = None;
                } else if mark.opens {
                    islands.extend(cut_off(document, first, mark.start));
                    open = Some(mark);
                }
            }
            _ => {}
        }
    }
    let left = open.filter(|mark| mark.family != Family::Single)?;
    islands.extend(run_on(document, left, paragraph.end()));
    Some(left.family)
}

fn island(open: Mark, close: Mark) -> Island {
    Island { outer: Span::new(open.start, close.end), inner: Span::new(open.end, close.start) }
}

/// A quotation that goes on in the next paragraph if that begins with a mark, otherwise one whose
/// closing mark is lost.
fn run_on(document: &Document, open: Mark, end: usize) -> Option<Island> {
    let next = document.text[end..].trim_start();
    let goes_on = next.chars().next().is_some_and(|c| family_of(c) == Some(open.family));
    if goes_on {
        return Some(stretch(open, end));
    }
    cut_off(document, open, end)
}

/// Without a closing mark a quotation ends with its sentence.
fn cut_off(document: &Document, open: Mark, limit: usize) -> Option<Island> {
    if open.family == Family::Single {
        return None;
    }
    let sentence = document.sentence_at(Span::new(open.start, open.end))?;
    let end = sentence.span.end().min(limit);
    (end > open.end).then(|| stretch(open, end))
}

fn stretch(open: Mark, end: usize) -> Island {
    Island { outer: Span::new(open.start, end), inner: Span::new(open.end, end) }
}

fn family_of(mark: char) -> Option<Family> {
    match mark {
        '“' | '”' | '„' | '"' => Some(Family::Double),
        '‘' | '’' | '\'' => Some(Family::Single),
        '«' | '»' => Some(Family::Angle),
        _ => None,
    }
}

fn marks(text: &str, paragraph: Span, carried: Option<Family>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut before = None;
    let mut chars = text[paragraph.range()].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, next)| *next);
        if let Some(family) = family_of(c) {
            let start = paragraph.start() + at;
            let mut mark = classify(c, family, before, after);
            mark.opens |= at == 0 && carried == Some(family);
            marks.push(Mark { start, end: start + c.len_utf8(), ..mark });
        }
        before = Some(c);
    }
    marks
}

/// What a mark can do, by its shape and the characters around it. An opening mark with no word
/// behind it stands for a closing one.
fn classify(mark: char, family: Family, before: Option<char>, after: Option<char>) -> Mark {
    let free_before = before.is_none_or(|c| c.is_whitespace() || "([—–-/“\"‘".contains(c));
    let word_after = after.is_some_and(|c| c.is_alphanumeric() || "$£€[(…‘'’“\"".contains(c));
    let free_after = !after.is_some_and(char::is_alphanumeric);
    let (opens, closes) = match mark {
        '“' | '„' | '«' => (word_after, !word_after),
        '”' | '»' => (false, true),
        '"' => (free_before && word_after, !free_before || !word_after),
        '‘' => (free_before && word_after, false),
        '’' => (false, free_after && ends_speech(before)),
        _ => (
            free_before && after.is_some_and(char::is_alphabetic),
            free_after && ends_speech(before),
        ),
    };
    Mark { start: 0, end: 0, family, opens, closes }
}

/// A single mark closes only behind punctuation; elsewhere it is an apostrophe.
fn ends_speech(before: Option<char>) -> bool {
    before.is_some_and(|c| ",.?!…".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mentions::testing::document;

    fn inner(text: &str) -> Vec<String> {
        let document = document(text);
        islands(&document).iter().map(|i| document.slice(i.inner).to_owned()).collect()
    }

    #[test]
    fn marks_pair_by_shape_and_position() {
        assert_eq!(inner("She said “we go” and \"they stay\"."), ["we go", "they stay"]);
        assert_eq!(inner("He wrote: «All is well.»"), ["All is well."]);
        assert_eq!(inner("‘It’s the soldiers’ choice,’ he said."), ["It’s the soldiers’ choice,"]);
        assert_eq!(inner("It's the '90s and it's over."), Vec::<String>::new());
    }

    #[test]
    fn an_opening_mark_where_a_closing_one_belongs_closes() {
        assert_eq!(
            inner("He asked for “more time. “. Then he left “at once”."),
            ["more time. ", "at once"]
        );
    }

    #[test]
    fn a_lost_closing_mark_costs_one_sentence() {
        assert_eq!(inner("He said “go home. She stayed. “Fine,” he said."), ["go home.", "Fine,"]);
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        assert_eq!(inner("“One. Two.\n\n“Three,” he said."), ["One. Two.", "Three,"]);
    }
}
