//! The stages, made once and used for any number of documents.

use std::collections::HashSet;

use anyhow::Context;
use detente_annotate::Annotator;
use detente_events::{Coder, Explanation, Relation};
use detente_ingest::{Ingestor, Input, Options, RawReport};
use detente_ledger::Ledger;
use detente_resources::{Register, Resources};
use detente_schema::{
    Annotations, Diagnostic, Document, DocumentParts, EventMention, Sector, Span,
};
use detente_stories::{Grouper, Sketcher};
use rayon::prelude::*;

use crate::cli::OwnActorsArg;
use crate::console::Console;
use crate::own_actors;

/// How many reports are read before they are worked on together.
pub(crate) const BATCH: usize = 512;

/// What every stage needs to know.
#[derive(Debug)]
pub(crate) struct Engine {
    /// Lexicons, register and codes.
    pub(crate) resources: Resources,
    /// Bytes to documents.
    pub(crate) ingestor: Ingestor,
    /// Texts to features.
    pub(crate) sketcher: Sketcher,
    /// Who codes: the version of the rules and of the register. Documents that another has coded
    /// are coded again.
    pub(crate) coder_name: String,
    annotator: Annotator,
    coder: Coder,
}

/// A document with all that was found in it.
#[derive(Debug)]
pub(crate) struct Coded {
    /// The document.
    pub(crate) document: Document,
    /// Mentions, temporal expressions, quotations.
    pub(crate) annotations: Annotations,
    /// The events it tells.
    pub(crate) events: Vec<EventMention>,
}

impl Engine {
    /// Loads the resources, with the user's file of actors if there is one, and prepares the stages.
    pub(crate) fn new(actors: &OwnActorsArg) -> anyhow::Result<Self> {
        let register = own_actors::register(actors.file.as_deref())?;
        let resources =
            Resources::with(register).context("the resources compiled into detente are damaged")?;
        let coder = Coder::new(&resources).context("the model compiled into detente is damaged")?;
        Ok(Self {
            coder_name: coder_name(coder.name(), &resources.register),
            sketcher: Grouper::new(&resources).sketcher(),
            ingestor: Ingestor::new(&resources),
            annotator: Annotator::new(&resources),
            coder,
            resources,
        })
    }

    /// Says if a ledger was coded by another version or with other actors.
    pub(crate) fn remark_other_coder(
        &self,
        ledger: &Ledger,
        console: &Console,
    ) -> detente_ledger::Result<()> {
        if let Some(coder) = self.other_coder(ledger)? {
            console.remark(&format!("the ledger was coded by: {coder}"));
        }
        Ok(())
    }

    /// Who has coded a ledger, if it was another.
    pub(crate) fn other_coder(&self, ledger: &Ledger) -> detente_ledger::Result<Option<String>> {
        Ok(ledger.coder()?.filter(|coder| *coder != self.coder_name))
    }

    /// The names of those on whose word others tell the news.
    pub(crate) fn agencies(&self) -> HashSet<&str> {
        let actors = self.resources.register.actors().iter();
        let media = actors.filter(|actor| actor.sector == Sector::Media);
        let agencies = self.resources.language.credits.agencies().iter();
        media.map(|actor| &*actor.name).chain(agencies.map(|agency| &*agency.name)).collect()
    }

    /// Documents to stories.
    pub(crate) fn grouper(&self) -> Grouper<'_> {
        Grouper::new(&self.resources)
    }

    /// Reads the inputs in batches, in input order, without cutting the texts; what cannot be read is
    /// named on the console.
    pub(crate) fn parts<'a>(
        &'a self,
        inputs: &'a [Input],
        options: &'a Options,
        console: &'a Console,
    ) -> impl Iterator<Item = Vec<DocumentParts>> + 'a {
        batches(inputs, options, console, |report| self.ingestor.parts(report, options))
    }

    /// Reads all inputs; what cannot be read is named on the console.
    pub(crate) fn read(
        &self,
        inputs: &[Input],
        options: &Options,
        console: &Console,
    ) -> Vec<Document> {
        let read = |report| {
            let document = self.ingestor.document(report, options)?;
            let remarks = document.diagnostics.clone();
            Ok((document, remarks))
        };
        batches(inputs, options, console, read).flatten().collect()
    }

    /// Lets undated copies among the documents inherit the date of their story.
    pub(crate) fn date_copies(&self, documents: &mut [Document]) {
        let stories = self.grouper().group(documents);
        detente_stories::inherit(documents, &stories);
    }

    /// Annotates and codes documents in parallel; the order stays.
    pub(crate) fn code(&self, documents: Vec<Document>, console: &Console) -> Vec<Coded> {
        documents
            .into_par_iter()
            .map(|document| {
                let coded = self.code_one(document);
                console.advance(1);
                coded
            })
            .collect()
    }

    /// What `source` does to `target` in `sentence`, both given in the words of the sentence.
    pub(crate) fn relate(&self, sentence: &str, source: &str, target: &str) -> Relation {
        let spans = find(sentence, source).zip(find(sentence, target));
        let related = |(source, target)| self.coder.relate(sentence, source, target);
        spans.map(related).unwrap_or_default()
    }

    /// Why the words at `trigger` were coded as they were.
    pub(crate) fn explain(&self, document: &Document, trigger: Span) -> Option<Explanation> {
        let annotations = self.annotator.annotate(document);
        self.coder.explain(document, &annotations, trigger)
    }

    /// Annotates and codes one document.
    pub(crate) fn code_one(&self, document: Document) -> Coded {
        let annotations = self.annotator.annotate(&document);
        let events = self.coder.code(&document, &annotations);
        Coded { document, annotations, events }
    }
}

fn coder_name(model: &str, register: &Register) -> String {
    let (version, as_of) = (env!("CARGO_PKG_VERSION"), register.as_of());
    match register.own_digest() {
        Some(digest) => {
            format!("rules {version}, {model}, actors as of {as_of}, own actors sha256:{digest}")
        }
        None => format!("rules {version}, {model}, actors as of {as_of}"),
    }
}

fn find(sentence: &str, words: &str) -> Option<Span> {
    let start = sentence.find(words).filter(|_| !words.is_empty())?;
    Some(Span::new(start, start + words.len()))
}

/// Something read, and what was odd about it; or why nothing was.
type Outcome<T> = Result<(T, Vec<Diagnostic>), Diagnostic>;

fn batches<'a, T: Send>(
    inputs: &'a [Input],
    options: &'a Options,
    console: &'a Console,
    read: impl Fn(RawReport) -> Outcome<T> + Sync + 'a,
) -> impl Iterator<Item = Vec<T>> + 'a {
    let mut reports = detente_ingest::reports(inputs, options);
    std::iter::from_fn(move || {
        let batch: Vec<_> = reports.by_ref().take(BATCH).collect();
        let outcomes: Vec<Outcome<T>> = batch.into_par_iter().map(|report| read(report?)).collect();
        console.advance(outcomes.len());
        let ended = outcomes.is_empty();
        let kept = outcomes.into_iter().filter_map(|outcome| keep(outcome, console)).collect();
        (!ended).then_some(kept)
    })
}

fn keep<T>(outcome: Outcome<T>, console: &Console) -> Option<T> {
    match outcome {
        Ok((read, remarks)) => {
            remarks.iter().for_each(|remark| console.report(remark));
            Some(read)
        }
        Err(diagnostic) => {
            console.report(&diagnostic);
            None
        }
    }
}
