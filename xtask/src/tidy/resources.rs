//! Every file of words, actors and codes says where it comes from.

use super::sources::Tree;

const LEDGER_OF_SOURCES: &str = "resources/SOURCES.md";

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let sources = tree.files.iter().find(|file| file.path == LEDGER_OF_SOURCES);
    let Some(sources) = sources else {
        return vec![format!("{LEDGER_OF_SOURCES} is missing")];
    };
    let data = tree.files.iter().map(|file| file.path.as_str()).filter(|path| is_data(path));
    data.filter(|path| !is_named(path, &sources.text))
        .map(|path| format!("{path} has no line in {LEDGER_OF_SOURCES}"))
        .collect()
}

fn is_data(path: &str) -> bool {
    ["resources/lang/", "resources/actors/", "resources/codes/"].iter().any(|p| path.starts_with(p))
}

/// A file is named by its own path or by one of its folders.
fn is_named(path: &str, sources: &str) -> bool {
    let inside = path.strip_prefix("resources/").unwrap_or(path);
    let folders = inside.match_indices('/').map(|(at, _)| &inside[..=at]);
    folders.skip(2).chain([inside]).any(|name| sources.contains(&format!("`{name}`")))
}

#[cfg(test)]
mod tests {
    use super::is_named;

    #[test]
    fn a_file_is_named_by_its_path_or_its_folder_but_not_by_the_whole_language() {
        assert!(is_named("resources/actors/states.tsv", "| `actors/states.tsv` | x |"));
        assert!(is_named("resources/lang/en/time/rules.toml", "| `lang/en/time/` | x |"));
        assert!(!is_named("resources/lang/en/time/rules.toml", "| `lang/en/` | x |"));
    }
}
