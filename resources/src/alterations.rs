use std::collections::{BTreeMap, HashMap, HashSet};

use detente_schema::AlterationKind;
use serde::Deserialize;

use crate::error::from_toml;
use crate::words::{WordMap, WordSet};
use crate::{Error, StoryLexicon};

const FILE: &str = "lang/en/alterations.toml";

/// Which words of a language make another fact of a sentence.
#[derive(Debug)]
pub struct AlterationLexicon {
    contrasts: Vec<Contrast>,
    /// For an expression: the groups that it stands in.
    exact: WordMap<Vec<Group>>,
    /// For the roots of an expression: the same.
    stems: WordMap<Vec<Group>>,
    /// Words that expressions of several words begin with, or their roots.
    begins: WordSet,
    /// Words of the longest expression.
    longest: usize,
    roles: HashMap<WordRole, HashSet<String>>,
    calendar: WordMap<CalendarWord>,
    scale: WordMap<f64>,
    count: WordMap<f64>,
    spelling: Spelling,
    derivation: Derivation,
}

/// Groups of words that exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contrast {
    /// What the exchange of a word for one of another group alters.
    pub kind: AlterationKind,
    /// True if a word that comes or goes alters it too.
    pub alone: bool,
    /// True if it counts between quotation marks only.
    pub speech: bool,
    /// True if it counts before a number only.
    pub counts: bool,
    /// How many groups there are.
    pub groups: usize,
}

/// The place of a word in a [`Contrast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Group {
    /// For [`AlterationLexicon::contrast`].
    pub contrast: usize,
    /// Which of its groups.
    pub group: usize,
    /// True if the word may stand for one of the group, but comes and goes without altering.
    pub akin: bool,
}

/// What a word may do in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WordRole {
    /// It makes a quotation say more or less.
    Quantifier,
    /// A degree of learning before a name.
    Degree,
    /// An office before a name.
    Title,
    /// Before a place.
    Locative,
    /// Before a phrase that can be left out.
    Preposition,
    /// Before what has been told of.
    Definite,
    /// Before one thing that is not counted.
    Article,
    /// It stands for a name.
    Pronoun,
    /// Before the doer of what was done.
    Agent,
    /// What two do to each other.
    Mutual,
    /// It only holds a phrase together.
    Light,
}

