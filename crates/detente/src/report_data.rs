//! What the views show of a ledger.

use detente_ledger::{Filter, Ledger, StoredDocument};
use detente_views::{ReportData, ReportDocument};
use jiff::civil::Date;

use crate::add::stories_of;
use crate::engine::Engine;

impl Engine {
    /// Everything that the ledger holds, ready to be shown.
    pub(crate) fn report_data(&self, ledger: &Ledger) -> anyhow::Result<ReportData> {
        let mut stories = stories_of(ledger)?;
        self.describe(ledger, &mut stories)?;
        let mentions = ledger.mentions()?.into_iter();
        Ok(ReportData {
            documents: documents(ledger)?,
            stories,
            events: ledger.events(&Filter::default())?,
            conflicts: ledger.conflicts()?,
            triggers: mentions.map(|mention| (mention.id, mention.trigger)).collect(),
        })
    }
}

/// The documents with the dates that their codings assumed.
fn documents(ledger: &Ledger) -> anyhow::Result<Vec<ReportDocument>> {
    let dcts = ledger.effective_dcts()?;
    let stored = ledger.documents(&ledger.digests()?)?.into_iter();
    let dated = stored.map(|stored| {
        let dct = dcts.get(&stored.digest).unwrap_or(&stored.dct);
        let date = dct.value;
        report_document(stored, date)
    });
    Ok(dated.collect())
}

fn report_document(stored: StoredDocument, date: Option<Date>) -> ReportDocument {
    let credit = stored.credits.maker().map(|credit| credit.name.clone());
    let StoredDocument { id, digest, source, text, raw, .. } = stored;
    ReportDocument { id, digest, source, credit, date, text, raw }
}
