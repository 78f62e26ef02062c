//! What the views show of a ledger.

use std::collections::BTreeMap;

use detente_ledger::{Filter, Ledger};
use detente_schema::{Digest, Document};
use detente_views::{ReportData, ReportDocument};

use crate::add::stories_of;
use crate::engine::Engine;

impl Engine {
    /// Everything that the ledger holds, ready to be shown.
    pub(crate) fn report_data(&self, ledger: &Ledger) -> anyhow::Result<ReportData> {
        let documents = self.dated_documents(ledger)?;
        let mut stories = stories_of(ledger)?;
        let find = documents.iter().map(|document| (&document.digest, document)).collect();
        stories.iter_mut().for_each(|story| self.grouper().describe(story, &find));
        let mentions = ledger.mentions()?.into_iter();
        Ok(ReportData {
            documents: documents.iter().map(ReportDocument::from).collect(),
            stories,
            events: ledger.events(&Filter::default())?,
            conflicts: ledger.conflicts()?,
            triggers: mentions.map(|mention| (mention.id, mention.trigger)).collect(),
        })
    }

    /// The documents with the dates that their codings assumed.
    fn dated_documents(&self, ledger: &Ledger) -> anyhow::Result<Vec<Document>> {
        let digests: Vec<Digest> = ledger.digests()?;
        let mut documents = self.load(ledger, &digests)?;
        let dcts: BTreeMap<_, _> = ledger.effective_dcts()?;
        for document in &mut documents {
            if let Some(dct) = dcts.get(&document.digest) {
                document.dct.clone_from(dct);
            }
        }
        Ok(documents)
    }
}
