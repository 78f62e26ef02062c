//! Writes a corpus: `corpus SIZE SEED FILE.jsonl FILE.truth.jsonl`.

use std::fs::File;
use std::io::{BufWriter, Write};

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [size, seed, corpus, truth] = arguments.as_slice() else {
        bail!("usage: corpus SIZE SEED FILE.jsonl FILE.truth.jsonl");
    };
    let (size, seed) = (size.parse().context("SIZE")?, seed.parse().context("SEED")?);
    let mut corpus = BufWriter::new(File::create(corpus).context(corpus.clone())?);
    let mut truth = BufWriter::new(File::create(truth).context(truth.clone())?);
    detente_bench_stories::corpus::write(size, seed, &mut corpus, &mut truth)?;
    corpus.flush()?;
    Ok(truth.flush()?)
}
