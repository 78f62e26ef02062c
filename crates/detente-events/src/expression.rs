//! Which temporal expression of a sentence says when an act happened.

use std::ops::Range;

use detente_resources::{Inflection, VerbForm};
use detente_schema::{PAST_REF, PRESENT_REF, Quotation, QuotationKind, Span, Timex, TimexType};

use crate::date::Dating;
use crate::sentence::Part;
use crate::vocabulary::Class;

impl<'a> Dating<'a> {
    /// The temporal expression that dates the act: the nearest of those that belong to it, else the
    /// only one of a sentence that tells nothing else.
    pub(crate) fn expression(self) -> Option<&'a Timex> {
        let dates: Vec<&Timex> = self.timexes.iter().filter(|t| self.may_date(t)).collect();
        let joined = self.is_joined();
        let here = self.span();
        let rank = |t: &&Timex| {
            let timed = t.kind == TimexType::Time;
            (timed, joined && t.span.start() < here.start(), gap(t.span, here))
        };
        let near = dates.iter().copied().filter(|t| self.belongs(t)).min_by_key(rank);
        match dates.as_slice() {
            [only] if near.is_none() && self.alone && self.is_circumstance(only) => Some(only),
            _ => near,
        }
    }

    /// True unless the expression cannot be that of the act, wherever it stands.
    fn may_date(self, timex: &Timex) -> bool {
        matches!(timex.kind, TimexType::Date | TimexType::Time)
            && !timex.span.overlaps(self.span())
            && timex.value_text() != PRESENT_REF
            && !self.is_quoted_apart(timex.span)
            && !self.is_compared(timex)
            && self.agrees(timex)
    }

    /// True if the expression qualifies the act, or stands in its clause.
    fn belongs(self, timex: &Timex) -> bool {
        if let Some(since) = self.since(timex) {
            return self.same_clause(self.clauses.sentence.words[since].span);
        }
        match self.qualified(timex) {
            Some(noun) if noun.contains(&self.place.head) => true,
            Some(noun) => self.is_within(noun.start) && self.same_clause(timex.span),
            None => self.same_clause(timex.span) && self.is_of_this_verb(timex),
        }
    }

    /// The "since" of "since taking over in March", behind the act.
    pub(crate) fn since(self, timex: &Timex) -> Option<usize> {
        let sentence = self.clauses.sentence;
        let mut clause =
            (0..self.words_of(timex).start).rev().take_while(|at| !self.ends_clause(*at));
        let is_gerund = |at: &usize| sentence.verb(*at).is_some_and(|v| v.form == VerbForm::Gerund);
        let since = clause.find(is_gerund)?.checked_sub(1)?;
        let lasting = &self.clauses.vocabulary.lexicon.grammar.cues.ever_since;
        let found = lasting.contains(&sentence.words[since].lower) && since > self.place.head;
        found.then_some(since)
    }

    /// True if the act is told as part of what the phrase around a word names.
    fn is_within(self, at: usize) -> bool {
        let sentence = self.clauses.sentence;
        let phrase = sentence.phrase_of[at].map(|number| &sentence.phrases[number]);
        let governed = phrase.and_then(|p| p.preposition);
        !self.is_present() && governed.is_some_and(|at| self.is_simultaneous(at))
    }

    /// True for an expression outside the clause that still can be the only one of the sentence.
    fn is_circumstance(self, timex: &Timex) -> bool {
        let (after, words) = (self.span().end(), &self.clauses.sentence.words);
        let between = |at: &usize| {
            words[*at].span.start() >= after && words[*at].span.end() <= timex.span.start()
        };
        let told = |at: usize| self.clauses.sentence.verb(at).is_some();
        self.qualified(timex).is_none()
            && !self.dates_the_report(timex)
            && !(0..words.len()).filter(between).any(told)
    }

    /// The words of the noun that the expression qualifies: "the 1961 treaty", "Monday's attack".
    fn qualified(self, timex: &Timex) -> Option<Range<usize>> {
        let sentence = self.clauses.sentence;
        let words = self.words_of(timex);
        let phrase = &sentence.phrases[(*sentence.phrase_of.get(words.end)?)?].words;
        let owned = sentence.is(words.end, Class::Possessive);
        let next = &sentence.words[words.end];
        let adverb = next.lower.ends_with(&self.clauses.vocabulary.lexicon.grammar.adverb_ending);
        let inside = phrase.start < words.start;
        let opens = matches!(next.part, Part::Closed(Class::Determiner | Class::Pronoun));
        let bare = next.part == Part::Plain && !next.capital && !self.opens_clause(words.start);
        let follows = phrase.contains(&words.start) && !opens;
        (follows && !adverb && (owned || inside || bare)).then_some(words.end..phrase.end)
    }

    /// True for an expression before which its clause has said nothing: "In May ...".
    fn opens_clause(self, start: usize) -> bool {
        let sentence = self.clauses.sentence;
        let governed = start.checked_sub(1).filter(|at| sentence.is(*at, Class::Preposition));
        let before = governed.unwrap_or(start).checked_sub(1);
        before.is_none_or(|at| matches!(sentence.words[at].part, Part::Comma | Part::Mark))
    }

    /// The words of the expression.
    fn words_of(self, timex: &Timex) -> Range<usize> {
        let words = &self.clauses.sentence.words;
        let start = words.partition_point(|w| w.span.start() < timex.span.start());
        let end = words.partition_point(|w| w.span.start() < timex.span.end());
        start..end.max(start)
    }

    /// The word before the expression.
    pub(crate) fn word_before(self, timex: &Timex) -> Option<&'a String> {
        let before = self.words_of(timex).start.checked_sub(1)?;
        Some(&self.clauses.sentence.words[before].lower)
    }

    /// True for the time of another act that this one is set against: "the first since 1961".
    fn is_compared(self, timex: &Timex) -> bool {
        let cues = &self.clauses.vocabulary.lexicon.grammar.cues;
        let start = self.words_of(timex).start;
        let words = &self.clauses.sentence.words[start.saturating_sub(COMPARED)..start];
        let first = words.iter().position(|w| cues.unique.contains(&w.lower));
        first.is_some_and(|at| words[at..].iter().any(|w| cues.since.contains(&w.lower)))
    }

    /// True if the tense of the act allows for the time: what is done lies not in the future, what
    /// is planned not in the past, and what the present tense tells as news not before the report.
    fn agrees(self, timex: &Timex) -> bool {
        let Some(today) = self.clauses.sentence.document.dct.value else { return true };
        let past = timex.value_text() == PAST_REF;
        let Some((days, _)) = timex.interval() else { return !(past && self.is_present()) };
        let before = days.end.is_some_and(|end| end < today);
        let after = days.begin.is_some_and(|begin| begin > today);
        let done = self.is_finite() && self.modality.is_fact();
        !(done && after || before && self.is_present())
    }

    /// True for a verb with a tense of its own.
    fn is_finite(self) -> bool {
        let (sentence, head) = (self.clauses.sentence, self.place.head);
        let chain = self.clauses.chain_start(head)..head;
        let governed = chain.start.checked_sub(1).is_some_and(|before| {
            sentence.is(before, Class::Infinitive) || sentence.is(before, Class::Preposition)
        });
        let helped = chain.into_iter().any(|at| sentence.is(at, Class::Be));
        let gerund = sentence.verb(head).is_some_and(|v| v.form == VerbForm::Gerund);
        self.place.verb && !governed && (helped || !gerund)
    }

    /// True for a finite verb in the present tense.
    fn is_present(self) -> bool {
        let (clauses, at) = (self.clauses, self.place.head);
        let grammar = &clauses.vocabulary.lexicon.grammar;
        let Some(verb) = self.place.verb.then(|| clauses.sentence.verb(at)).flatten() else {
            return false;
        };
        let chain = clauses.chain_start(at)..at;
        let governed = chain
            .start
            .checked_sub(1)
            .is_some_and(|before| clauses.sentence.is(before, Class::Infinitive));
        let mut helpers =
            chain.filter(|i| clauses.sentence.words[*i].part != Part::Plain).peekable();
        match verb.form {
            VerbForm::Third => true,
            VerbForm::Base => helpers.peek().is_none() && !governed && !self.may_be_past(),
            _ => helpers.any(|i| {
                clauses.sentence.is(i, Class::Be)
                    && grammar.present.contains(&clauses.sentence.words[i].lower)
            }),
        }
    }

    /// True for a form that also is the past: "cut", "hit".
    fn may_be_past(self) -> bool {
        let word = &self.clauses.sentence.words[self.place.head].lower;
        let readings = self.clauses.vocabulary.lexicon.verbs.readings(word);
        readings.iter().any(|reading| reading.form == VerbForm::Past)
    }

    /// True for the "Monday" of "confirmed on Monday that they had met".
    fn dates_the_report(self, timex: &Timex) -> bool {
        self.background.is_some() && self.reported().is_some_and(|t| t.span == timex.span)
    }

    /// True for a verb that a conjunction joins to an earlier one, which the dates before belong to.
    fn is_joined(self) -> bool {
        let start = self.clauses.chain_start(self.place.head);
        let before = self.place.verb.then(|| start.checked_sub(1)).flatten();
        before.is_some_and(|at| self.clauses.sentence.is(at, Class::Conjunction))
    }

    /// True for a date in words that somebody else says.
    fn is_quoted_apart(self, timex: Span) -> bool {
        let around = self.quotations.iter().filter(|q| q.span.contains(timex));
        around.into_iter().any(|q| !q.span.contains(self.span()) && self.tells(q, timex))
    }

    /// False for words without a verb that only complete what the act says: "admitted a role in it
    /// in May".
    fn tells(self, quotation: &Quotation, timex: Span) -> bool {
        let words = self.clauses.sentence.words.iter();
        let mut before =
            words.filter(|w| quotation.span.contains(w.span) && w.span.end() <= timex.start());
        quotation.kind != QuotationKind::Indirect
            || before.any(|word| matches!(word.part, Part::Verb(_)))
    }

    pub(crate) fn span(self) -> Span {
        self.clauses.sentence.span(&self.place.words)
    }

    /// True if no other clause begins between the trigger and the expression.
    fn same_clause(self, timex: Span) -> bool {
        let here = self.span();
        let (from, to) = (here.end().min(timex.end()), here.start().max(timex.start()));
        let words = &self.clauses.sentence.words;
        let between = |at: &usize| words[*at].span.start() >= from && words[*at].span.end() <= to;
        let mut between = (0..words.len()).filter(between);
        between.all(|at| self.keeps_clause(at, timex))
    }

    /// True if the clause goes on at a word between the act and the expression.
    fn keeps_clause(self, at: usize, timex: Span) -> bool {
        let sentence = self.clauses.sentence;
        let word = &sentence.words[at];
        let later = timex.start() > word.span.start();
        match &word.part {
            Part::Closed(Class::Subordinator) => self.governs(at, timex),
            Part::Closed(Class::Relative) => false,
            Part::Mark => !sentence.breaks(at) || ["(", ")"].contains(&word.lower.as_str()),
            Part::Verb(verb) => !later || self.is_alike(at, verb) || self.occurs(&verb.lemma),
            _ => !(later && self.is_aside(at, timex)),
        }
    }

    /// True if a preposition stands directly before the expression: "since 1961".
    fn governs(self, at: usize, timex: Span) -> bool {
        self.clauses.sentence.words.get(at + 1).is_some_and(|next| next.span.overlaps(timex))
    }

    /// True for a verb that a conjunction joins to the act, in the same form: "killing ten and
    /// wounding five in May".
    fn is_alike(self, at: usize, verb: &Inflection) -> bool {
        let sentence = self.clauses.sentence;
        let joined =
            at.checked_sub(1).is_some_and(|before| sentence.is(before, Class::Conjunction));
        joined && sentence.verb(self.place.head).is_some_and(|act| act.form == verb.form)
    }

    /// True for a verb that only says that its noun takes place: "talks set for May".
    fn occurs(self, lemma: &str) -> bool {
        if self.place.verb {
            return false;
        }
        let cues = &self.clauses.vocabulary.lexicon.grammar.cues;
        [&cues.planning, &cues.occurring].iter().any(|list| list.iter().any(|verb| verb == lemma))
    }

    /// True for a preposition that opens a circumstance of its own: "following the raid in May".
    fn is_aside(self, at: usize, timex: Span) -> bool {
        let sentence = self.clauses.sentence;
        let circumstantial = &self.clauses.vocabulary.lexicon.grammar.circumstantial;
        let word = &sentence.words[at].lower;
        !self.governs(at, timex) && circumstantial.contains(word) && !self.is_simultaneous(at)
    }

    /// True for a preposition whose noun takes place with the act: "during the 2016 election".
    fn is_simultaneous(self, at: usize) -> bool {
        let cues = &self.clauses.vocabulary.lexicon.grammar.cues;
        cues.simultaneous.contains(&self.clauses.sentence.words[at].lower)
    }

    /// False for an expression that follows an earlier verb, whose adverbial it is: "said on Friday
    /// it attacked".
    fn is_of_this_verb(self, timex: &Timex) -> bool {
        let sentence = self.clauses.sentence;
        let head = self.place.head;
        if timex.span.start() > self.span().start() || !self.is_finite() || self.is_joined() {
            return true;
        }
        let start = self.words_of(timex).start;
        let clause = (0..start).rev().take_while(|at| !self.ends_clause(*at));
        let chain = self.clauses.chain_start(head);
        chain <= start || clause.into_iter().all(|at| sentence.verb(at).is_none())
    }

    /// The day on which the sentence says that it was reported: "state media reported yesterday".
    pub(crate) fn reported(self) -> Option<&'a Timex> {
        self.timexes.iter().find(|timex| {
            let first = self.words_of(timex).start;
            let dated =
                timex.interval().is_some_and(|(days, _)| days.days().is_some_and(|n| n <= 7));
            dated && (first.saturating_sub(2)..first).any(|at| self.reports(at))
        })
    }

    /// True for the verb of a report; not for the "declared" of "broke a truce declared on Monday".
    fn reports(self, at: usize) -> bool {
        let sentence = self.clauses.sentence;
        let reporting = &self.clauses.vocabulary.lexicon.grammar.reporting_verbs;
        let mut clause = (0..at).rev().take_while(|before| !self.ends_clause(*before));
        sentence.verb(at).is_some_and(|verb| reporting.contains(&verb.lemma))
            && clause.all(|before| sentence.verb(before).is_none())
    }

    /// True for a word or mark at which a clause ends.
    fn ends_clause(self, at: usize) -> bool {
        let sentence = self.clauses.sentence;
        matches!(
            sentence.words[at].part,
            Part::Comma | Part::Closed(Class::Conjunction | Class::Subordinator | Class::Relative)
        ) || sentence.breaks(at)
    }
}

