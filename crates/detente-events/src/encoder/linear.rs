//! Dense layers: bytes times int8 weights, summed as integers.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

use super::ModelError;
use super::arithmetic::grown;
use super::file::File;
use super::quantise::Quantised;

/// What multiplies matrices on this machine.
pub(super) type Multiplier = GemmExecutor<u8, i8, i32>;

/// A dense layer.
pub(super) struct Linear {
    weights: PackedBMatrix<i8>,
    steps: Vec<f32>,
    /// For each output the sum of its weights, by which a row's zero shifts its sums.
    totals: Vec<i32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Reads the layer `name` with so many inputs and outputs.
    pub(super) fn load(
        file: &File,
        multiplier: &Multiplier,
        name: &str,
        [inputs, outputs]: [usize; 2],
    ) -> Result<Self, ModelError> {
        let weights = file.weights(&format!("{name}.weight"), &[outputs, inputs])?;
        let view = NdTensorView::from_data([outputs, inputs], weights);
        Ok(Self {
            weights: multiplier.prepack_b(view.transposed()),
            totals: weights
                .chunks_exact(inputs)
                .map(|row| row.iter().map(|weight| i32::from(*weight)).sum())
                .collect(),
            steps: file.floats(&format!("{name}.scale"), &[outputs])?,
            bias: file.floats(&format!("{name}.bias"), &[outputs])?,
        })
    }

    /// How many numbers a row has when it comes out.
    pub(super) fn outputs(&self) -> usize {
        self.steps.len()
    }

    /// Sums of products for all rows, in `room`.
    pub(super) fn sums<'r>(
        &self,
        multiplier: &Multiplier,
        rows: &Quantised,
        room: &'r mut Vec<i32>,
    ) -> &'r [i32] {
        let shape = [rows.zeros.len(), self.weights.rows()];
        let sums = grown(room, shape[0] * self.outputs());
        let left = GemmInputA::Unpacked(NdTensorView::from_data(
            shape,
            &rows.bytes[..shape[0] * shape[1]],
        ));
        let right = GemmInputB::Packed(&self.weights);
        multiplier
            .gemm(sums, left, right, GemmOptions::default())
            .expect("the shapes were checked at load");
        sums
    }

    /// The numbers that one row of sums stands for, the bias added. `zero` and `step` are those of
    /// the row that went in.
    #[inline(always)]
    pub(super) fn values(&self, sums: &[i32], (zero, step): (u8, f32), values: &mut [f32]) {
        let columns = self.totals.iter().zip(&self.steps).zip(&self.bias);
        for ((value, sum), ((total, worth), bias)) in values.iter_mut().zip(sums).zip(columns) {
            *value = ((sum - i32::from(zero) * total) as f32 * step) * worth + bias;
        }
    }
}
