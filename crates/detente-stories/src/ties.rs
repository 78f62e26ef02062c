use std::cmp::Ordering;

use crate::profile::{Class, Profile, Word};

/// Words of weight that are tied to a word: so many that follow it.
const REACH: usize = 3;

/// What of a document its rewrites keep: which words stand near each other, and what it refers to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ties {
    /// Pairs of stems near each other, in whichever order; one of the two at least is the
    /// reporter's own, neither name, number, date nor quoted. Sorted, without repetition.
    pub(crate) pairs: Vec<u64>,
    /// Those of which both are.
    pub(crate) own: Vec<u64>,
    /// Three words of a sentence that follow each other, small words too. Sorted, without
    /// repetition.
    pub(crate) runs: Vec<u64>,
    /// Names, numbers and dates: sorted, without repetition.
    pub(crate) references: Vec<u32>,
    /// All stems: sorted, without repetition.
    pub(crate) stems: Vec<u32>,
}

impl Ties {
    pub(crate) fn new(profile: &Profile) -> Self {
        let words: Vec<_> = profile.words.iter().filter(|word| word.weight() > 0).collect();
        let mut ties = Self::with_room(words.len(), profile.words.len());
        for (i, a) in words.iter().enumerate() {
            words[i + 1..].iter().take(REACH).for_each(|b| ties.add(a, b));
        }
        let sentences = profile.units.iter().map(|unit| profile.words_of(unit));
        ties.runs.extend(sentences.flat_map(|words| words.windows(3).map(run)));
        let refers = |word: &&&Word| word.class != Class::Content;
        ties.references.extend(words.iter().filter(refers).map(|word| word.stem));
        ties.stems.extend(profile.words.iter().map(|word| word.stem));
        [&mut ties.pairs, &mut ties.own, &mut ties.runs].into_iter().for_each(sort);
        [&mut ties.references, &mut ties.stems].into_iter().for_each(sort);
        ties
    }

    /// Room for so many words of weight among so many words.
    fn with_room(weighty: usize, words: usize) -> Self {
        Self {
            pairs: Vec::with_capacity(weighty * REACH),
            own: Vec::with_capacity(weighty * REACH),
            runs: Vec::with_capacity(words),
            references: Vec::new(),
            stems: Vec::with_capacity(words),
        }
    }

    fn add(&mut self, a: &Word, b: &Word) {
        let own = [a, b].map(|word| word.class == Class::Content && !word.quoted);
        if a.stem == b.stem || own == [false, false] {
            return;
        }
        let pair = u64::from(a.stem.min(b.stem)) << 32 | u64::from(a.stem.max(b.stem));
        self.pairs.push(pair);
        if own == [true, true] {
            self.own.push(pair);
        }
    }
}

fn run(words: &[Word]) -> u64 {
    let form = |i: usize| u64::from(words[i].form);
    (form(0) << 32 | form(1)) ^ form(2).rotate_left(17)
}

fn sort<T: Ord>(items: &mut Vec<T>) {
    items.sort_unstable();
    items.dedup();
    items.shrink_to_fit();
}

/// How many items two sorted lists without repetition share.
pub(crate) fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let order = a[i].cmp(&b[j]);
        shared += usize::from(order == Ordering::Equal);
        i += usize::from(order != Ordering::Greater);
        j += usize::from(order != Ordering::Less);
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::profile;

    #[test]
    fn words_are_tied_across_names_and_small_words_but_names_alone_are_not() {
        let plain = profile("The envoy from Sund met angry traders. ");
        let other = profile("Angry traders met the envoy from Ostburg. ");
        let (a, b) = (plain.ties(), other.ties());
        assert_eq!((a.own.len(), b.own.len(), shared(&a.own, &b.own)), (5, 6, 5));
        let names = profile("So spoke Anna Holt. Later Anna Holt left. ");
        assert!(names.ties().pairs.iter().all(|pair| names.ties().own.contains(pair) || {
            let stems = [(pair >> 32) as u32, *pair as u32];
            stems.iter().any(|stem| !names.ties().references.contains(stem))
        }));
    }

    #[test]
    fn lists_share_what_stands_in_both() {
        assert_eq!(shared(&[1, 3, 5, 9], &[0, 3, 4, 9, 11]), 2);
        assert_eq!(shared::<u32>(&[], &[1]), 0);
    }
}
