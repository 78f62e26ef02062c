//! Where two sentences differ, in pieces as small as they can be told apart.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::terms::{Knowledge, Term};

/// A longer stretch of differing words is not told apart any further.
const MOST_CELLS: usize = 4096;
/// What two terms that say the same are worth to each other, and two that stand for the same thing.
const SAME: u32 = 4;
const COUNTERPART: u32 = 3;

/// Terms of one sentence in place of terms of another; one of the two may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) from: Range<usize>,
    pub(crate) to: Range<usize>,
}

/// The pieces that differ, and the stretches that are the same, both in order.
pub(crate) fn pieces(a: &[Term], b: &[Term], knowledge: Knowledge) -> (Vec<Piece>, Vec<Piece>) {
    let (mut differ, mut same) = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Myers, &texts(a), &texts(b)) {
        let piece = Piece { from: op.old_range(), to: op.new_range() };
        if op.tag() == DiffTag::Equal {
            same.push(piece);
        } else {
            differ.extend(split(&piece, a, b, knowledge));
        }
    }
    (differ, same)
}

fn texts<'t>(terms: &'t [Term]) -> Vec<&'t str> {
    terms.iter().map(|term| term.text.as_str()).collect()
}

/// Parts the words that stand for each other from the rest.
fn split(piece: &Piece, a: &[Term], b: &[Term], knowledge: Knowledge) -> Vec<Piece> {
    let (from, to) = (&a[piece.from.clone()], &b[piece.to.clone()]);
    if from.len() * to.len() > MOST_CELLS {
        return vec![piece.clone()];
    }
    let mut rest = piece.clone();
    let mut parts = Vec::new();
    for (x, y) in anchors(from, to, knowledge) {
        let (x, y) = (piece.from.start + x, piece.to.start + y);
        parts.push(Piece { from: rest.from.start..x, to: rest.to.start..y });
        parts.push(Piece { from: x..x + 1, to: y..y + 1 });
        (rest.from.start, rest.to.start) = (x + 1, y + 1);
    }
    parts.push(rest);
    parts.retain(|part| !part.from.is_empty() || !part.to.is_empty());
    parts
}

/// The pairs of terms that stand for each other, in the order of both, of the greatest worth.
fn anchors(from: &[Term], to: &[Term], knowledge: Knowledge) -> Vec<(usize, usize)> {
    let width = to.len() + 1;
    let mut best = vec![0; (from.len() + 1) * width];
    let mut worth = vec![0; from.len() * to.len()];
    for i in (0..from.len()).rev() {
        for j in (0..to.len()).rev() {
            let pair = affinity(&from[i], &to[j], knowledge);
            let taken = if pair > 0 { pair + best[(i + 1) * width + j + 1] } else { 0 };
            worth[i * to.len() + j] = taken;
            best[i * width + j] = taken.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < from.len() && j < to.len() {
        let here = best[i * width + j];
        if here > 0 && worth[i * to.len() + j] == here {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] == here {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn affinity(x: &Term, y: &Term, knowledge: Knowledge) -> u32 {
    if x.agrees(y, knowledge) {
        SAME
    } else if x.is_counterpart(y) {
        COUNTERPART
    } else {
        0
    }
}
