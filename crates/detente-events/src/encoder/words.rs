//! Words of a text as the encoder was taught them: lower-cased, without accents, split at white
//! space and around every punctuation mark and every Chinese character.

use detente_schema::Span;
use unicode_normalization::char::decompose_canonical;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Letters of a word that are kept; what is longer is known to no vocabulary.
pub(super) const LONGEST: usize = 100;

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands in the text.
    pub(super) span: Span,
    /// Its letters, in the form that the vocabulary has; at most one more than [`LONGEST`].
    pub(super) form: String,
}

/// The first words of a text, at least as many as `limit` if it has them.
pub(super) fn split(text: &str, limit: usize) -> Vec<Word> {
    let mut words = Words::default();
    for (at, letter) in text.char_indices() {
        if words.done.len() > limit {
            break;
        }
        words.take(letter, Span::new(at, at + letter.len_utf8()));
    }
    words.close();
    words.done
}

#[derive(Default)]
struct Words {
    done: Vec<Word>,
    open: Option<(Word, usize)>,
}

impl Words {
    fn take(&mut self, letter: char, span: Span) {
        if letter.is_ascii() {
            self.put(letter.to_ascii_lowercase(), span);
        } else if is_chinese(letter) {
            self.alone(letter, span);
        } else if !is_dropped(letter) {
            decompose_canonical(letter, |part| self.take_part(part, span));
        }
    }

    /// A mark belongs to the word that it stands on, but is no letter of it.
    fn take_part(&mut self, part: char, span: Span) {
        if part.general_category() == GeneralCategory::NonspacingMark {
            if let Some((word, _)) = &mut self.open {
                word.span = word.span.cover(span);
            }
            return;
        }
        part.to_lowercase().for_each(|letter| self.put(letter, span));
    }

    fn put(&mut self, letter: char, span: Span) {
        if letter.is_whitespace() && !is_dropped(letter) {
            self.close();
        } else if is_punctuation(letter) {
            self.alone(letter, span);
        } else if !is_dropped(letter) {
            self.extend(letter, span);
        }
    }

    fn extend(&mut self, letter: char, span: Span) {
        let (word, letters) =
            self.open.get_or_insert_with(|| (Word { span, form: String::new() }, 0));
        word.span = word.span.cover(span);
        *letters += 1;
        if *letters <= LONGEST + 1 {
            word.form.push(letter);
        }
    }

    fn alone(&mut self, letter: char, span: Span) {
        self.close();
        self.done.push(Word { span, form: letter.into() });
    }

    fn close(&mut self) {
        self.done.extend(self.open.take().map(|(word, _)| word));
    }
}

fn is_dropped(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' => false,
        '\u{fffd}' => true,
        _ if letter.is_ascii() => letter.is_ascii_control(),
        _ => letter.general_category_group() == GeneralCategoryGroup::Other,
    }
}

fn is_punctuation(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_punctuation();
    }
    letter.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// The blocks of the ideographs, those for compatibility among them.
fn is_chinese(letter: char) -> bool {
    matches!(
        letter,
        '\u{4e00}'..='\u{9fff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{20000}'..='\u{2a6df}'
            | '\u{2a700}'..='\u{2b73f}'
            | '\u{2b740}'..='\u{2b81f}'
            | '\u{2b820}'..='\u{2ceaf}'
            | '\u{f900}'..='\u{faff}'
            | '\u{2f800}'..='\u{2fa1f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        split(text, 1000).into_iter().map(|word| word.form).collect()
    }

    #[test]
    fn words_are_lower_case_and_bare_and_marks_stand_alone() {
        assert_eq!(
            forms("Señor O'Neil, aged 3.5!"),
            ["senor", "o", "'", "neil", ",", "aged", "3", ".", "5", "!"]
        );
        assert_eq!(
            forms("a–b\u{a0}c\tİstanbul 漢字x"),
            ["a", "–", "b", "c", "istanbul", "漢", "字", "x"]
        );
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        assert_eq!(forms("a\u{200b}b\u{0}c\u{fffd}d\u{b}e \u{301}"), ["abcde"]);
    }

    #[test]
    fn spans_lie_in_the_text_as_it_was() {
        let text = "Cafe\u{301}s — Ürümqi";
        let spans: Vec<&str> =
            split(text, 9).iter().map(|word| word.span.get(text).unwrap()).collect();
        assert_eq!(spans, ["Cafe\u{301}s", "—", "Ürümqi"]);
    }

    #[test]
    fn a_long_word_is_bounded_and_a_long_text_ends() {
        let text = "x".repeat(10_000);
        assert_eq!(split(&text, 5)[0].form.len(), LONGEST + 1);
        assert_eq!(split(&text, 5)[0].span.end(), 10_000);
        assert!(split(&"a ".repeat(10_000), 5).len() <= 7);
    }
}
