//! On whose word an act is told.

use detente_schema::{Document, Quotation, Span};

/// The tellers of what stands at `trigger`, nearest to the event first; quotations in text order.
pub(crate) fn of(document: &Document, quotations: &[Quotation], trigger: Span) -> Vec<String> {
    let around = quotations.iter().filter(|q| q.span.contains(trigger));
    if let Some(quotation) = around.min_by_key(|q| q.span.len()) {
        let speaker = quotation.speaker.iter().map(|s| s.name.clone());
        return unique(speaker.chain(quotation.chain.iter().cloned()));
    }
    let credits = [&document.credits.agency, &document.credits.outlet];
    unique(credits.into_iter().flatten().map(|credit| credit.name.clone()))
}

fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names.filter(|n| !n.is_empty()) {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}
