//! Lines such as `outlet: Daily News` at the head of a report.

use detente_resources::CreditLexicon;
use detente_schema::Span;
use regex::Regex;

use crate::dates::{any_of, compile};
use crate::shapes::Kind;

/// The longest such line, in bytes.
const LONGEST: usize = 160;

/// What a key says of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// Who made the report: of that kind, if the name itself says nothing else.
    Maker(Kind),
    Place,
    Date,
    Other,
}

/// Reads field lines.
#[derive(Debug)]
pub(crate) struct FieldLines {
    line: Regex,
}

impl FieldLines {
    pub(crate) fn new(lexicon: &CreditLexicon) -> Self {
        let (keys, labels) = (&lexicon.fields, &lexicon.labels);
        let dates = labels.date.iter().chain(&labels.updated);
        Self {
            line: compile(&format!(
                r#"^(?i:(?P<outlet>{})|(?P<agency>{})|(?P<source>{})|(?P<place>{})|(?P<date>{})|{})\s*[:：]\s*["']?(?P<value>.*?)["']?$"#,
                any_of(&keys.outlet),
                any_of(&keys.agency),
                any_of(&keys.source),
                any_of(&keys.place),
                any_of(dates),
                any_of(&keys.other),
            )),
        }
    }

    /// True for a line that begins with a key and ends unlike a sentence.
    pub(crate) fn is_field(&self, line: &str) -> bool {
        line.len() <= LONGEST && !line.ends_with(['.', '!', '?', '…']) && self.line.is_match(line)
    }

    /// The key and the extent of the value of a line.
    pub(crate) fn read(&self, text: &str, line: Span) -> Option<(Key, Span)> {
        let found = self.line.captures(line.of(text)).filter(|_| line.len() <= LONGEST)?;
        let has = |name| found.name(name).is_some();
        let key = match () {
            () if has("agency") => Key::Maker(Kind::Agency),
            () if has("outlet") || has("source") => Key::Maker(Kind::Outlet),
            () if has("place") => Key::Place,
            () if has("date") => Key::Date,
            () => Key::Other,
        };
        let value = found.name("value").filter(|value| !value.is_empty())?;
        Some((key, Span::from(value.range()).shift(line.start())))
    }
}
