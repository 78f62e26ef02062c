//! One sentence as the later steps see it: classed words, verbs told from nouns, noun phrases.

use std::ops::Range;

use detente_resources::{Inflection, VerbForm};
use detente_schema::{Annotations, Document, Mention, Sentence, Span, Timex, TokenKind, Usage};

use crate::vocabulary::{Class, Vocabulary};

/// What a word is in its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// A word of a closed class.
    Closed(Class),
    /// A verb in one of its forms.
    Verb(Inflection),
    /// A comma.
    Comma,
    /// Any other mark.
    Mark,
    /// A number.
    Number,
    /// Any other word.
    Plain,
}

/// One token.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) span: Span,
    pub(crate) lower: String,
    pub(crate) capital: bool,
    pub(crate) part: Part,
    /// Index of the outermost mention around it.
    pub(crate) mention: Option<usize>,
}

/// A noun phrase: a run of words without preposition, verb or mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) words: Range<usize>,
    /// The preposition directly before it.
    pub(crate) preposition: Option<usize>,
}

/// A sentence, ready for analysis.
#[derive(Debug)]
pub(crate) struct Analysed<'a> {
    pub(crate) document: &'a Document,
    pub(crate) sentence: &'a Sentence,
    /// The mentions of this sentence, in the order of the text.
    pub(crate) mentions: &'a [Mention],
    /// The temporal expressions of this sentence, in the order of the text.
    pub(crate) timexes: &'a [Timex],
    pub(crate) words: Vec<Word>,
    pub(crate) phrases: Vec<Phrase>,
    /// For each word, the phrase it is in.
    pub(crate) phrase_of: Vec<Option<usize>>,
}

/// Longest sentence that is analysed, in tokens; longer ones are lists or tables.
const LONGEST: usize = 400;

impl<'a> Analysed<'a> {
    /// Analyses `sentence`; `None` if it is too long to be prose.
    pub(crate) fn new(
        document: &'a Document,
        sentence: &'a Sentence,
        annotations: &'a Annotations,
        vocabulary: &Vocabulary,
    ) -> Option<Self> {
        let mentions = within(&annotations.mentions, sentence.span, |m| m.span);
        let timexes = within(&annotations.timexes, sentence.span, |t| t.span);
        let tokens = document.tokens_of(sentence);
        if tokens.len() > LONGEST {
            return None;
        }
        let outer = outermost(mentions);
        let mut words: Vec<Word> = tokens
            .iter()
            .map(|token| word(document.slice(token.span), token.span, token.kind, vocabulary))
            .collect();
        mark_mentions(&mut words, mentions, &outer);
        resolve(&mut words, mentions, vocabulary);
        let (phrases, phrase_of) = phrases(&words);
        Some(Self { document, sentence, mentions, timexes, words, phrases, phrase_of })
    }

    /// True if the word is one of this closed class.
    pub(crate) fn is(&self, at: usize, class: Class) -> bool {
        self.words.get(at).is_some_and(|w| w.part == Part::Closed(class))
    }

    /// The verb at a place.
    pub(crate) fn verb(&self, at: usize) -> Option<&Inflection> {
        match self.words.get(at).map(|w| &w.part) {
            Some(Part::Verb(inflection)) => Some(inflection),
            _ => None,
        }
    }

    /// True for a mark that ends a clause: not for quotation marks and dashes inside words.
    pub(crate) fn breaks(&self, at: usize) -> bool {
        let inner = ["\"", "“", "”", "'", "‘", "’", "-", "–", "/"];
        let word = &self.words[at];
        word.part == Part::Mark && !inner.contains(&word.lower.as_str())
    }

    /// The words of a range as one span.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        self.words[range.start].span.cover(self.words[range.end - 1].span)
    }
}

