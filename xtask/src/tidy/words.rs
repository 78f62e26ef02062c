//! Code that names a country is a defect: names belong to the register.

use super::sources::{SourceFile, Tree};

/// Names that are English words or common names as well.
const ALSO_WORDS: &[&str] = &["Chad", "Man", "Jersey", "Guinea", "Turkey", "Jordan", "Georgia"];

/// A register with fewer states has not been read rightly.
const FEWEST: usize = 150;

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let names = state_names(tree);
    if names.len() < FEWEST {
        return vec![format!("resources/actors/states.tsv names only {} states", names.len())];
    }
    tree.product_code().flat_map(|file| named_in(file, &names)).collect()
}

fn state_names(tree: &Tree) -> Vec<&str> {
    let states = tree.files.iter().find(|file| file.path == "resources/actors/states.tsv");
    let lines = states.map_or("", |file| &file.text).lines();
    let rows = lines.filter(|line| !line.starts_with('#'));
    let names = rows.filter_map(|row| row.split('\t').nth(2));
    names.filter(|name| name.len() > 3 && !ALSO_WORDS.contains(name)).collect()
}

fn named_in(file: &SourceFile, names: &[&str]) -> Vec<String> {
    let code = file.code_lines().filter(|(_, line)| !line.trim_start().starts_with("//"));
    code.filter_map(|(at, line)| {
        let name = names.iter().find(|name| {
            line.split('"').skip(1).step_by(2).any(|literal| literal.contains(*name))
        })?;
        Some(format!("{}:{at}: names {name}", file.path))
    })
    .collect()
}
