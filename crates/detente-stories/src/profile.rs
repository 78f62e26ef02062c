use std::ops::Range;
use std::sync::OnceLock;

use detente_resources::{StoryLexicon, StoryWord};
use detente_schema::{Digest, Document, Sentence, SentenceKind, Span, Token, TokenKind};
use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64;

use crate::forms::{lower, plain};
use crate::holders::Holders;
use crate::ties::Ties;

/// A longer sentence is compared in pieces of so many words, which bounds the cost of one pair.
const LONGEST_UNIT: usize = 160;
/// What lies beyond is compared for identity only.
const MOST_UNITS: usize = 8192;

/// A document as it is compared: its sentences as words without their endings.
///
/// Credit lines and lines about the report are left out: they say where a text went, not what it
/// is.
#[derive(Debug, Clone)]
pub struct Profile {
    pub(crate) digest: Digest,
    /// In the order of the text.
    pub(crate) words: Vec<Word>,
    /// In the order of the text.
    pub(crate) units: Vec<Unit>,
    /// When it was published.
    pub(crate) date: Option<Date>,
    /// Made when the document is first compared.
    ties: OnceLock<Ties>,
    holders: OnceLock<Holders>,
}

/// A word or a number of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) span: Span,
    /// Hash of the word but for capitals; of the digits for a number in words.
    pub(crate) form: u32,
    /// Hash of the word without its ending.
    pub(crate) stem: u32,
    pub(crate) class: Class,
    /// True between quotation marks.
    pub(crate) quoted: bool,
    /// True if it may be a name: it has a capital, but the sentence begins with it.
    pub(crate) initial: bool,
}

impl Word {
    /// What a match of the word is worth as a sign of common descent. Two reporters of one event
    /// share its names, numbers, dates and what was said there; what else they write is their own.
    pub(crate) const fn weight(&self) -> u32 {
        match self.class {
            Class::Content if !self.quoted => 4,
            Class::Content | Class::Name | Class::Number | Class::Date => 1,
            _ => 0,
        }
    }

    /// What it refers to, if a story of another event would have another word there.
    pub(crate) const fn reference(&self) -> Option<Class> {
        match self.class {
            Class::Name | Class::Number | Class::Date => Some(self.class),
            Class::Content if self.initial => Some(Class::Name),
            _ => None,
        }
    }
}

/// What a word is to the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Class {
    Function,
    Negation,
    Modal,
    Masculine,
    Feminine,
    Honorific,
    Date,
    Number,
    Name,
    Content,
}

/// A sentence, or a piece of a very long one.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) span: Span,
    /// Indices into [`Profile::words`].
    pub(crate) words: Range<usize>,
    /// Stems that weigh something.
    pub(crate) stems: Bag,
    /// Pairs of neighbouring words of which at least one is neither name, number nor function word.
    pub(crate) phrases: Bag,
}

/// Hashes with weights, sorted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bag {
    pub(crate) items: Vec<(u32, u32)>,
    pub(crate) weight: u32,
}

impl FromIterator<(u32, u32)> for Bag {
    fn from_iter<I: IntoIterator<Item = (u32, u32)>>(items: I) -> Self {
        let given = items.into_iter().filter(|&(_, weight)| weight > 0);
        let mut items =
            Vec::with_capacity(given.size_hint().1.unwrap_or_default().min(LONGEST_UNIT));
        items.extend(given);
        items.sort_unstable();
        items.shrink_to_fit();
        let weight = items.iter().map(|&(_, weight)| weight).sum();
        Self { items, weight }
    }
}

impl Bag {
    /// Weight of what both have, each item as light as in the one where it is lighter.
    pub(crate) fn shared(&self, other: &Self) -> u32 {
        let mut rest = other.items.iter().peekable();
        let mut shared = 0;
        for &(item, weight) in &self.items {
            while rest.next_if(|&&(next, _)| next < item).is_some() {}
            shared += rest.next_if(|&&(next, _)| next == item).map_or(0, |&(_, w)| w.min(weight));
        }
        shared
    }

    /// What is left of it when the items of `other` are taken away.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let mut rest = other.items.iter().peekable();
        let left = self.items.iter().copied().filter(|&(item, _)| {
            while rest.next_if(|&&(next, _)| next < item).is_some() {}
            rest.next_if(|&&(next, _)| next == item).is_none()
        });
        left.collect()
    }
}

