//! Whether a sentence speaks of the past or of the future where an expression stands.

use std::collections::HashSet;

use detente_resources::time::TenseCues;

use super::atoms::{Atom, Atoms};
use super::matcher::Match;

/// How far a cue may stand from the expression, in atoms.
const REACH: usize = 40;

/// How far the verb may stand before the infinitive that it governs, in atoms.
const GOVERNOR_REACH: usize = 2;

/// Which way to look for a date that does not say its year or week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// The nearest one that has been.
    Past,
    /// The nearest one to come.
    Future,
}

/// What one word tells of the tense.
enum Cue {
    Past,
    Future,
    /// An infinitive: before or after.
    Open,
}

/// The cues of a language.
#[derive(Debug)]
pub(super) struct Tense {
    past: HashSet<String>,
    past_endings: Vec<String>,
    future: HashSet<String>,
    future_endings: Vec<String>,
    no_cues: HashSet<String>,
    future_prepositions: HashSet<String>,
    passive_auxiliaries: HashSet<String>,
    infinitive_marks: HashSet<String>,
    infinitives: HashSet<String>,
    infinitive_endings: Vec<String>,
    determiners: HashSet<String>,
}

impl Tense {
    pub(super) fn new(cues: &TenseCues) -> Self {
        let set = |words: &[String]| words.iter().cloned().collect();
        Self {
            past: set(&cues.past),
            past_endings: cues.past_endings.clone(),
            future: set(&cues.future),
            future_endings: cues.future_endings.clone(),
            no_cues: set(&cues.no_cues),
            future_prepositions: set(&cues.future_prepositions),
            passive_auxiliaries: set(&cues.passive_auxiliaries),
            infinitive_marks: set(&cues.infinitive_marks),
            infinitives: set(&cues.infinitives),
            infinitive_endings: cues.infinitive_endings.clone(),
            determiners: set(&cues.determiners),
        }
    }

    /// The tense of the nearest cue before the match, else of the nearest one behind it; `None`
    /// where the words do not tell.
    pub(super) fn direction(&self, text: &str, atoms: &Atoms, at: &Match) -> Option<Direction> {
        let words = Words { text, atoms: &atoms.atoms };
        let before = (at.first.saturating_sub(REACH)..at.first).rev();
        let behind = at.last..atoms.atoms.len().min(at.last + REACH);
        if let Some(cue) = before.chain(behind).find_map(|index| self.cue(words, index)) {
            return match cue {
                Cue::Past => Some(Direction::Past),
                Cue::Future => Some(Direction::Future),
                Cue::Open => None,
            };
        }
        let preposition = words.at(at.first.checked_sub(1)?)?;
        self.future_prepositions.contains(&preposition).then_some(Direction::Future)
    }

    /// What the word at `index` tells, if it tells anything.
    fn cue(&self, words: Words, index: usize) -> Option<Cue> {
        let word = words.at(index)?;
        let before = || index.checked_sub(1).and_then(|before| words.at(before));
        if self.no_cues.contains(&word) {
            return None;
        }
        if self.is_future(words, index) || ends(&word, &self.future_endings) {
            return Some(Cue::Future);
        }
        if self.infinitives.contains(&word) || ends(&word, &self.infinitive_endings) {
            return Some(self.infinitive(words, index));
        }
        if self.infinitive_marks.contains(&word) {
            let promised = index.checked_sub(1).is_some_and(|at| self.is_future(words, at));
            let cue = if promised { Cue::Future } else { Cue::Open };
            return words.opens_infinitive(index, &self.determiners).then_some(cue);
        }
        let past = self.past.contains(&word) || ends(&word, &self.past_endings);
        let passive = || before().is_some_and(|before| self.passive_auxiliaries.contains(&before));
        (past && !passive()).then_some(Cue::Past)
    }

    /// True for a word of the future, or two that only together are: "set to".
    fn is_future(&self, words: Words, index: usize) -> bool {
        let Some(word) = words.at(index) else { return false };
        let pair = || words.at(index + 1).map(|next| format!("{word} {next}"));
        self.future.contains(&word) || pair().is_some_and(|pair| self.future.contains(&pair))
    }

    /// What an infinitive tells: its time is open, unless what governs it speaks of the future.
    fn infinitive(&self, words: Words, index: usize) -> Cue {
        let mut before = index.saturating_sub(GOVERNOR_REACH)..index;
        if before.any(|at| self.is_future(words, at)) { Cue::Future } else { Cue::Open }
    }
}

fn ends(word: &str, endings: &[String]) -> bool {
    word.len() > 3 && endings.iter().any(|ending| word.ends_with(ending))
}

/// The words of a sentence, in lower case on demand.
#[derive(Debug, Clone, Copy)]
struct Words<'a> {
    text: &'a str,
    atoms: &'a [Atom],
}

impl Words<'_> {
    fn at(self, index: usize) -> Option<String> {
        Some(self.atoms.get(index)?.span.of(self.text).to_lowercase())
    }

    /// True if a verb may follow the mark of the infinitive at `index`: no name, no article.
    fn opens_infinitive(self, index: usize, determiners: &HashSet<String>) -> bool {
        self.atoms.get(index + 1).is_some_and(|next| {
            let next = next.span.of(self.text);
            next.starts_with(char::is_lowercase) && !determiners.contains(next)
        })
    }
}
