//! Of any text, every token lies in one sentence, and only white space lies between tokens; none is
//! empty or holds white space, and the same text is cut the same way.
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
        assert!(text[end..token.span.start()].chars().all(char::is_whitespace));
        end = token.span.end();
    }
    assert!(text[end..].chars().all(char::is_whitespace));
    let mut next = 0;
    for sentence in &cut.sentences {
        assert_eq!(sentence.tokens.start, next);
        next = sentence.tokens.end;
        let tokens = &cut.tokens[sentence.tokens.start as usize..next as usize];
        assert!(tokens.iter().all(|token| sentence.span.contains(token.span)));
        assert!(cut.paragraphs.iter().any(|paragraph| paragraph.contains(sentence.span)));
    }
    assert_eq!(next as usize, cut.tokens.len());
    assert_eq!(INGESTOR.segment(text), cut);
});
