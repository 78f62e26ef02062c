//! `detente explain EVENT`: what else an event could have been, and which words decided.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::slice;

use detente_events::Explanation;
use detente_ledger::{Filter, Ledger};
use detente_schema::{Document, EventMention, Span};
use serde_json::{Value, json};

use super::print;
use crate::cli::{ExplainArgs, ExplainFormat};
use crate::console::Console;
use crate::engine::Engine;
use crate::exit::{Outcome, WrongUsage};

/// How many types and modalities are told beside the one that was taken.
const RUNNERS_UP: usize = 3;

pub(super) fn run(args: &ExplainArgs, console: &Console) -> anyhow::Result<Outcome> {
    let ledger = Ledger::open_read_only(&args.ledger.ledger)?;
    let engine = Engine::new(&args.actors)?;
    engine.remark_other_coder(&ledger, console)?;
    for mention in tellings(&ledger, &args.event)? {
        let parts = ledger.documents(slice::from_ref(&mention.evidence.document))?;
        for document in parts.into_iter().map(|parts| engine.ingestor.rebuild(parts)) {
            let explanation = engine.explain(&document, mention.trigger);
            print(&match args.format {
                ExplainFormat::Text => text(&document, &mention, explanation.as_ref()),
                ExplainFormat::Json => {
                    format!("{}\n", record(&document, &mention, explanation.as_ref()))
                }
            })?;
        }
    }
    Ok(Outcome::Clean)
}

/// The tellings of the event whose identifier begins so, or the one telling whose does.
fn tellings(ledger: &Ledger, id: &str) -> anyhow::Result<Vec<EventMention>> {
    let events = ledger.events(&Filter::default())?;
    let of_event = events.iter().filter(|event| event.id.starts_with(id));
    let wanted: BTreeSet<&str> =
        of_event.flat_map(|event| &event.evidence).map(|proof| &*proof.mention).collect();
    let mut mentions = ledger.mentions()?;
    mentions.retain(|m| wanted.contains(&*m.id) || wanted.is_empty() && m.id.starts_with(id));
    if mentions.is_empty() || id.is_empty() {
        let unknown = format!("the ledger has no event whose identifier begins with `{id}`");
        let hint = "; `detente query \"SELECT id FROM event\"` lists them";
        return Err(WrongUsage(unknown + hint).into());
    }
    Ok(mentions)
}

fn text(document: &Document, mention: &EventMention, explanation: Option<&Explanation>) -> String {
    let mut text = format!(
        "{} {} ({}), found by {}\n  {}: \"{}\"\n",
        mention.id,
        mention.kind,
        mention.modality,
        mention.found_by,
        document.source,
        mention.evidence.quote
    );
    let Some(explanation) = explanation else {
        return text + "  the model does not read these words now\n\n";
    };
    let shares = |all: Vec<(&str, f32)>| {
        let first = all.into_iter().take(1 + RUNNERS_UP);
        first.map(|(name, share)| format!("{name} {share:.2}")).collect::<Vec<_>>().join(", ")
    };
    let words = |span: Span| document.slice(span);
    let kinds = explanation.kinds.iter().map(|(kind, share)| (kind.as_str(), *share)).collect();
    let modalities = explanation.modalities.iter().map(|(m, share)| (m.as_str(), *share)).collect();
    let lost = explanation.words.iter().map(|(span, loss)| (words(*span), -*loss)).collect();
    let trigger = words(explanation.trigger);
    let _ = writeln!(text, "  an act: \"{trigger}\" {:.2}", explanation.certainty);
    let _ = writeln!(text, "  type: {}", shares(kinds));
    let _ = writeln!(text, "  modality as read: {}", shares(modalities));
    let _ = writeln!(text, "  without the word: {}\n", shares(lost));
    text
}

fn record(document: &Document, mention: &EventMention, explanation: Option<&Explanation>) -> Value {
    let read = explanation.map(|e| {
        let kinds: Vec<_> = e.kinds.iter().map(|(kind, share)| json!([kind, share])).collect();
        let modalities: Vec<_> = e.modalities.iter().map(|(m, share)| json!([m, share])).collect();
        let word = |(span, loss): &(Span, f32)| json!({"span": span, "text": document.slice(*span), "loss": loss});
        let words: Vec<_> = e.words.iter().map(word).collect();
        json!({"trigger": e.trigger, "certainty": e.certainty, "types": kinds, "modalities": modalities, "words": words})
    });
    json!({
        "mention": mention.id,
        "doc": document.id,
        "source": document.source,
        "type": mention.kind,
        "modality": mention.modality,
        "found_by": mention.found_by,
        "evidence": mention.evidence,
        "read": read,
    })
}
