//! Which day the report's news is of, as its lead tells it.

use detente_schema::{DateBasis, Document, EventDate, EventMention};

/// Sentences of a report that tell its news; later ones only repeat it or give its history.
const LEAD: usize = 4;

/// Most days between the news and the report.
const FRESH: i32 = 7;

/// What the sentences so far say of the day of the news.
#[derive(Debug, Default)]
pub(crate) struct News {
    sentences: usize,
    date: Option<EventDate>,
}

impl News {
    /// True while the sentences of the lead are read.
    pub(crate) fn is_lead(&self) -> bool {
        self.sentences < LEAD
    }

    /// The date of the first act that the lead tells as news.
    pub(crate) fn date(&self) -> Option<&EventDate> {
        self.date.as_ref()
    }

    /// Takes note of the acts of the next sentence.
    pub(crate) fn follow(&mut self, events: &[EventMention], document: &Document) {
        if self.is_lead() && self.date.is_none() {
            let mut fresh = events.iter().filter(|event| is_fresh(event, document));
            self.date = fresh.next().map(|event| event.date.clone());
        }
        self.sentences += 1;
    }
}

/// True for an act that was done within the days before the report.
fn is_fresh(event: &EventMention, document: &Document) -> bool {
    let day = event.date.interval.begin.zip(document.dct.value);
    let recent = day.is_some_and(|(begin, dct)| {
        begin.until(dct).is_ok_and(|span| (0..=FRESH).contains(&span.get_days()))
    });
    let by_report = event.date.basis != DateBasis::Explicit;
    event.modality.is_fact() && !event.background && by_report && recent
}
