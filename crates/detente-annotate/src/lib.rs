//! What a document speaks of: mentions of actors, temporal expressions, quotations.

mod mentions;
mod quotes;
mod time_tagger;
mod timex;

use detente_resources::Resources;
use detente_schema::{Annotations, Document};

pub use time_tagger::TimeTagger;
pub use timex::{RuleFailure, check_rules};

/// Marks mentions, temporal expressions and quotations in documents of one language.
///
/// Made once, used for any number of documents, from any number of threads.
#[derive(Debug)]
pub struct Annotator {
    times: TimeTagger,
    mentions: mentions::Finder,
    quotes: quotes::Finder,
}

impl Annotator {
    /// Prepares the search structures.
    pub fn new(resources: &Resources) -> Self {
        Self {
            times: TimeTagger::new(&resources.language.time),
            mentions: mentions::Finder::new(&resources.register, &resources.language.mentions),
            quotes: quotes::Finder::new(&resources.language.quotes),
        }
    }

    /// The annotations of one document, each list in the order of the text.
    pub fn annotate(&self, document: &Document) -> Annotations {
        let timexes = self.times.tag_document(document);
        let mentions = self.mentions.find(document);
        let quotations = self.quotes.find(document, &mentions);
        Annotations { mentions, timexes, quotations }
    }
}
