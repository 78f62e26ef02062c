use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// What is known of words: asked for every word of every text. The words are our own, so that no
/// text can make them collide.
pub(crate) type WordMap<T> = HashMap<String, T, BuildHasherDefault<WordHasher>>;

/// A set of words of the same kind.
pub(crate) type WordSet = HashSet<String, BuildHasherDefault<WordHasher>>;

/// Hashes a short word eight bytes at a time.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct WordHasher(u64);

impl WordHasher {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

    fn mix(&mut self, part: u64) {
        self.0 = (self.0.rotate_left(23) ^ part).wrapping_mul(Self::ODD);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks();
        whole.iter().for_each(|&part| self.mix(u64::from_le_bytes(part)));
        let last = rest.iter().fold(1, |last, &byte| last << 8 | u64::from(byte));
        self.mix(last);
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(byte.into());
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::*;

    #[test]
    fn words_alike_have_hashes_of_their_own_high_and_low() {
        let words: Vec<_> = (0..4096).map(|i| format!("word{i:04}s")).collect();
        let hash = |word: &String| BuildHasherDefault::<WordHasher>::default().hash_one(word);
        for part in [|hash: u64| hash as u32, |hash: u64| (hash >> 32) as u32] {
            let hashes: HashSet<_> = words.iter().map(hash).map(part).collect();
            assert!(hashes.len() > 4090, "{}", hashes.len());
        }
    }
}
