//! The user's own file of actors.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::Context;
use detente_resources::{Catalogue, Finding, LARGEST_OWN_FILE, OwnActors, Register};

/// How many faults of a file are named.
const NAMED: usize = 20;

/// The register, with what the file adds to it if there is one. A file with faults is refused whole,
/// so that no ledger rests on half of it.
pub(crate) fn register(file: Option<&Path>) -> anyhow::Result<Register> {
    match file {
        None => Register::load().context("the register compiled into detente is damaged"),
        Some(file) => Register::with(&text(file)?).map_err(|findings| refusal(file, &findings)),
    }
}

/// The file, whose records fit the register.
pub(crate) fn sound(file: &Path) -> anyhow::Result<OwnActors> {
    let own = text(file)?;
    let errors = Catalogue::read(Some(&own)).errors().to_vec();
    if errors.is_empty() { Ok(own) } else { Err(refusal(file, &errors)) }
}

fn text(file: &Path) -> anyhow::Result<OwnActors> {
    read(file)?.map_err(|findings| refusal(file, &findings))
}

/// Reads the file, no more than may be in it; what is wrong with it as a text is told.
pub(crate) fn read(file: &Path) -> anyhow::Result<Result<OwnActors, Vec<Finding>>> {
    let name = file.display().to_string();
    let mut bytes = Vec::new();
    let most = LARGEST_OWN_FILE as u64 + 1;
    File::open(file)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .with_context(|| format!("{name} cannot be read"))?;
    Ok(OwnActors::new(&name, bytes))
}

fn refusal(file: &Path, findings: &[Finding]) -> anyhow::Error {
    for finding in findings.iter().take(NAMED) {
        anstream::eprintln!("detente: {finding}");
    }
    if let Some(more) = findings.len().checked_sub(NAMED).filter(|more| *more > 0) {
        anstream::eprintln!("detente: and {more} more, see `detente actors --lint`");
    }
    anyhow::anyhow!(
        "{} has {} faults, nothing was read; docs/actors.md shows how a line is written",
        file.display(),
        findings.len()
    )
}
