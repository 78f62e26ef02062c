use std::collections::HashMap;

use detente_schema::Sector;
use serde::Deserialize;

use crate::Error;
use crate::error::from_toml;

const FILE: &str = "lang/en/mentions.toml";
const TEXT: &str = include_str!("../lang/en/mentions.toml");

/// How a language describes actors and refers back to them. Unless said otherwise words are in
/// lower case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MentionLexicon {
    /// Forms of address before a name, in the case of the text.
    pub honorifics: Vec<String>,
    /// Small words inside the name of a person.
    pub particles: Vec<String>,
    /// Articles.
    pub articles: Vec<String>,
    /// Numbers and the like before a description.
    pub quantifiers: Vec<String>,
    /// Words that end a noun phrase.
    pub function_words: Vec<String>,
    /// Words after which a city is a place.
    pub locatives: Vec<String>,
    /// Words with which such a preposition leads to no place.
    pub no_way_to: Vec<String>,
    /// Words after which a state is a place.
    pub state_locatives: Vec<String>,
    /// Prepositions between a role noun or name and where it belongs.
    pub affiliation: Vec<String>,
    /// Words that join capitalised words to the name of an organisation.
    pub links: Vec<String>,
    /// Prepositions before a bare plural of states.
    pub between: Vec<String>,
    /// Endings of verbs.
    pub verb_endings: Vec<String>,
    /// Verbs in the plural of the present, which may stand behind a noun as another noun would.
    pub plural_verbs: Vec<String>,
    /// Verbs that are role nouns too, where what is said follows.
    pub noun_verbs: Vec<String>,
    /// First parts, with their hyphen, of words for who is for or against a state, not of it.
    pub sides_for: Vec<String>,
    /// Last parts, with their hyphen, of words for whom a state helps.
    pub sides_helped: Vec<String>,
    /// First parts, with their hyphen, of names of people.
    pub name_prefixes: Vec<String>,
    /// Prepositions between a title and the state to which its bearer is sent.
    pub accredited: Vec<String>,
    /// Sectors of those who act in the state that the text is about unless something else is said.
    pub at_home: Vec<Sector>,
    /// Short forms in capitals of what is no organisation, in the case of the text.
    pub things_abbreviated: Vec<String>,
    /// Words after which the adjective of a state alone is a language.
    pub language_after: Vec<String>,
    /// Words that join two of a kind.
    pub joins: Vec<String>,
    /// Role nouns for things, whose name is no person's.
    pub vehicles: Vec<String>,
    /// Nouns before "of" and the name of a place.
    pub settlements: Vec<String>,
    /// Last words of names of places, in the case of the text.
    pub place_heads: Vec<String>,
    /// First words of names of organisations that belong to no state, in the case of the text.
    pub worldwide: Vec<String>,
    /// Words in names of unions and councils that several states form, in the case of the text.
    pub several: Vec<String>,
    /// The sectors of role nouns that become those of the body that the words before them name.
    pub members: HashMap<Sector, Vec<Sector>>,
    /// Given names of people, in the case of the text.
    pub first_names: Vec<String>,
    /// Possessives that begin a description.
    pub possessives: Vec<String>,
    /// Role nouns that are adjectives if another noun follows.
    pub adjectival: Vec<String>,
    /// Words before a title that mean that the office is not held.
    pub not_in_office: Vec<String>,
    /// Offices of the register whose holders lead a state.
    pub head_offices: Vec<String>,
    /// Sectors whose organisations do not act for the state in their name.
    pub enterprises: Vec<Sector>,
    /// Words between a preposition and the name that it governs.
    pub before_names: Vec<String>,
    /// Nouns after a name that make the whole the name of no party, in the case of the text.
    pub things: Vec<String>,
    /// Nouns after a name that make the whole the name of an outlet, in the case of the text.
    pub outlets: Vec<String>,
    /// Words after which a surname that is a word of its own is no surname.
    pub not_before_surnames: Vec<String>,
    /// Surnames that are words of their own, in the case of the text.
    pub word_surnames: Vec<String>,
    /// Names that bodies of many states bear, in the case of the text.
    pub common_names: Vec<String>,
    /// Names of places that are given names too, in the case of the text.
    pub given_names: Vec<String>,
    /// Words between the modifier of a description and its head.
    pub modifiers: Vec<String>,
    /// Words in a description that belongs elsewhere than where it acts.
    pub not_local: Vec<String>,
    /// Nouns that mean the state whose adjective stands before them: "the Danish side".
    pub selves: Vec<String>,
    /// Nouns that mean the state named before, behind an article.
    pub own_country: Vec<String>,
    /// Nouns that mean somebody's state behind a possessive: "his country".
    pub homelands: Vec<String>,
    /// Verbs of saying.
    pub speech: Speech,
    /// Titles and the offices of the register that they mean.
    pub offices: HashMap<String, Vec<String>>,
    /// Role nouns.
    #[serde(rename = "role")]
    pub roles: Vec<RoleNouns>,
    /// Last words of names of organisations in the case of the text, by sector.
    pub organisations: HashMap<Sector, Vec<String>>,
    /// Plurals whose members the text names elsewhere.
    pub sets: SetNouns,
    /// Words such as "North", in the case of the text, and the states that "the North" may mean.
    pub halves: HashMap<String, Vec<String>>,
    /// Pronouns.
    pub pronouns: Pronouns,
    /// Names that may mean something else.
    #[serde(rename = "homonym")]
    pub homonyms: Vec<Homonym>,
}

