//! How an act whose words somebody else marked is asserted, by the grammar around it; its date
//! depends on that.

use detente_resources::{Cues, VerbForm};
use detente_schema::Modality;

use crate::clause::Clauses;
use crate::sentence::Part;
use crate::triggers::Place;
use crate::vocabulary::Class;

/// The modality of an act, or `None` if it is the content of another act and told with that.
pub(crate) fn of(clauses: Clauses, place: &Place) -> Option<Modality> {
    let context =
        Context { clauses, cues: &clauses.vocabulary.lexicon.grammar.cues, at: place.head };
    let own = if place.verb { context.of_verb()? } else { context.of_noun()? };
    let doubted = own.is_fact() && context.is_conditional();
    Some(if doubted { Modality::Hypothetical } else { own })
}

#[derive(Clone, Copy)]
struct Context<'a> {
    clauses: Clauses<'a>,
    cues: &'a Cues,
    at: usize,
}

impl Context<'_> {
    fn word(&self, at: usize) -> &str {
        &self.clauses.sentence.words[at].lower
    }

    fn of_verb(self) -> Option<Modality> {
        let start = self.clauses.chain_start(self.at);
        let chain = start..self.at;
        if chain.clone().any(|i| self.cues.negations.iter().any(|n| n == self.word(i))) {
            return Some(Modality::Denied);
        }
        let mut modals = chain.filter(|i| self.clauses.sentence.is(*i, Class::Modal));
        if let Some(at) = modals.next() {
            let planned = self.cues.planned_auxiliaries.iter().any(|m| m == self.word(at));
            return Some(if planned { Modality::Planned } else { Modality::Hypothetical });
        }
        match start.checked_sub(1).map(|before| (before, &self.clauses.sentence.words[before].part))
        {
            Some((before, Part::Closed(Class::Infinitive))) => self.of_infinitive(before),
            Some((before, Part::Closed(Class::Preposition))) => self.of_gerund(before),
            Some((before, Part::Closed(Class::Conjunction))) if self.is_base() => {
                self.joined(before)
            }
            _ if self.is_demanded(start) || self.is_term(start) => None,
            _ => Some(self.progress(start)),
        }
    }

    fn is_base(self) -> bool {
        self.clauses.sentence.verb(self.at).is_some_and(|v| v.form == VerbForm::Base)
    }

    /// "will visit the capital and meet the king": the second verb shares the first's auxiliary.
    fn joined(self, conjunction: usize) -> Option<Modality> {
        match self.clauses.verb_before(conjunction) {
            Some(at) => Self { at, ..self }.of_verb(),
            None => Some(Modality::Happened),
        }
    }

    /// True for a term of a treaty: "under which they pledge".
    fn is_term(self, start: usize) -> bool {
        let sentence = self.clauses.sentence;
        let relative = (start.saturating_sub(4)..start)
            .rev()
            .take_while(|at| !matches!(sentence.words[*at].part, Part::Comma | Part::Mark))
            .find(|at| sentence.is(*at, Class::Relative));
        relative
            .and_then(|at| at.checked_sub(1))
            .is_some_and(|before| sentence.is(before, Class::Preposition))
    }

    /// True in "demands that Ruritania withdraws".
    fn is_demanded(self, start: usize) -> bool {
        let sentence = self.clauses.sentence;
        let near = (start.saturating_sub(10)..start).rev();
        let mut clause =
            near.take_while(|i| !matches!(sentence.words[*i].part, Part::Comma | Part::Mark));
        clause.find(|i| sentence.is(*i, Class::Relative)).is_some_and(|that| {
            let verb = that.checked_sub(1).and_then(|i| sentence.verb(i));
            verb.is_some_and(|v| self.cues.demanding.contains(&v.lemma))
        })
    }

    fn progress(self, start: usize) -> Modality {
        let sentence = self.clauses.sentence;
        let gerund = sentence.verb(self.at).is_some_and(|v| v.form == VerbForm::Gerund);
        let be = (start..self.at).any(|i| sentence.is(i, Class::Be));
        if gerund && be { Modality::Ongoing } else { Modality::Happened }
    }

    fn of_infinitive(self, particle: usize) -> Option<Modality> {
        if particle
            .checked_sub(1)
            .is_some_and(|i| self.cues.not_yet.iter().any(|y| y == self.word(i)))
        {
            return Some(Modality::Denied);
        }
        let governor = self.clauses.governor(particle)?;
        if self.clauses.sentence.is(governor, Class::Be) {
            return Some(Modality::Planned);
        }
        let negated = self.negated(governor);
        let modality = self.governed(governor)?;
        Some(if negated { Modality::Denied } else { modality })
    }

    fn negated(self, governor: usize) -> bool {
        let start = self.clauses.chain_start(governor);
        (start..governor).any(|i| self.cues.negations.iter().any(|n| n == self.word(i)))
    }

    /// What a governing verb or adjective says of its infinitive or object.
    fn governed(self, governor: usize) -> Option<Modality> {
        let lemma = self.clauses.sentence.verb(governor).map(|v| v.lemma.as_str());
        let is = |list: &[String]| {
            list.iter().any(|w| w == self.word(governor) || Some(w.as_str()) == lemma)
        };
        if is(&self.cues.same_act) || is(&self.cues.demanding) {
            return None;
        }
        if is(&self.cues.denying) {
            return Some(Modality::Denied);
        }
        if is(&self.cues.possible) {
            return Some(Modality::Hypothetical);
        }
        if is(&self.cues.planning) {
            return Some(Modality::Planned);
        }
        is(&self.cues.doing).then_some(Modality::Happened)
    }

    /// "denies arming them", "accused of killing", "by attacking".
    fn of_gerund(self, preposition: usize) -> Option<Modality> {
        if self.cues.negations.iter().any(|n| n == self.word(preposition)) {
            return Some(Modality::Denied);
        }
        let Some(governor) = self.clauses.governor(preposition) else {
            return Some(Modality::Happened);
        };
        let lemma = self.clauses.sentence.verb(governor).map(|v| v.lemma.as_str());
        let is = |list: &[String]| {
            list.iter().any(|w| w == self.word(governor) || Some(w.as_str()) == lemma)
        };
        if is(&self.cues.denying) {
            return Some(Modality::Denied);
        }
        if is(&self.cues.possible) { None } else { Some(Modality::Happened) }
    }

    fn of_noun(self) -> Option<Modality> {
        if self.is_stalled() {
            return None;
        }
        if let Some(modality) = self.adjective() {
            return Some(modality);
        }
        let Some(governor) = self.noun_governor() else { return Some(Modality::Happened) };
        let governed = self.carried(governor)?;
        if governed != Modality::Happened || !self.clauses.vocabulary.is_light(self.lemma(governor))
        {
            return Some(governed);
        }
        Self { at: governor, ..self }.of_verb()
    }

    /// True if the text says that nothing comes of it: "the talks are stalled".
    fn is_stalled(self) -> bool {
        let sentence = self.clauses.sentence;
        let start =
            sentence.phrase_of[self.at].map_or(self.at, |p| sentence.phrases[p].words.start);
        let end = sentence.words.len().min(self.at + 16);
        let clause = (start..end)
            .take_while(|i| !sentence.breaks(*i) && sentence.words[*i].part != Part::Comma);
        clause.into_iter().any(|i| self.cues.stalled.iter().any(|w| w == self.word(i)))
    }

    fn lemma(&self, verb: usize) -> &str {
        self.clauses.sentence.verb(verb).map_or("", |v| v.lemma.as_str())
    }

    /// What an adjective before the noun says.
    fn adjective(self) -> Option<Modality> {
        let number = self.clauses.sentence.phrase_of[self.at]?;
        let start = self.clauses.sentence.phrases[number].words.start;
        let listed =
            |list: &[String]| (start..self.at).any(|i| list.iter().any(|w| w == self.word(i)));
        if listed(&self.cues.negations) {
            return Some(Modality::Denied);
        }
        if listed(&self.cues.possible_adjectives) {
            return Some(Modality::Hypothetical);
        }
        if listed(&self.cues.planned_adjectives) {
            return Some(Modality::Planned);
        }
        listed(&self.cues.ongoing).then_some(Modality::Ongoing)
    }

    /// The verb before the noun phrase, across one preposition.
    fn noun_governor(self) -> Option<usize> {
        self.clauses.verb_of_object(self.at).or_else(|| {
            let number = self.clauses.sentence.phrase_of[self.at]?;
            let preposition = self.clauses.sentence.phrases[number].preposition?;
            let before = preposition.checked_sub(1)?;
            let cue = [
                &self.cues.possible,
                &self.cues.planning,
                &self.cues.denying,
                &self.cues.demanding,
            ];
            let noun = cue.iter().any(|list| list.iter().any(|w| self.word(before) == *w));
            if noun || self.clauses.sentence.verb(before).is_some() {
                return Some(before);
            }
            let outer = self.clauses.sentence.phrase_of[before]?;
            let start = self.clauses.sentence.phrases[outer].words.start;
            let genitive =
                self.word(preposition) == self.clauses.vocabulary.lexicon.grammar.genitive;
            if genitive { self.clauses.verb_of_object(start) } else { None }
        })
    }

    fn carried(self, governor: usize) -> Option<Modality> {
        let lemma = self.lemma(governor);
        let is = |list: &[String]| list.iter().any(|w| w == self.word(governor) || *w == lemma);
        let modality = if is(&self.cues.demanding) {
            return None;
        } else if is(&self.cues.denying) {
            Modality::Denied
        } else if is(&self.cues.possible) {
            Modality::Hypothetical
        } else if is(&self.cues.planning) {
            Modality::Planned
        } else if is(&self.cues.ongoing) {
            Modality::Ongoing
        } else {
            Modality::Happened
        };
        Some(modality)
    }

    /// True if a condition opens the clause around the trigger.
    fn is_conditional(self) -> bool {
        let sentence = self.clauses.sentence;
        for at in (0..self.at).rev().take(20) {
            match &sentence.words[at].part {
                Part::Comma | Part::Mark => return false,
                Part::Closed(Class::Subordinator)
                    if self.cues.conditions.iter().any(|c| c == self.word(at)) =>
                {
                    return true;
                }
                _ => {}
            }
        }
        false
    }
}
