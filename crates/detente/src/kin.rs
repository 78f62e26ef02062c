//! Who may be kin to whom: the index of features over everything that a ledger holds.

use std::collections::{BTreeSet, HashMap};

use anyhow::Context;
use detente_ledger::{Ledger, NumberedText, Step};
use detente_schema::{Digest, Document, Link};
use detente_stories::{Posting, Postings, Profile, Run, Wanted, candidates, decode, encode};
use rayon::prelude::*;

use crate::console::Console;
use crate::engine::{BATCH, Engine};
use crate::gather::gathered;

/// How many features are looked up at once, which bounds the memory that it takes.
const FEATURES_AT_ONCE: usize = 1 << 22;
/// From how many pairs on they are compared and the links kept, before further documents are looked
/// up. A pair whose documents come in two such steps is compared in both.
const PAIRS_OF_A_STEP: usize = 1 << 22;
/// How many documents are held ready to be compared.
const MOST_PROFILES: usize = 1 << 14;

impl Engine {
    /// Takes the documents that the index does not hold into it, then compares each with its likely
    /// kin. Of the documents that were there, only those are read that are likely kin to a new one.
    pub(crate) fn link_new(
        &self,
        ledger: &mut Ledger,
        console: &mut Console,
    ) -> anyhow::Result<()> {
        self.index_new(ledger)?;
        console.start("comparing", None);
        let version = self.sketcher.version();
        loop {
            // What another process adds meanwhile is linked once it is indexed.
            let (after, last) = (ledger.linked()?, ledger.indexed(version)?);
            let likely = self.likely_kin(ledger, after, last)?;
            let Some(until) = likely.until else { return Ok(()) };
            let links = self.links_of(ledger, likely.pairs, console)?;
            ledger.add_links(Step { version, after, until }, &links)?;
        }
    }

    /// The likely kin of the documents of the next step: of those behind `after` up to `last`.
    fn likely_kin(&self, ledger: &Ledger, after: i64, last: i64) -> anyhow::Result<Likely> {
        let mut likely = Likely { until: None, pairs: Vec::new() };
        while likely.pairs.len() < PAIRS_OF_A_STEP {
            let new = self.sketch(ledger, likely.until.unwrap_or(after), last)?;
            let Some(until) = new.until else { break };
            likely.until = Some(until);
            likely.pairs.extend(candidates(&Index(ledger), &new.wanted)?);
        }
        Ok(likely)
    }

    fn index_new(&self, ledger: &mut Ledger) -> anyhow::Result<()> {
        let version = self.sketcher.version();
        loop {
            let (after, last) = (ledger.indexed(version)?, ledger.last_document()?);
            let new = self.sketch(ledger, after, last)?;
            let Some(until) = new.until else { return Ok(()) };
            let run = Run::new(new.wanted.iter().map(|new| (new.place, new.features.as_slice())));
            ledger.add_to_index(Step { version, after, until }, &encode(run.postings()))?;
        }
    }

    /// The documents that are looked up next: of those behind `after` up to `last`.
    fn sketch(&self, ledger: &Ledger, after: i64, last: i64) -> anyhow::Result<New> {
        let mut new = New { until: None, wanted: Vec::new() };
        let mut features = 0;
        while features < FEATURES_AT_ONCE {
            let documents = ledger.texts(new.until.unwrap_or(after), last, BATCH as u32)?;
            let Some(last) = documents.last() else { break };
            new.until = Some(last.number);
            let wanted: Vec<_> =
                documents.par_iter().map(|document| self.wanted(document)).collect();
            features += wanted.iter().map(|document| document.features.len()).sum::<usize>();
            new.wanted.extend(wanted);
        }
        Ok(new)
    }

    fn wanted(&self, document: &NumberedText) -> Wanted {
        let place = Posting::place(&document.digest.0);
        Wanted { place, features: self.sketcher.features(&document.text) }
    }