/// A word of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarWord {
    /// 1 to 12.
    Month(i8),
    /// 1, a Monday, to 7.
    Weekday(i8),
    /// Days from the day of publication.
    Relative(i64),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    contrast: Vec<ContrastEntry>,
    words: HashMap<WordRole, Vec<String>>,
    scale: WordMap<f64>,
    count: WordMap<f64>,
    month: BTreeMap<String, i8>,
    weekday: BTreeMap<String, i8>,
    relative: BTreeMap<String, i64>,
    spelling: Spelling,
    derivation: Derivation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContrastEntry {
    kind: AlterationKind,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    speech: bool,
    #[serde(default)]
    counts: bool,
    groups: Vec<Vec<String>>,
    #[serde(default)]
    akin: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spelling {
    infixes: Vec<(String, String)>,
    endings: Vec<(String, String)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Derivation {
    endings: HashSet<String>,
    contrary: Vec<String>,
    people: HashSet<String>,
}

impl AlterationLexicon {
    /// `stories` cuts the endings.
    pub(crate) fn load(stories: &StoryLexicon) -> Result<Self, Error> {
        from_toml(FILE, include_str!("../lang/en/alterations.toml"))
            .and_then(|file| Self::new(file, stories))
    }

    fn new(file: File, stories: &StoryLexicon) -> Result<Self, Error> {
        let mut lexicon = Self {
            contrasts: Vec::new(),
            exact: WordMap::default(),
            stems: WordMap::default(),
            begins: WordSet::default(),
            longest: 1,
            roles: HashMap::new(),
            calendar: calendar(&file),
            scale: file.scale,
            count: file.count,
            spelling: file.spelling,
            derivation: file.derivation,
        };
        for (role, words) in file.words {
            lexicon.roles.insert(role, words.into_iter().collect());
        }
        for entry in file.contrast {
            lexicon.enter(entry, stories)?;
        }
        Ok(lexicon)
    }

    fn enter(&mut self, entry: ContrastEntry, stories: &StoryLexicon) -> Result<(), Error> {
        let ContrastEntry { kind, alone, speech, counts, groups, akin } = entry;
        let contrast = self.contrasts.len();
        if groups.len() < 2 && !alone {
            return Err(Error::new(FILE, format!("a contrast needs two groups: {groups:?}")));
        }
        self.contrasts.push(Contrast { kind, alone, speech, counts, groups: groups.len() });
        for (group, words) in groups.iter().enumerate() {
            for word in words {
                self.word(word, Group { contrast, group, akin: false }, stories)?;
            }
        }
        for word in &akin {
            self.word(word, Group { contrast, group: 0, akin: true }, stories)?;
        }
        Ok(())
    }

    fn word(&mut self, word: &str, group: Group, stories: &StoryLexicon) -> Result<(), Error> {
        let (plain, place) = match word.strip_suffix('~') {
            Some(words) => {
                let roots = words.split(' ').map(|word| self.root(word, stories));
                (roots.collect::<Vec<_>>().join(" "), &mut self.stems)
            }
            None => (word.to_owned(), &mut self.exact),
        };
        if plain.is_empty() || plain != plain.to_lowercase() {
            return Err(Error::new(FILE, format!("{word:?} is no word in lower case")));
        }
        self.longest = self.longest.max(plain.split(' ').count());
        if let Some((first, _)) = plain.split_once(' ') {
            self.begins.insert(first.to_owned());
        }
        let groups = place.entry(plain).or_default();
        if !groups.contains(&group) {
            groups.push(group);
        }
        Ok(())
    }

    /// What the groups of number `index` do.
    ///
    /// # Panics
    /// If it does not come from a [`Group`].
    pub fn contrast(&self, index: usize) -> Contrast {
        self.contrasts[index]
    }

    /// The groups of an expression in lower case, `roots` the [`Self::root`] of each of its words;
    /// both joined by single spaces.
    pub fn groups(&self, expression: &str, roots: &str) -> impl Iterator<Item = Group> {
        let found = [self.exact.get(expression), self.stems.get(roots)];
        found.into_iter().flatten().flatten().copied()
    }

    /// False if no expression of several words begins with a word of this form and root.
    pub fn begins(&self, form: &str, root: &str) -> bool {
        [form, root].iter().any(|first| self.begins.contains(*first))
    }

    /// Words of the longest expression that stands in a group.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// True if `word`, in lower case, may do `role`.
    pub fn is(&self, role: WordRole, word: &str) -> bool {
        self.roles.get(&role).is_some_and(|words| words.contains(word))
    }

    /// What `word`, in lower case, is in the calendar.
    pub fn calendar(&self, word: &str) -> Option<CalendarWord> {
        self.calendar.get(word).copied()
    }

    /// By what `word`, in lower case, multiplies the number before it.
    pub fn scale(&self, word: &str) -> Option<f64> {
        self.scale.get(word).copied()
    }

    /// The number that `word`, in lower case, counts, besides those of [`StoryLexicon`].
    pub fn count(&self, word: &str) -> Option<f64> {
        self.count.get(word).copied()
    }

    /// One spelling for all of `word`, in lower case. Only good for comparison.
    pub fn spelling(&self, word: &str) -> String {
        let mut word = word.to_owned();
        for (from, to) in &self.spelling.infixes {
            if holds(&word, from) {
                word = word.replace(from, to);
            }
        }
        let ending =
            |(from, to): &(String, String)| Some(format!("{}{to}", word.strip_suffix(from)?));
        self.spelling.endings.iter().find_map(ending).unwrap_or(word)
    }

    /// What all forms and spellings of `word`, in lower case, share. Only good for comparison.
    pub fn root(&self, word: &str, stories: &StoryLexicon) -> String {
        let spelled = self.spelling(word);
        let mut root = stories.stem(&spelled).to_owned();
        let mut last = root.chars().rev();
        if last.next() == last.next() && root.chars().nth(3).is_some() {
            root.pop();
        }
        root
    }

    /// True if `ending` makes a word of another kind from the same stem.
    pub fn derives(&self, ending: &str) -> bool {
        self.derivation.endings.contains(ending)
    }

    /// True if `ending` behind the name of a land makes that of its people.
    pub fn peoples(&self, ending: &str) -> bool {
        self.derivation.people.contains(ending)
    }

    /// `word` without what makes it the contrary of another, each way to read it.
    pub fn contrary<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        self.derivation.contrary.iter().filter_map(|prefix| word.strip_prefix(prefix.as_str()))
    }
}

/// [`str::contains`] for a few letters in a word, which most words do not hold.
fn holds(word: &str, letters: &str) -> bool {
    word.as_bytes().windows(letters.len().max(1)).any(|part| part == letters.as_bytes())
}

fn calendar(file: &File) -> WordMap<CalendarWord> {
    let months = file.month.iter().map(|(word, &n)| (word.clone(), CalendarWord::Month(n)));
    let days = file.weekday.iter().map(|(word, &n)| (word.clone(), CalendarWord::Weekday(n)));
    let relative = file.relative.iter().map(|(word, &n)| (word.clone(), CalendarWord::Relative(n)));
    months.chain(days).chain(relative).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> AlterationLexicon {
        AlterationLexicon::load(&StoryLexicon::load().unwrap()).unwrap()
    }

    fn groups(expression: &str) -> Vec<Group> {
        let stories = StoryLexicon::load().unwrap();
        let lexicon = lexicon();
        let roots: Vec<_> =
            expression.split(' ').map(|word| lexicon.root(word, &stories)).collect();
        lexicon.groups(expression, &roots.join(" ")).collect()
    }

    #[test]
    fn inflected_forms_stand_in_one_group_and_contraries_in_two() {
        assert_eq!(groups("imposes"), groups("imposed"));
        let [up, down] = [&groups("surged")[0], &groups("plunged")[0]];
        assert_eq!(up.contrast, down.contrast);
        assert_ne!(up.group, down.group);
        assert!(groups("table").is_empty());
    }

    #[test]
    fn expressions_of_several_words_are_known_in_every_form() {
        assert_eq!(groups("planned to"), groups("plans to"));
        assert!(!groups("planned to").is_empty());
        assert_eq!(groups("at least")[0].contrast, groups("less than")[0].contrast);
        assert!(lexicon().longest() >= 3);
    }

    #[test]
    fn spellings_of_one_word_agree() {
        let lexicon = lexicon();
        for [british, american] in [
            ["programme", "program"],
            ["neighbours", "neighbors"],
            ["defence", "defense"],
            ["organised", "organized"],
            ["centre", "center"],
            ["travelled", "traveled"],
            ["mobilisation", "mobilization"],
            ["analyse", "analyze"],
        ] {
            assert_eq!(lexicon.spelling(british), lexicon.spelling(american), "{british}");
        }
        assert_ne!(lexicon.spelling("border"), lexicon.spelling("order"));
    }

    #[test]
    fn a_contrast_of_one_group_is_an_error() {
        let text = include_str!("../lang/en/alterations.toml");
        let text = format!("[[contrast]]\nkind = \"place\"\ngroups = [[\"a\"]]\n{text}");
        let file = from_toml(FILE, &text).unwrap();
        assert!(AlterationLexicon::new(file, &StoryLexicon::load().unwrap()).is_err());
    }
}
