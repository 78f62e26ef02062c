//! `detente verify`: every evidence sliced again and compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use detente_ingest::{Input, Options, reports};
use detente_ledger::{Ledger, Verification};
use detente_schema::Digest;

use super::print;
use crate::cli::VerifyArgs;
use crate::exit::Outcome;

pub(super) fn run(args: &VerifyArgs) -> anyhow::Result<Outcome> {
    let ledger = Ledger::open_read_only(&args.ledger.ledger)?;
    let verification = ledger.verify()?;
    let mut text = findings(&verification);
    if let Some(coder) = ledger.coder()? {
        let _ = writeln!(text, "coded by: {coder}");
    }
    let mut sound = verification.failures.is_empty();
    if args.sources {
        let sources = Sources::read(&ledger)?;
        text.push_str(&sources.findings());
        sound &= sources.changed.is_empty();
    }
    print(&text)?;
    Ok(if sound { Outcome::Clean } else { Outcome::Findings })
}

fn findings(verification: &Verification) -> String {
    let failures = verification.failures.iter();
    let mut text: String =
        failures.map(|f| format!("{}: {}: {}\n", f.source, f.id, f.error)).collect();
    let failed = verification.failures.len();
    let _ =
        writeln!(text, "{} pieces of evidence checked, {failed} do not hold", verification.checked);
    text
}

/// How the files of a ledger fare since they were read.
#[derive(Debug, Default)]
struct Sources {
    same: usize,
    changed: Vec<String>,
    gone: Vec<String>,
}

impl Sources {
    fn read(ledger: &Ledger) -> anyhow::Result<Self> {
        let mut files = BTreeMap::<String, BTreeSet<Digest>>::new();
        for header in ledger.headers()? {
            files.entry(header.source).or_default().insert(header.digest);
        }
        let mut sources = Self::default();
        for (file, digests) in files {
            sources.look_at(file, &digests);
        }
        Ok(sources)
    }

    fn look_at(&mut self, file: String, digests: &BTreeSet<Digest>) {
        if !Path::new(&file).exists() {
            return self.gone.push(file);
        }
        let now = reports(&[Input::from(file.as_str())], &Options::default());
        let now: BTreeSet<Digest> = now.filter_map(|r| r.ok().map(|r| r.digest())).collect();
        if digests.is_subset(&now) { self.same += 1 } else { self.changed.push(file) }
    }

    fn findings(&self) -> String {
        let changed = self.changed.iter().map(|f| format!("{f}: changed since it was read\n"));
        let gone = self.gone.iter().map(|f| format!("{f}: no longer there\n"));
        let mut text: String = changed.chain(gone).collect();
        let (changed, gone) = (self.changed.len(), self.gone.len());
        let _ =
            writeln!(text, "{} files as they were read, {changed} changed, {gone} gone", self.same);
        text
    }
}
