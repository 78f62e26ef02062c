use std::ops::Range;

use detente_schema::Span;

use crate::excerpt::{Excerpt, one_line};
use crate::layout::{Ink, Paragraph};

/// What opens a change in the first text and in the second.
pub(crate) const OPEN: [&str; 2] = ["[-", "{+"];
/// What closes it.
pub(crate) const CLOSE: [&str; 2] = ["-]", "+}"];

/// One of two texts that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The first, nearer to the origin.
    A,
    /// The second.
    B,
}

/// What differs from the other text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    /// Where.
    pub(crate) span: Span,
    /// The place in the list of altered facts, from 1; `None` for other words for the same.
    pub(crate) number: Option<usize>,
}

/// A stretch of one of two texts, on one line and harmless, with what differs from the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) side: Side,
    pub(crate) runs: Vec<Run>,
}

/// A piece of a text that differs from the other text as a whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) is_changed: bool,
    pub(crate) number: Option<usize>,
}

impl Marked {
    /// The bytes `span` of `text`, whole. `changes` are in the order of the text, without overlap.
    pub(crate) fn new(text: &str, span: Span, changes: &[Change], side: Side) -> Self {
        let mut marked = Self { side, runs: Vec::new() };
        let first = changes.partition_point(|change| change.span.end() <= span.start());
        let mut at = span.start();
        for change in changes[first..].iter().take_while(|c| c.span.start() < span.end()) {
            let (start, end) = (change.span.start().max(at), change.span.end().min(span.end()));
            marked.push(&text[at..start], false, None);
            marked.push(&text[start..end], true, change.number);
            at = end;
        }
        marked.push(&text[at..span.end()], false, None);
        marked
    }

    /// An excerpt, its trigger marked as changed even where it is empty.
    pub(crate) fn excerpt(excerpt: &Excerpt, side: Side) -> Self {
        let run = |text: &str, is_changed| Run { text: text.to_owned(), is_changed, number: None };
        let Excerpt { before, trigger, after } = excerpt;
        Self {
            side,
            runs: vec![
                run(before.trim_start(), false),
                run(trigger, true),
                run(after.trim_end(), false),
            ],
        }
    }

    /// A text in which nothing is marked.
    pub(crate) fn unmarked(text: &str, side: Side) -> Self {
        Self { side, runs: vec![Run { text: one_line(text), is_changed: false, number: None }] }
    }

    /// True if the text is the first of the two.
    pub(crate) fn is_first(&self) -> bool {
        self.side == Side::A
    }

    /// True if nothing differs.
    pub(crate) fn is_same(&self) -> bool {
        self.runs.iter().all(|run| !run.is_changed)
    }

    /// The text with plain marks around what differs: `[-gone-]`, `{+new+}`, a fact with its number.
    pub(crate) fn paragraph(&self) -> Paragraph {
        let (text, inks) = self.written();
        Paragraph::prose(text, inks)
    }

    /// The same in quotation marks.
    pub(crate) fn quoted(&self) -> Paragraph {
        let (text, inks) = self.written();
        let shift = "“".len();
        let inks = inks.into_iter().map(|(at, ink)| (at.start + shift..at.end + shift, ink));
        Paragraph::prose(format!("“{text}”"), inks.collect())
    }

    fn written(&self) -> (String, Vec<(Range<usize>, Ink)>) {
        let mut text = String::new();
        let mut inks = Vec::new();
        for run in &self.runs {
            let start = text.len();
            if !run.is_changed {
                text += &run.text;
                continue;
            }
            let number = run.number.map(|number| format!("({number})")).unwrap_or_default();
            let side = self.side as usize;
            text.extend([OPEN[side], &run.text, CLOSE[side], &number]);
            inks.push((start..text.len(), self.ink(run)));
        }
        (text, inks)
    }

    fn ink(&self, run: &Run) -> Ink {
        match (self.side, run.number) {
            (Side::A, None) => Ink::Gone,
            (Side::A, Some(_)) => Ink::GoneFact,
            (Side::B, None) => Ink::New,
            (Side::B, Some(_)) => Ink::NewFact,
        }
    }

    fn push(&mut self, text: &str, is_changed: bool, number: Option<usize>) {
        let mut text = one_line(text);
        if text.starts_with(' ') && self.runs.last().is_some_and(|run| run.text.ends_with(' ')) {
            text.remove(0);
        }
        if !text.is_empty() {
            self.runs.push(Run { text, is_changed, number });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, changes: &[(Range<usize>, Option<usize>)], side: Side) -> String {
        let changes: Vec<_> = changes
            .iter()
            .map(|(at, number)| Change { span: at.clone().into(), number: *number })
            .collect();
        Marked::new(text, Span::new(0, text.len()), &changes, side).written().0
    }

    #[test]
    fn what_differs_is_marked() {
        let text = "Two boats sank off Sund.";
        let changes = [(0..3, Some(4)), (10..14, None)];
        assert_eq!(written(text, &changes, Side::A), "[-Two-](4) boats [-sank-] off Sund.");
        assert_eq!(written(text, &changes, Side::B), "{+Two+}(4) boats {+sank+} off Sund.");
    }

    #[test]
    fn white_space_is_one_blank_and_nothing_steers() {
        let changes = [(2..9, None)];
        assert_eq!(written("a \n b \u{1b}[2J", &changes, Side::A), "a [-b \u{fffd}[2-]J");
    }

    #[test]
    fn a_change_beyond_the_stretch_is_cut() {
        let changes = [Change { span: Span::new(0, 20), number: None }];
        let marked = Marked::new("Two boats sank off Sund.", Span::new(4, 9), &changes, Side::B);
        assert_eq!(marked.written().0, "{+boats+}");
    }
}
