//! Layer normalisation.

use super::ModelError;
use super::arithmetic::{fold, sum};
use super::file::File;

/// A norm with its learnt weights.
pub(super) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

impl Norm {
    /// Reads the norm `name` over rows of `width` numbers.
    pub(super) fn load(
        file: &File,
        name: &str,
        width: usize,
        epsilon: f32,
    ) -> Result<Self, ModelError> {
        let weight = file.floats(&format!("{name}.weight"), &[width])?;
        let bias = file.floats(&format!("{name}.bias"), &[width])?;
        Ok(Self { weight, bias, epsilon })
    }

    /// Normalises one row in place.
    #[inline(always)]
    pub(super) fn apply(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = sum(row) / count;
        let square = |sum: f32, value: f32| sum + (value - mean) * (value - mean);
        let variance = fold(row, 0.0, square, |a, b| a + b) / count;
        let inverse = 1.0 / (variance + self.epsilon).sqrt();
        for ((value, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
            *value = (*value - mean) * inverse * weight + bias;
        }
    }
}
