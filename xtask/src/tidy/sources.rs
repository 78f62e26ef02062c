//! The files that git tracks or would track.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};

/// The repository.
pub(crate) struct Tree {
    /// Its text files, sorted by path.
    pub(crate) files: Vec<SourceFile>,
}

/// One text file.
pub(crate) struct SourceFile {
    /// Path from the root, with `/`.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) text: String,
}

impl SourceFile {
    /// True for Rust.
    pub(crate) fn is_rust(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|extension| extension == "rs")
    }

    /// The lines of a Rust file before its unit tests, numbered from 1.
    pub(crate) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
    }
}

impl Tree {
    /// Lists and reads the files.
    pub(crate) fn read() -> anyhow::Result<Self> {
        let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).canonicalize()?;
        let listing = Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard"])
            .current_dir(&root)
            .output()
            .context("git could not be started")?;
        ensure!(listing.status.success(), "git ls-files failed: is this a git checkout?");
        let mut paths: Vec<String> =
            String::from_utf8(listing.stdout)?.lines().map(str::to_owned).collect();
        paths.sort();
        let files = paths
            .into_iter()
            .filter_map(|path| {
                let text = std::fs::read_to_string(root.join(&path)).ok()?;
                Some(SourceFile { path, text })
            })
            .collect();
        Ok(Self { files })
    }

    /// The Rust files of the product: crates and resources, without their `tests` folders.
    pub(crate) fn product_code(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().filter(|file| {
            let product = ["crates/", "resources/src/"].iter().any(|p| file.path.starts_with(p));
            product && file.is_rust() && !is_test(&file.path)
        })
    }
}

fn is_test(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "benches" | "fixtures.rs"))
}