/// The items of a list in text order that begin in `span`.
pub(crate) fn within<T>(items: &[T], span: Span, of: impl Fn(&T) -> Span) -> &[T] {
    let start = items.partition_point(|item| of(item).start() < span.start());
    let end = items.partition_point(|item| of(item).start() < span.end());
    &items[start..end.max(start)]
}

fn word(text: &str, span: Span, kind: TokenKind, vocabulary: &Vocabulary) -> Word {
    let lower = text.to_lowercase();
    let part = match kind {
        TokenKind::Number => Part::Number,
        _ if vocabulary.lexicon.grammar.numbers.contains_key(&lower) => Part::Number,
        _ => match vocabulary.class(&lower) {
            Some(class) => Part::Closed(class),
            None if lower == "," => Part::Comma,
            None if kind == TokenKind::Mark => Part::Mark,
            None => Part::Plain,
        },
    };
    Word { span, capital: text.starts_with(char::is_uppercase), lower, part, mention: None }
}

fn outermost(mentions: &[Mention]) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for (number, mention) in mentions.iter().enumerate() {
        match kept.last() {
            Some(&last) if mentions[last].span.contains(mention.span) => {}
            Some(&last) if mention.span.contains(mentions[last].span) => {
                kept.pop();
                kept.push(number);
            }
            _ => kept.push(number),
        }
    }
    kept
}

fn mark_mentions(words: &mut [Word], mentions: &[Mention], outer: &[usize]) {
    let mut outer = outer.iter().peekable();
    for word in words {
        while outer.next_if(|m| mentions[**m].span.end() <= word.span.start()).is_some() {}
        word.mention = outer.peek().map(|m| **m).filter(|m| mentions[*m].span.overlaps(word.span));
    }
}

/// Tells verbs from nouns, left to right.
fn resolve(words: &mut [Word], mentions: &[Mention], vocabulary: &Vocabulary) {
    for at in 0..words.len() {
        if words[at].part == Part::Closed(Class::Infinitive) && !before_base(words, at, vocabulary)
        {
            words[at].part = Part::Closed(Class::Preposition);
        }
        let free = words[at].mention.is_none() && words[at].part == Part::Plain;
        let readings = vocabulary.lexicon.verbs.readings(&words[at].lower);
        if !free || readings.is_empty() || (words[at].capital && at > 0) {
            continue;
        }
        let chosen = readings.iter().find(|r| fits(words, mentions, at, r.form, vocabulary));
        if let Some(reading) = chosen {
            words[at].part = Part::Verb(reading.clone());
        }
    }
}

fn before_base(words: &[Word], at: usize, vocabulary: &Vocabulary) -> bool {
    let Some(next) = words[at + 1..].iter().find(|w| !is_adverb(w, vocabulary)) else {
        return false;
    };
    let base =
        vocabulary.lexicon.verbs.readings(&next.lower).iter().any(|r| r.form == VerbForm::Base);
    let auxiliary = matches!(next.part, Part::Closed(Class::Be | Class::Have | Class::Do));
    next.mention.is_none() && (auxiliary || (base && !next.capital))
}

fn is_adverb(word: &Word, vocabulary: &Vocabulary) -> bool {
    let ending = &vocabulary.lexicon.grammar.adverb_ending;
    word.part == Part::Closed(Class::Adverb)
        || (word.part == Part::Plain
            && word.mention.is_none()
            && word.lower.ends_with(ending.as_str()))
}

