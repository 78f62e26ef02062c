use std::fmt::Write as _;

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
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The first 16 digits.
pub(crate) fn short(digest: &Digest) -> String {
    digest.0.chars().take(16).collect()
}
