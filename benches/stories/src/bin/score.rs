//! Prints as JSON how good an answer is: `score FILE.truth.jsonl ANSWER`.

use std::path::Path;

use anyhow::bail;
use detente_bench_stories::{answer, score::score};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [truth, given] = arguments.as_slice() else {
        bail!("usage: score FILE.truth.jsonl ANSWER");
    };
    let truth = answer::json_lines(Path::new(truth))?;
    let score = score(&truth, &answer::read(Path::new(given))?);
    println!("{}", serde_json::to_string(&score)?);
    Ok(())
}
