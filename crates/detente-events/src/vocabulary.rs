//! The lexicon, indexed by word form.

use std::collections::{BTreeSet, HashMap, HashSet};

use detente_resources::{CodingLexicon, Entry, Grammar, Resources, WordingPart, noun_forms};
use detente_schema::Sector;

use crate::sentence::{Part, Word};

/// What a closed-class word does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Determiner,
    Preposition,
    Conjunction,
    Subordinator,
    Relative,
    Be,
    Have,
    Do,
    Infinitive,
    Possessive,
    Pronoun,
    Adverb,
    Modal,
    Negation,
}

/// A trigger pattern: which entry, which of its patterns, and of which kind.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) entry: usize,
    pub(crate) words: Vec<Slot>,
    pub(crate) verb: bool,
}

/// One place of a candidate, with every accepted form.
#[derive(Debug, Clone)]
pub(crate) enum Slot {
    Word(BTreeSet<String>),
    Gap,
}

/// A noun that names a party: its words before the last, and its sector.
#[derive(Debug)]
pub(crate) struct PartyNoun {
    pub(crate) before: Vec<String>,
    pub(crate) sector: Sector,
}

/// Everything the steps look up.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    pub(crate) lexicon: CodingLexicon,
    classes: HashMap<String, Class>,
    candidates: HashMap<String, Vec<Candidate>>,
    party_nouns: HashMap<String, Vec<PartyNoun>>,
    nouns: HashSet<String>,
    light_verbs: HashSet<String>,
    outcomes: HashSet<String>,
}

impl Vocabulary {
    pub(crate) fn new(resources: &Resources) -> Self {
        let lexicon = resources.language.coding.clone();
        let candidates = candidates(&lexicon);
        let party_nouns = party_nouns(&lexicon.grammar);
        let nouns = ambiguous_nouns(&lexicon);
        let light_verbs = lexicon.grammar.light_verbs.iter().cloned().collect();
        let classes = classes(&lexicon.grammar);
        let outcomes = lexicon.entries.iter().filter(|entry| entry.outcome);
        let outcomes = outcomes.flat_map(Entry::verb_lemmas).map(str::to_owned).collect();
        Self { lexicon, classes, candidates, party_nouns, nouns, light_verbs, outcomes }
    }

    pub(crate) fn class(&self, word: &str) -> Option<Class> {
        self.classes.get(word).copied()
    }

    /// The patterns that may begin with this word.
    pub(crate) fn candidates(&self, word: &str) -> &[Candidate] {
        self.candidates.get(word).map_or(&[], Vec::as_slice)
    }

    /// The party nouns that end in this word, longest first.
    pub(crate) fn party_nouns(&self, word: &str) -> &[PartyNoun] {
        self.party_nouns.get(word).map_or(&[], Vec::as_slice)
    }

    /// True for a form that is a noun as well as a verb: "attacks".
    pub(crate) fn is_noun(&self, word: &str) -> bool {
        self.nouns.contains(word)
    }

    /// True for a verb that takes the preposition behind it: "calls for".
    pub(crate) fn is_phrasal(&self, words: &[Word], at: usize) -> bool {
        let readings = self.lexicon.verbs.readings(&words[at].lower);
        let preposition =
            words.get(at + 1).is_some_and(|w| w.part == Part::Closed(Class::Preposition));
        preposition
            && readings.iter().any(|r| self.lexicon.grammar.phrasal_verbs.contains(&r.lemma))
    }

    /// True for a verb that tells what violence led to: "kill".
    pub(crate) fn is_outcome(&self, lemma: &str) -> bool {
        self.outcomes.contains(lemma)
    }

    pub(crate) fn is_light(&self, lemma: &str) -> bool {
        self.light_verbs.contains(lemma)
    }
}

