//! `detente actors`: what the register holds, and what may be wrong in it.

use std::fmt::Write;
use std::path::Path;

use detente_resources::{Catalogue, Dossier, Finding, OwnActors};
use detente_views::actors::{self, Answer};

use super::print;
use crate::cli::{ActorsArgs, ActorsCommand, ActorsFormat, ShowArgs};
use crate::console::{Console, style_of_stdout};
use crate::exit::{Outcome, WrongUsage};
use crate::own_actors;

pub(super) fn run(args: &ActorsArgs, console: &Console) -> anyhow::Result<Outcome> {
    match (&args.command, &args.lint) {
        (Some(ActorsCommand::Show(args)), _) => show(args, console),
        (None, Some(file)) => lint(file.as_deref(), console),
        (None, None) => Err(WrongUsage("give `show NAME` or `--lint`".to_owned()).into()),
    }
}

fn show(args: &ShowArgs, console: &Console) -> anyhow::Result<Outcome> {
    let own = match &args.actors.file {
        Some(file) => Some(own_actors::sound(file)?),
        None => None,
    };
    let catalogue = Catalogue::read(own.as_ref());
    let ids = catalogue.find(&args.name).into_iter();
    let found: Vec<Dossier> = ids.filter_map(|id| catalogue.dossier(&id, args.on)).collect();
    let near = if found.is_empty() { catalogue.near(&args.name) } else { Vec::new() };
    let answer = Answer {
        as_of: catalogue.as_of(),
        own_actors: own.as_ref().map(OwnActors::digest),
        on: args.on,
        actors: &found,
        near: &near,
    };
    print(&match args.format {
        ActorsFormat::Text if found.is_empty() => String::new(),
        ActorsFormat::Text => actors::to_text(&answer, style_of_stdout()),
        ActorsFormat::Json => actors::to_json(&answer),
    })?;
    if let (Some(day), Some(as_of)) = (args.on, answer.as_of.filter(|day| args.on > Some(*day))) {
        console.remark(&format!(
            "roles are known up to {as_of}; an open one is taken to last on {day}"
        ));
    }
    Ok(if found.is_empty() { unknown(&args.name, &near) } else { Outcome::Clean })
}

fn unknown(name: &str, near: &[&str]) -> Outcome {
    let near: String = near.iter().map(|name| format!("\n  {name}")).collect();
    let hint = if near.is_empty() { "" } else { "; nearly so are called:" };
    anstream::eprintln!("detente: no actor has the name or code `{name}`{hint}{near}");
    Outcome::Findings
}

fn lint(file: Option<&Path>, console: &Console) -> anyhow::Result<Outcome> {
    let findings = match file.map(own_actors::read).transpose()? {
        None => Catalogue::read(None).lint(),
        Some(Ok(own)) => Catalogue::read(Some(&own)).lint(),
        Some(Err(findings)) => findings,
    };
    print(&lines(&findings))?;
    console.remark(&match findings.len() {
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    });
    Ok(if findings.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn lines(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let _ = writeln!(text, "{finding}");
    }
    text
}
