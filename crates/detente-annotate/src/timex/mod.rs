//! Temporal expressions.
use detente_resources::TimeRules;
use detente_schema::{Document, Timex};

#[derive(Debug)]
pub(crate) struct Tagger;

impl Tagger {
    pub(crate) fn new(_rules: &TimeRules) -> Self {
        Self
    }

    pub(crate) fn tag(&self, _document: &Document) -> Vec<Timex> {
        Vec::new()
    }
}
