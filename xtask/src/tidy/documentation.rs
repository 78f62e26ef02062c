//! Every public item is documented: the compiler checks it, provided that each crate asks it to.

use super::sources::{SourceFile, Tree};

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let manifests = tree.files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    let outside = ["fuzz/", "benches/"];
    let members =
        manifests.filter(|file| !outside.iter().any(|folder| file.path.starts_with(folder)));
    let silent = members.filter(|file| !file.text.contains("[lints]\nworkspace = true"));
    let mut findings: Vec<_> =
        silent.map(|file| format!("{}: lacks `[lints] workspace = true`", file.path)).collect();
    if !tree.files.iter().any(asks_for_documentation) {
        findings.push("Cargo.toml: `missing_docs` is not asked for".to_owned());
    }
    findings
}

fn asks_for_documentation(file: &SourceFile) -> bool {
    file.path == "Cargo.toml" && file.text.contains("missing_docs = \"warn\"")
}