fn classes(grammar: &Grammar) -> HashMap<String, Class> {
    let cues = &grammar.cues;
    let infinitive = [grammar.infinitive.clone()];
    let lists: [(&[String], Class); 16] = [
        (&grammar.adverbs, Class::Adverb),
        (&grammar.determiners, Class::Determiner),
        (&grammar.prepositions, Class::Preposition),
        (&grammar.pronouns, Class::Pronoun),
        (&grammar.subordinators, Class::Subordinator),
        (&grammar.relatives, Class::Relative),
        (&grammar.conjunctions, Class::Conjunction),
        (&infinitive, Class::Infinitive),
        (&cues.negations, Class::Negation),
        (&grammar.be, Class::Be),
        (&grammar.have, Class::Have),
        (&grammar.do_, Class::Do),
        (&grammar.possessives, Class::Possessive),
        (&cues.planned_auxiliaries, Class::Modal),
        (&cues.possible_auxiliaries, Class::Modal),
        (&[], Class::Modal),
    ];
    let pairs = lists.iter().flat_map(|(words, class)| words.iter().map(|w| (w.clone(), *class)));
    pairs.collect()
}

fn candidates(lexicon: &CodingLexicon) -> HashMap<String, Vec<Candidate>> {
    let mut index: HashMap<String, Vec<Candidate>> = HashMap::new();
    for (number, entry) in lexicon.entries.iter().enumerate() {
        let verbs = entry.verbs.iter().map(|p| (p, true));
        let nouns = entry.nouns.iter().map(|p| (p, false));
        for (pattern, verb) in verbs.chain(nouns) {
            let words: Vec<Slot> = pattern
                .words
                .iter()
                .enumerate()
                .map(|(i, w)| slot(lexicon, w, verb && i == 0))
                .collect();
            if let Some(Slot::Word(forms)) = words.first() {
                for form in forms {
                    let candidate = Candidate { entry: number, words: words.clone(), verb };
                    index.entry(form.clone()).or_default().push(candidate);
                }
            }
        }
    }
    index
}

fn slot(lexicon: &CodingLexicon, word: &WordingPart, verb: bool) -> Slot {
    match word {
        WordingPart::Gap => Slot::Gap,
        WordingPart::OneOf(words) if verb => {
            Slot::Word(words.iter().flat_map(|lemma| lexicon.verbs.forms(lemma)).collect())
        }
        WordingPart::OneOf(words) => {
            Slot::Word(words.iter().flat_map(|noun| noun_forms(noun)).collect())
        }
    }
}

fn party_nouns(grammar: &Grammar) -> HashMap<String, Vec<PartyNoun>> {
    let mut index: HashMap<String, Vec<PartyNoun>> = HashMap::new();
    for (sector, names) in &grammar.parties {
        for name in names {
            let mut before: Vec<String> = name.split(' ').map(str::to_owned).collect();
            let Some(last) = before.pop() else { continue };
            for form in noun_forms(&last) {
                let noun = PartyNoun { before: before.clone(), sector: *sector };
                index.entry(form).or_default().push(noun);
            }
        }
    }
    for nouns in index.values_mut() {
        nouns.sort_by_key(|noun| std::cmp::Reverse(noun.before.len()));
    }
    index
}

/// The nouns of one word among triggers and parties, and those that are listed.
fn ambiguous_nouns(lexicon: &CodingLexicon) -> HashSet<String> {
    let patterns =
        lexicon.entries.iter().flat_map(|entry| &entry.nouns).filter(|p| p.words.len() == 1);
    let words = patterns.flat_map(|p| &p.words).filter_map(|word| match word {
        WordingPart::OneOf(words) => Some(words.iter()),
        WordingPart::Gap => None,
    });
    let parties = lexicon.grammar.parties.values().flatten().filter_map(|n| n.rsplit(' ').next());
    let extra = lexicon.grammar.noun_like.iter().map(String::as_str);
    words.flatten().map(String::as_str).chain(parties).chain(extra).flat_map(noun_forms).collect()
}
