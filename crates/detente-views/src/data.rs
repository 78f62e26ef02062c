use std::collections::BTreeMap;

use detente_schema::{Conflict, Digest, Document, Event, OffsetMap, Span, Story};
use jiff::civil::Date;

/// Everything that a report shows. Order does not matter: the views sort.
#[derive(Debug, Clone, Default)]
pub struct ReportData {
    /// The reports that were read.
    pub documents: Vec<ReportDocument>,
    /// The stories they tell; a report outside every story is a story of one member.
    pub stories: Vec<Story>,
    /// What happened.
    pub events: Vec<Event>,
    /// What is told in two ways.
    pub conflicts: Vec<Conflict>,
    /// The words that carry the act, by mention: a span into the text of its document. A mention
    /// that is missing here is shown without highlight.
    pub triggers: BTreeMap<String, Span>,
}

/// One report, as far as the views speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDocument {
    /// What is printed.
    pub id: String,
    /// What the records point to.
    pub digest: Digest,
    /// The file.
    pub source: String,
    /// Agency, else outlet, where stated.
    pub credit: Option<String>,
    /// True if `credit` is the agency that wrote it.
    pub is_by_agency: bool,
    /// Document creation time, if known.
    pub date: Option<Date>,
    /// Its text; where it is empty, altered passages are shown by their place only.
    pub text: String,
    /// From offsets in `text` to offsets in the file.
    pub raw: OffsetMap,
}

impl From<&Document> for ReportDocument {
    fn from(document: &Document) -> Self {
        Self {
            id: document.id.clone(),
            digest: document.digest.clone(),
            source: document.source.clone(),
            credit: document.credits.maker().map(|credit| credit.name.clone()),
            is_by_agency: document.credits.agency.is_some(),
            date: document.dct.value,
            text: document.text.clone(),
            raw: document.raw.clone(),
        }
    }
}
