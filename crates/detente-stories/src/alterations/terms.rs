//! A sentence as what it says: names, numbers and dates whole, the other words one by one.

use std::borrow::Cow;

use detente_resources::{AlterationLexicon, Group, Register, StoryLexicon, WordRole};
use detente_schema::{Document, Span};
use jiff::civil::Date;

use super::day::{self, Day};
use super::name::{self, Name};
use super::number::{self, Number};
use crate::forms;
use crate::profile::{Class, Word};

/// What the comparison knows of language and world.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Knowledge<'r> {
    pub(crate) stories: &'r StoryLexicon,
    pub(crate) words: &'r AlterationLexicon,
    pub(crate) register: &'r Register,
}

/// Words that say one thing.
#[derive(Debug)]
pub(crate) struct Term<'r> {
    pub(crate) span: Span,
    /// In lower case, joined by single spaces, apostrophes straight, without full stops; letters
    /// that would be another word in lower case are left as they are.
    pub(crate) text: String,
    /// In one spelling and without endings.
    pub(crate) stem: String,
    pub(crate) class: Class,
    pub(crate) meaning: Meaning<'r>,
    /// Its places among words that exclude each other.
    pub(crate) groups: Vec<Group>,
    /// True between quotation marks.
    pub(crate) quoted: bool,
    /// True if it begins with a capital letter.
    pub(crate) capital: bool,
    /// True if a mark stands before it.
    pub(crate) apart: bool,
}

/// What a [`Term`] refers to.
#[derive(Debug)]
pub(crate) enum Meaning<'r> {
    Name(Name<'r>),
    Number(Number),
    Day(Day),
    Word,
}

impl Term<'_> {
    /// True if it says the same as `other`, in whatever words.
    pub(crate) fn agrees(&self, other: &Self, knowledge: Knowledge) -> bool {
        match (&self.meaning, &other.meaning) {
            (Meaning::Name(x), Meaning::Name(y)) => x.agrees(y, knowledge),
            (Meaning::Number(x), Meaning::Number(y)) => x == y,
            (Meaning::Day(x), Meaning::Day(y)) => x.agrees(y),
            (Meaning::Word, Meaning::Word) => self.is_akin(other, knowledge.words),
            (Meaning::Name(name), Meaning::Word) => other.capital && name.ends_with(&other.text),
            (Meaning::Word, Meaning::Name(name)) => self.capital && name.ends_with(&self.text),
            _ => false,
        }
    }

    /// True if both are of one kind, so that one may stand in place of the other.
    pub(crate) fn is_counterpart(&self, other: &Self) -> bool {
        match (&self.meaning, &other.meaning) {
            (Meaning::Word, Meaning::Word) => {
                self.groups.iter().any(|x| other.groups.iter().any(|y| x.contrast == y.contrast))
            }
            (x, y) => std::mem::discriminant(x) == std::mem::discriminant(y),
        }
    }

    /// True for two forms or spellings of one word, or two words of one group.
    fn is_akin(&self, other: &Self, words: &AlterationLexicon) -> bool {
        self.text == other.text
            || self.class == other.class && self.stem == other.stem
            || derived(&self.stem, &other.stem, words)
            || self.shares_group(other)
    }

    /// True if both stand in one group, and in no contrast in two that exclude each other.
    fn shares_group(&self, other: &Self) -> bool {
        let both = |x: &Group| other.groups.iter().any(|y| x.contrast == y.contrast);
        let same = |x: &Group| {
            let theirs = other.groups.iter().filter(|y| x.contrast == y.contrast);
            let ours = self.groups.iter().filter(|y| x.contrast == y.contrast);
            theirs.clone().any(|y| ours.clone().any(|x| x.group == y.group))
        };
        self.groups.iter().any(both) && self.groups.iter().filter(|x| both(x)).all(same)
    }

    /// True if it refers to someone, something counted or a day.
    pub(crate) fn refers(&self) -> bool {
        !matches!(self.meaning, Meaning::Word)
    }

    pub(crate) fn is(&self, role: WordRole, words: &AlterationLexicon) -> bool {
        matches!(self.meaning, Meaning::Word) && words.is(role, &self.text)
    }
}

/// True if an ending makes one stem of the other.
fn derived(x: &str, y: &str, words: &AlterationLexicon) -> bool {
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    short.chars().nth(2).is_some() && long.strip_prefix(short).is_some_and(|end| words.derives(end))
}

/// Reads the words of one sentence, or of several that follow each other.
pub(crate) struct TermReader<'a, 'r> {
    pub(crate) document: &'a Document,
    pub(crate) knowledge: Knowledge<'r>,
    pub(crate) words: &'a [Word],
    spelled: Vec<Spelled>,
}

/// A word in the forms in which it is looked up.
struct Spelled {
    /// As it stands, its apostrophes straight, without full stops.
    plain: String,
    lower: String,
    /// In lower case, unless that would be another word.
    form: String,
    /// What it shares with its other forms and spellings.
    root: String,
}

