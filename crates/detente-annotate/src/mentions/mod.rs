//! Mentions of actors.
use detente_resources::{MentionLexicon, Register};
use detente_schema::{Document, Mention};

#[derive(Debug)]
pub(crate) struct Finder;

impl Finder {
    pub(crate) fn new(_register: &Register, _lexicon: &MentionLexicon) -> Self {
        Self
    }

    pub(crate) fn find(&self, _document: &Document) -> Vec<Mention> {
        Vec::new()
    }
}
