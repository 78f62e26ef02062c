use std::sync::OnceLock;

use detente_resources::Resources;
use proptest::prelude::*;

use super::*;
use crate::mentions::testing::document;

fn finders() -> &'static (crate::mentions::Finder, Finder) {
    static FINDERS: OnceLock<(crate::mentions::Finder, Finder)> = OnceLock::new();
    FINDERS.get_or_init(|| {
        let resources = Resources::load().unwrap();
        let language = &resources.language;
        let mentions = crate::mentions::Finder::new(&resources.register, &language.mentions);
        (mentions, Finder::new(&language.quotes))
    })
}

fn find(document: &Document) -> Vec<Quotation> {
    let (mentions, quotes) = finders();
    quotes.find(document, &mentions.find(document))
}

/// The quotations of a text: kind, speaker, content.
fn read(text: &str) -> Vec<(QuotationKind, String, String)> {
    let document = document(text);
    let name = |q: &Quotation| q.speaker.as_ref().map_or("?".to_owned(), |s| s.name.clone());
    let found = find(&document);
    found.iter().map(|q| (q.kind, name(q), document.slice(q.span).to_owned())).collect()
}

fn only(text: &str) -> (QuotationKind, String, String) {
    let found = read(text);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

#[test]
fn direct_speech_stands_before_or_behind_its_verb() {
    let (kind, who, what) = only("“We will not yield on this,” Emmanuel Macron said on Monday.");
    assert_eq!(
        (kind, who.as_str(), what.as_str()),
        (QuotationKind::Direct, "Emmanuel Macron", "We will not yield on this,")
    );
    let (kind, who, what) = only("Emmanuel Macron said: “We will not yield.”");
    assert_eq!(
        (kind, who.as_str(), what.as_str()),
        (QuotationKind::Direct, "Emmanuel Macron", "We will not yield.")
    );
    let (_, who, _) = only("“We will not yield on this,” said Jane Smith, a lawyer in Rome.");
    assert_eq!(who, "Jane Smith");
}

#[test]
fn two_may_speak_together_and_short_names_are_completed() {
    let (.., who, _) = only("Emmanuel Macron and Angela Merkel said that talks would go on soon.");
    assert_eq!(who, "Emmanuel Macron and Angela Merkel");
    let text = "Jane Smith, a lawyer in Rome, came. Lawyer Smith said that talks would go on.";
    assert_eq!(only(text).1, "Jane Smith");
}

#[test]
fn a_mixed_quotation_is_the_whole_clause() {
    let (kind, _, what) =
        only("Emmanuel Macron wrote that he hopes for “better days” in the region.");
    assert_eq!(
        (kind, what.as_str()),
        (QuotationKind::Mixed, "he hopes for “better days” in the region")
    );
    let (kind, _, what) =
        only("The ports have stood idle, Emmanuel Macron added, and they “may never open again”.");
    assert_eq!(kind, QuotationKind::Mixed);
    assert!(what.starts_with("The ports") && what.ends_with("again”"), "{what}");
}

#[test]
fn a_clause_without_marks_needs_a_verb_of_saying() {
    let (kind, who, what) = only("France said that talks would go on.");
    assert_eq!(
        (kind, who.as_str(), what.as_str()),
        (QuotationKind::Indirect, "France", "talks would go on")
    );
    let (_, who, what) = only("The move, which analysts say is aimed at Spain, failed.");
    assert_eq!((who.as_str(), what.as_str()), ("analysts", "is aimed at Spain"));
    assert_eq!(read("France could say that talks failed."), []);
    assert_eq!(read("The United States won."), []);
}

#[test]
fn scare_quotes_are_no_quotation() {
    assert_eq!(read("France sent its “helpers” to the coast."), []);
}

#[test]
fn speech_that_goes_on_keeps_its_speaker() {
    let found = read("“We shall see,” Jane Smith told reporters. “Nobody knows the answer yet.”");
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|(_, who, _)| who == "Jane Smith"), "{found:?}");
}

#[test]
fn an_outer_attribution_is_a_carrier() {
    let document = document("Emmanuel Macron wrote that France “will stand firm”, Reuters said.");
    let found = find(&document);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].speaker.as_ref().unwrap().name, "Emmanuel Macron");
    assert_eq!(found[0].chain, ["Reuters"]);
}

#[test]
fn agency_and_outlet_end_the_chain() {
    let mut document = document("“We will not yield on this,” Emmanuel Macron said.");
    let credit =
        |name: &str| Some(detente_schema::Credit { name: name.into(), actor: None, span: None });
    document.credits.agency = credit("The Wire");
    document.credits.outlet = credit("The Paper");
    assert_eq!(find(&document)[0].chain, ["The Wire", "The Paper"]);
}

#[test]
fn very_many_marks_are_read_in_one_pass() {
    for text in ["“".repeat(100_000), "\"a ".repeat(100_000), "“a said b ” ".repeat(50_000)] {
        find(&document(&text));
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let document = document(text);
    let found = find(&document);
    prop_assert_eq!(&found, &find(&document));
    for quotation in &found {
        let spans = quotation.quoted.iter().chain(&quotation.cue).chain([&quotation.span]);
        for span in spans {
            prop_assert!(span.get(text).is_some());
        }
    }
    prop_assert!(found.windows(2).all(|pair| pair[0].span.start() <= pair[1].span.start()));
    Ok(())
}

const PIECES: [&str; 22] = [
    "China",
    "said",
    "told",
    "Macron",
    "he",
    ",",
    ".",
    ":",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "according to",
    "that",
    "\n\n",
    "which",
    "analysts say",
    "vowed to",
    "they win",
    "KCNA reported",
    "é",
];

proptest! {
    #[test]
    fn arbitrary_text_keeps_the_promises(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn arbitrary_speech_keeps_the_promises(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        check(&pieces.join(" "))?;
        check(&pieces.concat())?;
    }
}
