//! `detente stories`: copies and rewrites, and what they altered.

use detente_views::{ReportData, ReportDocument, stories};

use super::{inputs, outcome, print, reading_options};
use crate::cli::{StoriesArgs, StoriesFormat};
use crate::console::{Console, style_of_stdout};
use crate::engine::Engine;
use crate::exit::Outcome;

pub(super) fn run(args: &StoriesArgs, mut console: Console) -> anyhow::Result<Outcome> {
    let engine = Engine::new()?;
    console.start("reading", None);
    let (inputs, options) = (inputs(&args.input.paths), reading_options(&args.input.reading));
    let mut documents = engine.read(&inputs, &options, &console);
    let read = documents.len();
    let stories = engine.stories(&mut documents);
    console.finish();
    let outcome = outcome(&console, read)?;
    let documents = documents.iter().map(ReportDocument::from).collect();
    let data = ReportData { documents, stories, ..ReportData::default() };
    print(&match args.format {
        StoriesFormat::Text => stories::to_text(&data, &engine.resources, style_of_stdout()),
        StoriesFormat::Json => stories::to_json(&data, &engine.resources),
    })?;
    Ok(outcome)
}
