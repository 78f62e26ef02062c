//! Words cut into the pieces of a vocabulary, the longest piece first.

use std::collections::HashMap;

use super::ModelError;
use super::words::LONGEST;

/// Starts every piece in the list that continues a word.
const CONTINUED: &str = "##";

/// The pieces that an encoder knows.
pub(super) struct Vocabulary<'f> {
    starts: HashMap<&'f str, u32>,
    continued: HashMap<&'f str, u32>,
    longest: usize,
    /// Stands for a word that cannot be cut.
    unknown: u32,
    /// Opens every text.
    pub(super) opening: u32,
    /// Closes every text.
    pub(super) closing: u32,
}

impl<'f> Vocabulary<'f> {
    /// Reads a list of pieces, one a line, which must be as many as `count`.
    pub(super) fn parse(list: &'f str, count: usize) -> Result<Self, ModelError> {
        let found = list.lines().count();
        if found != count {
            let fault = format!("has {found} pieces, but the model knows {count}");
            return Err(ModelError::Vocabulary(fault));
        }
        let mut starts = HashMap::with_capacity(count);
        let mut continued = HashMap::with_capacity(count / 4);
        for (at, piece) in (0..).zip(list.lines()) {
            match piece.strip_prefix(CONTINUED) {
                Some(rest) if !rest.is_empty() => continued.insert(rest, at),
                _ => starts.insert(piece, at),
            };
        }
        let special = |piece: &str| {
            let at = starts.get(piece).copied();
            at.ok_or_else(|| ModelError::Vocabulary(format!("lacks {piece}")))
        };
        Ok(Self {
            unknown: special("[UNK]")?,
            opening: special("[CLS]")?,
            closing: special("[SEP]")?,
            longest: list.lines().map(str::len).max().unwrap_or(0),
            starts,
            continued,
        })
    }

    /// Appends the pieces of a word.
    pub(super) fn cut(&self, word: &str, pieces: &mut Vec<u32>) {
        let before = pieces.len();
        if word.len() > LONGEST && word.chars().count() > LONGEST {
            return pieces.push(self.unknown);
        }
        let mut rest = word;
        let mut known = &self.starts;
        while !rest.is_empty() {
            let Some((piece, length)) = self.longest_of(known, rest) else {
                pieces.truncate(before);
                return pieces.push(self.unknown);
            };
            pieces.push(piece);
            rest = &rest[length..];
            known = &self.continued;
        }
    }

    /// The longest piece that `text` starts with, and its length in bytes.
    fn longest_of(&self, known: &HashMap<&str, u32>, text: &str) -> Option<(u32, usize)> {
        let ends = (1..=text.len().min(self.longest)).rev();
        ends.filter(|end| text.is_char_boundary(*end))
            .find_map(|end| Some((*known.get(&text[..end])?, end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\na\n##ff\n##a\né\n##";

    fn cut(word: &str) -> Vec<u32> {
        let mut pieces = Vec::new();
        Vocabulary::parse(LIST, 11).unwrap().cut(word, &mut pieces);
        pieces
    }

    #[test]
    fn the_longest_piece_comes_first() {
        assert_eq!(cut("unaffable"), [3, 4, 5]);
        assert_eq!(cut("aff"), [6, 7]);
        assert_eq!(cut("éa"), [9, 8]);
    }

    #[test]
    fn a_word_with_a_rest_is_unknown_as_a_whole() {
        assert_eq!(cut("unaffx"), [0]);
        assert_eq!(cut(&"a".repeat(101)), [0]);
        assert_eq!(cut(&"a".repeat(100)).len(), 100);
    }

    #[test]
    fn a_list_of_another_length_or_without_the_marks_is_refused() {
        assert!(Vocabulary::parse(LIST, 10).is_err());
        assert!(Vocabulary::parse("[UNK]\n[CLS]", 2).is_err());
    }
}
