//! Where sentences end.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use detente_resources::SegmentationLexicon;
use detente_schema::{Token, TokenKind};

/// How an abbreviation's full stop may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Abbreviation {
    /// A name or more of the sentence follows.
    Inner,
    /// The sentence goes on if a number follows.
    BeforeNumber,
    /// The sentence ends if a word follows that begins sentences.
    Either,
}

/// Splits the tokens of a paragraph into sentences.
#[derive(Debug)]
pub(crate) struct SentenceSplitter {
    abbreviations: HashMap<String, Abbreviation>,
    openers: HashSet<String>,
}

impl SentenceSplitter {
    pub(crate) fn new(lexicon: &SegmentationLexicon) -> Self {
        let kinds = [
            (&lexicon.titles, Abbreviation::Inner),
            (&lexicon.inner, Abbreviation::Inner),
            (&lexicon.before_number, Abbreviation::BeforeNumber),
            (&lexicon.either, Abbreviation::Either),
        ];
        let pairs = |(words, kind): (&Vec<String>, _)| {
            words.iter().map(|word| (word.clone(), kind)).collect::<Vec<_>>()
        };
        Self {
            abbreviations: kinds.into_iter().flat_map(pairs).collect(),
            openers: lexicon.openers.iter().cloned().collect(),
        }
    }

    /// The sentences among `tokens[range]`, as ranges of indices: in order, without gaps.
    pub(crate) fn split(
        &self,
        text: &str,
        tokens: &[Token],
        range: Range<usize>,
    ) -> Vec<Range<usize>> {
        let view = View { text, tokens, end: range.end };
        let mut sentences = Vec::new();
        let (mut start, mut at) = (range.start, range.start);
        let mut has_word = false;
        while at < range.end {
            has_word |= view.is_whole_word(at);
            if !view.is_stop(at) {
                at += 1;
                continue;
            }
            let stops = view.stops_from(at);
            let close = view.closed_by(stops.end);
            if close < range.end && has_word && self.ends(&view, &stops, close) {
                sentences.push(start..close);
                start = close;
                has_word = false;
            }
            at = close;
        }
        if start < range.end {
            push_rest(&view, &mut sentences, start..range.end);
        }
        sentences
    }

    /// True if the stops end a sentence, given that the next one would begin at `next`.
    fn ends(&self, view: &View<'_>, stops: &Range<usize>, next: usize) -> bool {
        let Some(follower) = view.follower(next) else { return false };
        if follower.is_small {
            return false;
        }
        if !view.gap_before(next) {
            return view.lacks_blank(stops, next);
        }
        let quoted = next < follower.at || view.closes_quote(stops.end..next);
        match self.before(view, stops) {
            None => !view.is_spaced_ellipsis(stops) || self.opens(view, &follower),
            Some(Abbreviation::Inner) => false,
            Some(Abbreviation::BeforeNumber) => !follower.is_number,
            Some(Abbreviation::Either) => {
                !follower.is_number && (quoted || self.opens(view, &follower))
            }
        }
    }

    fn opens(&self, view: &View<'_>, follower: &Follower) -> bool {
        self.openers.contains(view.word(follower.at))
    }

    /// The abbreviation that a single full stop belongs to.
    fn before(&self, view: &View<'_>, stops: &Range<usize>) -> Option<Abbreviation> {
        let at = stops.start;
        if stops.len() > 1 {
            return None;
        }
        if let Some(acronym) = view.word(at).strip_suffix('.').filter(|word| !word.is_empty()) {
            return Some(self.known(acronym).unwrap_or(Abbreviation::Either));
        }
        let word = at.checked_sub(1).filter(|_| view.word(at) == "." && !view.gap_before(at))?;
        let word = view.word(word);
        let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        self.known(word).or(initial.then_some(Abbreviation::Either))
    }

    fn known(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviations.get(word).copied()
    }
}

/// What follows a possible end.
struct Follower {
    at: usize,
    is_small: bool,
    is_number: bool,
}