/// How far before an expression it may be said that an act is the first of its kind, in words.
const COMPARED: usize = 12;

fn gap(a: Span, b: Span) -> usize {
    a.start().max(b.start()).saturating_sub(a.end().min(b.end()))
}

#[cfg(test)]
mod tests {
    use crate::testing::dated;

    const NEWS: &str = "2020-05-15..2020-05-15 document";
    const UNKNOWN: &str = "?..? unknown";
    const YESTERDAY: &str = "2020-05-14..2020-05-14 relative";
    const MARCH: &str = "2020-03-01..2020-03-31 relative *";
    const OLD: &str = "1961-01-01..1961-12-31 explicit *";

    fn check(cases: &[(&str, &str, &str)]) {
        for (text, trigger, date) in cases {
            assert_eq!(dated(text, trigger), *date, "{trigger} in: {text}");
        }
    }

    #[test]
    fn a_date_that_qualifies_a_noun_dates_that_noun_alone() {
        check(&[
            ("Ruritania broke the 1961 treaty with Elbonia.", "treaty", OLD),
            ("Ruritania broke the 1961 treaty with Elbonia.", "broke", NEWS),
            ("Ruritania condemned the March attack.", "attack", MARCH),
            ("Ruritania condemned the March attack.", "condemned", NEWS),
            ("In March Ruritania attacked Elbonia.", "attacked", MARCH),
        ]);
    }

