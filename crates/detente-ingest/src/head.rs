//! What stands at the head of a report: fields, date lines, bylines, its outlet and the dateline.

use detente_resources::CreditLexicon;
use detente_schema::{Credit, DctBasis, SentenceKind, Span};
use regex::Regex;

use crate::dateline::{Dateline, DatelineReader};
use crate::dates::{DateReader, EDGE, Written, any_of, compile};
use crate::fieldlines::{FieldLines, Key};
use crate::makers::{Found, LONGEST as LONGEST_NAME, Makers};
use crate::paragraphs::Line;
use crate::segmentation::Unit;
use crate::shapes::Kind;

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
pub(crate) struct Head {
    pub(crate) units: Vec<Unit>,
    pub(crate) dates: Vec<HeadDate>,
    pub(crate) makers: Vec<Found>,
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
    fields: FieldLines,
    dateline: DatelineReader,
}

impl HeadReader {
    pub(crate) fn new(lexicon: &CreditLexicon, dates: &DateReader) -> Self {
        let labels = &lexicon.labels;
        let (full, date) =
            (dates.full_pattern(), any_of(labels.date.iter().chain(&labels.updated)));
        Self {
            labelled: compile(&format!(r"(?i){EDGE}{date}{EDGE}\s*[:：]?")),
            updated: compile(&format!(r"(?i){EDGE}{}{EDGE}", any_of(&labels.updated))),
            byline: compile(&format!(r"^(?i:{})\s*:?\s+\p{{Lu}}", any_of(&labels.byline))),
            date: compile(&format!(r"{EDGE}{full}")),
            prefix: compile(&format!(
                r"^(?:(?P<label>(?i:{date}))\s*:?\s*)?(?P<date>{full})(?P<sep>\s*[-–—|•:]\s*|\s+)"
            )),
            fields: FieldLines::new(lexicon),
            dateline: DatelineReader::new(lexicon, dates),
        }
    }

    /// The head of a text.
    pub(crate) fn read(
        &self,
        text: &str,
        lines: &[Line],
        dates: &DateReader,
        makers: &Makers,
    ) -> Head {
        let head = Head::default();
        let mut reading = Reading { reader: self, text, lines, dates, makers, head };
        let body = reading.front_matter();
        for (i, line) in lines.iter().enumerate().skip(body).take(LINES) {
            if reading.field(i) || reading.line_about(line.span) || reading.outlet(i) {
                continue;
            }
            // The first line may be a title, even if it ends like a sentence.
            let in_body = i > body && ends_like_a_sentence(line.span.of(text));
            if reading.prefix(line.span) || in_body {
                break;
            }
        }
        reading.head
    }

    /// True for a line that holds a date and words about it, and perhaps a listed maker.
    fn is_dated(&self, line: &str, makers: &Makers) -> bool {
        if !has_four_digits(line) {
            return false;
        }
        let rest = self.date.replace(line, " ");
        rest != line && (self.unlabelled(&rest).is_empty() || self.is_maker(&rest, makers))
    }

    /// True for the name of a listed maker, perhaps after words about a date.
    fn is_maker(&self, line: &str, makers: &Makers) -> bool {
        makers.lookup(&self.unlabelled(line)).is_some()
    }

    /// A line without words about dates and without marks at its ends.
    fn unlabelled(&self, line: &str) -> String {
        let rest = self.labelled.replace_all(line, " ");
        rest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    }

    fn is_byline(&self, line: &str) -> bool {
        self.byline.is_match(line) && !ends_like_a_sentence(line) && few_words(line)
    }
}

struct Reading<'r> {
    reader: &'r HeadReader,
    text: &'r str,
    lines: &'r [Line],
    dates: &'r DateReader,
    makers: &'r Makers,
    head: Head,
}

