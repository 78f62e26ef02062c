use serde::Deserialize;

use crate::Error;
use crate::error::from_toml;

const FILE: &str = "lang/en/quotes.toml";
const TEXT: &str = include_str!("../lang/en/quotes.toml");

/// How a language attributes speech and writing. All words are in lower case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuoteLexicon {
    /// Verbs of attribution.
    #[serde(rename = "cue")]
    pub cues: Vec<CueVerbs>,
    /// Verbs that attribute an undertaking: "vowed to withdraw".
    pub undertaking: Undertaking,
    /// Small words around them.
    pub words: CueWords,
}

/// Forms of verbs that behave alike.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CueVerbs {
    /// The forms.
    pub forms: Vec<String>,
    /// True if they attribute a clause without quotation marks too.
    #[serde(default)]
    pub always: bool,
    /// True if the one spoken to may follow at once: "told reporters".
    #[serde(default)]
    pub addressee: bool,
}

/// Verbs of promising, which attribute what follows without quotation marks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undertaking {
    /// Forms of the verbs.
    pub forms: Vec<String>,
    /// What must follow.
    pub after: Vec<String>,
    /// Where the promise ends.
    pub breaks: Vec<String>,
}

/// Words that stand around a verb of attribution.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CueWords {
    /// Between the speaker and the verb.
    pub between: Vec<String>,
    /// Between the verb and the content.
    pub that: Vec<String>,
    /// Before a verb that reports no speech: "could say".
    pub irreal: Vec<String>,
    /// Before an inserted attribution: "which analysts say is".
    pub relative: Vec<String>,
    /// Before "by" and the one who carried a message.
    pub carrier_participles: Vec<String>,
    /// The word after such a participle.
    pub by: Vec<String>,
    /// After a comma, where the content ends.
    pub breaks: Vec<String>,
    /// First words of prepositions of attribution.
    pub according: Vec<String>,
    /// The words after them.
    pub according_to: Vec<String>,
    /// Words before a clause that are no part of what is said.
    pub conjunctions: Vec<String>,
    /// Between the names of two who speak together.
    pub both: Vec<String>,
    /// Articles.
    pub articles: Vec<String>,
    /// Words after which a name is no subject.
    pub prepositions: Vec<String>,
    /// What may follow the verb without being content.
    pub after: Vec<String>,
}

impl QuoteLexicon {
    pub(crate) fn load() -> Result<Self, Error> {
        let lexicon: Self = from_toml(FILE, TEXT)?;
        let mut forms: Vec<_> = lexicon.cues.iter().flat_map(|cue| &cue.forms).collect();
        forms.sort();
        match forms.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Error::new(FILE, format!("`{}` is listed twice", pair[0]))),
            None => Ok(lexicon),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_loads() {
        let lexicon = QuoteLexicon::load().unwrap();
        assert!(lexicon.cues.iter().any(|cue| cue.always && cue.forms.contains(&"said".into())));
    }
}
