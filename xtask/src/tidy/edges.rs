//! The star of crates: stages know the records, not each other.

use super::sources::{SourceFile, Tree};

/// Who may use whom, and which outside libraries belong to one crate alone.
const ALLOWED: &[(&str, &[&str])] = &[
    ("detente-schema", &[]),
    ("detente-resources", &["detente-schema"]),
    ("detente-ingest", &["detente-schema", "detente-resources"]),
    ("detente-stories", &["detente-schema", "detente-resources"]),
    ("detente-annotate", &["detente-schema", "detente-resources"]),
    ("detente-events", &["detente-schema", "detente-resources"]),
    ("detente-ledger", &["detente-schema", "detente-resources"]),
    ("detente-views", &["detente-schema", "detente-resources", "detente-ledger"]),
];

const RESERVED: &[(&str, &str)] = &[
    ("rusqlite", "detente-ledger"),
    ("encoding_rs", "detente-ingest"),
    ("chardetng", "detente-ingest"),
    ("askama", "detente-views"),
];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    tree.files.iter().filter(|file| is_member(&file.path)).flat_map(forbidden).collect()
}

fn forbidden(file: &SourceFile) -> Vec<String> {
    let manifest = match file.text.parse::<toml::Table>() {
        Ok(manifest) => manifest,
        Err(error) => return vec![format!("{}: {error}", file.path)],
    };
    let name = manifest.get("package").and_then(|package| package.get("name")?.as_str());
    let name = name.unwrap_or_default();
    let forbidden = dependencies(&manifest).into_iter().filter(|used| !may_use(name, used));
    forbidden.map(|used| format!("{}: {name} must not use {used}", file.path)).collect()
}

fn is_member(path: &str) -> bool {
    path == "resources/Cargo.toml" || (path.starts_with("crates/") && path.ends_with("/Cargo.toml"))
}

fn dependencies(manifest: &toml::Table) -> Vec<String> {
    ["dependencies", "dev-dependencies", "build-dependencies"]
        .into_iter()
        .filter_map(|section| manifest.get(section)?.as_table())
        .flat_map(|table| table.keys().cloned())
        .collect()
}

fn may_use(name: &str, dependency: &str) -> bool {
    if let Some((_, owner)) = RESERVED.iter().find(|(library, _)| *library == dependency) {
        return *owner == name;
    }
    if !dependency.starts_with("detente") || name == "detente" {
        return true;
    }
    ALLOWED.iter().any(|(of, allowed)| *of == name && allowed.contains(&dependency))
}

#[cfg(test)]
mod tests {
    use super::may_use;

    #[test]
    fn a_stage_may_not_use_another() {
        assert!(may_use("detente-events", "detente-schema"));
        assert!(!may_use("detente-events", "detente-annotate"));
        assert!(!may_use("detente-events", "detente"));
        assert!(may_use("detente", "detente-events"));
    }

    #[test]
    fn only_the_ledger_knows_its_database() {
        assert!(may_use("detente-ledger", "rusqlite"));
        assert!(!may_use("detente", "rusqlite"));
    }
}
