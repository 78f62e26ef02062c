//! `detente relate`: the relation between two marked actors, for each row of a table.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use anyhow::Context;
use detente_ingest::{RelationRow, relation_rows};
use detente_schema::EventType;
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::outcome;
use crate::cli::RelateArgs;
use crate::console::Console;
use crate::engine::Engine;
use crate::exit::Outcome;

pub(super) fn run(args: &RelateArgs, console: &Console) -> anyhow::Result<Outcome> {
    let engine = Engine::new(&args.actors)?;
    let table = open(&args.table)?;
    let name = args.table.display().to_string();
    let rows: Vec<_> = relation_rows(table, &name).collect();
    let answers: Vec<_> = rows.par_iter().map(|row| answer(&engine, row.as_ref().ok())).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (at, (row, answer)) in rows.iter().zip(answers).enumerate() {
        if let Err(diagnostic) = row {
            console.report(diagnostic);
        }
        writeln!(out, "{}", json!({"row": at, "type": answer["type"], "scores": answer["scores"]}))
            .context("standard output could not be written")?;
    }
    out.flush().context("standard output could not be written")?;
    outcome(console, rows.len())
}

fn open(path: &Path) -> anyhow::Result<Box<dyn Read>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdin()));
    }
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(Box::new(std::io::BufReader::new(file)))
}

/// The likeliest type and the probability of each; `none` is no act between them.
fn answer(engine: &Engine, row: Option<&RelationRow>) -> Value {
    let related = row.map(|row| engine.relate(&row.sentence, &row.source, &row.target));
    let related = related.unwrap_or_default();
    let named = |kind: Option<EventType>| kind.map_or("none", EventType::as_str);
    let scores = related.scores.iter();
    let each = scores.map(|(kind, share)| (named(*kind).to_owned(), rounded(*share)));
    let each: Map<_, _> = each.collect();
    json!({"type": related.kind.map(EventType::as_str), "scores": each})
}

fn rounded(share: f32) -> Value {
    json!((f64::from(share) * 1e4).round() / 1e4)
}