impl Profile {
    pub(crate) fn new(document: &Document, lexicon: &StoryLexicon) -> Self {
        let reader = Reader::new(document, lexicon);
        let mut words = Vec::new();
        let mut units = Vec::new();
        for sentence in document.sentences.iter().filter(|s| is_told(s.kind)) {
            let first = words.len();
            reader.read(sentence, &mut words);
            if units.len() < MOST_UNITS {
                units.extend(pieces(&words, first, sentence.span));
            }
        }
        let (digest, date) = (document.digest.clone(), document.dct.value);
        Self { digest, words, units, date, ties: OnceLock::new(), holders: OnceLock::new() }
    }

    pub(crate) fn ties(&self) -> &Ties {
        self.ties.get_or_init(|| Ties::new(self))
    }

    pub(crate) fn holders(&self) -> &Holders {
        self.holders.get_or_init(|| Holders::new(self))
    }

    pub(crate) fn words_of(&self, unit: &Unit) -> &[Word] {
        &self.words[unit.words.clone()]
    }
}

fn is_told(kind: SentenceKind) -> bool {
    matches!(kind, SentenceKind::Body | SentenceKind::Heading)
}

fn pieces(words: &[Word], first: usize, sentence: Span) -> Vec<Unit> {
    let whole = words.len() - first <= LONGEST_UNIT;
    let starts = (first..words.len()).step_by(LONGEST_UNIT);
    starts
        .map(|start| {
            let range = start..words.len().min(start + LONGEST_UNIT);
            let cover = words[range.start].span.cover(words[range.end - 1].span);
            unit(words, range, if whole { sentence } else { cover })
        })
        .collect()
}

fn unit(words: &[Word], range: Range<usize>, span: Span) -> Unit {
    let own = &words[range.clone()];
    let stems = own.iter().map(|word| (word.stem, word.weight())).collect();
    let phrases = own.windows(2).filter_map(phrase).collect();
    Unit { span, words: range, stems, phrases }
}

fn phrase(pair: &[Word]) -> Option<(u32, u32)> {
    let [a, b] = pair else { return None };
    let own = a.class == Class::Content || b.class == Class::Content;
    let weight = if a.quoted || b.quoted { 1 } else { 4 };
    own.then(|| (a.stem.rotate_left(7) ^ b.stem, weight))
}

struct Reader<'a> {
    document: &'a Document,
    lexicon: &'a StoryLexicon,
    /// Words that stand with a capital where no sentence begins: sorted, without repetition.
    names: Vec<&'a str>,
    quoted: Vec<Span>,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, lexicon: &'a StoryLexicon) -> Self {
        let mut names = Vec::new();
        document.sentences.iter().for_each(|s| names.extend(capitalised(document, s)));
        names.sort_unstable();
        names.dedup();
        Self { document, lexicon, names, quoted: quoted(document) }
    }

    fn read(&self, sentence: &Sentence, words: &mut Vec<Word>) {
        let first = words.len();
        for token in self.document.tokens_of(sentence) {
            match token.kind {
                TokenKind::Mark => {}
                TokenKind::Number => words.push(self.number(token.span)),
                TokenKind::Word => {
                    words.extend(parts(self.document, token.span).map(|part| self.word(part)));
                }
            }
        }
        if let Some(word) = words.get_mut(first) {
            word.initial = self.document.slice(word.span).starts_with(char::is_uppercase);
        }
        self.date_numbers(&mut words[first..]);
    }

    /// A number beside a month is a date.
    fn date_numbers(&self, words: &mut [Word]) {
        for i in 0..words.len() {
            let beside = [i.wrapping_sub(1), i + 1];
            if words[i].class == Class::Number
                && beside.iter().any(|&at| words.get(at).is_some_and(|w| self.is_month(w)))
            {
                words[i].class = Class::Date;
            }
        }
    }

    fn is_month(&self, word: &Word) -> bool {
        let text = self.document.slice(word.span);
        word.class == Class::Date
            && self.lexicon.meaning(text, &lower(text)) == Some(&StoryWord::Month)
    }

    fn number(&self, span: Span) -> Word {
        let text = self.document.slice(span);
        let digits: String = text.chars().filter(|&c| c != ',').collect();
        let class = if is_year(text) { Class::Date } else { Class::Number };
        self.entry(span, &digits, &digits, class)
    }

    fn word(&self, span: Span) -> Word {
        let text = self.document.slice(span);
        let plain = plain(text);
        let lower = lower(&plain);
        if is_acronym(&plain, text) && self.lexicon.meaning(&plain, &lower).is_some() {
            return self.entry(span, &plain, &plain, Class::Name);
        }
        match self.lexicon.meaning(&plain, &lower) {
            Some(StoryWord::Number(digits)) => self.entry(span, digits, digits, Class::Number),
            Some(known) => self.entry(span, &lower, &lower, class_of(known)),
            None if lower.starts_with(char::is_numeric) => {
                self.entry(span, &lower, &lower, Class::Number)
            }
            None => self.entry(span, &lower, self.lexicon.stem(&lower), self.name_or_content(text)),
        }
    }

    fn name_or_content(&self, text: &str) -> Class {
        if self.names.binary_search(&text).is_ok() { Class::Name } else { Class::Content }
    }

    fn entry(&self, span: Span, form: &str, stem: &str, class: Class) -> Word {
        let quoted = self.quoted.partition_point(|q| q.start() <= span.start());
        let quoted = quoted > 0 && self.quoted[quoted - 1].contains(span);
        Word { span, form: hash(form), stem: hash(stem), class, quoted, initial: false }
    }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|year: u16| (1500..2100).contains(&year))
}

