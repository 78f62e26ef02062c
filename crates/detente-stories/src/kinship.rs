use crate::ties::{Ties, shared};

/// From this probability on two documents are kin,
const KIN: f32 = 0.5;
/// from this one if one of them is shorter than that: so many words leave little room for evidence.
const SHORT_KIN: f32 = 0.9;
const SHORT: usize = 120;

/// What the evidence weighs: a logistic regression on pairs of rewritten and of independent texts.
/// The more names and numbers two texts share, the more of their words come with the subject; what
/// is word for word where they correspond, and little else, is a frame or a quotation.
const WEIGHTS: Weights = Weights {
    intercept: -9.49,
    pairs: 13.18,
    own: 0.33,
    runs: 9.17,
    references: -1.43,
    reference_share: 6.5,
    verbatim: -6.72,
};

struct Weights {
    intercept: f32,
    pairs: f32,
    own: f32,
    runs: f32,
    references: f32,
    reference_share: f32,
    verbatim: f32,
}

/// Signs that one of two documents descends from the other, or both from one text. All shares are
/// of the document that has fewer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    /// Share of the pairs of neighbouring words which both have.
    pairs: f32,
    /// Number of shared pairs that are nobody's name, number or quotation.
    own: usize,
    /// Share of the runs of three words.
    runs: f32,
    /// Number of names, numbers and dates that both have.
    references: usize,
    /// Their share.
    reference_share: f32,
}

impl Evidence {
    pub(crate) fn new(a: &Ties, b: &Ties) -> Self {
        let references = shared(&a.references, &b.references);
        Self {
            pairs: share(shared(&a.pairs, &b.pairs), a.pairs.len().min(b.pairs.len())),
            own: shared(&a.own, &b.own),
            runs: share(shared(&a.runs, &b.runs), a.runs.len().min(b.runs.len())),
            references,
            reference_share: share(references, a.references.len().min(b.references.len())),
        }
    }

    /// Probability of kinship, if `verbatim` of the phrases of the sentences that correspond are
    /// the same, 0 to 1: the more, the less probable.
    pub(crate) fn probability(&self, verbatim: f32) -> f32 {
        let log = |count: usize| (count as f32).ln_1p();
        let score = WEIGHTS.intercept
            + WEIGHTS.pairs * self.pairs.sqrt()
            + WEIGHTS.own * log(self.own)
            + WEIGHTS.runs * self.runs.sqrt()
            + WEIGHTS.references * log(self.references)
            + WEIGHTS.reference_share * self.reference_share
            + WEIGHTS.verbatim * verbatim;
        1.0 / (1.0 + (-score).exp())
    }
}

/// From which probability on two documents are kin of which the shorter has so many words.
pub(crate) const fn least_probability(words: usize) -> f32 {
    if words < SHORT { SHORT_KIN } else { KIN }
}

fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{ACCOUNT, REPORT, REWRITE, profile};

    #[test]
    fn a_rewrite_is_probable_kin_and_another_account_is_not() {
        let of = |text: &str| {
            Evidence::new(profile(REPORT).ties(), profile(text).ties()).probability(0.5)
        };
        assert!(of(REPORT) > of(REWRITE) && of(REWRITE) > SHORT_KIN, "{}", of(REWRITE));
        assert!(of(ACCOUNT) < KIN, "{}", of(ACCOUNT));
    }

    #[test]
    fn no_evidence_is_no_kinship() {
        let empty = profile("");
        let evidence = Evidence::new(empty.ties(), empty.ties());
        assert!(evidence.probability(0.0) < KIN);
    }
}
