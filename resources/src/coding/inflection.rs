use std::collections::{BTreeSet, HashMap};

use crate::Error;

/// A form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbForm {
    /// "attack".
    Base,
    /// "attacks".
    Third,
    /// "attacking".
    Gerund,
    /// "attacked", "fell".
    Past,
    /// "attacked", "fallen".
    Participle,
}

/// What a word may be a form of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inflection {
    /// The verb.
    pub lemma: String,
    /// Its form.
    pub form: VerbForm,
}

/// The forms of verbs: by rule, and by a table where the rule fails.
#[derive(Debug, Clone, Default)]
pub struct VerbForms {
    irregular: HashMap<String, [String; 3]>,
    lemmas: BTreeSet<String>,
    readings: HashMap<String, Vec<Inflection>>,
}

impl VerbForms {
    /// Reads lines of `lemma`, or of `lemma past participle gerund`, separated by tabs.
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, Error> {
        let mut forms = Self::default();
        let mut lemmas = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let columns: Vec<&str> = line.split('\t').collect();
            match columns.as_slice() {
                [comment] if comment.is_empty() || comment.starts_with('#') => {}
                [lemma] => lemmas.push((*lemma).to_owned()),
                [lemma, rest @ ..] if rest.len() == 3 && rest.iter().all(|c| !c.is_empty()) => {
                    let rest = [rest[0], rest[1], rest[2]].map(str::to_owned);
                    forms.irregular.insert((*lemma).to_owned(), rest);
                    lemmas.push((*lemma).to_owned());
                }
                _ => {
                    let message = format!("line {}: one column or four are wanted", number + 1);
                    return Err(Error::new(file, message));
                }
            }
        }
        Ok(forms.with_lemmas(lemmas.iter().map(String::as_str)))
    }

    /// The same, with the forms of more verbs.
    pub(super) fn with_lemmas<'a>(mut self, lemmas: impl Iterator<Item = &'a str>) -> Self {
        for lemma in lemmas {
            if self.lemmas.insert(lemma.to_owned()) {
                self.add(lemma);
            }
        }
        self
    }

    fn add(&mut self, lemma: &str) {
        for (word, form) in self.inflect(lemma) {
            let reading = Inflection { lemma: lemma.to_owned(), form };
            let readings = self.readings.entry(word).or_default();
            readings.push(reading);
            readings.sort();
        }
    }

    fn inflect(&self, lemma: &str) -> [(String, VerbForm); 5] {
        let [past, participle, gerund] = match self.irregular.get(lemma) {
            Some(forms) => forms.clone(),
            None => [with_ed(lemma), with_ed(lemma), with_ing(lemma)],
        };
        [
            (lemma.to_owned(), VerbForm::Base),
            (with_s(lemma), VerbForm::Third),
            (gerund, VerbForm::Gerund),
            (past, VerbForm::Past),
            (participle, VerbForm::Participle),
        ]
    }

    /// The five forms of a verb, by table or rule.
    pub fn forms(&self, lemma: &str) -> [String; 5] {
        self.inflect(lemma).map(|(word, _)| word)
    }

    /// What `word`, in lower case, may be a form of.
    pub fn readings(&self, word: &str) -> &[Inflection] {
        self.readings.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The singular and the plural of a noun.
pub fn noun_forms(noun: &str) -> [String; 2] {
    let plural = match noun.strip_suffix("man") {
        Some(stem) => format!("{stem}men"),
        None => with_s(noun),
    };
    [noun.to_owned(), plural]
}

/// The singular of a noun by rule, the word itself if it does not look like a plural.
pub fn singular(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix("men") {
        return format!("{stem}man");
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let hissed = noun.strip_suffix("es").filter(|stem| with_s(stem) == noun && stem.len() > 2);
    let plain =
        noun.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i']) && stem.len() > 2);
    hissed.or(plain).unwrap_or(noun).to_owned()
}

fn with_s(word: &str) -> String {
    if let Some(stem) = consonant_y(word) {
        return format!("{stem}ies");
    }
    let hisses =
        ["s", "x", "z", "ch", "sh", "go", "do", "to"].iter().any(|end| word.ends_with(end));
    format!("{word}{}", if hisses { "es" } else { "s" })
}

fn with_ed(verb: &str) -> String {
    if let Some(stem) = consonant_y(verb) {
        return format!("{stem}ied");
    }
    match verb.strip_suffix('e') {
        Some(stem) => format!("{stem}ed"),
        None => format!("{}ed", doubled(verb)),
    }
}

fn with_ing(verb: &str) -> String {
    match verb.strip_suffix("ie") {
        Some(stem) => format!("{stem}ying"),
        None => match verb.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o', 'y'])) {
            Some(stem) => format!("{stem}ing"),
            None => format!("{}ing", doubled(verb)),
        },
    }
}

fn consonant_y(word: &str) -> Option<&str> {
    word.strip_suffix('y').filter(|stem| stem.ends_with(|c| !is_vowel(c)))
}

/// A verb of one syllable doubles its last consonant: "ban", "banned".
fn doubled(verb: &str) -> String {
    let mut letters = verb.chars().rev();
    let end = (letters.next(), letters.next(), letters.next());
    let (Some(last), Some(vowel), Some(before)) = end else { return verb.to_owned() };
    let short = verb.chars().filter(|c| is_vowel(*c)).count() == 1;
    let doubles = !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y');
    if short && doubles && is_vowel(vowel) && !is_vowel(before) {
        return format!("{verb}{last}");
    }
    verb.to_owned()
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_cover_regular_verbs() {
        for (verb, forms) in [
            ("attack", ["attacks", "attacked", "attacking"]),
            ("condemn", ["condemns", "condemned", "condemning"]),
            ("accuse", ["accuses", "accused", "accusing"]),
            ("deny", ["denies", "denied", "denying"]),
            ("ban", ["bans", "banned", "banning"]),
            ("clash", ["clashes", "clashed", "clashing"]),
            ("veto", ["vetoes", "vetoed", "vetoing"]),
            ("agree", ["agrees", "agreed", "agreeing"]),
            ("deploy", ["deploys", "deployed", "deploying"]),
            ("raid", ["raids", "raided", "raiding"]),
        ] {
            assert_eq!([with_s(verb), with_ed(verb), with_ing(verb)], forms);
        }
    }

    #[test]
    fn the_table_covers_the_others() {
        let forms = VerbForms::parse("v", "# a\nmeet\tmet\tmet\tmeeting\nwarn\n").unwrap();
        assert_eq!(forms.readings("met").len(), 2);
        assert_eq!(forms.readings("warns")[0].lemma, "warn");
        assert!(VerbForms::parse("v", "meet\tmet\n").is_err());
    }

    #[test]
    fn nouns_have_two_forms() {
        assert_eq!(noun_forms("ally"), ["ally", "allies"]);
        assert_eq!(noun_forms("gunman"), ["gunman", "gunmen"]);
        for (plural, noun) in [
            ("allies", "ally"),
            ("tonnes", "tonne"),
            ("clashes", "clash"),
            ("men", "man"),
            ("gas", "gas"),
        ] {
            assert_eq!(singular(plural), noun);
        }
    }
}
