//! Who stands where around a trigger: voice, subject, object, prepositional objects, governor.

use detente_resources::VerbForm;

use crate::sentence::{Analysed, Part};
use crate::triggers::Trigger;
use crate::vocabulary::{Class, Vocabulary};

/// How far a preposition may stand from its trigger, in tokens.
const REACH: usize = 25;

/// The grammar around the triggers of one sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clauses<'a> {
    pub(crate) sentence: &'a Analysed<'a>,
    pub(crate) vocabulary: &'a Vocabulary,
}

impl Clauses<'_> {
    fn lemma_in(self, at: usize, list: &[String]) -> bool {
        self.sentence.verb(at).is_some_and(|v| list.contains(&v.lemma))
    }

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

    fn chain_has(self, verb: usize, class: Class) -> bool {
        (self.chain_start(verb)..verb).any(|at| self.sentence.is(at, class))
    }

    /// True if the verb is a passive participle; `transitive` if its active voice has an object.
    pub(crate) fn is_passive(self, trigger: &Trigger, transitive: bool) -> bool {
        let verb = trigger.words.start;
        let Some(inflection) = self.sentence.verb(verb) else { return false };
        if !matches!(inflection.form, VerbForm::Past | VerbForm::Participle) {
            return false;
        }
        if self.chain_has(verb, Class::Be) {
            return true;
        }
        if self.chain_has(verb, Class::Have) {
            return false;
        }
        transitive && self.is_reduced(verb, trigger.words.end)
    }

    /// A participle after its noun: "the men arrested in the capital".
    fn is_reduced(self, verb: usize, after: usize) -> bool {
        let agent = &self.vocabulary.lexicon.grammar.agent;
        match self.sentence.words.get(after) {
            None => true,
            Some(word) if word.lower == *agent => true,
            Some(word) => {
                let object = self.sentence.phrase_of[after].is_some();
                let open = matches!(
                    word.part,
                    Part::Closed(Class::Preposition | Class::Subordinator)
                        | Part::Comma
                        | Part::Mark
                );
                !object && open && self.sentence.verb(verb).is_some()
            }
        }
    }

    /// The phrases that are the surface subject of the verb at `verb`, head first.
    pub(crate) fn subject(self, verb: usize) -> Vec<usize> {
        let mut at = verb;
        for _ in 0..8 {
            let Some(before) = self.chain_start(at).checked_sub(1) else { return Vec::new() };
            let word = &self.sentence.words[before];
            let jump = match &word.part {
                _ if self.is_perfect_gerund(at) => self.verb_before(before),
                _ if self.sentence.phrase_of[before].is_some() => return self.collect(before),
                Part::Closed(Class::Relative) => return self.antecedent(before),
                Part::Comma if self.verb_before(before).is_none() => return self.collect(before),
                Part::Closed(Class::Infinitive) if self.is_not_yet(before) => Some(before - 1),
                Part::Closed(Class::Infinitive) if self.doer(before).is_some() => {
                    return self.doer(before).map_or_else(Vec::new, |p| self.coordinated(p));
                }
                Part::Closed(Class::Infinitive) => match self.governor(before) {
                    Some(g) if self.controls_object(g) => return self.object_or_subject(g),
                    other => other,
                },
                Part::Closed(Class::Preposition) => match self.verb_before(before) {
                    Some(g) if self.names_offender(g, before) => return self.object_or_subject(g),
                    None => return self.following_subject(at),
                    other => other,
                },
                Part::Closed(Class::Subordinator) if self.verb_before(before).is_none() => {
                    return self.following_subject(at);
                }
                _ if self.is_gerund(at) => self.verb_before(before),
                _ => self.finite_before(before),
            };
            match jump {
                Some(next) => at = next,
                None => return Vec::new(),
            }
        }
        Vec::new()
    }

    /// True for the particle of "had yet to meet".
    fn is_not_yet(self, particle: usize) -> bool {
        let cues = &self.vocabulary.lexicon.grammar.cues;
        particle
            .checked_sub(1)
            .is_some_and(|at| cues.not_yet.contains(&self.sentence.words[at].lower))
    }

    /// The "king" of "for the king to meet", by the particle.
    fn doer(self, particle: usize) -> Option<usize> {
        let phrase = self.sentence.phrase_of[particle.checked_sub(1)?]?;
        let preposition = self.sentence.phrases[phrase].preposition?;
        let doer = &self.vocabulary.lexicon.grammar.doer;
        (self.sentence.words[preposition].lower == *doer).then_some(phrase)
    }

    /// "After meeting the king, the president ...": the subject follows the comma.
    fn following_subject(self, at: usize) -> Vec<usize> {
        let comma =
            (at..self.sentence.words.len()).find(|i| self.sentence.words[*i].part == Part::Comma);
        comma
            .and_then(|c| *self.sentence.phrase_of.get(c + 1)?)
            .map_or_else(Vec::new, |p| self.coordinated(p))
    }

    /// "accused of killing", "sentenced for spying": the object of the verb did it.
    fn names_offender(self, verb: usize, preposition: usize) -> bool {
        let grounds = &self.vocabulary.lexicon.grammar.grounds;
        grounds.contains(&self.sentence.words[preposition].lower) && !self.is_gerund(verb)
    }

    fn is_gerund(self, verb: usize) -> bool {
        self.sentence.verb(verb).is_some_and(|v| v.form == VerbForm::Gerund)
    }

    /// True for "having met".
    fn is_perfect_gerund(self, verb: usize) -> bool {
        let having = &self.vocabulary.lexicon.grammar.having;
        (self.chain_start(verb)..verb).any(|at| self.sentence.words[at].lower == *having)
    }

    fn controls_object(self, verb: usize) -> bool {
        self.lemma_in(verb, &self.vocabulary.lexicon.grammar.cues.demanding)
    }

    /// The object of a verb; its subject if it is passive.
    fn object_or_subject(self, verb: usize) -> Vec<usize> {
        if self.chain_has(verb, Class::Be) {
            return self.subject(verb);
        }
        self.object(verb + 1)
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

    /// The nearest verb before `at` that a joined verb can share its subject with.
    fn finite_before(self, at: usize) -> Option<usize> {
        let mut place = at;
        let mut infinitive = None;
        while let Some(verb) = self.verb_before(place) {
            let before = self.chain_start(verb).checked_sub(1);
            let bound = before.is_some_and(|b| {
                matches!(
                    self.sentence.words[b].part,
                    Part::Closed(Class::Infinitive | Class::Preposition | Class::Relative)
                )
            });
            if !bound && (!self.is_gerund(verb) || self.chain_has(verb, Class::Be)) {
                return Some(verb);
            }
            infinitive = before.filter(|b| self.sentence.is(*b, Class::Infinitive)).map(|_| verb);
            place = verb;
        }
        infinitive
    }

    fn antecedent(self, relative: usize) -> Vec<usize> {
        let mut at = relative;
        while let Some(before) = at.checked_sub(1) {
            if let Some(phrase) = self.sentence.phrase_of[before] {
                return vec![phrase];
            }
            if self.sentence.words[before].part != Part::Comma {
                return Vec::new();
            }
            at = before;
        }
        Vec::new()
    }

    /// The subject that ends at `end`: the leftmost phrase of the clause without a preposition.
    fn collect(self, end: usize) -> Vec<usize> {
        let mut best: Option<usize> = None;
        let mut governed: Option<usize> = None;
        let mut at = end + 1;
        while let Some(place) = at.checked_sub(1) {
            if let Some(number) = self.sentence.phrase_of[place] {
                let phrase = &self.sentence.phrases[number];
                match phrase.preposition {
                    _ if self.is_adverbial(number) => {}
                    Some(word) if best.is_none() && self.sentence.is(word, Class::Subordinator) => {
                        return self.coordinated(governed.unwrap_or(number));
                    }
                    Some(_) if best.is_some_and(|next| self.joins(number, next)) => {
                        return self.coordinated(number);
                    }
                    Some(_) => governed = governed.or(Some(number)),
                    None if self.shares_preposition(number) => {}
                    None => best = Some(number),
                }
                at = phrase.words.start;
                continue;
            }
            if !self.continues(place, best.is_some()) {
                break;
            }
            at = place;
        }
        best.or(governed).map_or_else(Vec::new, |number| self.coordinated(number))
    }

    /// True for the first of "while Ruritania and Elbonia".
    fn joins(self, first: usize, second: usize) -> bool {
        let [one, two] = [first, second].map(|p| &self.sentence.phrases[p]);
        let behind = one.preposition.is_some_and(|at| self.sentence.is(at, Class::Subordinator));
        behind
            && one.words.end + 1 == two.words.start
            && self.sentence.is(one.words.end, Class::Conjunction)
    }

    /// True for the second of "between Ruritania and Elbonia".
    fn shares_preposition(self, phrase: usize) -> bool {
        let Some(before) = phrase.checked_sub(1) else { return false };
        let (first, second) = (&self.sentence.phrases[before], &self.sentence.phrases[phrase]);
        let joined = first.words.end + 1 == second.words.start
            && self.sentence.is(first.words.end, Class::Conjunction);
        joined && first.preposition.is_some_and(|at| self.sentence.is(at, Class::Preposition))
    }

    fn is_adverbial(self, phrase: usize) -> bool {
        let sentence = self.sentence;
        let timed = |span| sentence.timexes.iter().any(|t| t.span.overlaps(span));
        let words = sentence.phrases[phrase].words.clone();
        words.into_iter().all(|i| {
            let word = &sentence.words[i];
            let named = word.mention.is_some_and(|m| !sentence.mentions[m].actors.is_empty());
            word.part == Part::Number || !named && timed(word.span)
        })
    }

    /// True if a subject can reach left over this word.
    fn continues(self, at: usize, found: bool) -> bool {
        match &self.sentence.words[at].part {
            Part::Closed(Class::Preposition | Class::Conjunction | Class::Adverb) | Part::Comma => {
                true
            }
            Part::Verb(verb) => {
                let finite = matches!(verb.form, VerbForm::Third | VerbForm::Base);
                let reports = self.vocabulary.lexicon.grammar.reporting_verbs.contains(&verb.lemma);
                !found && !finite && !reports && !self.chain_has(at, Class::Be)
            }
            _ => false,
        }
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

    /// The phrases after a preposition behind the trigger, within its clause.
    pub(crate) fn after_preposition(self, from: usize, preposition: &str) -> Vec<usize> {
        let end = self.sentence.words.len().min(from + REACH);
        for at in from..end {
            let word = &self.sentence.words[at];
            let next = self.sentence.phrase_of.get(at + 1).copied().flatten();
            let named = word.lower == preposition && word.mention.is_none();
            let found = next.filter(|phrase| named && !self.acts(*phrase));
            if let Some(phrase) = found {
                return self.coordinated(phrase);
            }
            if self.is_aside(at, from) || self.ends_clause(at, from) || word.part == Part::Comma {
                break;
            }
        }
        Vec::new()
    }

    /// True for the subject of a gerund: "with the king calling it a triumph".
    fn acts(self, phrase: usize) -> bool {
        let after = self.sentence.phrases[phrase].words.end;
        self.is_gerund(after)
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
