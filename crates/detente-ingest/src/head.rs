//! What stands at the head of a report: front matter, date lines, bylines and the dateline.

use detente_resources::CreditLexicon;
use detente_schema::{Credit, DctBasis, SentenceKind, Span};
use regex::Regex;

use crate::dateline::DatelineReader;
use crate::dates::{DateReader, Written, any_of, compile};
use crate::makers::{Found, Makers};
use crate::paragraphs::Line;
use crate::segmentation::Unit;

/// How many lines are looked at before the report's first sentence.
const LINES: usize = 8;
/// The longest line that is about the report, in bytes.
const LONGEST: usize = 160;
/// The longest front matter, in lines.
const FRONT_MATTER: usize = 60;

/// A date at the head of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HeadDate {
    pub(crate) written: Written,
    pub(crate) span: Span,
    pub(crate) basis: DctBasis,
    /// The date of a later version.
    pub(crate) updated: bool,
}

/// What the head of a report says.
#[derive(Debug, Default)]
pub(crate) struct Head<'a> {
    pub(crate) units: Vec<Unit>,
    pub(crate) dates: Vec<HeadDate>,
    pub(crate) makers: Vec<Found<'a>>,
    pub(crate) place: Option<Credit>,
}

/// Reads heads.
#[derive(Debug)]
pub(crate) struct HeadReader {
    labelled: Regex,
    updated: Regex,
    byline: Regex,
    date: Regex,
    prefix: Regex,
    dateline: DatelineReader,
}

impl HeadReader {
    pub(crate) fn new(lexicon: &CreditLexicon, dates: &DateReader) -> Self {
        let labels = &lexicon.labels;
        let (full, date) =
            (dates.full_pattern(), any_of(labels.date.iter().chain(&labels.updated)));
        Self {
            labelled: compile(&format!(r"(?i)\b{date}\b\s*[:：]?")),
            updated: compile(&format!(r"(?i)\b{}\b", any_of(&labels.updated))),
            byline: compile(&format!(r"^(?i:{})\s*:?\s+\p{{Lu}}", any_of(&labels.byline))),
            date: compile(&format!(r"\b{full}")),
            prefix: compile(&format!(
                r"^(?:(?P<label>(?i:{date}))\s*:?\s*)?(?P<date>{full})(?P<sep>\s*[-–—|•:]\s*|\s+)"
            )),
            dateline: DatelineReader::new(lexicon, dates),
        }
    }

    /// The head of a text.
    pub(crate) fn read<'a>(
        &self,
        text: &str,
        lines: &[Line],
        dates: &DateReader,
        makers: &'a Makers,
    ) -> Head<'a> {
        let mut reading = Reading { reader: self, text, dates, makers, head: Head::default() };
        let body = reading.front_matter(lines);
        for (i, line) in lines[body..].iter().take(LINES).enumerate() {
            if reading.line_about(line.span) {
                continue;
            }
            // The first line may be a title, even if it ends like a sentence.
            let in_body = i > 0 && ends_like_a_sentence(line.span.of(text));
            if reading.prefix(line.span) || in_body {
                break;
            }
        }
        reading.head
    }
}

struct Reading<'r, 'a> {
    reader: &'r HeadReader,
    text: &'r str,
    dates: &'r DateReader,
    makers: &'a Makers,
    head: Head<'a>,
}

impl Reading<'_, '_> {
    /// Lines between two lines of `---`; returns the number of lines taken.
    fn front_matter(&mut self, lines: &[Line]) -> usize {
        let is_fence = |line: &Line| line.span.of(self.text) == "---";
        if !lines.first().is_some_and(is_fence) {
            return 0;
        }
        let rest = lines[1..].iter().take(FRONT_MATTER);
        let Some(length) = rest.clone().position(is_fence) else { return 0 };
        for line in &lines[..length + 2] {
            if !self.line_about(line.span) {
                self.unit(line.span, SentenceKind::Metadata);
                self.credit_field(line.span);
            }
        }
        length + 2
    }

