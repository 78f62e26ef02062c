//! Arbitrary bytes, as a text file and as a JSON line, become a document whose spans lead back into
//! the bytes, or a diagnostic.
#![no_main]

use std::sync::LazyLock;

use detente_ingest::{Format, Ingestor, Options, RawReport};
use detente_resources::{CreditLexicon, SegmentationLexicon};
use libfuzzer_sys::fuzz_target;

static INGESTOR: LazyLock<Ingestor> = LazyLock::new(|| {
    let credits = CreditLexicon::load().expect("the compiled-in file is valid");
    let segmentation = SegmentationLexicon::load().expect("the compiled-in file is valid");
    Ingestor::with(&credits, &segmentation)
});

fuzz_target!(|bytes: &[u8]| {
    for format in [Format::Text, Format::JsonLines] {
        let report = RawReport {
            source: "fuzz".into(),
            line: None,
            offset: 0,
            name: "fuzz".into(),
            format,
            bytes: bytes.to_vec(),
        };
        let Ok(document) = INGESTOR.document(report, &Options::default()) else { continue };
        let mut last = 0;
        for token in &document.tokens {
            assert!(token.span.get(&document.text).is_some());
            let (from, to) = (document.raw.raw(token.span.start()), document.raw.raw(token.span.end()));
            assert!(last <= from && from <= to && to <= bytes.len() as u64);
            last = from;
        }
        assert_eq!(INGESTOR.segment(&document.text).sentences, document.sentences);
    }
});
