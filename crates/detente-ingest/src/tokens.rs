//! Words, numbers and marks.

use detente_schema::{Span, Token, TokenKind};
use unicode_segmentation::UnicodeSegmentation;

/// The tokens of a text: only white space lies between them.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut cursor = Cursor { text, at: 0 };
    while let Some(Grapheme { first, length }) = cursor.peek() {
        let start = cursor.at;
        if first.is_whitespace() {
            cursor.at += length;
        } else if first.is_alphanumeric() {
            word(&mut cursor, &mut tokens);
        } else if let Some(length) = cursor.possessive(first, &tokens) {
            cursor.at += length;
            tokens.push(token(start, cursor.at, TokenKind::Word));
        } else {
            cursor.at += length;
            tokens.push(token(start, cursor.at, TokenKind::Mark));
        }
    }
    tokens.shrink_to_fit();
    tokens
}

/// What a reader takes for one character.
struct Grapheme {
    first: char,
    length: usize,
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    /// The next grapheme; white space before a combining mark stands alone.
    #[inline]
    fn peek(&self) -> Option<Grapheme> {
        if let [first, next, ..] = self.text.as_bytes()[self.at..]
            && first.is_ascii()
            && next.is_ascii()
        {
            return Some(Grapheme { first: first.into(), length: 1 });
        }
        self.peek_any()
    }

    fn peek_any(&self) -> Option<Grapheme> {
        let rest = &self.text[self.at..];
        let mut chars = rest.chars();
        let first = chars.next()?;
        let simple = is_simple(first) && chars.next().is_none_or(is_simple);
        let alone = || Some(first.len_utf8());
        let whole = || rest.graphemes(true).next().map(str::len);
        let length = if simple || first.is_whitespace() { alone() } else { whole() }?;
        Some(Grapheme { first, length })
    }

    /// Length of a possessive ending ('s) that follows a word at once.
    fn possessive(&self, mark: char, tokens: &[Token]) -> Option<usize> {
        let is_word = |token: &Token| token.kind != TokenKind::Mark;
        let ends_here = |token: &Token| token.span.end() == self.at && is_word(token);
        if !is_apostrophe(mark) || !tokens.last().is_some_and(ends_here) {
            return None;
        }
        let mut rest = self.text[self.at + mark.len_utf8()..].chars();
        let ends =
            matches!(rest.next(), Some('s' | 'S')) && !rest.next().is_some_and(continues_word);
        ends.then(|| mark.len_utf8() + 1)
    }

    /// Takes letters and digits; returns whether all were digits.
    fn run(&mut self) -> bool {
        let mut digits = self.plain_run();
        while let Some(next) = self.peek().filter(|next| next.first.is_alphanumeric()) {
            digits &= next.length == 1 && next.first.is_ascii_digit();
            self.at += next.length;
            digits &= self.plain_run();
        }
        digits
    }

    /// Takes plain letters and digits, but none with which what follows may form a grapheme;
    /// returns whether all were digits.
    fn plain_run(&mut self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let plain = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let alone = rest.get(plain).is_none_or(u8::is_ascii);
        let run = &rest[..if alone { plain } else { plain.saturating_sub(1) }];
        self.at += run.len();
        run.iter().all(u8::is_ascii_digit)
    }
}

/// Takes runs of letters and digits and what joins them.
fn word(cursor: &mut Cursor<'_>, tokens: &mut Vec<Token>) {
    let start = cursor.at;
    let mut number = true;
    let mut acronym = true;
    let mut parts = 0;
    loop {
        let run = cursor.at;
        number &= cursor.run();
        acronym &= is_acronym_part(&cursor.text[run..cursor.at]);
        parts += 1;
        let Some(joint) = joint(cursor, run, number) else { break };
        acronym &= joint == '.';
        cursor.at += joint.len_utf8();
    }
    if acronym && parts > 1 && !number {
        acronym_end(cursor);
    }
    let kind = if number { TokenKind::Number } else { TokenKind::Word };
    tokens.push(token(start, cursor.at, kind));
}

/// The mark that joins the run since `run` to the next one.
fn joint(cursor: &Cursor<'_>, run: usize, number: bool) -> Option<char> {
    let mut ahead = cursor.text[cursor.at..].chars();
    let (mark, next) = (ahead.next()?, ahead.next()?);
    if !next.is_alphanumeric() {
        return None;
    }
    let joins = match mark {
        ',' => number && next.is_ascii_digit(),
        '.' if number => next.is_ascii_digit(),
        '.' => is_inner_stop(&cursor.text[run..cursor.at], next),
        '-' | '\u{2010}' | '\u{2011}' => !(number && next.is_ascii_digit()),
        '\'' | '’' => cursor.possessive_at_joint(next, ahead.next()),
        _ => false,
    };
    joins.then_some(mark)
}

