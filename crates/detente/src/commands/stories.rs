//! `detente stories`: copies and rewrites, and what they altered.

use std::io::BufWriter;

use anyhow::Context;
use detente_ledger::Ledger;
use detente_schema::{Document, Story};
use detente_views::stories::{Extent, JsonWriter};
use detente_views::{page, stories};

use super::{diff, inputs, outcome, print, reading_options, write_file};
use crate::cli::{StoriesArgs, StoriesFormat};
use crate::console::{Console, style_of_stdout};
use crate::engine::{BATCH, Engine};
use crate::exit::Outcome;
use crate::report_data::{story_data, story_headers};

pub(super) fn run(args: &StoriesArgs, mut console: Console) -> anyhow::Result<Outcome> {
    let engine = Engine::new(&args.actors)?;
    if let Some([a, b]) = args.diff.as_deref() {
        return diff::run(&engine, args, [a, b], &console);
    }
    let mut ledger = Ledger::temporary()?;
    let (inputs, options) = (inputs(&args.paths), reading_options(&args.reading));
    let (added, stories) = engine.add_stories(&mut ledger, &inputs, &options, &mut console)?;
    let outcome = outcome(&console, added.read)?;
    match (args.format, &args.html) {
        (StoriesFormat::Json, None) => write_json(&engine, &ledger, stories)?,
        _ => show(&engine, args, &ledger, stories)?,
    }
    Ok(outcome)
}

pub(super) fn read(
    engine: &Engine,
    args: &StoriesArgs,
    paths: &[std::path::PathBuf],
    console: &Console,
) -> Vec<Document> {
    engine.read(&inputs(paths), &reading_options(&args.reading), console)
}

/// Writes batch by batch: what was altered among a million reports need not be held at once.
fn write_json(engine: &Engine, ledger: &Ledger, stories: Vec<Story>) -> anyhow::Result<()> {
    let wrong = "standard output could not be written";
    let out = BufWriter::new(std::io::stdout().lock());
    let mut writer = JsonWriter::new(out).context(wrong)?;
    let mut stories = stories.into_iter().peekable();
    while stories.peek().is_some() {
        let mut batch: Vec<_> = stories.by_ref().take(BATCH).collect();
        engine.describe(ledger, &mut batch)?;
        writer.write(&story_headers(ledger, batch)?, &engine.resources).context(wrong)?;
    }
    writer.finish().context(wrong)
}

fn show(
    engine: &Engine,
    args: &StoriesArgs,
    ledger: &Ledger,
    mut stories: Vec<Story>,
) -> anyhow::Result<()> {
    engine.describe(ledger, &mut stories)?;
    let data = &story_data(ledger, stories)?;
    let extent = if args.all { Extent::All } else { Extent::Usual };
    let resources = &engine.resources;
    if let Some(path) = &args.html {
        write_file(path, &page::stories_html(data, resources, extent))?;
    }
    print(&match args.format {
        StoriesFormat::Text => stories::to_text(data, resources, style_of_stdout(), extent),
        StoriesFormat::Json => stories::to_json(data, resources),
    })
}
