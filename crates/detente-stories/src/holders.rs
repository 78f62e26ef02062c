use crate::profile::Profile;

/// A stem in more sentences than this leads to none of them.
const MOST_HOLDERS: usize = 48;

/// Which sentences of a document hold a stem.
#[derive(Debug, Clone, Default)]
pub(crate) struct Holders {
    /// Sorted.
    stems: Vec<u32>,
    /// For each stem where its sentences begin in `units`, and the end of the last.
    starts: Vec<u32>,
    /// Indices into the units of the document, in order within a stem.
    units: Vec<u32>,
}

impl Holders {
    pub(crate) fn new(profile: &Profile) -> Self {
        let mut entries = Vec::with_capacity(profile.words.len());
        for (i, unit) in profile.units.iter().enumerate() {
            entries.extend(unit.stems.items.iter().map(|&(stem, _)| (stem, i as u32)));
        }
        entries.sort_unstable();
        entries.dedup();
        let mut holders = Self::default();
        let few = entries.chunk_by(|x, y| x.0 == y.0).filter(|held| held.len() <= MOST_HOLDERS);
        for held in few {
            holders.stems.push(held[0].0);
            holders.starts.push(holders.units.len() as u32);
            holders.units.extend(held.iter().map(|&(_, unit)| unit));
        }
        holders.starts.push(holders.units.len() as u32);
        holders
    }

    /// The sentences that hold `stem`, none if too many do.
    pub(crate) fn of(&self, stem: u32) -> &[u32] {
        self.stems
            .binary_search(&stem)
            .map_or(&[], |at| &self.units[self.starts[at] as usize..self.starts[at + 1] as usize])
    }
}
