//! Who did what to whom, when, asserted how: events from annotated sentences.

use detente_resources::Resources;
use detente_schema::{Annotations, Document, EventMention, EventType, Span};

/// Codes events.
#[derive(Debug)]
pub struct Coder {}

impl Coder {
    /// Prepares the lexicon.
    pub fn new(_resources: &Resources) -> Self {
        Self {}
    }

    /// The events that one document tells, in the order of their triggers.
    pub fn code(&self, _document: &Document, _annotations: &Annotations) -> Vec<EventMention> {
        Vec::new()
    }

    /// What `source` does to `target` in the one sentence of `document`, if the coder can tell.
    pub fn relate(
        &self,
        _document: &Document,
        _annotations: &Annotations,
        _source: Span,
        _target: Span,
    ) -> Option<EventType> {
        None
    }
}
