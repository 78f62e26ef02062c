//! How well acts are dated that are known already.
//!
//! usage: `detente-bench-events GOLD.jsonl > SYSTEM.jsonl`
//!
//! Each line of GOLD is an item with `id`, `date`, `text` and `events`, each event with the bytes
//! of its `trigger`. The events come out again with the `date` and the `background` that the coder
//! finds for these triggers, so that a scorer of events measures nothing but the dates.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use detente_annotate::Annotator;
use detente_events::Coder;
use detente_ingest::{Ingestor, Input, Options};
use detente_resources::Resources;
use detente_schema::{Document, Span};
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let path = std::env::args_os().nth(1).map(PathBuf::from).context("which items?")?;
    let resources = Resources::load()?;
    let dater = Dater { annotator: Annotator::new(&resources), coder: Coder::new(&resources)? };
    let documents = documents(&path, &Ingestor::new(&resources))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(File::open(&path)?).lines() {
        let mut item: Value = serde_json::from_str(&line?)?;
        let id = item["id"].as_str().context("an item without id")?;
        let document = documents.get(id).with_context(|| format!("{id} was not read"))?;
        dater.date(document, &mut item);
        writeln!(out, "{item}")?;
    }
    out.flush()?;
    Ok(())
}

/// The documents by identifier.
fn documents(path: &Path, ingestor: &Ingestor) -> anyhow::Result<HashMap<String, Document>> {
    let options = Options::default();
    let reports = detente_ingest::reports(&[Input::Path(path.to_owned())], &options);
    reports
        .map(|report| {
            let document = ingestor.document(report.map_err(|d| anyhow!(d.message))?, &options);
            let document = document.map_err(|d| anyhow!(d.message))?;
            Ok((document.id.to_string(), document))
        })
        .collect()
}

struct Dater {
    annotator: Annotator,
    coder: Coder,
}

impl Dater {
    /// Dates the events of an item anew.
    fn date(&self, document: &Document, item: &mut Value) {
        let Some(events) = item["events"].as_array_mut() else { return };
        let triggers: Vec<Span> = events.iter().filter_map(trigger).collect();
        let annotations = self.annotator.annotate(document);
        let dates = self.coder.date(document, &annotations, &triggers);
        for event in events {
            let here = trigger(event);
            let found = dates.iter().find(|dated| Some(dated.trigger) == here);
            event["date"] = found.map_or(Value::Null, |dated| json!(dated.date));
            event["background"] = found.map_or(Value::Null, |dated| json!(dated.background));
        }
    }
}

fn trigger(event: &Value) -> Option<Span> {
    let edge = |at: usize| usize::try_from(event["trigger"].get(at)?.as_u64()?).ok();
    let (start, end) = (edge(0)?, edge(1)?);
    (start < end).then(|| Span::new(start, end))
}
