use std::collections::BTreeMap;

use detente_schema::Sector;
use serde::Deserialize;

/// Closed word classes of the language, all in lower case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grammar {
    /// "the", "its", "several".
    pub determiners: Vec<String>,
    /// "in", "against".
    pub prepositions: Vec<String>,
    /// "and", "or".
    pub conjunctions: Vec<String>,
    /// "while", "after": begin a clause of their own.
    pub subordinators: Vec<String>,
    /// "who", "which".
    pub relatives: Vec<String>,
    /// Forms of "be".
    pub be: Vec<String>,
    /// Forms of "have".
    pub have: Vec<String>,
    /// Forms of "do".
    #[serde(rename = "do")]
    pub do_: Vec<String>,
    /// The particle before an infinitive.
    pub infinitive: String,
    /// Endings of a possessive.
    pub possessives: Vec<String>,
    /// "he", "they".
    pub pronouns: Vec<String>,
    /// Adverbs that may stand between a subject and its verb.
    pub adverbs: Vec<String>,
    /// The auxiliary of the past perfect: "had".
    pub pluperfect: String,
    /// Auxiliaries in the present tense.
    pub present: Vec<String>,
    /// Number words.
    pub numbers: BTreeMap<String, u32>,
    /// Words that multiply a number, with their zeros: "million" = 6.
    pub scales: BTreeMap<String, u32>,
    /// Nouns that look like verbs of the lexicon: "plan", "report".
    pub noun_like: Vec<String>,
    /// The ending of adverbs.
    pub adverb_ending: String,
    /// The ending of past tenses.
    pub past_ending: String,
    /// Endings of nouns that may be plural.
    pub plural_endings: Vec<String>,
    /// Verbs that take a preposition for their object, as lemmas: "call" for "calls for".
    pub phrasal_verbs: Vec<String>,
    /// Verbs that carry a noun ("hold talks"), as lemmas.
    pub light_verbs: Vec<String>,
    /// Verbs that report, as lemmas.
    pub reporting_verbs: Vec<String>,
    /// The preposition of a genitive: "of".
    pub genitive: String,
    /// Prepositions behind a noun that say where a party belongs: "of", "from".
    pub complements: Vec<String>,
    /// Words before a noun for states that say it is not, or not only, the state at hand: "foreign".
    pub elsewhere: Vec<String>,
    /// Words by which governments of several states are described.
    pub several_states: Vec<String>,
    /// Prepositions of circumstance, behind which stand no parties: "amid".
    pub circumstantial: Vec<String>,
    /// Words behind a name and a hyphen that make it a mere quality: "backed".
    pub sponsored: Vec<String>,
    /// Words before those against whom others are helped: "against".
    pub opposing: Vec<String>,
    /// Particles between a verb and its noun: "carry out an attack".
    pub particles: Vec<String>,
    /// Cues of modality and background.
    pub cues: Cues,
    /// Nouns that name a party by what it is, by sector.
    pub parties: BTreeMap<Sector, Vec<String>>,
}

/// Words that tell how an event is asserted, in lower case; verbs as lemmas.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cues {
    /// Auxiliaries of what is decided: "will".
    pub planned_auxiliaries: Vec<String>,
    /// Auxiliaries of what is possible: "may".
    pub possible_auxiliaries: Vec<String>,
    /// Negations.
    pub negations: Vec<String>,
    /// Verbs and adjectives whose infinitive or object is decided: "plan", "due".
    pub planning: Vec<String>,
    /// Those whose infinitive or object is only possible: "consider", "likely".
    pub possible: Vec<String>,
    /// Those whose infinitive or object is denied: "deny", "fail".
    pub denying: Vec<String>,
    /// Those whose infinitive or object is demanded: "urge", "demand".
    pub demanding: Vec<String>,
    /// Those whose infinitive is part of the same act: "agree", "vow".
    pub same_act: Vec<String>,
    /// Those whose infinitive is done: "begin", "manage".
    pub doing: Vec<String>,
    /// Words before a noun that say it is decided: "upcoming".
    pub planned_adjectives: Vec<String>,
    /// Words before a noun that say it is only possible: "alleged".
    pub possible_adjectives: Vec<String>,
    /// Words before a noun or verb that say it goes on: "ongoing".
    pub ongoing: Vec<String>,
    /// Words that begin a condition: "if".
    pub conditions: Vec<String>,
    /// Words around a noun that say nothing comes of it: "stalled".
    pub stalled: Vec<String>,
    /// Words that put an act into the past of the report: "former", "previously".
    pub past: Vec<String>,
    /// Words that begin a clause of what went before: "after", "following".
    pub earlier: Vec<String>,
    /// Words that mark an act as the newest: "latest".
    pub latest: Vec<String>,
    /// Nouns for what a report tells of again: "message", "letter".
    pub messages: Vec<String>,
    /// Words before a noun that say it is known: "the", "his".
    pub definite: Vec<String>,
    /// Prepositions before a date from which on something holds.
    pub since: Vec<String>,
    /// Prepositions before a date up to which something holds.
    pub until: Vec<String>,
    /// Words that say an act is the only one of its kind in a time: "first", "deadliest".
    pub unique: Vec<String>,
    /// Verbs that only say that their noun takes place: "hold", "take".
    pub occurring: Vec<String>,
    /// Prepositions before what takes place together with the act: "during", "in".
    pub simultaneous: Vec<String>,
    /// Words for a share in an act, before the preposition of that act: "role in", "accused in".
    pub sharing: Vec<String>,
    /// Verbs that bring past acts to light: "show", "admit".
    pub revealing: Vec<String>,
    /// Words behind a length of time that has passed since the act: "after".
    pub after: Vec<String>,
    /// Words from whose time on something has lasted: "since".
    pub ever_since: Vec<String>,
    /// Words before "after" that leave no day between: "hours", "shortly".
    pub shortly: Vec<String>,
    /// Words between two halves of a denial: "yet" in "yet to meet".
    pub not_yet: Vec<String>,
}
