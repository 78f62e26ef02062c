//! Rules of the repository that no compiler checks. Each rule is one file and returns what is
//! wrong, one line for each finding.

mod documentation;
mod edges;
mod function_length;
mod paths;
mod resources;
mod sources;
mod words;

use anyhow::bail;

use sources::Tree;

type Rule = fn(&Tree) -> Vec<String>;

const RULES: &[(&str, Rule)] = &[
    ("crate edges", edges::check),
    ("documented public items", documentation::check),
    ("machine paths", paths::check),
    ("resources have a source", resources::check),
    ("no state is named in code", words::check),
    ("functions are short", function_length::check),
];

/// Checks all rules and fails if one has findings.
pub(crate) fn run() -> anyhow::Result<()> {
    let tree = Tree::read()?;
    let mut findings = 0;
    for (name, rule) in RULES {
        let found = rule(&tree);
        println!("== tidy: {name}: {}", if found.is_empty() { "ok" } else { "FAILED" });
        found.iter().for_each(|finding| println!("   {finding}"));
        findings += found.len();
    }
    if findings > 0 {
        bail!("tidy has {findings} findings, printed above");
    }
    Ok(())
}
