use std::cell::Cell;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::CharIndices;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as SlotError;

use super::slot::Slot;
use super::words::WordClass;

/// How deep groups and named patterns may hold each other.
const DEPTH: usize = 24;

/// How many parts a pattern may have, those of the patterns that it names included.
const PARTS: usize = 1_000;

/// What a rule reads, over words, numbers and single marks.
///
/// Written `the? [{month} {day}~th? (, {year})?]`: a plain word or mark stands for itself, `{class}`
/// for any word of a class (which also fills the slot of that name, if there is one),
/// `{slot=class}` for any word of a class that fills the slot, `<name>` for a named pattern, `?`
/// makes what is before it optional, `~` forbids white space before what follows, `(a|b)` is a
/// choice, and brackets bound what is marked, if that is not all of an alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// A word in lower case, or a mark.
    Literal(String),
    /// A word of a class, to be put into a slot.
    Class(String, Option<Slot>),
    /// What follows the mark must not be set off by white space.
    Glued(Box<Self>),
    /// It may be absent.
    Optional(Box<Self>),
    /// One of them.
    Choice(Vec<Self>),
    /// One after the other.
    Sequence(Vec<Self>),
    /// What is marked.
    Extent(Box<Self>),
}

impl Pattern {
    fn has_extent(&self) -> bool {
        match self {
            Self::Extent(_) => true,
            Self::Literal(_) | Self::Class(..) => false,
            Self::Glued(inner) | Self::Optional(inner) => inner.has_extent(),
            Self::Choice(parts) | Self::Sequence(parts) => parts.iter().any(Self::has_extent),
        }
    }

    fn may_be_empty(&self) -> bool {
        match self {
            Self::Optional(_) => true,
            Self::Literal(_) | Self::Class(..) => false,
            Self::Glued(inner) | Self::Extent(inner) => inner.may_be_empty(),
            Self::Choice(parts) => parts.iter().any(Self::may_be_empty),
            Self::Sequence(parts) => parts.iter().all(Self::may_be_empty),
        }
    }
}

type Chars<'a> = Peekable<CharIndices<'a>>;

/// Reads patterns that may name classes and other patterns.
pub(super) struct Parser<'a> {
    named: &'a BTreeMap<String, String>,
    classes: &'a [WordClass],
    /// Parts of the pattern that is being read.
    parts: Cell<usize>,
}

impl<'a> Parser<'a> {
    pub(super) const fn new(named: &'a BTreeMap<String, String>, classes: &'a [WordClass]) -> Self {
        Self { named, classes, parts: Cell::new(0) }
    }

    /// The pattern of a rule, always with an extent.
    pub(super) fn parse(&self, text: &str) -> Result<Pattern, String> {
        self.parts.set(0);
        let pattern = self.whole(text, 0)?;
        if pattern.may_be_empty() {
            return Err("may match nothing".to_owned());
        }
        Ok(with_extent(pattern))
    }

    fn whole(&self, text: &str, depth: usize) -> Result<Pattern, String> {
        let mut chars = text.char_indices().peekable();
        let pattern = self.choice(text, &mut chars, depth)?;
        match chars.next() {
            Some((at, _)) => Err(format!("cannot read `{}`", &text[at..])),
            None => Ok(pattern),
        }
    }

    fn choice(&self, text: &str, chars: &mut Chars, depth: usize) -> Result<Pattern, String> {
        let mut parts = vec![self.sequence(text, chars, depth)?];
        while chars.next_if(|&(_, c)| c == '|').is_some() {
            parts.push(self.sequence(text, chars, depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Pattern::Choice(parts) })
    }

    fn sequence(&self, text: &str, chars: &mut Chars, depth: usize) -> Result<Pattern, String> {
        self.count()?;
        let mut parts = Vec::new();
        loop {
            while chars.next_if(|&(_, c)| c.is_whitespace()).is_some() {}
            match chars.peek() {
                None | Some((_, '|' | ')' | ']')) => break,
                Some(_) => parts.push(self.element(text, chars, depth)?),
            }
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Pattern::Sequence(parts) })
    }

    fn element(&self, text: &str, chars: &mut Chars, depth: usize) -> Result<Pattern, String> {
        self.count()?;
        let glued = chars.next_if(|&(_, c)| c == '~').is_some();
        let (at, first) = chars.next().ok_or("ends after `~`")?;
        let mut pattern = match first {
            '(' => self.group(text, chars, depth, ')')?,
            '[' => Pattern::Extent(Box::new(self.group(text, chars, depth, ']')?)),
            '{' => self.class(until(text, chars, at, '}')?)?,
            '<' => self.named(until(text, chars, at, '>')?, depth)?,
            first => literal(first, chars),
        };
        if glued {
            pattern = Pattern::Glued(Box::new(pattern));
        }
        let optional = chars.next_if(|&(_, c)| c == '?').is_some();
        Ok(if optional { Pattern::Optional(Box::new(pattern)) } else { pattern })
    }

