use std::collections::BTreeSet;

use detente_resources::StoryLexicon;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Words that are paired with a word: so many that follow it.
const REACH: usize = 2;
/// One pair in so many is a feature.
const RATE: u64 = 6;
/// A text of few pairs keeps so many nevertheless, if it has them.
const FEWEST: usize = 24;
/// Most features of one text.
pub const MOST_FEATURES: usize = 256;
/// Bits of a feature: what an index keeps of it.
pub(crate) const BITS: u32 = 48;
/// The bit by which the feature of a whole text is known from those of its pairs.
const WHOLE: u64 = 1 << (BITS - 1);
/// Shorter words are left out, numbers aside.
const SHORTEST_WORD: usize = 3;
/// Letters by which words are told apart: endings lie beyond.
const PREFIX: usize = 6;
/// Indices are kept: whatever changes a feature, but for words of the lexicon, must change this.
const VERSION: u64 = 3;

/// Finds in a text what its copies and its rewrites share with it: hashes of pairs of neighbouring
/// words, without closed-class words and endings.
///
/// Which of the pairs become features depends on the pairs alone, not on the text around them: a
/// part has about the features of its share of the whole.
#[derive(Debug, Clone)]
pub struct Sketcher {
    closed_class: WordSet,
}

impl Sketcher {
    /// A sketcher that knows the words of `lexicon`.
    pub fn new(lexicon: &StoryLexicon) -> Self {
        let mut closed_class = BTreeSet::new();
        for word in lexicon.closed_class() {
            words(word, |key| _ = closed_class.insert(key));
        }
        Self { closed_class: WordSet::new(closed_class) }
    }

    /// The features of a text: sorted, without repetition, at most [`MOST_FEATURES`] and one more,
    /// which only texts of the same words have; none above 48 bits. The cost is linear.
    pub fn features(&self, text: &str) -> Vec<u64> {
        let (pairs, whole) = self.pairs(text);
        let sampled = pairs.iter().copied().filter(|&pair| pair < u64::MAX / RATE);
        let mut features = in_order(sampled.collect());
        if features.len() < FEWEST {
            features = in_order(pairs);
            features.truncate(FEWEST);
        }
        features.truncate(MOST_FEATURES);
        features.iter_mut().for_each(|feature| *feature = shortened(*feature));
        features.dedup();
        features.extend((!features.is_empty()).then_some(shortened(whole) | WHOLE));
        features
    }

    /// What tells features of this sketcher from those of another version or lexicon.
    pub fn version(&self) -> u64 {
        let bytes: Vec<_> =
            self.closed_class.slots.iter().flat_map(|word| word.to_le_bytes()).collect();
        xxh3_64_with_seed(&bytes, VERSION)
    }

    /// The pairs, and what stands for all words in their order.
    fn pairs(&self, text: &str) -> (Vec<u64>, u64) {
        let mut whole = 0;
        let mut pairs = Vec::with_capacity(text.len() / 6);
        let mut before = [None; REACH];
        words(text, |word| {
            whole = pair(whole, word.rotate_left(32));
            if !self.closed_class.contains(word) {
                pairs.extend(before.into_iter().flatten().map(|earlier| pair(earlier, word)));
                before.rotate_right(1);
                before[0] = Some(word);
            }
        });
        (pairs, whole)
    }
}

/// True for the feature that only texts of the same words have.
pub(crate) const fn is_of_whole(feature: u64) -> bool {
    feature & WHOLE != 0
}

const fn shortened(feature: u64) -> u64 {
    feature >> (u64::BITS - BITS + 1)
}

