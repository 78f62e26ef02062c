//! The lexicon of attribution, arranged for look-up.

use std::collections::{HashMap, HashSet};

use detente_resources::QuoteLexicon;

/// How a verb attributes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Verb {
    /// A clause without quotation marks too.
    pub(super) always: bool,
    /// The one spoken to may follow at once.
    pub(super) addressee: bool,
    /// What follows is promised, not said.
    pub(super) undertakes: bool,
}

#[derive(Debug)]
pub(super) struct Lexicon {
    verbs: HashMap<String, Verb>,
    lists: HashMap<List, HashSet<String>>,
}

/// The lists of small words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum List {
    Between,
    That,
    Irreal,
    Relative,
    CarrierParticiple,
    By,
    Break,
    UndertakingBreak,
    According,
    AccordingTo,
    After,
    To,
    Conjunction,
    Both,
    Article,
    Preposition,
}

impl Lexicon {
    pub(super) fn new(lexicon: &QuoteLexicon) -> Self {
        let words = &lexicon.words;
        let lists = [
            (List::Between, &words.between),
            (List::That, &words.that),
            (List::Irreal, &words.irreal),
            (List::Relative, &words.relative),
            (List::CarrierParticiple, &words.carrier_participles),
            (List::By, &words.by),
            (List::Break, &words.breaks),
            (List::UndertakingBreak, &lexicon.undertaking.breaks),
            (List::According, &words.according),
            (List::AccordingTo, &words.according_to),
            (List::After, &words.after),
            (List::To, &lexicon.undertaking.after),
            (List::Conjunction, &words.conjunctions),
            (List::Both, &words.both),
            (List::Article, &words.articles),
            (List::Preposition, &words.prepositions),
        ];
        let set = |words: &Vec<String>| words.iter().cloned().collect();
        Self {
            verbs: verbs(lexicon),
            lists: lists.iter().map(|(list, words)| (*list, set(words))).collect(),
        }
    }

    pub(super) fn verb(&self, word: &str) -> Option<Verb> {
        self.verbs.get(word).copied()
    }

    pub(super) fn is(&self, list: List, word: &str) -> bool {
        self.lists.get(&list).is_some_and(|words| words.contains(word))
    }
}

fn verbs(lexicon: &QuoteLexicon) -> HashMap<String, Verb> {
    let mut verbs = HashMap::new();
    for group in &lexicon.cues {
        let verb = Verb { always: group.always, addressee: group.addressee, undertakes: false };
        verbs.extend(group.forms.iter().map(|form| (form.clone(), verb)));
    }
    for form in &lexicon.undertaking.forms {
        let verb: &mut Verb = verbs.entry(form.clone()).or_default();
        verb.undertakes = true;
    }
    verbs
}
