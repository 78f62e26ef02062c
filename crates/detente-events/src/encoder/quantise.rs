//! Rows of numbers as bytes: each row by its own smallest and largest value.

use super::arithmetic::{ROUNDER, fold, grown, larger, smaller, vectorised};

const STEPS: f32 = 255.0;

/// Rows of bytes, with what a byte of each row is worth.
#[derive(Default)]
pub(super) struct Quantised {
    /// The bytes, row after row, and what is left from larger rows behind them.
    pub(super) bytes: Vec<u8>,
    /// For each row the byte that stands for zero.
    pub(super) zeros: Vec<u8>,
    /// For each row the worth of one step.
    pub(super) steps: Vec<f32>,
}

impl Quantised {
    /// Takes in rows of `width` numbers each.
    pub(super) fn fill(&mut self, values: &[f32], width: usize) {
        let rows = values.len() / width;
        self.resize(rows, width);
        vectorised(
            #[inline(always)]
            || {
                for (at, row) in values.chunks_exact(width).enumerate() {
                    self.put(at, row);
                }
            },
        );
    }

    /// Makes room for rows.
    pub(super) fn resize(&mut self, rows: usize, width: usize) {
        grown(&mut self.bytes, rows * width);
        self.zeros.resize(rows, 0);
        self.steps.resize(rows, 0.0);
    }

    /// The byte that stands for zero and the worth of one step, for each row.
    #[inline(always)]
    pub(super) fn scales(&self) -> impl Iterator<Item = (u8, f32)> {
        self.zeros.iter().copied().zip(self.steps.iter().copied())
    }

    /// Takes in one row.
    #[inline(always)]
    pub(super) fn put(&mut self, at: usize, row: &[f32]) {
        let low = fold(row, 0.0, |low, value| smaller(value, low), smaller);
        let high = fold(row, 0.0, |high, value| larger(value, high), larger);
        let range = larger(high - low, f32::MIN_POSITIVE);
        let inverse = STEPS / range;
        let placed_zero = -low * inverse + ROUNDER;
        let zero = placed_zero - ROUNDER;
        self.steps[at] = range / STEPS;
        self.zeros[at] = placed_zero.to_bits() as u8;
        let bytes = &mut self.bytes[at * row.len()..(at + 1) * row.len()];
        for (byte, value) in bytes.iter_mut().zip(row) {
            let placed = smaller(larger(value * inverse + zero, 0.0), STEPS) + ROUNDER;
            *byte = placed.to_bits() as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_keeps_its_values_within_half_a_step_and_zero_exactly() {
        let row: Vec<f32> = (0..32).map(|at| (at as f32 - 8.0) * 0.37).collect();
        let mut quantised = Quantised::default();
        quantised.fill(&row, 32);
        let (zero, step) = (f32::from(quantised.zeros[0]), quantised.steps[0]);
        for (byte, value) in quantised.bytes.iter().zip(&row) {
            assert!(((f32::from(*byte) - zero) * step - value).abs() <= 0.51 * step);
        }
        assert_eq!(quantised.bytes[8], quantised.zeros[0]);
    }

    #[test]
    fn what_is_no_number_is_some_byte() {
        let mut quantised = Quantised::default();
        for row in [[0.0; 16], [f32::NAN; 16], [f32::INFINITY; 16], [f32::MAX; 16]] {
            quantised.fill(&row, 16);
            assert_eq!(quantised.bytes.len(), 16);
        }
    }
}
