//! Finds the names of the register in a text.

use std::collections::HashMap;

use detente_resources::{NameForm, Register, plain, plain_letter};
use detente_schema::{ActorId, Span};
use unicode_normalization::char::is_combining_mark;

/// One actor that a name may mean, and what form of its name this is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meaning {
    pub(super) actor: ActorId,
    pub(super) form: NameForm,
}

#[derive(Debug)]
struct Entry {
    /// In plain letters.
    text: String,
    meanings: Vec<Meaning>,
}

/// A name of the register in a text.
#[derive(Debug, Clone)]
pub(super) struct Hit<'a> {
    pub(super) span: Span,
    pub(super) meanings: &'a [Meaning],
}

/// The names of the register by their first word, the longest first.
#[derive(Debug)]
pub(super) struct Gazetteer {
    by_word: HashMap<String, Vec<Entry>>,
}

/// Shorter words in capitals are acronyms, not names set in capitals.
const SHORTEST_IN_CAPITALS: usize = 4;

impl Gazetteer {
    pub(super) fn new(register: &Register) -> Self {
        let mut by_word: HashMap<String, Vec<Entry>> = HashMap::new();
        for name in register.names() {
            let text = plain(&name.text).into_owned();
            let slot = by_word.entry(key(&text)).or_default();
            let meaning = Meaning { actor: name.actor.clone(), form: name.form };
            match slot.iter_mut().find(|entry| entry.text == text) {
                Some(entry) if entry.meanings.contains(&meaning) => {}
                Some(entry) => entry.meanings.push(meaning),
                None => slot.push(Entry { text, meanings: vec![meaning] }),
            }
        }
        for slot in by_word.values_mut() {
            slot.sort_by(|a, b| b.text.len().cmp(&a.text.len()).then(a.text.cmp(&b.text)));
        }
        Self { by_word }
    }

    /// The names in the text from left to right, the longest at each place; none overlap.
    pub(super) fn scan(&self, text: &str) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        let mut at = 0;
        while let Some(start) = next_word(text, at) {
            let word = first_word(&text[start..]);
            match self.longest(&text[start..], word) {
                Some((len, meanings)) => {
                    hits.push(Hit { span: Span::new(start, start + len), meanings });
                    at = start + len;
                }
                None => at = start + word.len(),
            }
        }
        hits
    }

    /// Whom a name of this spelling, marks aside, may mean.
    pub(super) fn meanings(&self, name: &str) -> &[Meaning] {
        let name = plain(name);
        let slot = self.by_word.get(&key(&name));
        let entry = slot.and_then(|slot| slot.iter().find(|entry| entry.text == name));
        entry.map_or(&[], |entry| &entry.meanings)
    }

    fn longest(&self, text: &str, word: &str) -> Option<(usize, &[Meaning])> {
        let slot = self.by_word.get(&plain(word).to_lowercase())?;
        slot.iter().find_map(|entry| Some((match_name(text, &entry.text)?, &entry.meanings[..])))
    }
}

/// Where a name in plain letters is kept.
fn key(name: &str) -> String {
    first_word(name).to_lowercase()
}

fn first_word(text: &str) -> &str {
    let goes_on = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    &text[..text.find(|c| !goes_on(c)).unwrap_or(text.len())]
}

/// Where the next word begins, at `from` or later; `from` lies at the end of a word or of a name.
fn next_word(text: &str, from: usize) -> Option<usize> {
    text[from..].find(char::is_alphanumeric).map(|skipped| from + skipped)
}

/// How many bytes of `text` the name takes, if `text` starts with it and a word ends there.
fn match_name(text: &str, name: &str) -> Option<usize> {
    let len = prefix(text, name, |a, b| a == b).or_else(|| in_capitals(text, name))?;
    let ended = !text[len..].starts_with(char::is_alphanumeric);
    ended.then_some(len)
}

fn in_capitals(text: &str, name: &str) -> Option<usize> {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < SHORTEST_IN_CAPITALS {
        return None;
    }
    prefix(text, name, |a, b| a == b || b.to_uppercase().eq([a]))
        .filter(|&len| !text[..len].contains(char::is_lowercase))
}

/// The length of the part of `text` that spells `name`, which is in plain letters, whatever its
/// marks, white space, apostrophes and hyphens look like.
fn prefix(text: &str, name: &str, same: impl Fn(char, char) -> bool) -> Option<usize> {
    let mut rest = text;
    for wanted in name.chars() {
        let found = rest.chars().next()?;
        let spelled = match wanted {
            ' ' => found.is_whitespace(),
            '\'' | '’' => matches!(found, '\'' | '’'),
            '-' => matches!(found, '-' | '\u{2010}' | '\u{2011}'),
            _ => same(plain_letter(found), wanted),
        };
        if !spelled {
            return None;
        }
        rest = rest[found.len_utf8()..].trim_start_matches(is_combining_mark);
        if wanted == ' ' {
            rest = skip_spaces(rest);
        }
    }
    Some(text.len() - rest.len())
}

/// White space goes on for a line break and an indent, not for a blank line.
fn skip_spaces(text: &str) -> &str {
    text.trim_start_matches([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_spelled_in_several_ways() {
        assert_eq!(match_name("North\u{a0}Korea.", "North Korea"), Some(12));
        assert_eq!(match_name("People’s Party", "People's Party"), Some(16));
        assert_eq!(match_name("NORTH KOREA TALKS", "North Korea"), Some(11));
        assert_eq!(match_name("North Koreans", "North Korea"), None);
        assert_eq!(match_name("Hugo Chávez", "Hugo Chavez"), Some(12));
        assert_eq!(match_name("Hugo Cha\u{301}vez.", "Hugo Chavez"), Some(13));
        assert_eq!(match_name("HUGO CHÁVEZ", "Hugo Chavez"), Some(12));
        assert_eq!(match_name("us", "US"), None);
        assert_eq!(match_name("MAY", "May"), None);
        assert_eq!(match_name("North\n\nKorea", "North Korea"), None);
    }
}
