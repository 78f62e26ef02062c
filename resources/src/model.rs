//! The trained coder: its weights and the pieces of words that it knows.

/// The files of a model, as they are.
#[derive(Debug, Clone, Copy)]
pub struct ModelFiles {
    /// Settings and weights, as safetensors.
    pub file: &'static [u8],
    /// The pieces of words, one a line.
    pub vocabulary: &'static str,
}

impl ModelFiles {
    /// What is compiled in.
    pub(crate) const fn built_in() -> Self {
        Self {
            file: include_bytes!("../models/coder.safetensors"),
            vocabulary: include_str!("../models/vocabulary.txt"),
        }
    }
}
