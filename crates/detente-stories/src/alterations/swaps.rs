use std::ops::Range;

use detente_resources::WordRole;

use super::fresh::Comparison;
use super::pieces::Piece;
use super::terms::{Knowledge, Meaning, Term};

/// So many terms may stand between two names that the one acts upon the other.
const REACH: usize = 10;

/// Where two names change places about what the one did to the other, from the one to the other.
pub(super) fn swaps(comparison: &Comparison) -> Vec<Piece> {
    let (a, b) = (comparison.a, comparison.b);
    let theirs = neighbours(b, comparison.knowledge);
    neighbours(a, comparison.knowledge)
        .into_iter()
        .filter_map(|from| {
            let to = theirs.iter().find(|to| is_swap(comparison, &from, to))?;
            Some(Piece { from, to: to.clone() })
        })
        .collect()
}

/// Names that stand next to each other, with the words between them.
fn neighbours(terms: &[Term], knowledge: Knowledge) -> Vec<Range<usize>> {
    let name = |at: &usize| matches!(terms[*at].meaning, Meaning::Name(_));
    let names: Vec<_> = (0..terms.len()).filter(name).collect();
    let near = |pair: &&[usize]| pair[1] - pair[0] <= REACH + 1;
    let differ = |pair: &&[usize]| !terms[pair[0]].agrees(&terms[pair[1]], knowledge);
    names.windows(2).filter(near).filter(differ).map(|pair| pair[0]..pair[1] + 1).collect()
}

fn is_swap(comparison: &Comparison, from: &Range<usize>, to: &Range<usize>) -> bool {
    let Comparison { a, b, knowledge, .. } = *comparison;
    let same = |i: usize, j: usize| a[i].agrees(&b[j], knowledge);
    let crossed = same(from.start, to.end - 1) && same(from.end - 1, to.start);
    let (x, y) = (&a[from.start + 1..from.end - 1], &b[to.start + 1..to.end - 1]);
    crossed
        && is_act(x, knowledge)
        && is_act(y, knowledge)
        && share_act(x, y, knowledge)
        && is_passive(x, knowledge) == is_passive(y, knowledge)
}

/// True if the words tell something that the one does to the other.
fn is_act(between: &[Term], knowledge: Knowledge) -> bool {
    let words = knowledge.words;
    let mutual = |term: &Term| term.is(WordRole::Mutual, words);
    !between.iter().any(mutual) && between.iter().all(|term| !term.apart)
}

fn share_act(x: &[Term], y: &[Term], knowledge: Knowledge) -> bool {
    let act = |term: &&Term| term.matters(knowledge) && !term.refers();
    x.iter().filter(act).any(|x| y.iter().filter(act).any(|y| x.stem == y.stem))
}

/// True if the doer stands last: "was sunk by".
fn is_passive(between: &[Term], knowledge: Knowledge) -> bool {
    between.iter().any(|term| term.is(WordRole::Agent, knowledge.words))
}
