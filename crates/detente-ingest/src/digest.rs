use detente_schema::Digest;
use sha2::{Digest as _, Sha256};

use crate::{Format, RawReport};

/// What a report is: for a file its name without folders and its bytes, for an item its line.
pub(crate) fn digest(report: &RawReport) -> Digest {
    let mut hasher = Sha256::new();
    if report.format == Format::Text {
        hasher.update(report.name.as_bytes());
        hasher.update([0]);
    }
    hasher.update(&report.bytes);
    Digest(hexadecimal(&hasher.finalize()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |half: u8| DIGITS[usize::from(half)];
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The first 16 digits.
pub(crate) fn short(digest: &Digest) -> String {
    digest.0.chars().take(16).collect()
}
