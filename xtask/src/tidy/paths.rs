//! No file names a folder of the machine on which it was written.

use super::sources::Tree;

/// Folders that exist on one machine only; `{}` keeps this file from finding itself.
const FOLDERS: &[&str] = &["work/", "home/", "root/", "Users/", "tmp/"];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let findings = tree.files.iter().flat_map(|file| {
        file.text
            .lines()
            .enumerate()
            .filter(|(_, line)| names_a_folder(line))
            .map(move |(at, line)| format!("{}:{}: {}", file.path, at + 1, line.trim()))
    });
    findings.collect()
}

fn names_a_folder(line: &str) -> bool {
    FOLDERS.iter().any(|folder| {
        line.match_indices(folder).any(|(at, _)| {
            let before = line[..at].strip_suffix('/');
            before.is_some_and(|rest| {
                rest.is_empty() || rest.ends_with([' ', '"', '\'', '`', '=', '('])
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::names_a_folder;

    #[test]
    fn a_folder_at_the_root_is_found_and_one_inside_the_project_is_not() {
        let root = |folder: &str| format!("see `{}{folder}x`", '/');
        assert!(names_a_folder(&root("home/")));
        assert!(names_a_folder(&root("tmp/")));
        assert!(!names_a_folder("see `fuzz/tmp/x`"));
        assert!(!names_a_folder("https://example.org/home/x"));
    }
}
