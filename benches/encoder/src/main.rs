//! Sentences a second of the encoder on one core, from text to the tags of the words.
//!
//! `detente-bench-encoder MODEL VOCABULARY SENTENCES [vectors]`: SENTENCES holds one a line. With `vectors`
//! it prints for each word its line's number, its span and its vector instead.
#![allow(clippy::print_stdout)]

use std::{env, fs};

use anyhow::{Context, Result};
use detente_events::encoder::Model;

const REPEATS: u32 = 5;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [model, vocabulary, sentences, rest @ ..] = &arguments[..] else {
        anyhow::bail!("usage: MODEL VOCABULARY SENTENCES [vectors]");
    };
    let bytes = fs::read(model).context(model.clone())?;
    let vocabulary = fs::read_to_string(vocabulary).context(vocabulary.clone())?;
    let text = fs::read_to_string(sentences).context(sentences.clone())?;
    let sentences: Vec<&str> = text.lines().collect();
    // One thread in the pool, so that wall time is the time of one core.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global()?;
    let start = spent()?;
    let model = Model::load(&bytes, &vocabulary)?;
    let loaded = spent()? - start;
    if rest.is_empty() {
        println!("load {:.1} ms", loaded * 1e3);
        measure(&model, &sentences)?;
    } else {
        print_vectors(&model, &sentences);
    }
    Ok(())
}

/// Processor time of this thread so far, in seconds, as Linux counts it: other programs do not disturb it much.
fn spent() -> Result<f64> {
    let counted = fs::read_to_string("/proc/thread-self/schedstat")?;
    let running = counted.split_whitespace().next().context("no time of this thread")?;
    Ok(running.parse::<f64>()? / 1e9)
}

fn measure(model: &Model, sentences: &[&str]) -> Result<()> {
    let words: usize = model.read(sentences).iter().map(|reading| reading.words.len()).sum();
    println!("{} sentences, {words} words", sentences.len());
    let mut best = f64::MAX;
    for _ in 0..REPEATS {
        let start = spent()?;
        let mut tagged = 0;
        for batch in sentences.chunks(64) {
            tagged += model.read(batch).iter().map(|reading| reading.tags().len()).sum::<usize>();
        }
        assert_eq!(tagged, words);
        best = best.min(spent()? - start);
    }
    println!("{:.0} sentences per second of processor time, best of {REPEATS}", sentences.len() as f64 / best);
    Ok(())
}

fn print_vectors(model: &Model, sentences: &[&str]) {
    for (line, reading) in model.read(sentences).iter().enumerate() {
        let width = model.config().hidden;
        for (word, vector) in reading.words.iter().zip(reading.vectors().chunks_exact(width)) {
            let numbers: Vec<String> = vector.iter().map(ToString::to_string).collect();
            println!("{line} {} {} {}", word.start(), word.end(), numbers.join(" "));
        }
    }
}
