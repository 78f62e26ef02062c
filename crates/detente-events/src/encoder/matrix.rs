//! Products of small `f32` matrices. Each sum runs over the inner dimension from its start to its
//! end; only columns and rows are computed side by side.

use super::arithmetic::LANES;

/// Rows computed at a time.
const ROWS: usize = 6;

/// A matrix inside a larger one.
#[derive(Clone, Copy)]
pub(super) struct Matrix<'a> {
    /// From the first number on.
    pub(super) data: &'a [f32],
    /// From one row to the next.
    pub(super) stride: usize,
}

impl<'a> Matrix<'a> {
    #[inline(always)]
    fn row(self, at: usize, width: usize) -> &'a [f32] {
        &self.data[at * self.stride..][..width]
    }
}

/// Writes the product of `left`, `rows` by `inner`, and `right`, `inner` by `columns`, into `out`,
/// whose rows lie `stride` apart. There must be a multiple of [`LANES`] columns.
#[inline(always)]
pub(super) fn multiply(
    [rows, inner, columns]: [usize; 3],
    left: Matrix,
    right: Matrix,
    out: &mut [f32],
    stride: usize,
) {
    for row in (0..rows).step_by(ROWS) {
        // The last band is filled up with its last row, which is then not written.
        let lefts = std::array::from_fn(|at| left.row((row + at).min(rows - 1), inner));
        for column in (0..columns).step_by(LANES) {
            let tile = tile(lefts, right, column);
            for (at, values) in tile.iter().take(rows - row).enumerate() {
                out[(row + at) * stride + column..][..LANES].copy_from_slice(values);
            }
        }
    }
}

/// Iterators zipped in full and not indices, so that no bound is checked in the loop.
#[inline(always)]
fn tile(lefts: [&[f32]; ROWS], right: Matrix, column: usize) -> [[f32; LANES]; ROWS] {
    let mut sums = [[0.0; LANES]; ROWS];
    let [one, two, three, four, five, six] = lefts.map(<[f32]>::iter);
    let pairs = one.zip(two).zip(three.zip(four)).zip(five.zip(six));
    for (row, (((one, two), (three, four)), (five, six))) in
        right.data[column..].chunks(right.stride).zip(pairs)
    {
        let Some(row) = row.first_chunk::<LANES>() else { break };
        for (sums, left) in sums.iter_mut().zip([one, two, three, four, five, six]) {
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += left * value;
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_times_columns() {
        let left: Vec<f32> = (0..15).map(|n| n as f32).collect();
        let right: Vec<f32> = (0..48).map(|n| (n % 7) as f32).collect();
        let mut out = vec![0.0; 5 * 16];
        let views = [(&left, 3), (&right, 16)].map(|(data, stride)| Matrix { data, stride });
        multiply([5, 3, 16], views[0], views[1], &mut out, 16);
        for (at, value) in out.iter().enumerate() {
            let (row, column) = (at / 16, at % 16);
            let expected: f32 = (0..3).map(|k| left[row * 3 + k] * right[k * 16 + column]).sum();
            assert_eq!(value.to_bits(), expected.to_bits());
        }
    }
}
