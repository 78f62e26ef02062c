//! Writes the real output of the first command into README.md.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

const COMMAND: &str = "cargo run --release -- report examples/korea";
const OPENS: &str = "```text\n";
const CLOSES: &str = "```";

/// Runs the command and replaces the block of output that follows it.
pub(crate) fn run() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let arguments =
        COMMAND.split(' ').skip(1).map(|word| if word == "--release" { "--quiet" } else { word });
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(&root).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let path = root.join("README.md");
    let readme = std::fs::read_to_string(&path)?;
    std::fs::write(path, with_output(&readme, &String::from_utf8(output.stdout)?)?)?;
    Ok(())
}

fn with_output(readme: &str, output: &str) -> anyhow::Result<String> {
    let after_command = readme.find(COMMAND).context("README.md does not show the command")?;
    let open = readme[after_command..].find(OPENS).context("no block of output follows")?;
    let start = after_command + open + OPENS.len();
    let end = start + readme[start..].find(CLOSES).context("the block of output does not end")?;
    Ok([&readme[..start], output, &readme[end..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_block_after_the_command_changes() {
        let readme = format!("```text\nkept\n```\n{COMMAND}\n```text\nold\n```\nend");
        let expected = format!("```text\nkept\n```\n{COMMAND}\n```text\nnew\n```\nend");
        assert_eq!(with_output(&readme, "new\n").unwrap(), expected);
        assert!(with_output("nothing here", "new\n").is_err());
    }
}
