//! Arbitrary text, annotated and coded: nothing panics, and every span is a stretch of the text.
#![no_main]

use std::sync::LazyLock;

use detente_annotate::Annotator;
use detente_events::Coder;
use detente_ingest::Ingestor;
use detente_resources::Resources;
use detente_schema::{DocumentParts, Credits, Dct, DctBasis, Digest, OffsetMap};
use libfuzzer_sys::fuzz_target;

struct Stages {
    ingestor: Ingestor,
    annotator: Annotator,
    coder: Coder,
}

static STAGES: LazyLock<&Stages> = LazyLock::new(|| {
    let resources = Resources::load().expect("the resources are sound");
    Box::leak(Box::new(Stages {
        ingestor: Ingestor::new(&resources),
        annotator: Annotator::new(&resources),
        coder: Coder::new(&resources).expect("the model is sound"),
    }))
});

fuzz_target!(|text: &str| {
    let document = STAGES.ingestor.rebuild(DocumentParts {
        id: String::new(),
        digest: Digest(String::new()),
        source: String::new(),
        text: text.to_owned(),
        raw: OffsetMap::shifted(0),
        credits: Credits::default(),
        dct: Dct { value: "2021-07-12".parse().ok(), basis: DctBasis::Given, span: None },
    });
    let annotations = STAGES.annotator.annotate(&document);
    for mention in &annotations.mentions {
        assert!(mention.span.get(text).is_some());
    }
    for event in STAGES.coder.code(&document, &annotations) {
        assert!(event.trigger.get(text).is_some());
        assert_eq!(event.evidence.verify(&document), Ok(()));
    }
});
