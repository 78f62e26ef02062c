//! What one marked party does to another, whoever marked them.

use std::array::from_fn;
use std::ops::Range;

use detente_schema::{EventType, Span};

use crate::act::{Reader, inside, most, triggers};
use crate::encoder::{Reading, TYPES};

/// What one party does to another.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Relation {
    /// The likeliest type; `None` if they hardly have to do with each other.
    pub kind: Option<EventType>,
    /// Each type with its probability, `None` for nothing, likeliest first. Empty if the model cannot
    /// read the parties.
    pub scores: Vec<(Option<EventType>, f32)>,
}

/// How likely words must be those of an act to count for a pair that somebody else marked.
const TRACE: f32 = 0.2;

/// What a reading must give to all types together to be heard on which of them it is.
const UNHEARD: f32 = 0.001;

impl Reader {
    /// What those at one span do to those at another.
    pub(crate) fn relate(&self, text: &str, source: Span, target: Span) -> Relation {
        let readings = self.read(&[text]);
        let words = |span| Some(inside(&readings.first()?.words, span)).filter(|w| !w.is_empty());
        let (Some(source), Some(target)) = (words(source), words(target)) else {
            return Relation::default();
        };
        let told = self.told_between(&readings[0], source.clone(), target.clone());
        let asked = readings[0].pair(source, target);
        let kinds = std::iter::once(None).chain(self.kinds.iter().copied().map(Some));
        let mut scores: Vec<_> = kinds.zip(joined(&asked, &told)).collect();
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        let nothing = scores.iter().any(|(kind, share)| kind.is_none() && *share > self.unrelated);
        let kind = scores.iter().find_map(|(kind, _)| *kind).filter(|_| !nothing);
        Relation { kind, scores }
    }

    /// The types of the acts that a reading tells between two parties, "nothing" first.
    fn told_between(
        &self,
        reading: &Reading,
        source: Range<usize>,
        target: Range<usize>,
    ) -> [f32; TYPES] {
        let tags = reading.tags();
        let mut shares = [0.0_f32; TYPES];
        for words in triggers(&tags, TRACE) {
            let roles = reading.roles(words.clone());
            let plays = |party: &Range<usize>, plays| {
                most(roles.get(party.clone()).unwrap_or_default(), plays)
            };
            let forth = plays(&source, self.sources) * plays(&target, self.targets);
            let mutual = reading.attributes(words.clone()).reciprocal;
            let both = mutual * plays(&source, self.sources) * plays(&target, self.sources);
            for (at, sum) in shares.iter_mut().enumerate().skip(1) {
                let most = tags[words.clone()].iter().map(|tag| tag[at]).fold(0.0, f32::max);
                *sum = sum.max(most * forth.max(both));
            }
        }
        let all: f32 = shares.iter().sum();
        let scale = all.max(1.0);
        shares.iter_mut().for_each(|share| *share /= scale);
        shares[0] = 1.0 - all / scale;
        shares
    }
}

/// Two readings of one pair as one: how likely there is nothing is the mean of both; which type, if
/// any, is the mean of what each would say if there is something.
fn joined(left: &[f32; TYPES], right: &[f32; TYPES]) -> [f32; TYPES] {
    let nothing = f32::midpoint(left[0], right[0]);
    let heard = |shares: &[f32; TYPES]| shares[1..].iter().sum::<f32>() + UNHEARD;
    let (lefts, rights) = (heard(left), heard(right));
    let mut shares: [f32; TYPES] = from_fn(|at| left[at] / lefts + right[at] / rights);
    let scale = (1.0 - nothing) / heard(&shares);
    shares.iter_mut().for_each(|share| *share *= scale);
    shares[0] = nothing;
    shares
}
