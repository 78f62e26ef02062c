//! One file a command: from its options to its output.

mod actors;
mod add;
mod annotate;
mod diff;
mod explain;
mod manual;
mod query;
mod relate;
mod report;
mod stories;
mod timeline;
mod verify;

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use detente_ingest::{Input, Options};

use crate::cli::{Cli, Command, ReadingArgs, RunOptions};
use crate::console::Console;
use crate::exit::Outcome;

/// Runs the command that was given.
pub(crate) fn run(cli: Cli) -> anyhow::Result<Outcome> {
    prepare_threads(&cli.run)?;
    let console = Console::new(cli.run.quiet);
    match cli.command {
        Command::Report(args) => report::run(&args, console),
        Command::Annotate(args) => annotate::run(&args, console),
        Command::Stories(args) => stories::run(&args, console),
        Command::Relate(args) => relate::run(&args, &console),
        Command::Add(args) => add::run(&args, console),
        Command::Timeline(args) => timeline::run(&args, &console),
        Command::Actors(args) => actors::run(&args, &console),
        Command::Explain(args) => explain::run(&args, &console),
        Command::Query(args) => query::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man => manual::page(),
    }
}

fn prepare_threads(options: &RunOptions) -> anyhow::Result<()> {
    let threads = options.threads.map_or(0, usize::from);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .context("the threads could not be started")
}

fn reading_options(args: &ReadingArgs) -> Options {
    Options { dct: args.dct, fields: args.map.clone(), ..Options::default() }
}

fn inputs(paths: &[std::path::PathBuf]) -> Vec<Input> {
    paths.iter().map(|path| Input::from(path.clone())).collect()
}

/// Done, unless inputs were lost; nothing read at all from what could not be opened is no run.
fn outcome(console: &Console, read: usize) -> anyhow::Result<Outcome> {
    match (console.lost(), read) {
        (0, _) => Ok(Outcome::Clean),
        (_, 0) if console.unopened() => anyhow::bail!("nothing could be read; see above"),
        _ => Ok(Outcome::Findings),
    }
}

/// Writes to standard output in one go.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .context("standard output could not be written")
}

/// Writes a file so that it is there whole or not at all.
fn write_file(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = Path::new(&partial);
    std::fs::write(partial, text)
        .and_then(|()| std::fs::rename(partial, path))
        .inspect_err(|_| drop(std::fs::remove_file(partial)))
        .with_context(|| format!("{} could not be written", path.display()))
}