/// True if the word can be a verb in this form here.
fn fits(
    words: &[Word],
    mentions: &[Mention],
    at: usize,
    form: VerbForm,
    vocabulary: &Vocabulary,
) -> bool {
    let before = words[..at].iter().rev().find(|w| !is_adverb(w, vocabulary) && !negates(w));
    let noun = vocabulary.is_noun(&words[at].lower);
    let phrasal = vocabulary.is_phrasal(words, at);
    let clear = !noun || phrasal || opens_phrase(words, at + 1);
    let strong = !noun || phrasal || opens_object(words, at + 1);
    let Some(before) = before else {
        return form == VerbForm::Gerund || (form == VerbForm::Participle && clear);
    };
    let modifies = before.mention.is_some_and(|m| mentions[m].usage == Usage::Modifier);
    if before.mention.is_some() {
        return match form {
            VerbForm::Base | VerbForm::Third => clear && !(modifies && noun),
            VerbForm::Gerund => clear || !modifies,
            VerbForm::Past | VerbForm::Participle => true,
        };
    }
    match &before.part {
        Part::Closed(class) => after_class(*class, form, clear),
        Part::Number | Part::Verb(_) => clear && !is_present(form),
        Part::Plain => match form {
            VerbForm::Base => clear && agrees(before, vocabulary),
            VerbForm::Third | VerbForm::Gerund => strong,
            VerbForm::Past | VerbForm::Participle => clear,
        },
        Part::Comma | Part::Mark => clear,
    }
}

/// True if a verb in this form can follow a word of a closed class; `clear` if the word itself is
/// no noun.
fn after_class(class: Class, form: VerbForm, clear: bool) -> bool {
    match class {
        Class::Modal | Class::Infinitive | Class::Do => form == VerbForm::Base,
        Class::Be => matches!(form, VerbForm::Gerund | VerbForm::Participle),
        Class::Have => form == VerbForm::Participle,
        Class::Determiner | Class::Possessive => false,
        Class::Preposition | Class::Subordinator => match form {
            VerbForm::Gerund => clear,
            VerbForm::Past | VerbForm::Participle => class == Class::Subordinator,
            VerbForm::Base | VerbForm::Third => false,
        },
        _ => clear,
    }
}

fn is_present(form: VerbForm) -> bool {
    matches!(form, VerbForm::Base | VerbForm::Third)
}

fn negates(word: &Word) -> bool {
    word.part == Part::Closed(Class::Negation)
}

/// True if the word can be a plural subject of a base form.
fn agrees(before: &Word, vocabulary: &Vocabulary) -> bool {
    let endings = &vocabulary.lexicon.grammar.plural_endings;
    before.capital || endings.iter().any(|end| before.lower.ends_with(end.as_str()))
}

/// True if an object certainly begins here: an article, a number, a name.
fn opens_object(words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|next| {
        next.mention.is_some()
            || next.part == Part::Number
            || next.part == Part::Closed(Class::Determiner)
            || next.part == Part::Closed(Class::Pronoun)
            || next.part == Part::Plain && next.capital
    })
}

/// True if an object or complement begins here, so that the word before it is a verb.
fn opens_phrase(words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at) else { return false };
    let closed = [Class::Determiner, Class::Pronoun, Class::Infinitive, Class::Adverb];
    next.mention.is_some()
        || matches!(next.part, Part::Number | Part::Plain)
        || closed.iter().any(|class| next.part == Part::Closed(*class))
}

fn phrases(words: &[Word]) -> (Vec<Phrase>, Vec<Option<usize>>) {
    let mut phrases = Vec::new();
    let mut phrase_of = vec![None; words.len()];
    let mut start = 0;
    while start < words.len() {
        if !in_phrase(&words[start]) {
            start += 1;
            continue;
        }
        let end = (start..words.len()).find(|i| !in_phrase(&words[*i])).unwrap_or(words.len());
        let preposition = start.checked_sub(1).filter(|i| {
            matches!(words[*i].part, Part::Closed(Class::Preposition | Class::Subordinator))
        });
        phrase_of[start..end].fill(Some(phrases.len()));
        phrases.push(Phrase { words: start..end, preposition });
        start = end;
    }
    (phrases, phrase_of)
}

fn in_phrase(word: &Word) -> bool {
    word.mention.is_some()
        || matches!(
            word.part,
            Part::Plain
                | Part::Number
                | Part::Closed(Class::Determiner | Class::Pronoun | Class::Possessive)
        )
}
