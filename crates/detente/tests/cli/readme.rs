//! What README.md shows is what the program prints.

use crate::support::{detente_in, root};

/// The blocks of output after the line that shows `command`.
fn shown_after(command: &str) -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md");
    let (_, rest) = readme.split_once(command).expect("README.md shows the command");
    let blocks = rest.split("```text\n").skip(1);
    blocks.filter_map(|block| Some(block.split_once("```")?.0.to_owned())).collect()
}

#[test]
fn the_report_on_the_examples_is_the_one_in_the_readme() {
    let run = detente_in(&root(), ["report", "examples/korea"]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    let shown = shown_after("cargo run --release -- report examples/korea");
    assert!(run.stdout == shown[1], "`cargo xtask readme` writes the new output into README.md");
    assert!(shown[0].lines().all(|line| run.stdout.contains(line)));
}

#[test]
fn every_command_is_in_the_readme() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md");
    let help = detente_in(&root(), ["--help"]).stdout;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    for line in commands.take_while(|line| !line.is_empty()) {
        let Some(name) = line.strip_prefix("  ").filter(|l| !l.starts_with(' ')) else { continue };
        let name = name.split_whitespace().next().expect("a name");
        assert!(readme.contains(&format!("`detente {name}")) || name == "help", "{name}");
    }
}
