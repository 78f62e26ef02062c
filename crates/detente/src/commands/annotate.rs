//! `detente annotate`: one JSON record a document.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Write};

use anyhow::Context;
use detente_schema::Document;
use rayon::prelude::*;

use super::{inputs, outcome, reading_options};
use crate::cli::AnnotateArgs;
use crate::console::Console;
use crate::engine::BATCH;
use crate::engine::{Coded, Engine};
use crate::exit::Outcome;
use crate::language::{Languages, OtherLanguage};
use crate::record::Record;

/// A document, with its language unless every step knows it.
type Told<'a> = (Document, Option<&'a OtherLanguage>);

pub(super) fn run(args: &AnnotateArgs, mut console: Console) -> anyhow::Result<Outcome> {
    let engine = Engine::new(&args.actors)?;
    let languages = Languages::load(&args.lang, &engine.resources)?;
    console.start("reading", None);
    let (inputs, options) = (inputs(&args.input.paths), reading_options(&args.input.reading));
    let documents = engine.read(&inputs, &options, &console);
    let codes: Vec<_> = documents.par_iter().map(|one| languages.other(&one.text)).collect();
    let others = load_others(&engine, &codes)?;
    let documents = with_languages(&engine, &others, documents, &codes);
    let read = documents.len();
    name_others(&documents, &console);
    console.start("annotating", Some(read as u64));
    write_records(&engine, documents, &console).context("standard output could not be written")?;
    console.finish();
    outcome(&console, read)
}

/// Other languages by code.
type Others = BTreeMap<&'static str, OtherLanguage>;

/// Loads the languages that are needed.
fn load_others(engine: &Engine, codes: &[Option<&'static str>]) -> anyhow::Result<Others> {
    let codes: BTreeSet<_> = codes.iter().copied().flatten().collect();
    codes
        .into_iter()
        .map(|code| Ok((code, OtherLanguage::load(code, &engine.resources)?)))
        .collect()
}

/// Documents with their languages, in input order; those that every step knows inherit dates from
/// their stories.
fn with_languages<'a>(
    engine: &Engine,
    others: &'a Others,
    documents: Vec<Document>,
    codes: &[Option<&'static str>],
) -> Vec<Told<'a>> {
    let languages = codes.iter().map(|code| code.and_then(|code| others.get(code)));
    let told = documents.into_iter().zip(languages);
    let (other, known): (Vec<_>, Vec<_>) =
        told.enumerate().partition(|(_, (_, language))| language.is_some());
    let (places, mut known): (Vec<usize>, Vec<Document>) =
        known.into_iter().map(|(place, (document, _))| (place, document)).unzip();
    engine.date_copies(&mut known);
    let known = known.into_iter().map(|document| (document, None));
    let mut all: Vec<_> = other.into_iter().chain(places.into_iter().zip(known)).collect();
    all.sort_unstable_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, told)| told).collect()
}

/// Says once for each language how many reports are in it; their records say so one by one.
fn name_others(documents: &[Told], console: &Console) {
    let mut counts = BTreeMap::new();
    for language in documents.iter().filter_map(|(_, language)| *language) {
        *counts.entry(language.name()).or_insert(0) += 1;
    }
    for (name, count) in counts {
        let reports = if count == 1 { "report" } else { "reports" };
        console.remark(&format!(
            "{count} {reports} read as {name}: only temporal expressions are marked (--lang names the language)"
        ));
    }
}

/// Codes and writes batch by batch, so that the first record does not wait for the last document.
fn write_records(engine: &Engine, documents: Vec<Told>, console: &Console) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut documents = documents.into_iter().peekable();
    while documents.peek().is_some() {
        let batch: Vec<_> = documents.by_ref().take(BATCH).collect();
        let coded: Vec<Coded> = batch.into_par_iter().map(|told| code(engine, told)).collect();
        console.advance(coded.len());
        for coded in &coded {
            write_record(&mut out, coded)?;
        }
    }
    out.flush()
}

fn code(engine: &Engine, (document, other): Told) -> Coded {
    match other {
        Some(language) => language.annotate(document),
        None => engine.code_one(document),
    }
}

fn write_record(out: &mut impl Write, coded: &Coded) -> std::io::Result<()> {
    let record = Record::new(&coded.document, &coded.annotations, &coded.events);
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}
