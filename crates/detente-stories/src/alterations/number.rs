use std::borrow::Cow;

use detente_resources::StoryWord;

use super::terms::TermReader;
use crate::forms::lower;
use crate::profile::Class;

/// A number, in whatever form it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    pub(crate) value: f64,
    /// True for "third".
    pub(crate) ordinal: bool,
}

impl Number {
    /// True for one thing.
    pub(crate) fn is_one(self) -> bool {
        (self.value - 1.0).abs() < f64::EPSILON
    }
}

/// The number that begins with the word `at`, and how many words it takes: "1,200", "5m",
/// "twenty-five", "two hundred and fifty thousand".
pub(crate) fn read(reader: &TermReader, at: usize) -> Option<(usize, Number)> {
    let first = simple(reader, at)?;
    let (mut total, mut current, mut ordinal) = (0.0, first.value, first.ordinal);
    let mut length = 1;
    while !ordinal && reader.adjoin(at + length - 1) {
        let next = at + length;
        if let Some(scale) = reader.knowledge.words.scale(reader.lower(next)) {
            (total, current) = scaled(total, current, scale);
        } else if let Some(part) = simple(reader, next).filter(|part| fits(current, part.value)) {
            current += part.value;
            ordinal = part.ordinal;
        } else {
            break;
        }
        length += 1;
    }
    Some((length, Number { value: total + current, ordinal }))
}

/// A scale of thousands and more closes a group of digits.
fn scaled(total: f64, current: f64, scale: f64) -> (f64, f64) {
    if scale >= 1000.0 { (total + current * scale, 0.0) } else { (total, current * scale) }
}

/// "Twenty" may be followed by "five", "two hundred" by "fifty", but "3" not by "4".
fn fits(current: f64, part: f64) -> bool {
    let place = if part < 10.0 { 10.0 } else { 100.0 };
    part > 0.0 && part < 100.0 && current % place == 0.0
}

fn simple(reader: &TermReader, at: usize) -> Option<Number> {
    let text = without_commas(reader.document.slice(reader.words[at].span));
    let text = lower(&text);
    let spelled = match reader.knowledge.stories.meaning(&text, &text) {
        Some(StoryWord::Number(digits)) => digits.as_str(),
        Some(_) if reader.words[at].class != Class::Number => {
            return counted(reader, &text);
        }
        _ => &text,
    };
    digits(reader, spelled).or_else(|| counted(reader, &text))
}

fn without_commas(text: &str) -> Cow<'_, str> {
    if text.contains(',') { Cow::Owned(text.replace(',', "")) } else { Cow::Borrowed(text) }
}

fn counted(reader: &TermReader, text: &str) -> Option<Number> {
    Some(Number { value: reader.knowledge.words.count(text)?, ordinal: false })
}

/// Digits, with a scale or the ending of an ordinal behind them.
fn digits(reader: &TermReader, text: &str) -> Option<Number> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let value: f64 = text[..end].trim_end_matches('.').parse().ok()?;
    match &text[end..] {
        "" => Some(Number { value, ordinal: false }),
        "st" | "nd" | "rd" | "th" => Some(Number { value, ordinal: true }),
        scale => {
            Some(Number { value: value * reader.knowledge.words.scale(scale)?, ordinal: false })
        }
    }
}
