//! The whole road: reports into a ledger.
//!
//! Each phase ends in commits, and each takes up what an interrupted run has left: documents
//! that the index lacks are compared, the stories are regrouped that a new document may change,
//! codings that are missing or assumed another date are made, and the derived view follows. Of the
//! documents that were there, only those are read that may be kin to a new one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use detente_ingest::{Input, Options};
use detente_ledger::{Header, Ledger, Renewal, Stale};
use detente_schema::{Dct, Description, Digest, Document, DocumentParts, Link, Story};
use detente_stories::DocumentFacts;
use rayon::prelude::*;

use crate::console::Console;
use crate::engine::{BATCH, Engine};

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
        self.name_other_coder(ledger, console)?;
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
        let stories = group(&ledger.headers()?, &ledger.links()?);
        console.finish();
        Ok((added, stories))
    }

    /// Says that a ledger was coded by another version or with other actors, and what comes of it.
    fn name_other_coder(&self, ledger: &Ledger, console: &Console) -> anyhow::Result<()> {
        if let Some(coder) = self.other_coder(ledger)? {
            console.remark(&format!(
                "the ledger was coded by: {coder}; all its reports are coded again by: {}",
                self.coder_name
            ));
        }
        Ok(())
    }

    /// Repeats until the view is current: another process may add meanwhile.
    fn bring_up_to_date(&self, ledger: &mut Ledger, console: &mut Console) -> anyhow::Result<()> {
        let agencies = self.agencies();
        self.link_new(ledger, console)?;
        while !ledger.is_current(&self.coder_name)? {
            let Stale { after, until, documents, links } = ledger.stale(&self.coder_name)?;
            let mut stories = group(&documents, &links);
            self.code_pending(ledger, &effective_dcts(&documents, &stories), console)?;
            let descriptions = &self.reconsider(ledger, &mut stories)?;
            let stories = &stories;
            let renewal = Renewal { coder: &self.coder_name, after, until, stories, descriptions };
            ledger.derive(&renewal, |name| agencies.contains(name))?;
            self.link_new(ledger, console)?;
        }
        Ok(())
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

    /// Codes those documents of `dcts` that have no coding by this version with that date.
    fn code_pending(
        &self,
        ledger: &mut Ledger,
        dcts: &BTreeMap<Digest, Dct>,
        console: &mut Console,
    ) -> anyhow::Result<()> {
        let pending = ledger.pending(&self.coder_name, dcts)?;
        console.start("coding", Some(pending.len() as u64));
        for batch in pending.chunks(BATCH) {
            let mut documents = self.load(ledger, batch)?;
            for document in &mut documents {
                document.dct.clone_from(&dcts[&document.digest]);
            }
            let coded = self.code(documents, console).into_iter();
            let codings: Vec<_> =
                coded.map(|c| (c.document.digest, c.document.dct, c.events)).collect();
            ledger.add_codings(&self.coder_name, &codings)?;
        }
        Ok(())
    }

    /// Tells which members are siblings by what they and the members that they are compared with
    /// hold; the descriptions of these that the view of the ledger lacks.
    fn reconsider(
        &self,
        ledger: &Ledger,
        stories: &mut [Story],
    ) -> anyhow::Result<Vec<Description>> {
        let mut fresh = Vec::new();
        for batch in stories.chunks_mut(BATCH) {
            let pairs = batch.iter().flat_map(|story| &story.members);
            let pairs: Vec<_> =
                pairs.filter_map(|one| Some((one.of.clone()?, one.doc.clone()))).collect();
            let known = ledger.descriptions(&self.coder_name, &pairs)?;
            let lacking: Vec<_> =
                pairs.into_iter().filter(|(_, doc)| !known.contains_key(doc)).collect();
            let made = self.descriptions(ledger, &lacking)?;
            for member in batch.iter_mut().flat_map(|story| &mut story.members) {
                if let Some(description) = known.get(&member.doc).or_else(|| made.get(&member.doc))
                {
                    detente_stories::reconsider(member, description);
                }
            }
            fresh.extend(made.into_values());
        }
        Ok(fresh)
    }

    /// What the second of each pair has in common with the first.
    fn descriptions(
        &self,
        ledger: &Ledger,
        pairs: &[(Digest, Digest)],
    ) -> anyhow::Result<BTreeMap<Digest, Description>> {
        let digests: BTreeSet<_> = pairs.iter().flat_map(|(of, doc)| [of, doc]).collect();
        let documents = self.load(ledger, &digests.into_iter().cloned().collect::<Vec<_>>())?;
        let find: HashMap<_, _> = documents.iter().map(|one| (&one.digest, one)).collect();
        let mut by_kin: BTreeMap<_, Vec<&Document>> = BTreeMap::new();
        for (of, doc) in pairs {
            by_kin.entry(of).or_default().extend(find.get(doc));
        }
        let describe = |(of, members): (&Digest, Vec<&Document>)| {
            Some(self.grouper().descriptions(find.get(of)?, &members))
        };
        let described = by_kin.into_par_iter().filter_map(describe).flatten();
        Ok(described.map(|description| (description.doc.clone(), description)).collect())
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

/// The stories of these documents.
fn group(documents: &[Header], links: &[Link]) -> Vec<Story> {
    let facts = documents.iter().map(|header| {
        let Header { digest, credits, dct, length, .. } = header;
        DocumentFacts::new(digest.clone(), credits, dct.value, *length)
    });
    detente_stories::group(&facts.collect::<Vec<_>>(), links)
}

/// The date that each document states, or else inherits from its story.
pub(crate) fn effective_dcts(documents: &[Header], stories: &[Story]) -> BTreeMap<Digest, Dct> {
    let stated = documents.iter().map(|header| (header.digest.clone(), header.dct.clone()));
    let mut dcts = stated.collect();
    let inherited = detente_stories::inherited(stories, &dcts);
    dcts.extend(inherited);
    dcts
}
