//! Everything that must pass before a change lands, in the order of how fast it fails.

use std::process::Command;

use anyhow::{Context, bail};

use crate::tidy;

const STEPS: &[(&str, &[&str])] = &[
    ("format", &["fmt", "--all", "--check"]),
    ("lints", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    ("tests", &["test", "--workspace"]),
    ("documentation", &["doc", "--workspace", "--no-deps", "--document-private-items"]),
];

/// Runs every step; the first that fails ends the run.
pub(crate) fn run() -> anyhow::Result<()> {
    tidy::run()?;
    for (name, arguments) in STEPS {
        step(name, arguments)?;
    }
    Ok(())
}

fn step(name: &str, arguments: &[&str]) -> anyhow::Result<()> {
    println!("== {name}: cargo {}", arguments.join(" "));
    let status = Command::new(env!("CARGO"))
        .args(arguments)
        .env("RUSTDOCFLAGS", "-D warnings")
        .status()
        .with_context(|| format!("cargo could not be started for the step `{name}`"))?;
    if !status.success() {
        bail!("the step `{name}` failed: cargo {}", arguments.join(" "));
    }
    Ok(())
}
