//! `detente annotate`: one JSON record a document.

use std::io::{BufWriter, Write};

use anyhow::Context;

use super::{inputs, outcome, reading_options};
use crate::cli::AnnotateArgs;
use crate::console::Console;
use crate::engine::BATCH;
use crate::engine::{Coded, Engine};
use crate::exit::Outcome;
use crate::record::Record;

pub(super) fn run(args: &AnnotateArgs, mut console: Console) -> anyhow::Result<Outcome> {
    let engine = Engine::new()?;
    console.start("reading", None);
    let (inputs, options) = (inputs(&args.input.paths), reading_options(&args.input.reading));
    let mut documents = engine.read(&inputs, &options, &console);
    engine.date_copies(&mut documents);
    let read = documents.len();
    console.start("annotating", Some(read as u64));
    write_records(&engine, documents, &console).context("standard output could not be written")?;
    console.finish();
    outcome(&console, read)
}

/// Codes and writes batch by batch, so that the first record does not wait for the last document.
fn write_records(
    engine: &Engine,
    documents: Vec<detente_schema::Document>,
    console: &Console,
) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut documents = documents.into_iter().peekable();
    while documents.peek().is_some() {
        let batch = documents.by_ref().take(BATCH).collect();
        for coded in engine.code(batch, console) {
            write_record(&mut out, &coded)?;
        }
    }
    out.flush()
}

fn write_record(out: &mut impl Write, coded: &Coded) -> std::io::Result<()> {
    let record = Record::new(&coded.document, &coded.annotations, &coded.events);
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}
