//! The whole road: reports into a ledger.
//!
//! Each phase ends in commits, and each takes up what an interrupted run has left: documents
//! that the index lacks are compared, codings that are missing or assumed another date are made,
//! and the derived view is rebuilt unless it is current.

use std::collections::BTreeMap;

use detente_ingest::{Input, Options};
use detente_ledger::Ledger;
use detente_schema::{Dct, Digest, Document, DocumentParts, Story};
use detente_stories::DocumentFacts;
use rayon::prelude::*;

use crate::console::Console;
use crate::engine::{BATCH, Engine};

/// Who codes. Documents that another version has coded are coded again.
const CODER: &str = concat!("rules ", env!("CARGO_PKG_VERSION"));

/// What one run added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Added {
    /// Reports that were read.
    pub(crate) read: usize,
    /// Those that the ledger did not hold.
    pub(crate) new: usize,
}

impl Engine {
    /// Reads the inputs into the ledger and brings it up to date.
    pub(crate) fn add(
        &self,
        ledger: &mut Ledger,
        inputs: &[Input],
        options: &Options,
        console: &mut Console,
    ) -> anyhow::Result<Added> {
        console.start("reading", None);
        let added = self.add_documents(ledger, inputs, options, console)?;
        self.bring_up_to_date(ledger, console)?;
        console.finish();
        Ok(added)
    }

    /// Reads the inputs into the ledger and groups what it holds, without coding it; what was altered
    /// is left to [`Self::describe`].
    pub(crate) fn add_stories(
        &self,
        ledger: &mut Ledger,
        inputs: &[Input],
        options: &Options,
        console: &mut Console,
    ) -> anyhow::Result<(Added, Vec<Story>)> {
        console.start("reading", None);
        let added = self.add_documents(ledger, inputs, options, console)?;
        self.link_new(ledger, console)?;
        let stories = stories_of(ledger)?;
        console.finish();
        Ok((added, stories))
    }

    /// Repeats until the view is current: another process may add meanwhile.
    fn bring_up_to_date(&self, ledger: &mut Ledger, console: &mut Console) -> anyhow::Result<()> {
        let agencies = self.agencies();
        loop {
            self.link_new(ledger, console)?;
            let mut stories = stories_of(ledger)?;
            self.code_pending(ledger, &stories, console)?;
            if ledger.is_current()? {
                return Ok(());
            }
            self.describe(ledger, &mut stories)?;
            ledger.derive(&stories, |name| agencies.contains(name))?;
        }
    }

    fn add_documents(
        &self,
        ledger: &mut Ledger,
        inputs: &[Input],
        options: &Options,
        console: &Console,
    ) -> anyhow::Result<Added> {
        let mut added = Added::default();
        for batch in self.parts(inputs, options, console) {
            added.read += batch.len();
            let fresh = unknown_to(ledger, batch)?;
            added.new += fresh.len();
            ledger.add_documents(&fresh)?;
        }
        Ok(added)
    }

    /// Codes what has no coding by this version with the date that the stories give it.
    fn code_pending(
        &self,
        ledger: &mut Ledger,
        stories: &[Story],
        console: &mut Console,
    ) -> anyhow::Result<()> {
        let dcts = effective_dcts(ledger, stories)?;
        let pending = ledger.pending(CODER, &dcts)?;
        console.start("coding", Some(pending.len() as u64));
        for batch in pending.chunks(BATCH) {
            let mut documents = self.load(ledger, batch)?;
            for document in &mut documents {
                document.dct.clone_from(&dcts[&document.digest]);
            }
            let coded = self.code(documents, console).into_iter();
            let codings: Vec<_> =
                coded.map(|c| (c.document.digest, c.document.dct, c.events)).collect();
            ledger.add_codings(CODER, &codings)?;
        }
        Ok(())
    }

    /// Adds to each story of several members what corresponds in them and what differs.
    pub(crate) fn describe(&self, ledger: &Ledger, stories: &mut [Story]) -> anyhow::Result<()> {
        let mut told_twice: Vec<_> =
            stories.iter_mut().filter(|story| story.members.len() > 1).collect();
        for batch in told_twice.chunks_mut(BATCH) {
            let members = batch.iter().flat_map(|story| &story.members);
            let digests: Vec<_> = members.map(|member| member.doc.clone()).collect();
            let documents = self.load(ledger, &digests)?;
            let find = documents.iter().map(|document| (&document.digest, document)).collect();
            batch.par_iter_mut().for_each(|story| self.grouper().describe(story, &find));
        }
        Ok(())
    }

    /// The documents as they were when they were read, in the order of `digests`.
    pub(crate) fn load(
        &self,
        ledger: &Ledger,
        digests: &[Digest],
    ) -> anyhow::Result<Vec<Document>> {
        let stored = ledger.documents(digests)?;
        Ok(stored.into_par_iter().map(|s| self.ingestor.rebuild(s)).collect())
    }
}

/// Those that the ledger does not hold, each once.
fn unknown_to(ledger: &Ledger, batch: Vec<DocumentParts>) -> anyhow::Result<Vec<DocumentParts>> {
    let digests: Vec<Digest> = batch.iter().map(|document| document.digest.clone()).collect();
    let mut known = ledger.known(&digests)?;
    Ok(batch.into_iter().filter(|document| known.insert(document.digest.clone())).collect())
}

/// The stories of everything that the ledger holds.
pub(crate) fn stories_of(ledger: &Ledger) -> anyhow::Result<Vec<Story>> {
    let headers = ledger.headers()?.into_iter();
    let facts: Vec<_> = headers
        .map(|header| {
            DocumentFacts::new(header.digest, &header.credits, header.dct.value, header.length)
        })
        .collect();
    Ok(detente_stories::group(&facts, &ledger.links()?))
}

/// The date that each document states, or else inherits from its story.
pub(crate) fn effective_dcts(
    ledger: &Ledger,
    stories: &[Story],
) -> anyhow::Result<BTreeMap<Digest, Dct>> {
    let mut dcts = ledger.stated_dcts()?;
    let inherited = detente_stories::inherited(stories, &dcts);
    dcts.extend(inherited);
    Ok(dcts)
}