fn hash(text: &str) -> u32 {
    xxh3_64(text.as_bytes()) as u32
}

fn class_of(word: &StoryWord) -> Class {
    match word {
        StoryWord::Function => Class::Function,
        StoryWord::Negation => Class::Negation,
        StoryWord::Modal => Class::Modal,
        StoryWord::Masculine => Class::Masculine,
        StoryWord::Feminine => Class::Feminine,
        StoryWord::Honorific => Class::Honorific,
        StoryWord::Month | StoryWord::Day => Class::Date,
        StoryWord::Number(_) => Class::Number,
    }
}

/// The parts of a hyphenated word.
fn parts(document: &Document, span: Span) -> impl Iterator<Item = Span> {
    let mut start = span.start();
    document.slice(span).split('-').filter_map(move |part| {
        let begin = start;
        start += part.len() + 1;
        (!part.is_empty()).then(|| Span::new(begin, begin + part.len()))
    })
}

/// "US" and "U.S.", not "A".
fn is_acronym(plain: &str, text: &str) -> bool {
    plain.len() > 1 && text.len() < 12 && plain.chars().all(char::is_uppercase)
}

/// Words of `sentence` that stand with a capital though the sentence does not begin there; none in
/// a heading or where nearly all words have capitals.
fn capitalised<'a>(document: &'a Document, sentence: &Sentence) -> Vec<&'a str> {
    let words: Vec<_> = document
        .tokens_of(sentence)
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .flat_map(|token| parts(document, token.span))
        .map(|part| document.slice(part))
        .collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let all = words.iter().copied().filter(capital).count();
    if sentence.kind == SentenceKind::Heading || (words.len() > 5 && 4 * all > 3 * words.len()) {
        return Vec::new();
    }
    words.into_iter().skip(1).filter(capital).collect()
}

/// What stands between quotation marks, without nesting; a mark left open ends with its paragraph.
fn quoted(document: &Document) -> Vec<Span> {
    let marks: Vec<_> = document.tokens.iter().filter(|t| t.kind == TokenKind::Mark).collect();
    let mut spans = Vec::new();
    for paragraph in &document.paragraphs {
        let from = marks.partition_point(|t| t.span.start() < paragraph.start());
        let to = marks.partition_point(|t| t.span.start() < paragraph.end());
        quoted_in(document, &marks[from..to], paragraph.end(), &mut spans);
    }
    spans
}

fn quoted_in(document: &Document, marks: &[&Token], end: usize, spans: &mut Vec<Span>) {
    let mut open: Option<usize> = None;
    for mark in marks {
        match (document.slice(mark.span), open) {
            ("\"" | "“", None) => open = Some(mark.span.end()),
            ("\"" | "”", Some(start)) => {
                spans.push(Span::new(start, mark.span.start()));
                open = None;
            }
            _ => {}
        }
    }
    spans.extend(open.map(|start| Span::new(start, end)));
}
