//! `detente man` and `detente completions`: made from the definition of the options.

use clap::CommandFactory;

use super::print;
use crate::cli::Cli;
use crate::exit::Outcome;

pub(super) fn page() -> anyhow::Result<Outcome> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    print(&String::from_utf8(page)?)?;
    Ok(Outcome::Clean)
}

pub(super) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "detente", &mut script);
    print(&String::from_utf8(script)?)?;
    Ok(Outcome::Clean)
}
