//! `detente timeline A B`: the events between two states.

use detente_ledger::Ledger;
use detente_resources::Register;
use detente_schema::{ActorId, ActorKind};
use detente_views::{page, timeline};

use super::{print, write_file};
use crate::cli::{TableFormat, TimelineArgs};
use crate::console::{Console, style_of_stdout};
use crate::engine::Engine;
use crate::exit::{Outcome, WrongUsage};
use crate::report_data::report_data;

pub(super) fn run(args: &TimelineArgs, console: &Console) -> anyhow::Result<Outcome> {
    let ledger = Ledger::open_read_only(&args.ledger.ledger)?;
    let engine = Engine::new(&args.actors)?;
    engine.remark_other_coder(&ledger, console)?;
    let resources = &engine.resources;
    let side = |name| code(&resources.register, name);
    let (a, b) = (side(&args.a)?, side(&args.b)?);
    let data = report_data(&ledger)?;
    let timeline = timeline::between(&data, resources, &a, &b);
    if let Some(path) = &args.html {
        write_file(path, &page::timeline_html(&timeline, &data, resources))?;
    }
    print(&match args.format {
        TableFormat::Table => timeline::to_text(&timeline, &data, resources, style_of_stdout()),
        TableFormat::Json => timeline::to_json(&timeline, &data, resources),
        TableFormat::Csv => timeline::to_csv(&timeline, &data, resources),
    })?;
    Ok(Outcome::Clean)
}

/// The code of a state or organisation, given by its code or by a name.
fn code(register: &Register, name: &str) -> anyhow::Result<String> {
    let id = ActorId(name.to_uppercase());
    if register.actor(&id).is_some() {
        return Ok(id.0);
    }
    let named = register.names().iter().filter(|entry| entry.text == name);
    let is_party =
        |id: &&ActorId| register.actor(id).is_some_and(|actor| actor.kind != ActorKind::Person);
    let found = named.map(|entry| &entry.actor).find(is_party);
    found.map(|id| id.0.clone()).ok_or_else(|| {
        let unknown = format!("no state or organisation is called `{name}`");
        WrongUsage(unknown + "; give its code, such as FRA, or its English name").into()
    })
}