impl Reading<'_> {
    /// Lines between two lines of `---`; returns the number of lines taken.
    fn front_matter(&mut self) -> usize {
        let is_fence = |line: &Line| line.span.of(self.text) == "---";
        if !self.lines.first().is_some_and(is_fence) {
            return 0;
        }
        let rest = self.lines[1..].iter().take(FRONT_MATTER);
        let Some(length) = rest.clone().position(is_fence) else { return 0 };
        for line in &self.lines[..length + 2] {
            if !self.line_about(line.span) {
                self.unit(line.span, SentenceKind::Metadata);
                self.field_value(line.span);
            }
        }
        length + 2
    }

    /// A line such as `outlet: Daily News` next to another of its kind.
    fn field(&mut self, i: usize) -> bool {
        let line = self.lines[i].span;
        let is_field = |i: &usize| self.reader.fields.is_field(self.lines[*i].span.of(self.text));
        let has_neighbour = || self.above(i).iter().chain(&self.below(i)).any(is_field);
        let about = is_field(&i)
            && !self.reader.is_dated(line.of(self.text), self.makers)
            && has_neighbour();
        if about {
            self.unit(line, SentenceKind::Metadata);
            self.field_value(line);
        }
        about
    }

    fn field_value(&mut self, line: Span) {
        let Some((key, value)) = self.reader.fields.read(self.text, line) else { return };
        match key {
            // An address names no one.
            Key::Maker(_) if value.of(self.text).contains("://") => {}
            Key::Maker(otherwise) => {
                let maker = self.makers.of_field(value.of(self.text), otherwise);
                self.head.makers.push(Found { span: value, maker });
            }
            Key::Place => {
                let name = value.of(self.text).to_owned();
                self.head.place = Some(Credit { name, actor: None, span: Some(value) });
            }
            Key::Date => self.find_date(line),
            Key::Other => {}
        }
    }

    /// A line that holds nothing but a date, names of makers, or a byline.
    fn line_about(&mut self, line: Span) -> bool {
        let text = line.of(self.text);
        if line.len() > LONGEST {
            return false;
        }
        let (found, kind) = if self.reader.is_byline(text) {
            (self.byline_makers(line), SentenceKind::Credit)
        } else if self.reader.is_dated(text, self.makers) {
            (self.makers.find(self.text, line), SentenceKind::Metadata)
        } else if self.reader.is_maker(text, self.makers) {
            (self.makers.find(self.text, line), SentenceKind::Credit)
        } else {
            return false;
        };
        self.head.makers.extend(found);
        self.find_date(line);
        self.unit(line, kind);
        true
    }

    /// Listed makers in a byline, or one after a comma that its words or article give away.
    fn byline_makers(&self, line: Span) -> Vec<Found> {
        let listed = self.makers.find(self.text, line);
        let text = line.of(self.text);
        let Some(comma) = text.rfind([',', '|']).filter(|_| listed.is_empty()) else {
            return listed;
        };
        let name = text[comma + 1..].trim();
        let span = Span::new(line.end() - name.len(), line.end());
        self.outlet_name(span).into_iter().collect()
    }

    /// A short line under a date or a byline, the last before a blank line, or one above a date:
    /// the outlet, or what the author is.
    fn outlet(&mut self, i: usize) -> bool {
        let line = self.lines[i].span;
        let over = self.below(i).is_some_and(|below| self.is_about(below));
        let last = over || self.below(i).is_none() && i + 1 < self.lines.len();
        let under = last && self.above(i).is_some_and(|above| self.is_about(above));
        let is_role = under && self.makers.shapes.is_role(line.of(self.text));
        let found = if is_role {
            self.makers.find(self.text, line)
        } else {
            let found = (under || over).then(|| self.outlet_name(line)).flatten();
            found.into_iter().collect()
        };
        let is_about = is_role || !found.is_empty();
        if is_about {
            self.head.makers.extend(found);
            self.unit(line, SentenceKind::Credit);
        }
        is_about
    }

    /// A name with a word for makers in it, or an article before two words or more.
    fn outlet_name(&self, line: Span) -> Option<Found> {
        let name = line.of(self.text);
        let with_article = name.starts_with("The ") && name.split_whitespace().count() > 2;
        let is_name = with_article && self.makers.shapes.is_name(name, LONGEST_NAME);
        let unlisted = || is_name.then(|| self.makers.unlisted(self.text, line, Kind::Outlet));
        self.makers.worded(self.text, line).or_else(unlisted)
    }

    /// The line above, if no blank line is between.
    fn above(&self, i: usize) -> Option<usize> {
        i.checked_sub(1).filter(|_| !self.lines[i].opens_block)
    }

    /// The line below, if no blank line is between.
    fn below(&self, i: usize) -> Option<usize> {
        self.lines.get(i + 1).filter(|line| !line.opens_block).map(|_| i + 1)
    }

    /// True for a date line or a byline.
    fn is_about(&self, i: usize) -> bool {
        let line = self.lines[i].span;
        let text = line.of(self.text);
        let (reader, makers) = (self.reader, self.makers);
        line.len() <= LONGEST && (reader.is_byline(text) || reader.is_dated(text, makers))
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
            self.dateline(dateline, line.start() + after);
        }
        let prefix = text[..end].trim_end();
        self.unit(Span::new(line.start(), line.start() + prefix.len()), SentenceKind::Metadata);
        true
    }

    /// What a dateline says that begins at byte `at`.
    fn dateline(&mut self, dateline: Dateline, at: usize) {
        if let Some(span) = dateline.date {
            self.date(span.shift(at), DctBasis::Dateline, false);
        }
        if let Some(place) = dateline.place {
            let span = place.span.map(|span| span.shift(at));
            self.head.place = Some(Credit { span, ..place });
        }
        let makers = dateline.makers.into_iter();
        self.head.makers.extend(makers.map(|hit| Found { span: hit.span.shift(at), ..hit }));
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

/// True if the line has a number that may be a year, which no date in full lacks.
fn has_four_digits(line: &str) -> bool {
    let mut numbers = line.split(|c: char| !c.is_numeric());
    numbers.any(|number| number.chars().nth(3).is_some())
}

fn few_words(line: &str) -> bool {
    line.split_whitespace().count() <= 16
}

fn ends_like_a_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '’', '\'', ')']);
    line.ends_with(['.', '!', '?', '…']) && line.len() > 60
}
