//! Arbitrary bytes as a user's file of actors: nothing panics, and what is refused is refused with
//! its file.
#![no_main]

use detente_resources::{Catalogue, OwnActors, Register};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let own = match OwnActors::new("own.tsv", bytes.to_vec()) {
        Ok(own) => own,
        Err(findings) => return assert!(findings.iter().all(|found| found.file == "own.tsv")),
    };
    let findings = Catalogue::read(Some(&own)).lint();
    assert!(findings.iter().all(|found| found.file == "own.tsv"));
    if let Err(findings) = Register::with(&own) {
        assert!(!findings.is_empty());
    }
});
