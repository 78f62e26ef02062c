//! Two arbitrary texts are compared and aligned without a panic; their order does not matter, and
//! every passage lies in its text.
#![no_main]

use std::sync::LazyLock;

use detente_ingest::{Format, Ingestor, Options, RawReport};
use detente_resources::Resources;
use detente_schema::Document;
use detente_stories::Grouper;
use libfuzzer_sys::fuzz_target;

static RESOURCES: LazyLock<Resources> =
    LazyLock::new(|| Resources::load().expect("the compiled-in files are valid"));
static INGESTOR: LazyLock<Ingestor> = LazyLock::new(|| Ingestor::new(&RESOURCES));

fn document(name: &str, bytes: &[u8]) -> Option<Document> {
    let report = RawReport {
        source: name.into(),
        line: None,
        offset: 0,
        name: name.into(),
        format: Format::Text,
        bytes: bytes.to_vec(),
    };
    INGESTOR.document(report, &Options::default()).ok()
}

fuzz_target!(|texts: (&[u8], &[u8])| {
    let (Some(a), Some(b)) = (document("a", texts.0), document("b", texts.1)) else { return };
    let grouper = Grouper::new(&RESOURCES);
    assert_eq!(grouper.compare(&a, &b), grouper.compare(&b, &a));
    let (alignment, alterations) = grouper.align(&a, &b);
    let aligned = alignment.iter().map(|pair| (&pair.a, &pair.b));
    for (in_a, in_b) in aligned.chain(alterations.iter().map(|change| (&change.a, &change.b))) {
        assert!(in_a.span.get(&a.text).is_some() && in_b.span.get(&b.text).is_some());
    }
    let stories = grouper.stories(&[a, b]);
    assert_eq!(stories.iter().map(|story| story.members.len()).sum::<usize>(), 2);
});