fn in_order(mut pairs: Vec<u64>) -> Vec<u64> {
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The same for both orders.
fn pair(a: u64, b: u64) -> u64 {
    let both = u128::from(a.min(b)) << 64 | u128::from(a.max(b));
    xxh3_64(&both.to_le_bytes())
}

/// Calls `see` for each word of the text: its first letters in lower case as a number.
fn words(text: &str, mut see: impl FnMut(u64)) {
    let mut word = Word::default();
    let mut rest = text.as_bytes();
    while let Some(&byte) = rest.first() {
        let mut length = 1;
        match LETTERS.get(usize::from(byte)) {
            Some(0) => word.take().into_iter().for_each(&mut see),
            Some(&letter) => word.push(letter),
            None => {
                let at = text.len() - rest.len();
                let c = text[at..].chars().next().unwrap_or_default();
                length = c.len_utf8();
                if c.is_alphanumeric() {
                    c.to_lowercase().for_each(|c| word.push_wide(c));
                } else {
                    word.take().into_iter().for_each(&mut see);
                }
            }
        }
        rest = &rest[length..];
    }
    word.take().into_iter().for_each(&mut see);
}

/// Letters and digits of ASCII in lower case; 0 for what separates words.
const LETTERS: [u8; 128] = {
    let mut letters = [0; 128];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            letters[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

/// A word as it is read.
#[derive(Default)]
struct Word {
    key: u64,
    letters: usize,
    digits: bool,
}

impl Word {
    fn push(&mut self, letter: u8) {
        self.digits |= letter.is_ascii_digit();
        self.add(u64::from(letter));
    }

    fn push_wide(&mut self, letter: char) {
        self.add(u64::from(letter));
    }

    /// Each letter of the alphabet fills a byte.
    fn add(&mut self, letter: u64) {
        self.letters += 1;
        if self.letters <= PREFIX || self.digits {
            self.key = self.key.rotate_left(8) ^ letter;
        }
    }

    fn take(&mut self) -> Option<u64> {
        let Self { key, letters, digits } = std::mem::take(self);
        (digits || letters >= SHORTEST_WORD).then_some(key)
    }
}

/// A set of words that is asked for every word of every text.
#[derive(Debug, Clone)]
struct WordSet {
    /// Each word at its slot or at one of the next; 0 is none.
    slots: Box<[u64]>,
}

impl WordSet {
    /// Of up to 2,048 words.
    const SLOTS: usize = 4096;

    fn new(words: impl IntoIterator<Item = u64>) -> Self {
        let mut set = Self { slots: vec![0; Self::SLOTS].into() };
        for word in words.into_iter().take(Self::SLOTS / 2) {
            let slot = set.slot(word);
            set.slots[slot] = word;
        }
        set
    }

    fn contains(&self, word: u64) -> bool {
        self.slots[self.slot(word)] == word
    }

    /// Where the word stands or would stand.
    fn slot(&self, word: u64) -> usize {
        let mut slot = (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52) as usize;
        while self.slots[slot] != 0 && self.slots[slot] != word {
            slot = (slot + 1) % Self::SLOTS;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use detente_resources::Resources;

    use super::*;
    use crate::sample::{ACCOUNT, REPORT, REWRITE};

    fn features(text: &str) -> Vec<u64> {
        Sketcher::new(&Resources::load().unwrap().language.stories).features(text)
    }

    fn shared(a: &str, b: &str) -> usize {
        let of_a: HashSet<_> = features(a).into_iter().collect();
        features(b).iter().filter(|feature| of_a.contains(feature)).count()
    }

    #[test]
    fn a_rewrite_shares_more_than_another_account() {
        assert!(shared(REPORT, REWRITE) > 8, "{}", shared(REPORT, REWRITE));
        assert!(shared(REPORT, ACCOUNT) < 2, "{}", shared(REPORT, ACCOUNT));
    }

    #[test]
    fn a_part_shares_its_features_with_the_whole() {
        let ships: Vec<_> = (0..400).map(|i| format!("Ship{i} sank off harbour{i}. ")).collect();
        let (whole, part) = (ships.concat(), ships[100..200].concat());
        let of_part = features(&part).len();
        assert!(shared(&whole, &part) * 10 > of_part * 8, "{} of {of_part}", shared(&whole, &part));
    }

    #[test]
    fn capitals_endings_and_closed_class_words_make_no_difference_to_pairs() {
        let [a, b] = ["The MINISTERS of trade negotiated.", "minister, trade; negotiation"];
        assert_eq!(shared(a, b) + 1, features(a).len());
    }

    #[test]
    fn the_same_words_have_one_more_feature_in_common() {
        let [a, b] = ["Ministers met in Sund.", "MINISTERS\nmet, in Sund"];
        assert_eq!(features(a), features(b));
        assert!(is_of_whole(features(a)[features(a).len() - 1]));
    }

    #[test]
    fn numbers_are_told_apart_to_the_last_digit() {
        assert_eq!(shared("1234567 barrels", "1234568 barrels"), 0);
    }

    #[test]
    fn a_sketch_is_bounded() {
        let ships: Vec<_> = (0..5000).map(|i| format!("Ship{i} sank off harbour{i}. ")).collect();
        let features = features(&ships.concat());
        assert_eq!(features.len(), MOST_FEATURES + 1);
        assert!(features.iter().all(|&feature| feature >> BITS == 0));
    }

    /// Indices are kept: whatever changes this must change the version.
    #[test]
    fn features_are_fixed_for_ever() {
        assert_eq!(features("Ministers met. "), FIXED);
    }

    const FIXED: [u64; 2] = [63_493_373_450_733, 185_274_057_828_013];
}
