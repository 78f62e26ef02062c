/// Disjoint sets of the numbers from 0: each leads to another of its set, the least to itself.
pub(crate) struct Sets(Vec<usize>);

impl Sets {
    /// So many sets of one number each.
    pub(crate) fn new(numbers: usize) -> Self {
        Self((0..numbers).collect())
    }

    /// The least number of the set of `i`.
    pub(crate) fn find(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    /// Makes one set of those of `i` and `j`.
    pub(crate) fn join(&mut self, i: usize, j: usize) {
        let (i, j) = (self.find(i), self.find(j));
        self.0[i.max(j)] = i.min(j);
    }

    /// How many sets there are.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().enumerate().filter(|(i, leads_to)| i == *leads_to).count()
    }
}
