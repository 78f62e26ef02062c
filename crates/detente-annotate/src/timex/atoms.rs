//! Runs of letters, numbers and single marks, finer than the document's tokens: "mid-2018" is
//! three atoms, "11th" two.

use std::borrow::Cow;

use detente_resources::time::Term;
use detente_schema::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::lexicon::{Lexicon, Symbol};

/// Longest number in digits that is read as one.
const DIGITS: usize = 9;

/// A run of letters, a number, or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Atom {
    /// Its extent in the document.
    pub(super) span: Span,
    /// True if no white space stands before it.
    pub(super) glued: bool,
    /// Its readings, as a range of [`Atoms::readings`].
    first: u32,
    last: u32,
}

/// The atoms of a sentence.
#[derive(Debug, Default)]
pub(super) struct Atoms {
    /// In the order of the text.
    pub(super) atoms: Vec<Atom>,
    readings: Vec<(Symbol, Term)>,
}

impl Atoms {
    /// How the atom at `index` may be read.
    pub(super) fn readings(&self, index: usize) -> &[(Symbol, Term)] {
        let atom = self.atoms[index];
        &self.readings[atom.first as usize..atom.last as usize]
    }

    /// What the atom at `index` stands for when read as `symbol`.
    pub(super) fn read(&self, index: usize, symbol: Symbol) -> Option<&Term> {
        self.atoms.get(index)?;
        self.readings(index).iter().find(|(other, _)| *other == symbol).map(|(_, term)| term)
    }

    /// Splits `span` of `text` anew.
    pub(super) fn split(&mut self, text: &str, span: Span, lexicon: &Lexicon) {
        self.atoms.clear();
        self.readings.clear();
        let mut at = span.start();
        let mut glued = false;
        while let Some(first) = text[at..span.end()].chars().next() {
            let rest = &text[at..span.end()];
            let length = match first {
                c if c.is_alphabetic() => run(rest, belongs_to_word),
                c if c.is_ascii_digit() => number_length(rest, lexicon.thousands),
                c => c.len_utf8(),
            };
            if !first.is_whitespace() {
                self.push(&rest[..length], at, glued, lexicon);
            }
            glued = !first.is_whitespace();
            at += length;
        }
    }

    fn push(&mut self, piece: &str, at: usize, glued: bool, lexicon: &Lexicon) {
        let first = self.readings.len() as u32;
        if piece.starts_with(|c: char| c.is_ascii_digit()) {
            self.read_number(piece, lexicon);
        } else {
            self.read_word(piece, lexicon);
        }
        let last = self.readings.len() as u32;
        self.atoms.push(Atom { span: Span::new(at, at + piece.len()), glued, first, last });
    }

    fn read_word(&mut self, piece: &str, lexicon: &Lexicon) {
        let capital = piece.starts_with(char::is_uppercase);
        let word = spelling(piece);
        let readings = lexicon.word(&word);
        let name = lexicon.name.filter(|_| capital && readings.is_empty());
        self.readings.extend(name.map(|symbol| (symbol, Term::Number(0))));
        let readings = readings.iter().filter(|reading| capital || !reading.capital);
        self.readings.extend(readings.map(|reading| (reading.symbol, reading.term.clone())));
    }

    fn read_number(&mut self, piece: &str, lexicon: &Lexicon) {
        let digits = match lexicon.thousands {
            Some(mark) if piece.contains(mark) => Cow::Owned(piece.replace(mark, "")),
            _ => Cow::Borrowed(piece),
        };
        let Some(number) = small_number(&digits) else { return };
        let symbols = lexicon.number(digits.len(), digits.len() < piece.len(), number);
        self.readings.extend(symbols.map(|symbol| (symbol, Term::Number(number))));
    }
}

fn small_number(digits: &str) -> Option<i32> {
    (digits.len() <= DIGITS).then(|| digits.parse().ok()).flatten()
}

fn belongs_to_word(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c)
}

/// A word as the lexicon has it: in lower case, letters and their accents in one.
fn spelling(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    Cow::Owned(word.nfc().flat_map(char::to_lowercase).collect())
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// Length of a number with its thousands separators: "1,500", but only "11" of "11,1961".
fn number_length(text: &str, thousands: Option<char>) -> usize {
    let mut length = run(text, |c| c.is_ascii_digit());
    let Some(mark) = thousands.filter(|_| length <= 3) else { return length };
    while let Some(group) = text[length..].strip_prefix(mark) {
        if run(group, |c| c.is_ascii_digit()) != 3 {
            break;
        }
        length += mark.len_utf8() + 3;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_separators_only_in_threes() {
        let length = |text| number_length(text, Some(','));
        assert_eq!(length("1,500 troops"), 5);
        assert_eq!(length("1,500,000"), 9);
        assert_eq!(length("11,1961"), 2);
        assert_eq!(length("1950,000"), 4);
        assert_eq!(number_length("1.500 soldados", Some('.')), 5);
        assert_eq!(number_length("1,500", None), 1);
    }

    #[test]
    fn accents_may_stand_apart_from_their_letters() {
        assert_eq!(spelling("AN\u{303}OS"), "años");
        assert_eq!(run("an\u{303}os y", belongs_to_word), "an\u{303}os".len());
    }

    #[test]
    fn words_numbers_and_marks_are_apart() {
        let mut atoms = Atoms::default();
        let text = "mid-2018, 11th é";
        atoms.split(text, Span::new(0, text.len()), &Lexicon::default());
        let pieces: Vec<_> = atoms.atoms.iter().map(|a| (a.span.of(text), a.glued)).collect();
        assert_eq!(
            pieces,
            [
                ("mid", false),
                ("-", true),
                ("2018", true),
                (",", true),
                ("11", false),
                ("th", true),
                ("é", false)
            ]
        );
    }
}
