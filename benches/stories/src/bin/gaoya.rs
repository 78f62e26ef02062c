//! The peer gaoya: `gaoya words|shingles THRESHOLD FILE.jsonl`; prints one group a line.
//!
//! 128 hashes of 32 bits, bands by the crate's own rule for the threshold, candidates kept when
//! their estimated similarity reaches it, groups by joining all pairs.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

use anyhow::{Context, bail};
use detente_bench_stories::corpus::Item;
use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32, calculate_minhash_params};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [tokens, threshold, path] = arguments.as_slice() else {
        bail!("usage: gaoya words|shingles THRESHOLD FILE.jsonl");
    };
    let threshold: f64 = threshold.parse()?;
    let (bands, width) = calculate_minhash_params(threshold, 128);
    let hasher = MinHasher32::new(bands * width);
    let mut index: MinHashIndex<u32, usize> = MinHashIndex::new(bands, width, threshold);
    let (mut ids, mut join) = (Vec::new(), Joined::default());
    for line in BufReader::new(File::open(path).context(path.clone())?).lines() {
        let item: Item = serde_json::from_str(&line?)?;
        let signature = signature(&hasher, tokens == "words", &item.text);
        let number = join.add();
        for other in index.query_owned(&signature) {
            join.join(number, other);
        }
        index.insert(number, signature);
        ids.push(item.id);
    }
    print(&ids, &mut join)
}

fn signature(
    hasher: &MinHasher32<impl std::hash::BuildHasher>,
    words: bool,
    text: &str,
) -> Vec<u32> {
    let text = text.to_lowercase();
    let tokens: Vec<_> = text.split_whitespace().collect();
    if words {
        return hasher.create_signature(tokens.into_iter());
    }
    hasher.create_signature(tokens.windows(5.min(tokens.len()).max(1)))
}

fn print(ids: &[String], join: &mut Joined) -> anyhow::Result<()> {
    let mut groups: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (number, id) in ids.iter().enumerate() {
        groups.entry(join.root(number)).or_default().push(id);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    for group in groups.into_values().filter(|group| group.len() > 1) {
        writeln!(out, "{}", serde_json::to_string(&group)?)?;
    }
    Ok(out.flush()?)
}

/// Disjoint sets.
#[derive(Default)]
struct Joined(Vec<usize>);

impl Joined {
    fn add(&mut self) -> usize {
        self.0.push(self.0.len());
        self.0.len() - 1
    }

    fn root(&mut self, mut number: usize) -> usize {
        while self.0[number] != number {
            self.0[number] = self.0[self.0[number]];
            number = self.0[number];
        }
        number
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
