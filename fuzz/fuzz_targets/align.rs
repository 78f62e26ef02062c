//! Two arbitrary texts, compared and aligned: every passage is a stretch of its text, sentences
//! correspond one to one or several neighbours to one, and the order of the two does not matter to
//! their kinship.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use detente_ingest::Ingestor;
use detente_resources::Resources;
use detente_schema::{
    Credits, Dct, DctBasis, Digest, Document, DocumentParts, OffsetMap, Passage, Span,
};
use detente_stories::Grouper;
use libfuzzer_sys::fuzz_target;

static RESOURCES: LazyLock<Resources> =
    LazyLock::new(|| Resources::load().expect("the compiled-in files are valid"));
static INGESTOR: LazyLock<Ingestor> = LazyLock::new(|| Ingestor::new(&RESOURCES));

fn document(digest: &str, text: &str) -> Document {
    INGESTOR.rebuild(DocumentParts {
        id: String::new(),
        digest: Digest(digest.to_owned()),
        source: String::new(),
        text: text.to_owned(),
        raw: OffsetMap::shifted(0),
        credits: Credits::default(),
        dct: Dct { value: None, basis: DctBasis::Unknown, span: None },
    })
}

/// The partners of each passage.
type Partners = BTreeMap<Span, BTreeSet<Span>>;

fn assert_star(of: &Partners, back: &Partners) {
    for partners in of.values().filter(|partners| partners.len() > 1) {
        assert!(partners.iter().all(|partner| back[partner].len() == 1));
    }
}

fuzz_target!(|texts: (&str, &str)| {
    let (a, b) = (document("a", texts.0), document("b", texts.1));
    let grouper = Grouper::new(&RESOURCES);
    let (of_a, of_b) = (grouper.profile(&a), grouper.profile(&b));
    let link = of_a.compare(&of_b);
    assert_eq!(link, of_b.compare(&of_a));
    if let Some(link) = link {
        let shares = [link.a_in_b, link.b_in_a, link.confidence];
        assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)), "{shares:?}");
    }
    let holds = |document: &Document, passage: &Passage| {
        passage.doc == document.digest && passage.span.get(&document.text).is_some()
    };
    let (alignment, alterations) = grouper.align(&a, &b);
    let (mut partners_of_a, mut partners_of_b) = (Partners::new(), Partners::new());
    for pair in &alignment {
        assert!(holds(&a, &pair.a) && holds(&b, &pair.b));
        assert!(partners_of_a.entry(pair.a.span).or_default().insert(pair.b.span));
        partners_of_b.entry(pair.b.span).or_default().insert(pair.a.span);
    }
    assert_star(&partners_of_a, &partners_of_b);
    assert_star(&partners_of_b, &partners_of_a);
    for change in &alterations {
        assert!(holds(&a, &change.a) && holds(&b, &change.b));
    }
});