    fn named(&self, name: &str, depth: usize) -> Result<Pattern, String> {
        let text = self.named.get(name).ok_or_else(|| format!("no pattern <{name}>"))?;
        self.whole(text, deeper(depth).map_err(|message| format!("<{name}> {message}"))?)
    }

    /// What stands up to the mark that closes it.
    fn group(
        &self,
        text: &str,
        chars: &mut Chars,
        depth: usize,
        end: char,
    ) -> Result<Pattern, String> {
        let inner = self.choice(text, chars, deeper(depth)?)?;
        match chars.next() {
            Some((_, c)) if c == end => Ok(inner),
            _ => Err(format!("`{end}` is missing")),
        }
    }

    /// Notes one more part; refuses a pattern of too many.
    fn count(&self) -> Result<(), String> {
        let parts = self.parts.get() + 1;
        self.parts.set(parts);
        if parts > PARTS { Err(format!("has more than {PARTS} parts")) } else { Ok(()) }
    }

    /// Refuses a word beside a pattern that no text can hold: a `{class}` that is not there.
    pub(super) fn check(&self, word: &str) -> Result<(), String> {
        match word.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => self.class(name).map(|_| ()),
            None => Ok(()),
        }
    }

    fn class(&self, text: &str) -> Result<Pattern, String> {
        let (slot, name) = match text.split_once('=') {
            Some((slot, name)) => (Some(slot_named(slot)?), name),
            None => (slot_named(text).ok(), text),
        };
        let class = self.classes.iter().find(|class| class.name == name);
        let class = class.ok_or_else(|| format!("no class {{{name}}}"))?;
        if let Some(slot) = slot {
            class.words.iter().try_for_each(|(_, term)| slot.check(term))?;
        }
        Ok(Pattern::Class(name.to_owned(), slot))
    }
}

/// Marks whole every alternative that has no brackets.
fn with_extent(pattern: Pattern) -> Pattern {
    match pattern {
        Pattern::Choice(parts) => Pattern::Choice(parts.into_iter().map(with_extent).collect()),
        pattern if pattern.has_extent() => pattern,
        pattern => Pattern::Extent(Box::new(pattern)),
    }
}

fn slot_named(name: &str) -> Result<Slot, String> {
    Slot::deserialize(name.into_deserializer()).map_err(|error: SlotError| error.to_string())
}

fn deeper(depth: usize) -> Result<usize, String> {
    if depth == DEPTH {
        return Err(format!("is nested more than {DEPTH} deep, or holds itself"));
    }
    Ok(depth + 1)
}

fn until<'t>(text: &'t str, chars: &mut Chars, at: usize, end: char) -> Result<&'t str, String> {
    let found = chars.find(|&(_, c)| c == end).ok_or_else(|| format!("`{end}` is missing"))?;
    Ok(&text[at + 1..found.0])
}

fn literal(first: char, chars: &mut Chars) -> Pattern {
    let mut word = String::from(first);
    if first.is_alphabetic() {
        while let Some((_, c)) = chars.next_if(|(_, c)| c.is_alphabetic()) {
            word.push(c);
        }
    }
    Pattern::Literal(word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Pattern, String> {
        let named = BTreeMap::from([
            ("loop".to_owned(), "<loop>".to_owned()),
            ("pair".to_owned(), "a | b".to_owned()),
            ("double".to_owned(), "<pair> <pair>".to_owned()),
            ("fan".to_owned(), "<double>".repeat(500)),
            ("bars".to_owned(), "|".repeat(500)),
        ]);
        Parser::new(&named, &[]).parse(text)
    }

    #[test]
    fn what_has_no_brackets_is_marked_whole() {
        let plain = |word: &str| Pattern::Literal(word.to_owned());
        assert_eq!(parse("ago"), Ok(Pattern::Extent(Box::new(plain("ago")))));
        assert_eq!(
            parse("in [<pair>]"),
            Ok(Pattern::Sequence(vec![
                plain("in"),
                Pattern::Extent(Box::new(Pattern::Choice(vec![plain("a"), plain("b")]))),
            ]))
        );
    }

    #[test]
    fn nesting_and_size_are_bounded() {
        assert!(parse(&format!("{}a{}", "(".repeat(20), ")".repeat(20))).is_ok());
        assert!(parse(&"(".repeat(1_000_000)).is_err());
        assert!(parse(&"[".repeat(1_000_000)).is_err());
        for text in ["<fan>", "a <fan>", &format!("a {}", "<bars>".repeat(500))] {
            let error = parse(text).unwrap_err();
            assert!(error.contains("parts"), "{error}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for text in ["", "a?", "(a", "a)", "{none}", "<none>", "<loop>", "~", "[a"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
