//! Tasks of the repository: `cargo xtask TASK`.
#![allow(clippy::print_stdout, clippy::print_stderr)] // a program for people at a terminal

mod actors;
mod ci;
mod readme;
mod rules;
mod tidy;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask TASK

tasks:
  ci                everything that must pass: tidy, format, lints, tests, documentation
  tidy              the rules of the repository that no compiler checks
  rules [LANGUAGE]  run the rules for temporal expressions over their examples
  readme            write the real output of the first command into README.md
  actors DATA_DIR   rebuild resources/actors from the public data in DATA_DIR
";

/// The repository: the folder above this crate.
fn repository() -> &'static Path {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match *words.as_slice() {
        ["actors", data] => actors::build(Path::new(data), &repository().join("resources/actors")),
        ["ci"] => ci::run(),
        ["rules", ref languages @ ..] => return ended(rules::run(languages)),
        ["tidy"] => tidy::run(),
        ["readme"] => readme::run(),
        ["help" | "--help" | "-h"] => {
            eprint!("{USAGE}");
            Ok(())
        }
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    ended(result.map(|()| ExitCode::SUCCESS))
}

fn ended(result: anyhow::Result<ExitCode>) -> ExitCode {
    result.unwrap_or_else(|error| {
        eprintln!("xtask: {error:#}");
        ExitCode::from(3)
    })
}
