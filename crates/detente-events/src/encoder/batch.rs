//! Several texts passed through the encoder at once, end to end and without padding.

use super::arithmetic::vectorised;
use super::embeddings::Embeddings;
use super::layer::{Layer, Workspace};
use super::linear::Multiplier;

/// Pieces in one batch, unless a single text has more. Changes speed and nothing else.
pub(super) const PIECES: usize = 128;

/// The encoder.
pub(super) struct Encoder<'f> {
    pub(super) embeddings: Embeddings<'f>,
    pub(super) layers: Vec<Layer>,
    pub(super) multiplier: Multiplier,
    pub(super) width: usize,
}

impl Encoder<'_> {
    /// The vectors of the pieces of all texts, end to end.
    pub(super) fn encode(&self, texts: &[&[u32]], space: &mut Workspace) -> Vec<f32> {
        let ends: Vec<usize> = texts
            .iter()
            .scan(0, |end, text| {
                *end += text.len();
                Some(*end)
            })
            .collect();
        let mut pieces = vec![0.0; ends.last().unwrap_or(&0) * self.width];
        vectorised(
            #[inline(always)]
            || {
                for (text, end) in texts.iter().zip(&ends) {
                    let start = end - text.len();
                    let out = &mut pieces[start * self.width..end * self.width];
                    self.embeddings.look_up(text, out);
                }
            },
        );
        for layer in &self.layers {
            layer.apply(&self.multiplier, &mut pieces, &ends, space);
        }
        pieces
    }
}

/// Parts texts of these lengths, in their order, into batches.
pub(super) fn batches(lengths: &[usize]) -> Vec<std::ops::Range<usize>> {
    let mut batches = Vec::new();
    let (mut start, mut held) = (0, 0);
    for (at, length) in lengths.iter().enumerate() {
        if held + length > PIECES && at > start {
            batches.push(start..at);
            (start, held) = (at, 0);
        }
        held += length;
    }
    if start < lengths.len() {
        batches.push(start..lengths.len());
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::batches;

    #[test]
    fn a_batch_ends_before_the_text_that_does_not_fit() {
        assert_eq!(batches(&[100, 28, 1, 300, 2]), [0..2, 2..3, 3..4, 4..5]);
        assert!(batches(&[]).is_empty());
    }
}
