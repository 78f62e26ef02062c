//! The stages, made once and used for any number of documents.

use anyhow::Context;
use detente_annotate::Annotator;
use detente_events::Coder;
use detente_ingest::{DocumentParts, Ingestor, Input, Options, RawReport};
use detente_resources::Resources;
use detente_schema::{
    Annotations, Credits, Dct, Diagnostic, Digest, Document, EventMention, EventType, OffsetMap,
    Span, Story,
};
use detente_stories::Grouper;
use rayon::prelude::*;

use crate::console::Console;

/// How many reports are read before they are worked on together.
pub(crate) const BATCH: usize = 512;

/// What every stage needs to know.
#[derive(Debug)]
pub(crate) struct Engine {
    /// Lexicons, register and codes.
    pub(crate) resources: Resources,
    /// Bytes to documents.
    pub(crate) ingestor: Ingestor,
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
    /// Loads the resources and prepares the stages.
    pub(crate) fn new() -> anyhow::Result<Self> {
        let resources =
            Resources::load().context("the resources compiled into detente are damaged")?;
        Ok(Self {
            ingestor: Ingestor::new(&resources),
            annotator: Annotator::new(&resources),
            coder: Coder::new(&resources),
            resources,
        })
    }

    /// Documents to stories.
    pub(crate) fn grouper(&self) -> Grouper<'_> {
        Grouper::new(&self.resources)
    }

    /// Reads the inputs in batches, in input order; what cannot be read is named on the console.
    pub(crate) fn batches<'a>(
        &'a self,
        inputs: &'a [Input],
        options: &'a Options,
        console: &'a Console,
    ) -> impl Iterator<Item = Vec<Document>> + 'a {
        let mut reports = detente_ingest::reports(inputs, options);
        std::iter::from_fn(move || {
            let batch: Vec<_> = reports.by_ref().take(BATCH).collect();
            (!batch.is_empty()).then(|| self.documents(batch, options, console))
        })
    }

    fn documents(
        &self,
        batch: Vec<Result<RawReport, Diagnostic>>,
        options: &Options,
        console: &Console,
    ) -> Vec<Document> {
        let read = |report: Result<RawReport, Diagnostic>| self.ingestor.document(report?, options);
        let outcomes: Vec<_> = batch.into_par_iter().map(read).collect();
        console.advance(outcomes.len());
        outcomes.into_iter().filter_map(|outcome| keep(outcome, console)).collect()
    }

    /// Reads all inputs.
    pub(crate) fn read(
        &self,
        inputs: &[Input],
        options: &Options,
        console: &Console,
    ) -> Vec<Document> {
        self.batches(inputs, options, console).flatten().collect()
    }

    /// Groups the documents into stories and lets undated copies inherit their date.
    pub(crate) fn stories(&self, documents: &mut [Document]) -> Vec<Story> {
        let stories = self.grouper().stories(documents);
        detente_stories::inherit(documents, &stories);
        stories
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
    pub(crate) fn relate(&self, sentence: &str, source: &str, target: &str) -> Option<EventType> {
        let (source, target) = (find(sentence, source)?, find(sentence, target)?);
        let document = self.ingestor.rebuild(DocumentParts {
            id: String::new(),
            digest: Digest(String::new()),
            source: String::new(),
            text: sentence.to_owned(),
            raw: OffsetMap::shifted(0),
            credits: Credits::default(),
            dct: Dct::unknown(),
        });
        let annotations = self.annotator.annotate(&document);
        self.coder.relate(&document, &annotations, source, target)
    }

    fn code_one(&self, document: Document) -> Coded {
        let annotations = self.annotator.annotate(&document);
        let events = self.coder.code(&document, &annotations);
        Coded { document, annotations, events }
    }
}

fn find(sentence: &str, words: &str) -> Option<Span> {
    let start = sentence.find(words).filter(|_| !words.is_empty())?;
    Some(Span::new(start, start + words.len()))
}

fn keep(outcome: Result<Document, Diagnostic>, console: &Console) -> Option<Document> {
    match outcome {
        Ok(document) => {
            document.diagnostics.iter().for_each(|remark| console.report(remark));
            Some(document)
        }
        Err(diagnostic) => {
            console.report(&diagnostic);
            None
        }
    }
}
