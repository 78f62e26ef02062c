//! Temporal expressions and nothing else: `detente-bench-time FILE.jsonl [ROUNDS]`.
//!
//! Prints the expressions of each document; with `ROUNDS` tags the texts so many times in memory,
//! on one thread, and prints how many expressions were found in all.

use std::fs;

use anyhow::{Context, Result};
use detente_annotate::TimeTagger;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Item {
    id: String,
    date: Option<Date>,
    text: String,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().context("usage: detente-bench-time FILE.jsonl [ROUNDS]")?;
    let items = read(&path)?;
    let tagger = TimeTagger::load("en")?;
    match arguments.next() {
        Some(rounds) => println!("{}", found(&tagger, &items, rounds.parse()?)),
        None => items.iter().for_each(|item| println!("{}", record(&tagger, item))),
    }
    Ok(())
}

fn read(path: &str) -> Result<Vec<Item>> {
    let text = fs::read_to_string(path).context(path.to_owned())?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn found(tagger: &TimeTagger, items: &[Item], rounds: usize) -> usize {
    let round = |_| items.iter().map(|item| tagger.tag(&item.text, item.date).len()).sum::<usize>();
    (0..rounds).map(round).sum()
}

fn record(tagger: &TimeTagger, item: &Item) -> Value {
    let expressions = tagger.tag(&item.text, item.date);
    let timexes: Vec<Value> = expressions
        .iter()
        .map(|timex| {
            let span = [timex.span.start(), timex.span.end()];
            json!({ "span": span, "type": timex.kind, "value": timex.value_text() })
        })
        .collect();
    json!({ "id": item.id, "timexes": timexes })
}
