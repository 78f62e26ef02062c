use detente_schema::Digest;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::profile::{Profile, Unit, Word};

/// Most features of one document.
pub const MOST_FEATURES: usize = 256;
/// Most features of one sentence.
const MOST_OF_A_SENTENCE: usize = 16;
/// Words that are paired with a word: so many that follow it.
const REACH: usize = 2;
/// Sketches are stored: a change of what a feature is, word lists included, must change this.
const VERSION: u64 = 1;

/// What a document shares with its copies and its rewrites: hashes of pairs of neighbouring words
/// of weight, the least of each sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// The document.
    pub digest: Digest,
    /// Sorted, without repetition, at most [`MOST_FEATURES`].
    pub features: Vec<u64>,
}

impl Sketch {
    pub(crate) fn new(profile: &Profile) -> Self {
        let mut features: Vec<_> =
            profile.units.iter().flat_map(|unit| least(profile, unit)).collect();
        features.sort_unstable();
        features.dedup();
        features.truncate(MOST_FEATURES);
        Self { digest: profile.digest.clone(), features }
    }
}

fn least(profile: &Profile, unit: &Unit) -> Vec<u64> {
    let words: Vec<_> = profile.words_of(unit).iter().filter(|word| word.weight() > 0).collect();
    let mut features: Vec<_> = pairs(&words).collect();
    features.sort_unstable();
    features.dedup();
    features.truncate(MOST_OF_A_SENTENCE);
    features
}

fn pairs(words: &[&Word]) -> impl Iterator<Item = u64> {
    words.iter().enumerate().flat_map(move |(i, a)| {
        words[i + 1..].iter().take(REACH).map(move |b| feature(a.stem, b.stem))
    })
}

/// The same for both orders.
fn feature(a: u32, b: u32) -> u64 {
    let pair = u64::from(a.min(b)) << 32 | u64::from(a.max(b));
    xxh3_64_with_seed(&pair.to_le_bytes(), VERSION)
}

#[cfg(test)]
mod tests {
    use crate::candidates::LEAST_SHARED;
    use crate::sample::{REPORT, REWRITE, profile};

    #[test]
    fn a_rewrite_shares_features() {
        let (a, b) = (profile(REPORT).sketch(), profile(REWRITE).sketch());
        let shared = a.features.iter().filter(|feature| b.features.contains(feature)).count();
        assert!(shared > LEAST_SHARED, "{shared}");
    }

    #[test]
    fn a_sketch_is_bounded() {
        let ships: Vec<_> = (0..5000).map(|i| format!("Ship{i} sank off harbour{i}. ")).collect();
        assert_eq!(profile(&ships.concat()).sketch().features.len(), super::MOST_FEATURES);
    }

    /// Sketches are stored: whatever changes this, word lists included, must change the version.
    #[test]
    fn features_are_fixed_for_ever() {
        assert_eq!(profile("Ministers met. ").sketch().features, [FIXED]);
    }

    const FIXED: u64 = 680_046_111_286_451_989;
}
