//! Writes the real output of the first command into README.md: an overview of it, and all of it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

const COMMAND: &str = "cargo run --release -- report examples/korea";
const OPENS: &str = "```text\n";
const CLOSES: &str = "```";

/// Runs the command and replaces the two blocks of output that follow it.
pub(crate) fn run() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let arguments = ["run", "--quiet", "--", "report", "examples/korea"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(&root).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let output = String::from_utf8(output.stdout)?;
    let path = root.join("README.md");
    let readme = std::fs::read_to_string(&path)?;
    std::fs::write(path, with_blocks(&readme, &[&overview(&output), &output])?)?;
    Ok(())
}

/// The first line and the first timeline.
fn overview(output: &str) -> String {
    let summary = output.lines().next().unwrap_or_default();
    let timeline = output.split("\nTIMELINE: ").nth(1).unwrap_or_default().trim_end();
    format!("{summary}\n\nTIMELINE: {timeline}\n")
}

fn with_blocks(readme: &str, blocks: &[&str]) -> anyhow::Result<String> {
    let (before, mut rest) = readme.split_once(COMMAND).context("the command is not shown")?;
    let mut written = format!("{before}{COMMAND}");
    for block in blocks {
        let (between, after) = rest.split_once(OPENS).context("a block of output is missing")?;
        let (_, after) = after.split_once(CLOSES).context("a block of output does not end")?;
        written.extend([between, OPENS, block, CLOSES]);
        rest = after;
    }
    Ok(written + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_blocks_after_the_command_change() {
        let readme = |a, b| {
            format!("```text\nkept\n```\n{COMMAND}\n```text\n{a}```\n or\n```text\n{b}```\nend")
        };
        let written = with_blocks(&readme("old\n", "older\n"), &["new\n", "newer\n"]).unwrap();
        assert_eq!(written, readme("new\n", "newer\n"));
        assert!(with_blocks("nothing here", &[]).is_err());
    }

    #[test]
    fn the_overview_is_the_summary_and_the_first_timeline() {
        let output =
            "2 reports\n\nEVENTS\n\n[1] x\n\nTIMELINE: A AND B\n\n1999 x\n\nTIMELINE: C AND D\n";
        assert_eq!(overview(output), "2 reports\n\nTIMELINE: A AND B\n\n1999 x\n");
    }
}