/// The tokens of a paragraph.
struct View<'a> {
    text: &'a str,
    tokens: &'a [Token],
    end: usize,
}

impl View<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens[at].span.of(self.text)
    }

    /// True for a mark that can end a sentence, and for an acronym with its full stop.
    fn is_stop(&self, at: usize) -> bool {
        let word = self.word(at);
        match self.tokens[at].kind {
            TokenKind::Mark => is_stop_mark(word),
            TokenKind::Word => word.ends_with('.'),
            TokenKind::Number => false,
        }
    }

    /// The run of stops that begins at `at`.
    fn stops_from(&self, at: usize) -> Range<usize> {
        let run = (at + 1..self.end).take_while(|&i| {
            self.tokens[i].kind == TokenKind::Mark
                && is_stop_mark(self.word(i))
                && !self.gap_before(i)
        });
        at..at + 1 + run.count()
    }

    /// The token after the closing quotes and brackets that stand at `at` without a blank.
    fn closed_by(&self, at: usize) -> usize {
        let closing = |&i: &usize| {
            !self.gap_before(i) && (is_closing(self.word(i)) || self.is_turned_close(i))
                || self.is_loose_close(i)
                || self.is_damaged_close(i)
        };
        at + (at..self.end).take_while(closing).count()
    }

    /// An opening quotation mark that stands where one closes.
    fn is_turned_close(&self, at: usize) -> bool {
        is_quote(self.word(at)) && (at + 1 == self.end || self.gap_before(at + 1))
    }

    /// A closing quotation mark between blanks.
    fn is_loose_close(&self, at: usize) -> bool {
        self.word(at) == "”" && (at + 1 == self.end || self.gap_before(at + 1))
    }

    /// A straight or misplaced quotation mark between blanks, or a stop after one, where no word
    /// of the paragraph follows.
    fn is_damaged_close(&self, at: usize) -> bool {
        self.end - at <= 3 && (at..self.end).all(|i| is_quote(self.word(i)) || self.is_stop(i))
    }

    fn gap_before(&self, at: usize) -> bool {
        at == 0 || self.tokens[at - 1].span.end() < self.tokens[at].span.start()
    }

    /// The first word or number from `at`, past what opens a sentence; `None` if a mark that
    /// goes on, or another stop, stands before it.
    fn follower(&self, at: usize) -> Option<Follower> {
        let mut at = at;
        while at < self.end && self.tokens[at].kind == TokenKind::Mark {
            if is_continuing(self.word(at)) || is_stop_mark(self.word(at)) {
                return None;
            }
            at += 1;
        }
        if at == self.end {
            return None;
        }
        let is_small = self.word(at).starts_with(char::is_lowercase);
        Some(Follower { at, is_small, is_number: self.tokens[at].kind == TokenKind::Number })
    }

    /// True for a word that is no mere letter of an enumeration.
    fn is_whole_word(&self, at: usize) -> bool {
        let word = self.word(at);
        self.tokens[at].kind == TokenKind::Word && (word.chars().nth(1).is_some() || word == "I")
    }

    fn closes_quote(&self, mut range: Range<usize>) -> bool {
        range.any(|i| is_quote(self.word(i)))
    }

    /// True if a full stop stands between two words that are whole, as in "left.She".
    fn lacks_blank(&self, stops: &Range<usize>, next: usize) -> bool {
        let Some(before) = stops.start.checked_sub(1) else { return false };
        let (before, next) = (self.word(before), self.word(next));
        let mut capital = next.chars();
        before.len() > 2
            && before.ends_with(char::is_lowercase)
            && capital.next().is_some_and(char::is_uppercase)
            && capital.next().is_none_or(char::is_lowercase)
    }

    /// Three dots between blanks leave something out and end nothing by themselves.
    fn is_spaced_ellipsis(&self, stops: &Range<usize>) -> bool {
        let ellipsis = stops.len() > 1 || self.word(stops.start) == "…";
        ellipsis && self.gap_before(stops.start) && self.word(stops.start) != "?"
    }
}