impl Cursor<'_> {
    /// An apostrophe before letters joins them, unless it begins a possessive ending.
    fn possessive_at_joint(&self, next: char, after: Option<char>) -> bool {
        let possessive = matches!(next, 's' | 'S') && !after.is_some_and(continues_word);
        let after_letter =
            self.text[..self.at].chars().next_back().is_some_and(char::is_alphabetic);
        next.is_alphabetic() && after_letter && !possessive
    }
}

/// A full stop between letters belongs to an acronym ("U.S", "Ph.D") or to a small-letter name
/// ("example.org"); between a word and a capital it ends a sentence that lacks its blank.
fn is_inner_stop(run: &str, next: char) -> bool {
    if first(run).is_lowercase() && next.is_lowercase() {
        return true;
    }
    is_acronym_part(run) && first(run).is_uppercase() && next.is_uppercase()
}

fn is_acronym_part(run: &str) -> bool {
    run.len() <= 2 && run.chars().all(char::is_alphabetic)
}

/// The last full stop of an acronym, and what a hyphen joins to it ("U.S.-led").
fn acronym_end(cursor: &mut Cursor<'_>) {
    let mut ahead = cursor.text[cursor.at..].chars();
    let (stop, next, after) = (ahead.next(), ahead.next(), ahead.next());
    if stop != Some('.') || next == Some('.') {
        return;
    }
    cursor.at += 1;
    if next == Some('-') && after.is_some_and(char::is_alphanumeric) {
        cursor.at += 1;
        cursor.run();
    }
}

/// True for characters that never form a grapheme with another such character.
const fn is_simple(c: char) -> bool {
    matches!(c, '\0'..'\u{300}' | '\u{2010}'..'\u{2028}')
}

fn continues_word(c: char) -> bool {
    c.is_alphanumeric() || is_apostrophe(c)
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn first(text: &str) -> char {
    text.chars().next().unwrap_or('\0')
}

fn token(start: usize, end: usize, kind: TokenKind) -> Token {
    Token { span: Span::new(start, end), kind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn words_keep_what_joins_them() {
        assert_eq!(
            split("O'Brien don’t Jong-un U.S. p.m. Ph.D."),
            ["O'Brien", "don’t", "Jong-un", "U.S.", "p.m.", "Ph.D."]
        );
        assert_eq!(split("U.S.-led F-16 60th COVID-19"), ["U.S.-led", "F-16", "60th", "COVID-19"]);
    }

    #[test]
    fn possessive_endings_stand_alone() {
        assert_eq!(
            split("Peru's Peru’s allies' CHINA'S"),
            ["Peru", "'s", "Peru", "’s", "allies", "'", "CHINA", "'S"]
        );
        assert_eq!(split("U.N.'s envoy"), ["U.N.", "'s", "envoy"]);
    }

    #[test]
    fn numbers_keep_their_separators() {
        assert_eq!(
            split("1,500 7.5 2021-07-12 $3.2bn 1,x"),
            ["1,500", "7.5", "2021", "-", "07", "-", "12", "$", "3.2bn", "1", ",", "x"]
        );
    }

    #[test]
    fn a_stop_without_a_blank_ends_a_word_before_a_capital() {
        assert_eq!(split("he left.She stayed"), ["he", "left", ".", "She", "stayed"]);
        assert_eq!(split("on example.org. The"), ["on", "example.org", ".", "The"]);
        assert_eq!(split("the North.by its"), ["the", "North", ".", "by", "its"]);
    }

    #[test]
    fn a_mark_is_one_character() {
        assert_eq!(split("“Oh...”e\u{301}🇫🇷"), ["“", "Oh", ".", ".", ".", "”", "e\u{301}", "🇫🇷"]);
    }

    proptest! {
        #[test]
        fn tokens_and_gaps_are_the_text(text in any::<String>()) {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(token.span.start() >= end && !token.span.is_empty());
                prop_assert!(text[end..token.span.start()].chars().all(char::is_whitespace));
                prop_assert!(token.span.get(&text).is_some());
                end = token.span.end();
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }

        #[test]
        fn tokens_and_gaps_are_a_text_like_a_report(text in "([a-zA-Z]{1,3}|[0-9.,'’\\-\"“” \n]|U\\.S\\.|’s){0,40}") {
            let all: String = split(&text).concat();
            let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(all, dense);
        }
    }
}
