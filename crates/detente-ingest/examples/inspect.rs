//! Prints how reports are cut: `cargo run --example inspect -- PATH...`.
#![allow(clippy::print_stdout)]

use std::error::Error;

use detente_ingest::{Ingestor, Input, Options, reports};
use detente_resources::{CreditLexicon, SegmentationLexicon};

fn main() -> Result<(), Box<dyn Error>> {
    let ingestor = Ingestor::with(&CreditLexicon::load()?, &SegmentationLexicon::load()?);
    let inputs: Vec<Input> = std::env::args().skip(1).map(|arg| arg.as_str().into()).collect();
    let options = Options::default();
    for report in reports(&inputs, &options) {
        let document = match report {
            Ok(report) => ingestor.document(report, &options),
            Err(diagnostic) => Err(diagnostic),
        };
        let document = match document {
            Ok(document) => document,
            Err(diagnostic) => {
                println!("{}: {diagnostic}", diagnostic.code);
                continue;
            }
        };
        println!(
            "{} {}: {:?}\n{:#?}",
            document.id, document.source, document.dct, document.credits
        );
        for sentence in &document.sentences {
            println!("{:>8} {}", sentence.kind, document.slice(sentence.span).replace('\n', " "));
        }
        document.diagnostics.iter().for_each(|diagnostic| println!("{diagnostic}"));
    }
    Ok(())
}