/// The last tokens of a paragraph; marks alone belong to the sentence before them.
fn push_rest(view: &View<'_>, sentences: &mut Vec<Range<usize>>, rest: Range<usize>) {
    let marks = rest.clone().all(|i| view.tokens[i].kind == TokenKind::Mark);
    match sentences.last_mut() {
        Some(last) if marks => last.end = rest.end,
        _ => sentences.push(rest),
    }
}

fn is_stop_mark(word: &str) -> bool {
    matches!(sole(word), Some('.' | '!' | '?' | '…' | '。' | '！' | '？' | '‼' | '⁇'))
}

fn is_quote(word: &str) -> bool {
    let quote = |c| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’' | '«' | '»' | '„' | '‹' | '›');
    sole(word).is_some_and(quote)
}

fn is_closing(word: &str) -> bool {
    matches!(sole(word), Some('"' | '”' | '\'' | '’' | '»' | '›' | ')' | ']' | '}'))
}

fn is_continuing(word: &str) -> bool {
    matches!(sole(word), Some(',' | ';' | ':' | ')' | ']' | '}' | '%'))
}

/// The character of a word that has but one.
fn sole(word: &str) -> Option<char> {
    let mut chars = word.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn split(text: &str) -> Vec<String> {
        let splitter = SentenceSplitter::new(&SegmentationLexicon::load().unwrap());
        let tokens = tokens(text);
        let sentences = splitter.split(text, &tokens, 0..tokens.len());
        let span = |range: Range<usize>| {
            tokens[range.start].span.cover(tokens[range.end - 1].span).of(text).to_owned()
        };
        sentences.into_iter().map(span).collect()
    }

    /// The text splits where `|` stands.
    fn splits(marked: &str) {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(split(&marked.replace('|', "")), expected);
    }

    #[test]
    fn abbreviations_stand_inside_sentences() {
        splits(
            "Mr. Silva met Gen. Ortiz and Dr. J. P. Roy on Sept. 5.| They left at 6 p.m. on Friday.",
        );
        splits("Resolution No. 12 passed, 9 votes vs. 3.| Lt. Col. Ana Díaz voted.");
        splits("Acme Inc. and Bolt Corp. signed in Washington D.C. on Oct. 3.");
        splits("George W. Marsh wrote to K. L. Rowan.| Nobody replied.");
    }

    #[test]
    fn abbreviations_may_end_sentences() {
        splits("They moved to the U.S.| The family stayed.");
        splits("Talks ended at 9 p.m.| However, nothing was signed.");
        splits("It belongs to Acme Inc.| “We sold it,” he said.");
        splits("The U.S. Senate met.| He said no.| Nobody else did.");
    }

    #[test]
    fn numbers_and_ellipses() {
        splits("It fell by 7.5 points to 1,500.| 12 ministers resigned.");
        splits("They waited... and waited.| Then… nothing.| He left...| Lima protested.");
        splits("We are ... Peru's friends.");
    }

    #[test]
    fn quotes_and_brackets_close_with_the_sentence() {
        splits("“We will come.”| The envoy left.");
        splits("\"We will come.\"| \"Will you?\" asked the envoy.");
        splits("(He left. |She stayed.)| They wrote.");
        splits("He called it ‘the end.’| Others laughed!| “Really?!”| Yes.");
    }

    #[test]
    fn a_stray_stop_before_a_small_letter_ends_nothing() {
        splits("They spoke of the South. by its old name.");
        splits("Lima praised “obstructive moves. “.");
        splits("Lima praised the “moves. ”| Quito did not.");
        splits("Lima praised the “moves.“| Quito did not.");
    }

    #[test]
    fn a_missing_blank_is_seen_only_where_evident() {
        splits("The envoy left.|She stayed.| See example.org for more.");
        splits("Version 2.Alpha came.");
    }

    #[test]
    fn lists_and_truncated_ends() {
        splits("1. Troops leave the zone.| 2. Talks begin.| They need each other to face");
        splits("a. First item");
    }
}
