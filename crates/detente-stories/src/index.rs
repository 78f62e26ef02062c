use crate::sketch::BITS;

/// Most postings of one block of [`encode`].
pub const BLOCK: usize = 320;
const BYTES: usize = BITS as usize / 8;

/// A feature and a document that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Posting {
    /// The feature, of 48 bits.
    pub feature: u64,
    /// The document, as a number of 48 bits that its digest alone decides.
    pub place: u64,
}

impl Posting {
    /// The place in runs of the document with `digest`: its first 48 bits. Two documents with one
    /// place are found together; a place that is no hexadecimal number counts as 0.
    pub fn place(digest: &str) -> u64 {
        let first = digest.get(..BYTES * 2).unwrap_or_default();
        u64::from_str_radix(first, 16).unwrap_or_default()
    }

    /// The digests of the documents at `place` begin with this.
    pub fn digest_prefix(place: u64) -> String {
        format!("{place:0digits$x}", digits = BYTES * 2)
    }
}

/// Postings on a disk or in memory: runs, each of which is in order.
pub trait Postings {
    /// What can go wrong when a run is read.
    type Error;

    /// The runs there are.
    fn runs(&self) -> Result<Vec<u64>, Self::Error>;

    /// Postings of `run` in their order, from one that is not before `from` and has none between
    /// itself and `from`: at least one, unless there is none.
    fn read(&self, run: u64, from: Posting) -> Result<Vec<Posting>, Self::Error>;
}

/// A run in memory.
#[derive(Debug, Clone, Default)]
pub struct Run(Vec<Posting>);

impl Run {
    /// The run of documents, each with its place and its features.
    pub fn new<'f>(documents: impl IntoIterator<Item = (u64, &'f [u64])>) -> Self {
        let of = |(place, features): (u64, &'f [u64])| {
            features.iter().map(move |&feature| Posting { feature, place })
        };
        let mut postings: Vec<_> = documents.into_iter().flat_map(of).collect();
        postings.sort_unstable();
        postings.dedup();
        Self(postings)
    }

    /// Its postings in their order.
    pub fn postings(&self) -> &[Posting] {
        &self.0
    }
}

impl Postings for Run {
    type Error = std::convert::Infallible;

    fn runs(&self) -> Result<Vec<u64>, Self::Error> {
        Ok(vec![0])
    }

    fn read(&self, _: u64, from: Posting) -> Result<Vec<Posting>, Self::Error> {
        let start = self.0.partition_point(|&posting| posting < from);
        Ok(self.0[start..].iter().take(BLOCK).copied().collect())
    }
}

/// Postings as bytes, 12 each: feature and place, most significant byte first, so that the order of
/// bytes is that of postings.
pub fn encode(postings: &[Posting]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(postings.len() * 2 * BYTES);
    for posting in postings {
        bytes.extend_from_slice(&posting.feature.to_be_bytes()[8 - BYTES..]);
        bytes.extend_from_slice(&posting.place.to_be_bytes()[8 - BYTES..]);
    }
    bytes
}

/// The postings of [`encode`]; `None` for bytes that it did not make.
pub fn decode(bytes: &[u8]) -> Option<Vec<Posting>> {
    let records = bytes.chunks_exact(2 * BYTES);
    let whole = records.remainder().is_empty();
    let postings: Vec<_> = records.map(posting).collect();
    (whole && postings.is_sorted()).then_some(postings)
}

fn posting(record: &[u8]) -> Posting {
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
    Posting { feature: number(&record[..BYTES]), place: number(&record[BYTES..]) }
}

/// Reads one run from the start to the end, leaping over what is not asked for.
pub(crate) struct Cursor<'p, P: Postings> {
    postings: &'p P,
    run: u64,
    block: Vec<Posting>,
    at: usize,
    ended: bool,
}

impl<'p, P: Postings> Cursor<'p, P> {
    pub(crate) fn new(postings: &'p P, run: u64) -> Self {
        Self { postings, run, block: Vec::new(), at: 0, ended: false }
    }

    /// The first posting that is not before `target`, which must not lie before the last one asked
    /// for.
    pub(crate) fn seek(&mut self, target: Posting) -> Result<Option<Posting>, P::Error> {
        if self.block.last().is_none_or(|&last| last < target) && !self.ended {
            self.block = self.postings.read(self.run, target)?;
            self.at = 0;
            self.ended = self.block.is_empty();
        }
        self.at += leap(&self.block[self.at..], target);
        Ok(self.block.get(self.at).copied())
    }
}

/// How many of the postings lie before `target`, which is likely near the start.
fn leap(postings: &[Posting], target: Posting) -> usize {
    let mut reach = 1;
    while postings.get(reach).is_some_and(|&posting| posting < target) {
        reach *= 2;
    }
    let within = &postings[..postings.len().min(reach + 1)];
    within.partition_point(|&posting| posting < target)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn run(features: &[(u64, u64)]) -> Run {
        Run::new(features.iter().map(|(place, feature)| (*place, std::slice::from_ref(feature))))
    }

    #[test]
    fn a_digest_has_its_place() {
        let place = Posting::place("00000000a0b1ffff");
        assert_eq!(place, 0xa0b1);
        assert_eq!(Posting::digest_prefix(place), "00000000a0b1");
        assert_eq!(Posting::place("short"), 0);
    }

    #[test]
    fn foreign_bytes_are_no_postings() {
        let bytes = encode(run(&[(1, 2), (3, 4)]).postings());
        assert_eq!(decode(&bytes[1..]), None);
        let exchanged = [&bytes[12..], &bytes[..12]].concat();
        assert_eq!(decode(&exchanged), None);
        assert_eq!(decode(&[]), Some(Vec::new()));
    }

    proptest! {
        #[test]
        fn bytes_keep_postings_and_their_order(
            features in prop::collection::vec((0u64..1 << 48, 0u64..1 << 48), 0..40)
        ) {
            let run = run(&features);
            let bytes = encode(run.postings());
            prop_assert!(bytes.chunks(12).is_sorted());
            prop_assert_eq!(decode(&bytes).unwrap(), run.postings());
        }

        #[test]
        fn a_cursor_finds_what_a_search_finds(
            features in prop::collection::vec((0u64..40, 0u64..40), 0..900),
            mut targets in prop::collection::vec((0u64..45, 0u64..45), 0..40)
        ) {
            let run = run(&features);
            targets.sort_unstable();
            let mut cursor = Cursor::new(&run, 0);
            for (feature, place) in targets {
                let target = Posting { feature, place };
                let expected = run.postings().iter().copied().find(|&posting| posting >= target);
                prop_assert_eq!(cursor.seek(target).unwrap(), expected);
            }
        }
    }
}