    #[test]
    fn what_surrounds_an_act_in_time_dates_it() {
        check(&[
            ("Ruritania shelled Elbonia during the 1961 war.", "shelled", OLD),
            ("Ruritania shelled Elbonia following the 1961 war.", "shelled", NEWS),
        ]);
    }

    #[test]
    fn the_tense_must_allow_for_the_time() {
        let june = "2020-06-01..2020-06-30 relative";
        check(&[
            ("Ruritania accuses Elbonia of an attack in March.", "accuses", NEWS),
            ("Ruritania accuses Elbonia of an attack in March.", "attack", MARCH),
            ("Ruritania agreed to meet the king of Elbonia in June.", "agreed", NEWS),
            ("Ruritania will meet the king of Elbonia in June.", "meet", june),
            ("Ruritania hit Elbonia in March.", "hit", MARCH),
        ]);
    }

    #[test]
    fn a_comparison_with_an_earlier_time_dates_nothing() {
        check(&[("Ruritania visited Elbonia for the first time since 1961.", "visited", NEWS)]);
    }

    #[test]
    fn open_times_end_with_the_report() {
        let until_now = "1961-01-01..2020-05-15 explicit";
        let since = "2020-03-01..2020-05-15 relative *";
        let history = "1961-01-01..2020-05-15 explicit *";
        check(&[
            ("Ruritania has occupied Elbonia since 1961.", "occupied", until_now),
            ("Ruritania, who has been detained since 1961, sued.", "detained", history),
            ("The king had yet to meet Ruritania since taking over in March.", "meet", since),
            ("Ruritania will release it by June.", "release", "2020-05-15..2020-06-30 relative"),
            ("Ruritania met Elbonia before March.", "met", "?..2020-03-31 relative *"),
        ]);
    }

    #[test]
    fn a_date_after_a_verb_belongs_to_that_verb() {
        check(&[
            ("Ruritania broke a truce declared yesterday.", "broke", NEWS),
            ("Ruritania broke a truce declared yesterday.", "declared", YESTERDAY),
            ("Ruritania said yesterday it attacked Elbonia in March.", "attacked", MARCH),
            ("Ruritania, who met Elbonia in March, attacked yesterday.", "attacked", YESTERDAY),
            ("Ruritania, who met Elbonia in March, attacked yesterday.", "met", MARCH),
        ]);
    }

    #[test]
    fn a_verb_that_only_says_that_it_takes_place_leaves_the_date_to_the_noun() {
        let june = "2020-06-01..2020-06-30 relative";
        check(&[
            ("Ruritania spoke of a summit set to be held in June.", "summit", june),
            ("Ruritania fled after killing ten and wounding five in March.", "killing", MARCH),
        ]);
    }

    #[test]
    fn now_is_no_date_and_recently_is_none_that_is_known() {
        check(&[
            ("Ruritania now attacks Elbonia.", "attacks", NEWS),
            ("Ruritania recently attacked Elbonia.", "attacked", UNKNOWN),
        ]);
    }
}
