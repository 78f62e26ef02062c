//! Attributed speech.
use detente_resources::QuoteLexicon;
use detente_schema::{Document, Mention, Quotation};

#[derive(Debug)]
pub(crate) struct Finder;

impl Finder {
    pub(crate) fn new(_lexicon: &QuoteLexicon) -> Self {
        Self
    }

    pub(crate) fn find(&self, _document: &Document, _mentions: &[Mention]) -> Vec<Quotation> {
        Vec::new()
    }
}