/// Verbs beside which a name is a speaker.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// Their forms.
    pub words: Vec<String>,
}

/// Nouns, of one or more words, for people and bodies of one sector.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleNouns {
    /// In what capacity those named so act.
    pub sector: Sector,
    /// For one person.
    pub one: Vec<String>,
    /// For several.
    pub many: Vec<String>,
    /// For an institution.
    pub body: Vec<String>,
    /// Those that belong to the place where they act, as the police do.
    #[serde(default)]
    pub local: Vec<String>,
}

/// Nouns such as "countries" in "the two countries".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetNouns {
    /// What may stand before them.
    pub determiners: Vec<String>,
    /// For states.
    pub states: Vec<String>,
    /// For leaders of states.
    pub leaders: Vec<String>,
    /// Those that need no determiner.
    pub bare: Vec<String>,
    /// Those that need more than an article.
    pub counted: Vec<String>,
    /// Those that may mean others than states.
    pub open: Vec<String>,
    /// Nouns of what joins two states.
    pub bonds: Vec<String>,
}

/// Pronouns by what they may refer to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pronouns {
    /// One person.
    pub person: Vec<String>,
    /// A state or organisation.
    pub thing: Vec<String>,
    /// A state or organisation, or nothing at all.
    pub empty: Vec<String>,
    /// Words after which the latter do refer.
    pub complementisers: Vec<String>,
    /// Several of either.
    pub plural: Vec<String>,
}

/// A name that the register knows and that may mean something else.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Homonym {
    /// The name, in the case of the text.
    pub name: String,
    /// What else it may be, for the reader.
    pub reason: String,
    /// Words that speak for the other meaning, in the case of the text.
    pub against: Vec<String>,
    /// Words that speak for the actor of the register, in the case of the text.
    pub favour: Vec<String>,
}

impl MentionLexicon {
    pub(crate) fn load() -> Result<Self, Error> {
        let lexicon: Self = from_toml(FILE, TEXT)?;
        lexicon.check()?;
        Ok(lexicon)
    }

    fn check(&self) -> Result<(), Error> {
        let nouns = || self.roles.iter().flat_map(|r| r.one.iter().chain(&r.many).chain(&r.body));
        if let Some(noun) = nouns().find(|noun| noun.chars().any(char::is_uppercase)) {
            return Err(Error::new(FILE, format!("role noun `{noun}` must be in lower case")));
        }
        let known = |title: &String| self.roles.iter().any(|role| role.one.contains(title));
        match self.offices.keys().filter(|title| !known(title)).min() {
            Some(title) => Err(Error::new(FILE, format!("title `{title}` is not a role noun"))),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_loads() {
        let lexicon = MentionLexicon::load().unwrap();
        assert_eq!(lexicon.offices["premier"], ["prime minister"]);
    }

    #[test]
    fn a_title_that_is_no_role_noun_is_refused() {
        let mut lexicon = MentionLexicon::load().unwrap();
        lexicon.offices.insert("pharaoh".into(), vec!["king".into()]);
        assert!(lexicon.check().unwrap_err().to_string().contains("pharaoh"));
    }
}
