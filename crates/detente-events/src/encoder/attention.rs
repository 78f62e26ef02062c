//! Attention of the pieces of one text to each other.

use super::arithmetic::{LANES, exp, fold, larger, sum};
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
        self.keys.clear();
        self.keys.resize(head * padded, 0.0);
        for (at, row) in keys.chunks(stride).take(pieces).enumerate() {
            for (number, value) in row[..head].iter().enumerate() {
                self.keys[number * padded + at] = *value;
            }
        }
    }

    /// How much each piece attends to each other, not yet divided by the total of its row.
    #[inline(always)]
    fn score(&mut self, queries: Matrix, pieces: usize, head: usize) {
        let padded = pieces.next_multiple_of(LANES);
        let scale = 1.0 / (head as f32).sqrt();
        self.scores.resize(pieces * padded, 0.0);
        let keys = Matrix { data: &self.keys, stride: padded };
        multiply([pieces, head, padded], queries, keys, &mut self.scores, padded);
        self.totals.clear();
        for row in self.scores.chunks_exact_mut(padded) {
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
