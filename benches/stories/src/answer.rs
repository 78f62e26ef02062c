//! Reads what the tools print.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::score::Answer;

/// What `detente stories --format json` prints, as far as it is needed here.
#[derive(Deserialize)]
struct Stories {
    stories: Vec<Story>,
}

#[derive(Deserialize)]
struct Story {
    members: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    doc: String,
}

/// Reads an answer: the object that detente prints, where the name ends in `.json`; else lines that
/// hold a list of identifiers (a group) or one identifier (a flag).
pub fn read(path: &Path) -> anyhow::Result<Answer> {
    let file = BufReader::new(File::open(path).with_context(|| path.display().to_string())?);
    if path.extension().is_some_and(|extension| extension == "json") {
        let stories: Stories = serde_json::from_reader(file)?;
        let ids = |story: Story| story.members.into_iter().map(|member| member.doc).collect();
        return Ok(Answer::Groups(stories.stories.into_iter().map(ids).collect()));
    }
    let mut lines = file.lines().peekable();
    let flags = matches!(lines.peek(), Some(Ok(line)) if line.starts_with('"'));
    Ok(if flags { Answer::Flags(records(lines)?) } else { Answer::Groups(records(lines)?) })
}

/// The lines of a `.jsonl` file.
pub fn json_lines<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    records(BufReader::new(file).lines())
}

fn records<T: DeserializeOwned>(
    lines: impl Iterator<Item = std::io::Result<String>>,
) -> anyhow::Result<Vec<T>> {
    lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}
