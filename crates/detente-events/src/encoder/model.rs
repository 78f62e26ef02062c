//! A model, loaded once and read with many times.

use std::fmt;

use detente_schema::Span;

use super::batch::{Encoder, batches};
use super::embeddings::Embeddings;
use super::file::File;
use super::heads::Heads;
use super::layer::{Layer, Workspace};
use super::linear::Multiplier;
use super::pieces::Vocabulary;
use super::{Config, ModelError, Reading, words};

/// Encoder and heads. The vectors of its vocabulary stay in the bytes of the file.
pub struct Model<'f> {
    encoder: Encoder<'f>,
    heads: Heads,
    vocabulary: Vocabulary<'f>,
    config: Config,
}

/// A text ready for the encoder.
struct Cut {
    words: Vec<Span>,
    pieces: Vec<u32>,
    /// For each word its first piece.
    firsts: Vec<usize>,
}

impl<'f> Model<'f> {
    /// Reads a model from the bytes of its file and the list of its word pieces, one a line.
    pub fn load(file: &'f [u8], vocabulary: &'f str) -> Result<Self, ModelError> {
        let (file, config) = File::open(file)?;
        let multiplier = Multiplier::new();
        let layer = |at| Layer::load(&file, &multiplier, &config, at);
        let layers = (0..config.layers).map(layer).collect::<Result<_, _>>()?;
        let embeddings = Embeddings::load(&file, &config)?;
        let vocabulary = Vocabulary::parse(vocabulary, embeddings.count())?;
        let heads = Heads::load(&file, &config)?;
        let encoder = Encoder { embeddings, layers, multiplier, width: config.hidden };
        Ok(Self { encoder, heads, vocabulary, config })
    }

    /// The settings of the model.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Reads texts, in their order. What a text comes to depends on that text alone.
    pub fn read(&self, texts: &[&str]) -> Vec<Reading<'_>> {
        let mut cuts: Vec<Cut> = texts.iter().map(|text| self.cut(text)).collect();
        let lengths: Vec<usize> = cuts.iter().map(|cut| cut.pieces.len()).collect();
        let mut space = Workspace::default();
        let mut readings = Vec::with_capacity(texts.len());
        for batch in batches(&lengths) {
            self.read_batch(&mut cuts[batch], &mut space, &mut readings);
        }
        readings
    }

    fn read_batch<'m>(
        &'m self,
        cuts: &mut [Cut],
        space: &mut Workspace,
        readings: &mut Vec<Reading<'m>>,
    ) {
        let pieces: Vec<&[u32]> = cuts.iter().map(|cut| &cut.pieces[..]).collect();
        let vectors = self.encoder.encode(&pieces, space);
        let width = self.config.hidden;
        let mut rest = &vectors[..];
        for cut in cuts {
            let (text, behind) = rest.split_at(cut.pieces.len() * width);
            rest = behind;
            let rows = cut.firsts.iter().flat_map(|at| &text[at * width..(at + 1) * width]);
            let words = std::mem::take(&mut cut.words);
            readings.push(Reading::new(words, rows.copied().collect(), width, &self.heads));
        }
    }

    /// Cuts a text into pieces, up to the first word that has no room.
    fn cut(&self, text: &str) -> Cut {
        let room = self.config.max_pieces - 1;
        let mut cut = Cut { words: vec![], pieces: vec![self.vocabulary.opening], firsts: vec![] };
        for word in words::split(text, room) {
            let first = cut.pieces.len();
            self.vocabulary.cut(&word.form, &mut cut.pieces);
            if cut.pieces.len() > room {
                cut.pieces.truncate(first);
                break;
            }
            cut.firsts.push(first);
            cut.words.push(word.span);
        }
        cut.pieces.push(self.vocabulary.closing);
        cut
    }
}

impl fmt::Debug for Model<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Model").field("config", &self.config).finish_non_exhaustive()
    }
}