    /// `source: Reuters` in front matter.
    fn credit_field(&mut self, line: Span) {
        let Some(colon) = line.of(self.text).find(':') else { return };
        let value = Span::new(line.start() + colon + 1, line.end());
        let whole = value.of(self.text).trim_matches([' ', '"', '\'']);
        if self.makers.lookup(whole).is_some() {
            self.head.makers.extend(self.makers.find(self.text, value));
        }
    }

    /// A line that holds nothing but a date, names of makers, or a byline.
    fn line_about(&mut self, line: Span) -> bool {
        let text = line.of(self.text);
        if line.len() > LONGEST {
            return false;
        }
        if self.reader.byline.is_match(text) && !ends_like_a_sentence(text) && few_words(text) {
            self.find_date(line);
            self.head.makers.extend(self.makers.find(self.text, line));
            self.unit(line, SentenceKind::Credit);
            return true;
        }
        let found = self.makers.find(self.text, line);
        let without_date = self.reader.date.replace(text, " ");
        let dated = without_date != text;
        let rest = self.reader.labelled.replace_all(&without_date, " ");
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        if !(rest.is_empty() && dated || self.makers.lookup(rest).is_some()) {
            return false;
        }
        self.find_date(line);
        self.head.makers.extend(found);
        self.unit(line, if dated { SentenceKind::Metadata } else { SentenceKind::Credit });
        true
    }

    fn find_date(&mut self, line: Span) {
        let text = line.of(self.text);
        let Some(date) = self.reader.date.find(text) else { return };
        let updated = self.reader.updated.is_match(&text[..date.start()]);
        self.date(Span::from(date.range()).shift(line.start()), DctBasis::Header, updated);
    }

    fn date(&mut self, span: Span, basis: DctBasis, updated: bool) {
        if let Some(written) = self.dates.parse(span.of(self.text).trim()) {
            self.head.dates.push(HeadDate { written, span, basis, updated });
        }
    }

    /// A date or dateline before the first sentence, on its line.
    fn prefix(&mut self, line: Span) -> bool {
        let text = line.of(self.text);
        let header = self.reader.prefix.captures(text);
        let after = header.as_ref().map_or(0, |found| found[0].len());
        let dateline = self.reader.dateline.read(&text[after..], after > 0, self.makers);
        let Some(end) = dateline.as_ref().map(|found| after + found.length).or_else(|| {
            let found = header.as_ref()?;
            stands_alone(found, &text[after..]).then_some(after)
        }) else {
            return false;
        };
        if let Some(found) = header.and_then(|found| found.name("date")) {
            self.date(Span::from(found.range()).shift(line.start()), DctBasis::Header, false);
        }
        if let Some(dateline) = dateline {
            let base = line.start() + after;
            if let Some(span) = dateline.date {
                self.date(span.shift(base), DctBasis::Dateline, false);
            }
            self.head.place = dateline
                .place
                .map(|place| Credit { span: place.span.map(|span| span.shift(base)), ..place });
            if let Some(span) = dateline.makers {
                self.head.makers.extend(self.makers.find(self.text, span.shift(base)));
            }
        }
        let prefix = text[..end].trim_end();
        self.unit(Span::new(line.start(), line.start() + prefix.len()), SentenceKind::Metadata);
        true
    }

    fn unit(&mut self, span: Span, kind: SentenceKind) {
        self.head.units.push(Unit { span, kind });
    }
}

/// True if a date before a sentence is not part of it.
fn stands_alone(header: &regex::Captures<'_>, rest: &str) -> bool {
    let parted = header.name("label").is_some() || !header["sep"].trim().is_empty();
    parted && !rest.starts_with(char::is_lowercase)
}

fn few_words(line: &str) -> bool {
    line.split_whitespace().count() <= 16
}

fn ends_like_a_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '’', '\'', ')']);
    line.ends_with(['.', '!', '?', '…']) && line.len() > 60
}
