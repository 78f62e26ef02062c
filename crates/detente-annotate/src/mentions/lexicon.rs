//! The lexicon of mentions, arranged for look-up.

use std::collections::{HashMap, HashSet};

use detente_resources::{MentionLexicon, RoleNouns};
use detente_schema::Sector;

use super::phrases::Phrases;

/// How many a role noun speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    One,
    Many,
    Body,
}

/// What a role noun says of those it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct RoleNoun {
    pub(super) sector: Sector,
    pub(super) number: Number,
    /// Belongs to the place where it acts.
    pub(super) local: bool,
}

/// Of what a plural such as "the two countries" consists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Members {
    States,
    Leaders,
}

/// A noun for a plural whose members stand elsewhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct SetNoun {
    pub(super) members: Members,
    /// Needs no determiner.
    pub(super) bare: bool,
    /// Needs more than an article.
    pub(super) counted: bool,
    /// May mean others than states.
    pub(super) open: bool,
}

/// To whom a pronoun may refer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pronoun {
    Person,
    Thing,
    Empty,
    Plural,
}

#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) words: MentionLexicon,
    pub(super) honorifics: HashSet<String>,
    pub(super) function_words: HashSet<String>,
    pub(super) locatives: HashSet<String>,
    pub(super) state_locatives: HashSet<String>,
    pub(super) things: HashSet<String>,
    pub(super) modifiers: HashSet<String>,
    pub(super) determiners: HashSet<String>,
    pub(super) adjectival: HashSet<String>,
    pub(super) roles: Phrases<RoleNoun>,
    pub(super) organisations: HashMap<String, Sector>,
    pub(super) sets: Phrases<SetNoun>,
    pub(super) set_determiners: Phrases<()>,
    pub(super) pronouns: HashMap<String, Pronoun>,
}

impl Lexicon {
    pub(super) fn new(words: &MentionLexicon) -> Self {
        Self {
            honorifics: set(&words.honorifics),
            function_words: set(&words.function_words),
            locatives: set(&words.locatives),
            state_locatives: set(&words.state_locatives),
            things: words.things.iter().chain(&words.outlets).cloned().collect(),
            modifiers: set(&words.modifiers),
            determiners: determiners(words),
            adjectival: set(&words.adjectival),
            roles: roles(&words.roles),
            organisations: organisations(words),
            sets: sets(words),
            set_determiners: set_determiners(words),
            pronouns: pronouns(words),
            words: words.clone(),
        }
    }

    /// "University" and the like.
    pub(super) fn is_enterprise(&self, head: &str) -> bool {
        let sector = self.organisations.get(head);
        sector.is_some_and(|sector| self.words.enterprises.contains(sector))
    }

    /// A verb, by its ending.
    pub(super) fn is_verbal(&self, word: &str) -> bool {
        let endings = &self.words.verb_endings;
        endings.iter().any(|ending| word.ends_with(ending.as_str()))
    }

    /// Words between a preposition and the name that it governs.
    pub(super) fn is_before_name(&self, word: &str) -> bool {
        self.words.before_names.iter().any(|other| other == word)
    }

    /// The offices of the register that a title may mean.
    pub(super) fn offices(&self, title: &str) -> &[String] {
        self.words.offices.get(title).map_or(&[], Vec::as_slice)
    }
}

fn set(words: &[String]) -> HashSet<String> {
    words.iter().cloned().collect()
}

fn determiners(words: &MentionLexicon) -> HashSet<String> {
    let all = words.articles.iter().chain(&words.quantifiers).chain(&words.possessives);
    all.cloned().collect()
}

fn roles(nouns: &[RoleNouns]) -> Phrases<RoleNoun> {
    let mut roles = Phrases::default();
    for group in nouns {
        let lists =
            [(&group.one, Number::One), (&group.many, Number::Many), (&group.body, Number::Body)];
        for (list, number) in lists {
            for noun in list {
                let local = group.local.contains(noun);
                roles.insert(noun, RoleNoun { sector: group.sector, number, local });
            }
        }
    }
    roles
}

fn organisations(words: &MentionLexicon) -> HashMap<String, Sector> {
    let pairs = words.organisations.iter();
    pairs
        .flat_map(|(sector, heads)| heads.iter().map(move |head| (head.clone(), *sector)))
        .collect()
}

fn sets(words: &MentionLexicon) -> Phrases<SetNoun> {
    let nouns = &words.sets;
    let mut sets = Phrases::default();
    for (list, members) in [(&nouns.states, Members::States), (&nouns.leaders, Members::Leaders)] {
        for noun in list {
            let (bare, counted) = (nouns.bare.contains(noun), nouns.counted.contains(noun));
            let open = nouns.open.contains(noun);
            sets.insert(noun, SetNoun { members, bare, counted, open });
        }
    }
    sets
}

fn set_determiners(words: &MentionLexicon) -> Phrases<()> {
    let mut phrases = Phrases::default();
    for phrase in &words.sets.determiners {
        phrases.insert(phrase, ());
    }
    phrases
}

fn pronouns(words: &MentionLexicon) -> HashMap<String, Pronoun> {
    let lists = [
        (&words.pronouns.person, Pronoun::Person),
        (&words.pronouns.thing, Pronoun::Thing),
        (&words.pronouns.empty, Pronoun::Empty),
        (&words.pronouns.plural, Pronoun::Plural),
    ];
    lists.iter().flat_map(|(list, kind)| list.iter().map(|w| (w.clone(), *kind))).collect()
}
