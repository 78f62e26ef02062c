//! What can be wrong with a model file.

use thiserror::Error;

/// Why a model cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// The bytes are no file of tensors.
    #[error("not a model file: {0}")]
    Format(String),
    /// The settings inside the file are missing or wrong.
    #[error("the settings of the model: {0}")]
    Config(String),
    /// A tensor is missing or not as the settings say.
    #[error("tensor `{name}`: {fault}")]
    Tensor {
        /// Which tensor.
        name: String,
        /// What is wrong with it.
        fault: String,
    },
    /// The list of word pieces is wrong.
    #[error("the vocabulary: {0}")]
    Vocabulary(String),
}

impl ModelError {
    pub(super) fn tensor(name: &str, fault: impl Into<String>) -> Self {
        Self::Tensor { name: name.to_owned(), fault: fault.into() }
    }
}