    fn links_of(
        &self,
        ledger: &Ledger,
        pairs: Vec<(u64, u64)>,
        console: &Console,
    ) -> anyhow::Result<Vec<Link>> {
        let pairs = digests(ledger, &gathered(pairs))?;
        let mut profiles = Profiles::new(self, ledger);
        let mut links = Vec::new();
        for batch in pairs.chunks(BATCH) {
            profiles.fetch(batch)?;
            let read = &profiles.read;
            let profile = |of: &Digest| Some(&read.get(of)?.profile);
            let link = |(a, b): &(Digest, Digest)| profile(a)?.compare(profile(b)?);
            links.par_extend(batch.par_iter().filter_map(link));
            console.advance(batch.len());
        }
        Ok(links)
    }
}

/// Documents as they are compared: most have several pairs.
struct Profiles<'a> {
    engine: &'a Engine,
    ledger: &'a Ledger,
    read: HashMap<Digest, Held>,
    batches: usize,
}

struct Held {
    profile: Profile,
    /// The number of the batch of pairs that asked for it last.
    asked: usize,
}

impl<'a> Profiles<'a> {
    fn new(engine: &'a Engine, ledger: &'a Ledger) -> Self {
        Self { engine, ledger, read: HashMap::new(), batches: 0 }
    }

    /// Reads what is lacking of the documents of these pairs.
    fn fetch(&mut self, pairs: &[(Digest, Digest)]) -> anyhow::Result<()> {
        let wanted: BTreeSet<_> = pairs.iter().flat_map(|(a, b)| [a, b]).collect();
        self.batches += 1;
        let asked = self.batches;
        let mut lacking = Vec::new();
        for digest in wanted {
            match self.read.get_mut(digest) {
                Some(held) => held.asked = asked,
                None => lacking.push(digest.clone()),
            }
        }
        if self.read.len() + lacking.len() > MOST_PROFILES {
            self.forget_half();
        }
        let documents = self.engine.load(self.ledger, &lacking)?;
        let grouper = self.engine.grouper();
        let hold = |document: Document| {
            let profile = grouper.profile(&document);
            (document.digest, Held { profile, asked })
        };
        self.read.par_extend(documents.into_par_iter().map(hold));
        Ok(())
    }

    /// Forgets those that no batch has asked for of late, about half of all.
    fn forget_half(&mut self) {
        let mut asked: Vec<_> = self.read.values().map(|held| held.asked).collect();
        let half = asked.len() / 2;
        let (_, &mut median, _) = asked.select_nth_unstable(half);
        let since = median.min(self.batches - 1);
        self.read.retain(|_, held| held.asked > since);
    }
}

/// What documents are worth comparing.
struct Likely {
    /// The row of the last of the documents whose kin they are.
    until: Option<i64>,
    /// Pairs of places; those of two documents looked up one after the other twice.
    pairs: Vec<(u64, u64)>,
}

/// Documents to be indexed or linked.
struct New {
    /// The row of the last of them.
    until: Option<i64>,
    wanted: Vec<Wanted>,
}

/// The pairs of documents at the pairs of places.
fn digests(ledger: &Ledger, places: &[(u64, u64)]) -> anyhow::Result<Vec<(Digest, Digest)>> {
    let asked: BTreeSet<u64> = places.iter().flat_map(|&(a, b)| [a, b]).collect();
    let mut at: HashMap<u64, Vec<Digest>> = HashMap::with_capacity(asked.len());
    for place in asked {
        at.insert(place, ledger.digests_from(&Posting::digest_prefix(place))?);
    }
    let pairs = places.iter().flat_map(|(a, b)| {
        at[a].iter().flat_map(|a| at[b].iter().map(move |b| (a.clone(), b.clone())))
    });
    Ok(pairs.collect())
}

/// The index of a ledger.
struct Index<'l>(&'l Ledger);

impl Postings for Index<'_> {
    type Error = anyhow::Error;

    fn runs(&self) -> anyhow::Result<Vec<u64>> {
        Ok(self.0.runs()?.into_iter().map(i64::cast_unsigned).collect())
    }

    fn read(&self, run: u64, from: Posting) -> anyhow::Result<Vec<Posting>> {
        let block = self.0.run_block(run.cast_signed(), &encode(&[from]))?;
        decode(&block).context("the index of the ledger is damaged: delete its rows in `run`")
    }
}
