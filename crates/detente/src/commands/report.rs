//! `detente report`: the main job in one command.

use detente_ledger::Ledger;
use detente_views::{page, report};

use super::{inputs, outcome, print, reading_options, write_file};
use crate::cli::{ReportArgs, ReportFormat};
use crate::console::{Console, style_of_stdout};
use crate::engine::Engine;
use crate::exit::Outcome;
use crate::report_data::report_data;

pub(super) fn run(args: &ReportArgs, mut console: Console) -> anyhow::Result<Outcome> {
    let engine = Engine::new(&args.actors)?;
    let mut ledger = match &args.ledger {
        Some(path) => Ledger::open(path)?,
        None => Ledger::temporary()?,
    };
    let (inputs, options) = (inputs(&args.paths), reading_options(&args.reading));
    let added = engine.add(&mut ledger, &inputs, &options, &mut console)?;
    let outcome = outcome(&console, added.read)?;
    let data = report_data(&ledger)?;
    if let Some(path) = &args.html {
        write_file(path, &page::html(&data, &engine.resources))?;
    }
    print(&match args.format {
        ReportFormat::Text => report::to_text(&data, &engine.resources, style_of_stdout()),
        ReportFormat::Json => report::to_json(&data, &engine.resources),
        ReportFormat::Csv => report::to_csv(&data, &engine.resources),
    })?;
    Ok(outcome)
}
