//! What stands at the end of a report: credit lines and names of sources in brackets.

use detente_resources::CreditLexicon;
use detente_schema::{SentenceKind, Span};
use regex::Regex;

use crate::dates::{any_of, compile};
use crate::makers::{Found, Makers};
use crate::paragraphs::Line;
use crate::segmentation::Unit;

/// How many lines are looked at.
const LINES: usize = 6;
/// How many brackets are looked at.
const BRACKETS: usize = 8;
/// The longest credit line, in bytes.
const LONGEST: usize = 300;

/// What the end of a report says.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    /// In the order of the text.
    pub(crate) units: Vec<Unit>,
    pub(crate) makers: Vec<Found>,
}

/// Reads the ends of reports.
#[derive(Debug)]
pub(crate) struct TailReader {
    labelled: Regex,
    brackets: Regex,
    via: Vec<String>,
}

impl TailReader {
    pub(crate) fn new(lexicon: &CreditLexicon) -> Self {
        let labels = &lexicon.labels;
        let (phrases, words): (Vec<String>, Vec<String>) =
            labels.credit.iter().cloned().partition(|label| label.contains(' '));
        let by = format!(r"(?i:{})\s*:?\s+[\p{{Lu}}]", any_of(&phrases));
        let field = format!(r"(?i:{})\s*(?::|\(c\)|©|\d{{4}})", any_of(&words));
        Self {
            labelled: compile(&format!(r"^[\W_]*(?:©|\(c\)\s|{by}|{field})")),
            brackets: compile(r"\s*[(\[]([^()\[\]\n]{2,60})[)\]]\s*$"),
            via: labels.via.clone(),
        }
    }

    /// The end of a text whose head ends at byte `from`.
    pub(crate) fn read(&self, text: &str, lines: &[Line], from: usize, makers: &Makers) -> Tail {
        let mut tail = Tail::default();
        let first = lines.first().map_or(0, |line| line.span.end()).max(from);
        let last = lines.iter().rev().take(LINES);
        for line in last.take_while(|line| line.span.start() >= from) {
            let apart = line.opens_block && line.span.start() >= first;
            let worded = || apart.then(|| makers.worded(text, line.span)).flatten();
            if self.is_credit(text, line.span, makers) {
                tail.makers.extend(makers.find(text, line.span));
            } else if let Some(maker) = worded() {
                tail.makers.push(maker);
            } else {
                self.trailing_brackets(text, line.span, makers, &mut tail);
                break;
            }
            tail.units.push(Unit { span: line.span, kind: SentenceKind::Credit });
        }
        tail.units.reverse();
        tail
    }

    /// A line with a label, or nothing but names of makers.
    fn is_credit(&self, text: &str, line: Span, makers: &Makers) -> bool {
        let labelled = || self.labelled.is_match(line.of(text));
        line.len() <= LONGEST && (labelled() || self.names_only(text, line, makers))
    }

    fn names_only(&self, text: &str, span: Span, makers: &Makers) -> bool {
        let may_stand = |word: &str| self.is_via(word) || word.parse::<u16>().is_ok();
        makers.names_only(text, span, may_stand)
    }

    fn is_via(&self, word: &str) -> bool {
        self.via.iter().any(|via| via == word)
    }

    /// "(AP) (AP via Daily News)" after the last sentence.
    fn trailing_brackets(&self, text: &str, line: Span, makers: &Makers, tail: &mut Tail) {
        let mut end = line.end();
        let mut found = Vec::new();
        while found.len() < BRACKETS
            && let Some(bracket) = self.last_bracket(text, line.start(), end, makers)
        {
            found.push(bracket);
            end = bracket.start();
        }
        let Some(first) = found.last() else { return };
        let start = first.start() + (first.of(text).len() - first.of(text).trim_start().len());
        if text[line.start()..start].trim().is_empty() {
            return;
        }
        let unit = Span::new(start, line.end());
        tail.units.push(Unit { span: unit, kind: SentenceKind::Credit });
        tail.makers.extend(makers.find(text, unit));
    }

    fn last_bracket(&self, text: &str, start: usize, end: usize, makers: &Makers) -> Option<Span> {
        let far = start.max(end.saturating_sub(100));
        let window = (far..end).find(|&at| text.is_char_boundary(at))?;
        if !text[window..end].trim_end().ends_with([')', ']']) {
            return None;
        }
        let found = self.brackets.captures(&text[window..end])?;
        let content = found.get(1)?.as_str();
        let before_via = content.split_whitespace().take_while(|word| !self.is_via(word));
        let maker = before_via.collect::<Vec<_>>().join(" ");
        let named = self.names_only(&maker, Span::new(0, maker.len()), makers);
        let whole = found.get(0)?;
        named.then(|| Span::from(whole.range()).shift(window))
    }
}
