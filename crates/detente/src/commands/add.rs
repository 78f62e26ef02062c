//! `detente add`: reports into a ledger.

use detente_ledger::Ledger;

use super::{inputs, outcome, reading_options};
use crate::cli::AddArgs;
use crate::console::Console;
use crate::engine::Engine;
use crate::exit::Outcome;

pub(super) fn run(args: &AddArgs, mut console: Console) -> anyhow::Result<Outcome> {
    let engine = Engine::new(&args.actors)?;
    let mut ledger = Ledger::open(&args.ledger.ledger)?;
    let (inputs, options) = (inputs(&args.input.paths), reading_options(&args.input.reading));
    let added = engine.add(&mut ledger, &inputs, &options, &mut console)?;
    let totals = ledger.totals()?;
    console.remark(&format!(
        "{} reports added, {} already there; the ledger holds {} reports, {} stories, {} events",
        added.new,
        added.read - added.new,
        totals.documents,
        totals.stories,
        totals.events.values().sum::<u64>(),
    ));
    outcome(&console, added.read)
}
