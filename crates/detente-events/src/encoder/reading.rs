//! What the model has read of one text.

use std::fmt;
use std::ops::Range;

use detente_schema::Span;

use super::heads::{Attributes, Heads, ROLES, TYPES};

/// One text as the encoder sees it. Ranges of words that do not lie inside are cut to what does.
pub struct Reading<'m> {
    /// Where each word stands in the text, in bytes. A text that is too long for the model has only
    /// the words that it could take in.
    pub words: Vec<Span>,
    vectors: Vec<f32>,
    width: usize,
    heads: &'m Heads,
}

impl<'m> Reading<'m> {
    pub(super) fn new(words: Vec<Span>, vectors: Vec<f32>, width: usize, heads: &'m Heads) -> Self {
        Self { words, vectors, width, heads }
    }

    /// The vectors of the words, row after row.
    pub fn vectors(&self) -> &[f32] {
        &self.vectors
    }

    /// For each word the probabilities of the types, "no type" first.
    pub fn tags(&self) -> Vec<[f32; TYPES]> {
        self.vectors.chunks_exact(self.width).map(|word| self.heads.tag(word)).collect()
    }

    /// The attributes of the act that these words tell.
    pub fn attributes(&self, words: Range<usize>) -> Attributes {
        self.heads.attributes(&self.mean(words))
    }

    /// For each word of the text the probabilities of its roles in the act that `words` tell, "no
    /// role" first.
    pub fn roles(&self, words: Range<usize>) -> Vec<[f32; ROLES]> {
        self.heads.roles(&self.mean(words.clone()), words.start, &self.vectors)
    }

    /// How likely each word names the state of the party at `words`; before them, how likely none
    /// does.
    pub fn home(&self, words: Range<usize>) -> Vec<f32> {
        self.heads.home(&self.mean(words.clone()), words.start, &self.vectors)
    }

    /// The probabilities of what the first span does to the second, "nothing" first.
    pub fn pair(&self, source: Range<usize>, target: Range<usize>) -> [f32; TYPES] {
        let all = self.mean(0..self.words.len());
        self.heads.pair(&self.mean(source), &self.mean(target), &all)
    }

    /// The mean vector of words; zeros if there are none.
    fn mean(&self, words: Range<usize>) -> Vec<f32> {
        let end = words.end.min(self.words.len());
        let start = words.start.min(end);
        let mut mean = vec![0.0; self.width];
        for word in self.vectors[start * self.width..end * self.width].chunks_exact(self.width) {
            mean.iter_mut().zip(word).for_each(|(sum, value)| *sum += value);
        }
        let count = (end - start).max(1) as f32;
        mean.iter_mut().for_each(|sum| *sum /= count);
        mean
    }
}

impl fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Reading").field("words", &self.words).finish_non_exhaustive()
    }
}
