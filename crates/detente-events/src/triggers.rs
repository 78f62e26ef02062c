//! Candidate triggers: where a pattern of the lexicon stands in a sentence.

use std::ops::Range;

use detente_schema::Span;

use crate::sentence::{Analysed, Part};
use crate::vocabulary::{Candidate, Class, Slot, Vocabulary};

/// A trigger found in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trigger {
    /// Index of the entry in the lexicon.
    pub(crate) entry: usize,
    /// Its first contiguous words.
    pub(crate) words: Range<usize>,
    /// The last word that the pattern matched.
    pub(crate) last: usize,
    /// True if the first word is a verb.
    pub(crate) verb: bool,
}

/// Where the words that carry an act stand, whoever found them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The words, with the verb or the head noun.
    pub(crate) words: Range<usize>,
    /// The verb, or the last word of a noun.
    pub(crate) head: usize,
    /// True if the act is told by a verb.
    pub(crate) verb: bool,
}

impl Place {
    /// The place of words that somebody else marked; `None` if no word of the sentence is among them.
    pub(crate) fn of(sentence: &Analysed, marked: Span) -> Option<Self> {
        let among = |at: &usize| sentence.words[*at].span.overlaps(marked);
        let start = (0..sentence.words.len()).find(among)?;
        let end = (start..sentence.words.len()).take_while(among).last()? + 1;
        let complement = (start..end).find(|at| sentence.is(*at, Class::Preposition));
        let core = start..complement.filter(|at| *at > start).unwrap_or(end);
        let verb = core.clone().find(|at| sentence.verb(*at).is_some());
        let noun = core.rev().find(|at| sentence.phrase_of[*at].is_some());
        let head = verb.or(noun).unwrap_or(start);
        Some(Self { words: start..end, head, verb: verb.is_some() })
    }

    /// Where what is counted may begin: "sent 3,000 troops" may be the trigger as a whole.
    pub(crate) fn counted_from(&self) -> usize {
        if self.verb { self.head } else { self.words.end }
    }
}

/// Most words that a gap may cover.
const GAP: usize = 9;

/// The triggers of a sentence, longest match first at each place.
pub(crate) fn find(sentence: &Analysed, vocabulary: &Vocabulary) -> Vec<Trigger> {
    let mut found = at_every_word(sentence, vocabulary);
    found.retain(|t| vocabulary.lexicon.entries[t.entry].codable);
    found
}

/// All matches, also those that only say that something is no event; none begins inside another.
fn at_every_word(sentence: &Analysed, vocabulary: &Vocabulary) -> Vec<Trigger> {
    let mut found: Vec<Trigger> = Vec::new();
    let mut covered = 0;
    for at in 0..sentence.words.len() {
        let trigger = (at >= covered).then(|| at_word(sentence, vocabulary, at)).flatten();
        if let Some(trigger) =
            trigger.filter(|t| t.verb || !is_compound(sentence, vocabulary, t.last))
        {
            covered = trigger.last + 1;
            found.push(trigger);
        }
    }
    found
}

/// True if the noun at `last` only qualifies the next one: "attack helicopter".
fn is_compound(sentence: &Analysed, vocabulary: &Vocabulary, last: usize) -> bool {
    let past = vocabulary.lexicon.grammar.past_ending.as_str();
    sentence.words.get(last + 1).is_some_and(|next| {
        next.part == Part::Plain
            && !next.capital
            && next.mention.is_none()
            && !next.lower.ends_with(past)
    })
}

fn at_word(sentence: &Analysed, vocabulary: &Vocabulary, at: usize) -> Option<Trigger> {
    let word = &sentence.words[at];
    let verb = sentence.verb(at).is_some();
    let noun = word.mention.is_none() && matches!(word.part, Part::Plain | Part::Closed(_));
    let fits = |candidate: &&Candidate| if candidate.verb { verb } else { noun };
    let matches = vocabulary.candidates(&word.lower).iter().filter(fits).filter_map(|candidate| {
        let (contiguous, last, length) = match_at(sentence, candidate, at)?;
        let trigger =
            Trigger { entry: candidate.entry, words: at..contiguous, last, verb: candidate.verb };
        Some((length, trigger))
    });
    let longest = matches.rev().max_by_key(|(length, _)| *length);
    longest.map(|(_, trigger)| trigger)
}

/// Matches a pattern: the end of its contiguous part, its last word, and how many words it has.
fn match_at(
    sentence: &Analysed,
    candidate: &Candidate,
    at: usize,
) -> Option<(usize, usize, usize)> {
    let (mut place, mut contiguous, mut open, mut length) = (at, at, true, 0);
    let mut gap = false;
    for slot in &candidate.words {
        let Slot::Word(forms) = slot else {
            (gap, open) = (true, false);
            continue;
        };
        place = if gap { seek(sentence, forms, place)? } else { accept(sentence, forms, place)? };
        gap = false;
        place += 1;
        length += 1;
        if open {
            contiguous = place;
        }
    }
    Some((contiguous, place - 1, length))
}

fn accept(
    sentence: &Analysed,
    forms: &std::collections::BTreeSet<String>,
    at: usize,
) -> Option<usize> {
    forms.contains(&sentence.words.get(at)?.lower).then_some(at)
}

fn seek(
    sentence: &Analysed,
    forms: &std::collections::BTreeSet<String>,
    from: usize,
) -> Option<usize> {
    let end = sentence.words.len().min(from + GAP + 1);
    for at in from..end {
        if forms.contains(&sentence.words[at].lower) {
            return Some(at);
        }
        if sentence.breaks(at) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{annotations, coder, document};

    /// The entries that fire in a sentence.
    fn fired(vocabulary: &Vocabulary, text: &str) -> Vec<String> {
        let (document, annotations) = (document(text), annotations(text));
        let sentence =
            Analysed::new(&document, &document.sentences[0], &annotations, vocabulary).unwrap();
        let found = at_every_word(&sentence, vocabulary);
        found.iter().map(|t| vocabulary.lexicon.entries[t.entry].id.clone()).collect()
    }

    #[test]
    fn every_entry_fires_where_it_says_and_nowhere_else() {
        let coder = coder();
        let mut wrong = Vec::new();
        for entry in &coder.vocabulary.lexicon.entries {
            let fires = |text: &String| fired(&coder.vocabulary, text).contains(&entry.id);
            wrong.extend(
                entry
                    .fires
                    .iter()
                    .filter(|t| !fires(t))
                    .map(|t| format!("{} misses: {t}", entry.id)),
            );
            wrong.extend(
                entry
                    .rejects
                    .iter()
                    .filter(|t| fires(t))
                    .map(|t| format!("{} takes: {t}", entry.id)),
            );
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
