//! Of any text, tokens lie one behind the other on the boundaries of characters, none is empty or
//! holds white space, every sentence holds its own, and the same text is cut the same way.
#![no_main]

use std::sync::LazyLock;

use detente_ingest::Ingestor;
use detente_resources::{CreditLexicon, SegmentationLexicon};
use libfuzzer_sys::fuzz_target;

static INGESTOR: LazyLock<Ingestor> = LazyLock::new(|| {
    let credits = CreditLexicon::load().expect("the compiled-in file is valid");
    let segmentation = SegmentationLexicon::load().expect("the compiled-in file is valid");
    Ingestor::with(&credits, &segmentation)
});

fuzz_target!(|text: &str| {
    let cut = INGESTOR.segment(text);
    let mut end = 0;
    for token in &cut.tokens {
        let slice = token.span.get(text).expect("a token lies in the text");
        assert!(!slice.is_empty() && !slice.contains(char::is_whitespace), "{slice:?}");
        assert!(end <= token.span.start());
        end = token.span.end();
    }
    for sentence in &cut.sentences {
        let tokens = &cut.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
        assert!(tokens.iter().all(|token| sentence.span.contains(token.span)));
    }
    let again = INGESTOR.segment(text);
    assert_eq!((again.tokens, again.sentences), (cut.tokens, cut.sentences));
});
