//! Products of small `f32` matrices. Each sum runs over the inner dimension from its start to its
//! end; only columns and rows are computed side by side.

use super::arithmetic::LANES;

const ROWS: usize = 4;

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
    let full = rows - rows % ROWS;
    for row in (0..full).step_by(ROWS) {
        let lefts = std::array::from_fn(|at| left.row(row + at, inner));
        band::<ROWS>(lefts, right, columns, &mut out[row * stride..], stride);
    }
    for row in full..rows {
        band::<1>([left.row(row, inner)], right, columns, &mut out[row * stride..], stride);
    }
}

#[inline(always)]
fn band<const N: usize>(
    lefts: [&[f32]; N],
    right: Matrix,
    columns: usize,
    out: &mut [f32],
    stride: usize,
) {
    for column in (0..columns).step_by(LANES) {
        let tile = tile(lefts, right, column);
        for (at, values) in tile.iter().enumerate() {
            out[at * stride + column..][..LANES].copy_from_slice(values);
        }
    }
}

#[inline(always)]
fn tile<const N: usize>(lefts: [&[f32]; N], right: Matrix, column: usize) -> [[f32; LANES]; N] {
    let mut sums = [[0.0; LANES]; N];
    let inner = lefts[0].len();
    let lefts = lefts.map(|left| &left[..inner]);
    for (at, row) in right.data.chunks(right.stride).take(inner).enumerate() {
        let row: &[f32] = &row[column..column + LANES];
        for (sums, left) in sums.iter_mut().zip(lefts) {
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += left[at] * value;
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
