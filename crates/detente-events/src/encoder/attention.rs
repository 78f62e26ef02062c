//! Attention of the pieces of one text to each other.

use super::arithmetic::{LANES, exp, fold, grown, larger, sum};
use super::matrix::{Matrix, multiply};

/// Room for one head.
#[derive(Default)]
pub(super) struct Room {
    keys: Vec<f32>,
    scores: Vec<f32>,
    totals: Vec<f32>,
}

/// Attends within one text. `mixed` holds queries, keys and values of all heads side by side, three
/// times `width` to a piece; `out` takes `width` numbers for each piece.
#[inline(always)]
pub(super) fn attend(mixed: &[f32], out: &mut [f32], width: usize, heads: usize, room: &mut Room) {
    let pieces = out.len() / width;
    let head = width / heads;
    for first in (0..width).step_by(head) {
        room.turn(&mixed[first + width..], pieces, [head, 3 * width]);
        let queries = Matrix { data: &mixed[first..], stride: 3 * width };
        room.score(queries, pieces, head);
        let values = Matrix { data: &mixed[first + 2 * width..], stride: 3 * width };
        room.mix(values, pieces, head, &mut out[first..], width);
    }
}

impl Room {
    /// Turns the keys of one head on their side, filled up with zeros.
    #[inline(always)]
    fn turn(&mut self, keys: &[f32], pieces: usize, [head, stride]: [usize; 2]) {
        let padded = pieces.next_multiple_of(LANES);
        let turned = grown(&mut self.keys, head * padded);
        for (block, rows) in keys.chunks(stride * LANES).take(padded / LANES).enumerate() {
            for number in 0..head {
                let side = &mut turned[number * padded + block * LANES..][..LANES];
                let rows = rows[number..].iter().step_by(stride);
                let rows = rows.take(pieces - block * LANES).copied();
                let filled = rows.chain(std::iter::repeat(0.0));
                side.iter_mut().zip(filled).for_each(|(side, value)| *side = value);
            }
        }
    }

    /// How much each piece attends to each other, not yet divided by the total of its row.
    #[inline(always)]
    fn score(&mut self, queries: Matrix, pieces: usize, head: usize) {
        let padded = pieces.next_multiple_of(LANES);
        let scale = 1.0 / (head as f32).sqrt();
        let scores = grown(&mut self.scores, pieces * padded);
        let keys = Matrix { data: &self.keys, stride: padded };
        multiply([pieces, head, padded], queries, keys, scores, padded);
        self.totals.clear();
        for row in scores.chunks_exact_mut(padded) {
            row[pieces..].fill(f32::MIN);
            let highest = fold(row, f32::MIN, |high, value| larger(value, high), larger);
            for value in &mut *row {
                *value = exp((*value - highest) * scale);
            }
            row[pieces..].fill(0.0);
            self.totals.push(1.0 / sum(row));
        }
    }

    /// The values of one head, mixed by the scores.
    #[inline(always)]
    fn mix(&self, values: Matrix, pieces: usize, head: usize, out: &mut [f32], stride: usize) {
        let scores = Matrix { data: &self.scores, stride: pieces.next_multiple_of(LANES) };
        multiply([pieces, pieces, head], scores, values, out, stride);
        for (row, total) in out.chunks_mut(stride).zip(&self.totals) {
            for value in &mut row[..head] {
                *value *= total;
            }
        }
    }
}
