//! `detente stories`: copies and rewrites, and what they altered.

use detente_ledger::Ledger;
use detente_schema::Document;
use detente_views::stories::Extent;
use detente_views::{ReportData, page, stories};

use super::{diff, inputs, outcome, print, reading_options, write_file};
use crate::cli::{StoriesArgs, StoriesFormat};
use crate::console::{Console, style_of_stdout};
use crate::engine::Engine;
use crate::exit::Outcome;
use crate::report_data::story_data;

pub(super) fn run(args: &StoriesArgs, mut console: Console) -> anyhow::Result<Outcome> {
    let engine = Engine::new()?;
    if let Some([a, b]) = args.diff.as_deref() {
        return diff::run(&engine, args, [a, b], &console);
    }
    let mut ledger = Ledger::temporary()?;
    let (inputs, options) = (inputs(&args.paths), reading_options(&args.reading));
    let (added, stories) = engine.add_stories(&mut ledger, &inputs, &options, &mut console)?;
    let outcome = outcome(&console, added.read)?;
    show(&engine, args, &story_data(&ledger, stories)?)?;
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

fn show(engine: &Engine, args: &StoriesArgs, data: &ReportData) -> anyhow::Result<()> {
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
