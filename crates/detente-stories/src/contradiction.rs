use crate::alignment::{Block, join};
use crate::profile::{Class, Profile, Word};

/// True if two documents name different people, places, numbers or days, as reports after one
/// pattern on different events do: more than a third of the sentences that correspond, and more of
/// what they refer to than of their other words.
pub(crate) fn contradict(a: &Profile, b: &Profile, blocks: &[Block]) -> bool {
    let differing = blocks.iter().filter(|block| differ(a, b, block)).count();
    3 * differing > blocks.len() && follows_pattern(a, b, blocks)
}

/// True if each of two sentences that correspond refers to something, a person, say, or a number,
/// that the other document lacks.
pub(crate) fn differ(a: &Profile, b: &Profile, block: &Block) -> bool {
    let (x, y) = (join(a, &block.a), join(b, &block.b));
    unknown(a.words_of(&x), b) & unknown(b.words_of(&y), a) != 0
}

/// The classes of what `words` refer to that `other` lacks, a bit each.
fn unknown(words: &[Word], other: &Profile) -> u32 {
    let lacking = words.iter().filter_map(|word| {
        let class = word.reference()?;
        other.ties().stems.binary_search(&word.stem).is_err().then_some(class)
    });
    lacking.fold(0, |classes, class| classes | 1 << class as u32)
}

/// True if the sentences that correspond keep far less of what they refer to than of other words.
fn follows_pattern(a: &Profile, b: &Profile, blocks: &[Block]) -> bool {
    let (mut references, mut content) = (Kept::default(), Kept::default());
    let mut count = |words: &[Word], other: &Profile| {
        for word in words {
            match (word.reference(), word.class) {
                (Some(_), _) => references.add(word, other),
                (None, Class::Content) => content.add(word, other),
                _ => {}
            }
        }
    };
    for block in blocks {
        count(a.words_of(&join(a, &block.a)), b);
        count(b.words_of(&join(b, &block.b)), a);
    }
    4 * references.kept * content.all < 3 * content.kept * references.all
}

/// Numbers of words.
#[derive(Default)]
struct Kept {
    /// Those that the other document has too.
    kept: u64,
    all: u64,
}

impl Kept {
    fn add(&mut self, word: &Word, other: &Profile) {
        self.kept += u64::from(other.ties().stems.binary_search(&word.stem).is_ok());
        self.all += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::{align, blocks};
    use crate::sample::profile;

    fn pattern(year: &str, party: &str, seats: &str, share: &str) -> String {
        format!(
            "Voters in Ostland went to the polls in {year} to elect a new parliament. The {party} \
            party won {seats} seats and became the strongest group in the chamber. Turnout reached \
            {share} percent, the electoral commission announced late in the evening. "
        )
    }

    fn contradicts(a: &str, b: &str) -> bool {
        let (a, b) = (profile(a), profile(b));
        contradict(&a, &b, &blocks(&align(&a, &b)))
    }

    #[test]
    fn reports_after_one_pattern_on_different_events_contradict_each_other() {
        let first = pattern("2004", "Farmers", "81", "64");
        assert!(contradicts(&first, &pattern("2008", "Workers", "77", "58")));
        assert!(!contradicts(&first, &pattern("2004", "Farmers", "81", "65")));
    }

    #[test]
    fn words_exchanged_at_random_are_no_contradiction() {
        let first = pattern("2004", "Farmers", "81", "64");
        let noise = first
            .replace("2004", "1999")
            .replace("polls", "Harbour")
            .replace("strongest group in the chamber", "window lamp of the river");
        assert!(!contradicts(&first, &noise.replace("commission announced late", "17 ship cold")));
    }
}
