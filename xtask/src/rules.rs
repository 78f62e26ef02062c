//! Runs the rules for temporal expressions over their own examples, straight from the folders of
//! `resources/lang/`, so that nothing need be built anew between two tries.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, ensure};
use detente_annotate::{RuleFailure, check_rules};
use detente_resources::TimeRules;

use crate::repository;

/// Checks these languages, or all where none is named; prints counts and failures.
pub(crate) fn run(languages: &[&str]) -> anyhow::Result<ExitCode> {
    let folder = repository().join("resources/lang");
    let known = known(&folder)?;
    for language in languages {
        ensure!(
            known.iter().any(|name| name == language),
            "no folder resources/lang/{language}/time; there are {}",
            known.join(", ")
        );
    }
    let mut failures = 0;
    for language in known {
        if languages.is_empty() || languages.contains(&language.as_str()) {
            failures += check(&folder, &language)?;
        }
    }
    println!(
        "{}",
        if failures == 0 { "every example holds".to_owned() } else { format!("{failures} failed") }
    );
    Ok(if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Languages with a `time` folder, sorted.
fn known(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut known = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        if entry.path().join("time").is_dir() {
            known.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    known.sort();
    Ok(known)
}

/// Prints what holds and what does not in one language; returns how many examples fail.
fn check(folder: &Path, language: &str) -> anyhow::Result<usize> {
    let files = files(&folder.join(language).join("time"))?;
    let texts: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let rules = TimeRules::parse(&format!("lang/{language}/time"), &texts)?;
    let failures = check_rules(&rules);
    println!("{language}: {}", rules.card.name);
    for (file, _) in files.iter().filter(|(name, _)| name.starts_with("rules/")) {
        print_file(file, &rules, &failures);
    }
    failures.iter().for_each(|failure| println!("\nFAILED {failure}"));
    Ok(failures.len())
}

fn print_file(file: &str, rules: &TimeRules, failures: &[RuleFailure]) {
    let within = |path: &str| path.ends_with(&format!("/{file}"));
    let own: Vec<_> = rules.rules.iter().filter(|rule| within(&rule.file)).collect();
    let fires: usize = own.iter().map(|rule| rule.fires.len()).sum();
    let rejects: usize = own.iter().map(|rule| rule.rejects.len()).sum();
    let failed = failures.iter().filter(|failure| within(&failure.file)).count();
    println!(
        "  {file:<24} {:>4} rules {fires:>5} fires {rejects:>5} rejects {failed:>5} failed",
        own.len()
    );
}

/// The TOML files of a `time` folder, with their names inside it.
fn files(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for part in ["", "rules/"] {
        let path = folder.join(part);
        let entries = fs::read_dir(&path).with_context(|| path.display().to_string())?;
        for entry in entries {
            let entry = entry?.path();
            if entry.extension().is_some_and(|extension| extension == "toml") {
                let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let text =
                    fs::read_to_string(&entry).with_context(|| entry.display().to_string())?;
                files.push((format!("{part}{name}"), text));
            }
        }
    }
    files.sort();
    Ok(files)
}