impl Spelled {
    fn new(document: &Document, word: &Word, knowledge: Knowledge) -> Self {
        let plain = forms::plain(document.slice(word.span)).into_owned();
        let lower = forms::lower(&plain).into_owned();
        let known = || knowledge.stories.meaning(&lower, &lower).is_some();
        let form = if word.class == Class::Name && known() { &plain } else { &lower };
        let root = knowledge.words.root(form, knowledge.stories);
        Self { form: form.clone(), plain, lower, root }
    }
}

impl<'a, 'r> TermReader<'a, 'r> {
    pub(crate) fn new(document: &'a Document, knowledge: Knowledge<'r>, words: &'a [Word]) -> Self {
        let spelled = words.iter().map(|word| Spelled::new(document, word, knowledge)).collect();
        Self { document, knowledge, words, spelled }
    }

    pub(crate) fn read(&self) -> Vec<Term<'r>> {
        let mut terms: Vec<Term<'r>> = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let (length, mut term) = self.term(at);
            term.apart = at > 0 && !self.adjoin(at - 1);
            terms.push(term);
            at += length;
        }
        let counted: Vec<_> = terms.iter().skip(1).map(Term::is_number).collect();
        for (term, before_number) in terms.iter_mut().zip(counted.into_iter().chain([false])) {
            let words = self.knowledge.words;
            term.groups.retain(|g| before_number || !words.contrast(g.contrast).counts);
        }
        terms
    }

    fn term(&self, at: usize) -> (usize, Term<'r>) {
        let day = || day::read(self, at).map(|(n, day)| (n, Meaning::Day(day)));
        let name = || name::read(self, at).map(|(n, name)| (n, Meaning::Name(name)));
        let number = || number::read(self, at).map(|(n, number)| (n, Meaning::Number(number)));
        match day().or_else(name).or_else(number) {
            Some((length, meaning)) => (length, self.entry(at, length, meaning)),
            None => self.expression(at),
        }
    }

    /// The longest expression that stands in a group, or one word.
    fn expression(&self, at: usize) -> (usize, Term<'r>) {
        let most = self.knowledge.words.longest();
        let adjoining = (at..).take(most).take_while(|&i| self.adjoin(i)).count() + 1;
        let mut lengths = (2..=most.min(adjoining)).rev();
        let begins = self.knowledge.words.begins(&self.spelled[at].form, &self.spelled[at].root);
        let several = lengths.find(|&length| begins && !self.groups(at, length).is_empty());
        let length = several.unwrap_or(1);
        (length, self.entry(at, length, Meaning::Word))
    }

    fn entry(&self, at: usize, length: usize, meaning: Meaning<'r>) -> Term<'r> {
        let words = &self.words[at..at + length];
        let groups = match meaning {
            Meaning::Word => self.groups(at, length),
            _ => Vec::new(),
        };
        Term {
            span: words[0].span.cover(words[length - 1].span),
            text: self.join(at, length, |word| &word.form).into_owned(),
            stem: self.join(at, length, |word| &word.root).into_owned(),
            class: words[0].class,
            meaning,
            groups,
            quoted: words[0].quoted,
            capital: self.document.slice(words[0].span).starts_with(char::is_uppercase),
            apart: false,
        }
    }

    fn groups(&self, at: usize, length: usize) -> Vec<Group> {
        let expression = self.join(at, length, |word| &word.form);
        let roots = self.join(at, length, |word| &word.root);
        self.knowledge.words.groups(&expression, &roots).collect()
    }

    fn join(&self, at: usize, length: usize, form: impl Fn(&Spelled) -> &str) -> Cow<'_, str> {
        match &self.spelled[at..at + length] {
            [alone] => Cow::Borrowed(form(alone)),
            several => Cow::Owned(several.iter().map(form).collect::<Vec<_>>().join(" ")),
        }
    }

    /// The word as it stands, its apostrophes straight, without full stops.
    pub(crate) fn plain(&self, at: usize) -> &str {
        &self.spelled[at].plain
    }

    /// [`Self::plain`] in lower case.
    pub(crate) fn lower(&self, at: usize) -> &str {
        &self.spelled[at].lower
    }

    /// True if no mark but a full stop of an abbreviation or a hyphen stands behind the word.
    pub(crate) fn adjoin(&self, at: usize) -> bool {
        self.words.get(at + 1).is_some_and(|next| {
            let end = self.words[at].span.end();
            let gap = end <= next.span.start();
            gap && Span::new(end, next.span.start())
                .of(&self.document.text)
                .chars()
                .all(|c| c.is_whitespace() || c == '-')
        })
    }

    /// When the report was published.
    pub(crate) fn published(&self) -> Option<Date> {
        self.document.dct.value
    }
}

impl Term<'_> {
    fn is_number(&self) -> bool {
        matches!(self.meaning, Meaning::Number(_))
    }
}
