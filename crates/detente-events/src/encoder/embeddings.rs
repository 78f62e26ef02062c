//! What stands for a piece before any other piece has been looked at.

use super::file::File;
use super::norm::Norm;
use super::{Config, ModelError};

/// Vectors of pieces and places. The pieces stay where the file has them.
pub(super) struct Embeddings<'f> {
    words: &'f [i8],
    steps: Vec<f32>,
    positions: Vec<f32>,
    norm: Norm,
    width: usize,
}

impl<'f> Embeddings<'f> {
    /// Reads them.
    pub(super) fn load(file: &File<'f>, config: &Config) -> Result<Self, ModelError> {
        let width = config.hidden;
        let count = file.rows("embeddings.words")?;
        let places = file.rows("embeddings.positions")?;
        if places < config.max_pieces {
            let fault = format!("has {places} places for texts of {}", config.max_pieces);
            return Err(ModelError::tensor("embeddings.positions", fault));
        }
        Ok(Self {
            words: file.integers("embeddings.words", &[count, width])?,
            steps: file.floats("embeddings.words.scale", &[count])?,
            positions: file.floats("embeddings.positions", &[places, width])?,
            norm: Norm::load(file, "embeddings.norm", width, config.epsilon)?,
            width,
        })
    }

    /// How many pieces are known.
    pub(super) fn count(&self) -> usize {
        self.steps.len()
    }

    /// The vectors of the pieces of one text, row after row into `out`.
    #[inline(always)]
    pub(super) fn look_up(&self, pieces: &[u32], out: &mut [f32]) {
        let places = self.positions.chunks_exact(self.width);
        let rows = out.chunks_exact_mut(self.width).zip(places);
        for (piece, (row, place)) in pieces.iter().zip(rows) {
            let piece = *piece as usize;
            let step = self.steps[piece];
            let vector = &self.words[piece * self.width..][..self.width];
            for ((value, number), place) in row.iter_mut().zip(vector).zip(place) {
                *value = f32::from(*number) * step + place;
            }
            self.norm.apply(row);
        }
    }
}
