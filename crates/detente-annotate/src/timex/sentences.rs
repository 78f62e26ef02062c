//! Sentences of a text of which nothing else is known. Documents come with better ones.

use detente_schema::Span;

/// A stop after a word of fewer letters may belong to an abbreviation.
const SHORTEST_LAST_WORD: usize = 4;

/// Cuts at blank lines, and at stops between a word of some length, or a number, and a capital letter.
pub(crate) fn rough_sentences(text: &str) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let (before, behind) = (&text[start..at], &text[end..]);
        let ends = match c {
            '\n' => is_blank_line(behind),
            '.' | '!' | '?' => ends_here(before, behind),
            _ => false,
        };
        if ends {
            sentences.push(Span::new(start, end));
            start = end;
        }
    }
    sentences.push(Span::new(start, text.len()));
    sentences.retain(|span| !span.of(text).trim().is_empty());
    sentences
}

fn is_blank_line(text: &str) -> bool {
    text.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
}

fn ends_here(before: &str, behind: &str) -> bool {
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let whole = last.chars().count() >= SHORTEST_LAST_WORD || last.ends_with(char::is_numeric);
    whole && behind.starts_with(char::is_whitespace) && begins_with_capital(behind)
}

fn begins_with_capital(text: &str) -> bool {
    let word = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        rough_sentences(text).iter().map(|span| span.of(text).trim()).collect()
    }

    #[test]
    fn a_stop_before_a_capital_letter_ends_a_sentence() {
        assert_eq!(cut("They left. “Why?” asked he."), ["They left.", "“Why?” asked he."]);
        assert_eq!(cut("It fell in 1961. He left."), ["It fell in 1961.", "He left."]);
        assert_eq!(cut("Title\r\n\r\nThey left on 3\nMarch"), ["Title", "They left on 3\nMarch"]);
    }

    #[test]
    fn an_abbreviation_does_not() {
        assert_eq!(cut("On Feb. 3 at 5 p.m. Sunday he left.").len(), 1);
        assert_eq!(cut("El Sr. Xi llegó.").len(), 1);
        assert!(cut("").is_empty());
    }

    /// Were all that follows searched at each mark, this would take minutes.
    #[test]
    fn a_run_of_marks_takes_time_by_its_length() {
        assert_eq!(cut(&"!? ".repeat(300_000)).len(), 1);
    }
}
