//! The tensors of a model file, each checked for kind, shape and range before it is used.

use safetensors::{Dtype, SafeTensors};

use super::{Config, ModelError};

/// The largest weight. Two products of it with an activation of eight bits fit sixteen bits, so
/// that the machines that add such pairs in sixteen bits get the same sums as all others.
const LARGEST_WEIGHT: u8 = 64;

/// An opened file.
pub(super) struct File<'f> {
    tensors: SafeTensors<'f>,
}

impl<'f> File<'f> {
    /// Opens a file and reads its settings.
    pub(super) fn open(bytes: &'f [u8]) -> Result<(Self, Config), ModelError> {
        let format = |error: safetensors::SafeTensorError| ModelError::Format(error.to_string());
        let tensors = SafeTensors::deserialize(bytes).map_err(format)?;
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(format)?;
        let settings = header.metadata().as_ref().and_then(|named| named.get("config"));
        let settings = settings.ok_or_else(|| ModelError::Config("there are none".to_owned()))?;
        Ok((Self { tensors }, Config::parse(settings)?))
    }

    /// Numbers, all of them finite.
    pub(super) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let bytes = self.bytes(name, Dtype::F32, shape)?;
        let (words, _) = bytes.as_chunks::<4>();
        let values: Vec<f32> = words.iter().map(|word| f32::from_le_bytes(*word)).collect();
        // Not `all`: a fold without early end runs on whole vectors.
        if values.iter().fold(true, |all, value| all & value.is_finite()) {
            return Ok(values);
        }
        Err(ModelError::tensor(name, "holds what is no finite number"))
    }

    /// Small integers, where they lie.
    pub(super) fn integers(&self, name: &str, shape: &[usize]) -> Result<&'f [i8], ModelError> {
        self.bytes(name, Dtype::I8, shape).map(bytemuck::cast_slice)
    }

    /// Weights for sums of products, where they lie.
    pub(super) fn weights(&self, name: &str, shape: &[usize]) -> Result<&'f [i8], ModelError> {
        let weights = self.integers(name, shape)?;
        let largest = weights.iter().fold(0, |most: u8, weight| most.max(weight.unsigned_abs()));
        if largest <= LARGEST_WEIGHT {
            return Ok(weights);
        }
        Err(ModelError::tensor(name, format!("holds weights beyond {LARGEST_WEIGHT}")))
    }

    /// How many rows a matrix has.
    pub(super) fn rows(&self, name: &str) -> Result<usize, ModelError> {
        self.shape(name)?
            .first()
            .copied()
            .ok_or_else(|| ModelError::tensor(name, "is a single number"))
    }

    /// The sizes of a tensor.
    pub(super) fn shape(&self, name: &str) -> Result<Vec<usize>, ModelError> {
        let view = self.tensors.tensor(name);
        let view = view.map_err(|_| ModelError::tensor(name, "is missing"))?;
        Ok(view.shape().to_vec())
    }

    fn bytes(&self, name: &str, kind: Dtype, shape: &[usize]) -> Result<&'f [u8], ModelError> {
        let view = self.tensors.tensor(name);
        let view = view.map_err(|_| ModelError::tensor(name, "is missing"))?;
        if view.dtype() != kind {
            return Err(ModelError::tensor(name, format!("is {:?}, not {kind:?}", view.dtype())));
        }
        if view.shape() != shape {
            let fault = format!("has the shape {:?}, not {shape:?}", view.shape());
            return Err(ModelError::tensor(name, fault));
        }
        Ok(view.data())
    }
}
