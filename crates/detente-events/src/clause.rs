//! Who stands where around a trigger: auxiliaries, objects, governor.

use detente_resources::VerbForm;

use crate::sentence::{Analysed, Part};
use crate::vocabulary::{Class, Vocabulary};

/// The grammar around the triggers of one sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clauses<'a> {
    pub(crate) sentence: &'a Analysed<'a>,
    pub(crate) vocabulary: &'a Vocabulary,
}

impl Clauses<'_> {
    /// The auxiliary chain before a verb: its first word.
    pub(crate) fn chain_start(self, verb: usize) -> usize {
        let auxiliary = |at: usize| {
            matches!(
                self.sentence.words[at].part,
                Part::Closed(
                    Class::Be
                        | Class::Have
                        | Class::Do
                        | Class::Modal
                        | Class::Negation
                        | Class::Adverb
                )
            ) || self.sentence.words[at].mention.is_none()
                && self.sentence.words[at].part == Part::Plain
                && self.sentence.words[at]
                    .lower
                    .ends_with(&self.vocabulary.lexicon.grammar.adverb_ending)
        };
        (0..verb).rev().take_while(|at| auxiliary(*at)).last().unwrap_or(verb)
    }

    /// The nearest verb before `at` in the sentence.
    pub(crate) fn verb_before(self, at: usize) -> Option<usize> {
        (0..at)
            .rev()
            .take(40)
            .take_while(|i| self.sentence.words[*i].part != Part::Mark)
            .find(|i| self.sentence.verb(*i).is_some())
    }

    /// The verb or adjective whose infinitive or object stands at `at`.
    pub(crate) fn governor(self, at: usize) -> Option<usize> {
        let cues = &self.vocabulary.lexicon.grammar.cues;
        let lists =
            [&cues.planning, &cues.possible, &cues.denying, &cues.demanding, &cues.same_act];
        for place in (0..at).rev().take(12) {
            let word = &self.sentence.words[place];
            if self.sentence.verb(place).is_some()
                || (word.mention.is_none() && lists.iter().any(|list| list.contains(&word.lower)))
                || self.sentence.is(place, Class::Be) && place + 1 == at
            {
                return Some(place);
            }
            if word.part == Part::Mark {
                return None;
            }
        }
        None
    }

    /// A phrase with those that a conjunction joins to it.
    fn coordinated(self, first: usize) -> Vec<usize> {
        let mut joined = vec![first];
        let mut pending = Vec::new();
        let mut last = first;
        while let Some(next) = self.sentence.phrases.get(last + 1) {
            let between = self.sentence.phrases[last].words.end..next.words.start;
            let parts: Vec<&Part> = between.clone().map(|i| &self.sentence.words[i].part).collect();
            match parts.as_slice() {
                [Part::Comma] => pending.push(last + 1),
                [Part::Closed(Class::Conjunction)]
                | [Part::Comma, Part::Closed(Class::Conjunction)] => {
                    joined.append(&mut pending);
                    joined.push(last + 1);
                }
                [Part::Closed(Class::Preposition)]
                    if self.sentence.words[between.start].lower
                        == self.vocabulary.lexicon.grammar.genitive => {}
                _ => break,
            }
            last += 1;
        }
        joined
    }

    /// The object phrases from `at` on.
    pub(crate) fn object(self, mut at: usize) -> Vec<usize> {
        while self.sentence.is(at, Class::Adverb) {
            at += 1;
        }
        let Some(Some(phrase)) = self.sentence.phrase_of.get(at) else { return Vec::new() };
        let mut joined = self.coordinated(*phrase);
        if joined.len() > 1 && joined.last().is_some_and(|last| self.begins_clause(*last)) {
            joined.pop();
        }
        joined
    }

    /// True for the subject of the next clause: ", and the king laid flowers".
    fn begins_clause(self, phrase: usize) -> bool {
        let after = self.sentence.phrases[phrase].words.end;
        let auxiliary = [Class::Be, Class::Have, Class::Do, Class::Modal];
        let finite = |form| matches!(form, VerbForm::Past | VerbForm::Third | VerbForm::Base);
        self.sentence.verb(after).is_some_and(|verb| finite(verb.form))
            || auxiliary.iter().any(|class| self.sentence.is(after, *class))
    }

    /// The phrases after the trigger, nearest first, within its clause.
    pub(crate) fn near(self, from: usize) -> Vec<usize> {
        let end = self.sentence.words.len().min(from + 15);
        let inside =
            (from..end).take_while(|at| !self.ends_clause(*at, from) && !self.is_aside(*at, from));
        let mut phrases: Vec<usize> = inside.filter_map(|at| self.sentence.phrase_of[at]).collect();
        phrases.dedup();
        phrases
    }

    /// True for a preposition behind which only the circumstances stand: "amid protests".
    fn is_aside(self, at: usize, from: usize) -> bool {
        let grammar = &self.vocabulary.lexicon.grammar;
        at > from && grammar.circumstantial.contains(&self.sentence.words[at].lower)
    }

    fn ends_clause(self, at: usize, from: usize) -> bool {
        match &self.sentence.words[at].part {
            Part::Mark => self.sentence.breaks(at),
            Part::Closed(Class::Relative | Class::Subordinator) => at > from,
            Part::Verb(verb) => at > from && matches!(verb.form, VerbForm::Third | VerbForm::Past),
            _ => false,
        }
    }

    /// The verb of which the phrase at `at` is the direct object or the object of a particle.
    pub(crate) fn verb_of_object(self, at: usize) -> Option<usize> {
        let phrase = &self.sentence.phrases[self.sentence.phrase_of[at]?];
        let mut place = phrase.words.start.checked_sub(1)?;
        if self.sentence.is(place, Class::Preposition)
            && self.vocabulary.lexicon.grammar.particles.contains(&self.sentence.words[place].lower)
        {
            place = place.checked_sub(1)?;
        }
        self.sentence.verb(place).map(|_| place)
    }
}
