//! What names of agencies and outlets look like, where no list has them.

use std::collections::HashSet;

use detente_resources::CreditLexicon;

/// What a name says about its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Agency,
    Outlet,
}

/// Tells names of makers by their words.
#[derive(Debug)]
pub(crate) struct NameShapes {
    agency: HashSet<String>,
    outlet: HashSet<String>,
    none: HashSet<String>,
    roles: HashSet<String>,
    linking: HashSet<String>,
    not_agencies: HashSet<String>,
}

impl NameShapes {
    pub(crate) fn new(lexicon: &CreditLexicon) -> Self {
        let set = |words: &[String]| words.iter().cloned().collect::<HashSet<String>>();
        let shapes = &lexicon.shapes;
        let days = lexicon.dates.weekdays.iter().chain(lexicon.dates.months.iter().flatten());
        let labels = lexicon.not_places.iter().map(|word| word.to_lowercase());
        Self {
            agency: set(&shapes.agency),
            outlet: set(&shapes.outlet),
            none: set(&shapes.none),
            roles: set(&shapes.roles),
            linking: set(&lexicon.linking),
            not_agencies: days.cloned().chain(labels).collect(),
        }
    }

    /// True for up to `most` words with capitals, between which small linking words may stand.
    pub(crate) fn is_name(&self, phrase: &str, most: usize) -> bool {
        let words: Vec<&str> = pieces(phrase).take(most + 1).collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        words.len() <= most
            && is_capitalised(first)
            && is_capitalised(last)
            && words.iter().all(|word| is_capitalised(word) || self.linking.contains(*word))
    }

    /// What a word at the beginning or end of a name, or before a linking word, makes of it.
    pub(crate) fn kind(&self, name: &str) -> Option<Kind> {
        let lower = name.to_lowercase();
        let mut words = words(&lower);
        let article = usize::from(words.first() == Some(&"the"));
        words.drain(..article);
        if words.len() < 2 || words.iter().any(|word| self.none.contains(*word)) {
            return None;
        }
        let closes = |i: usize| words.get(i).is_none_or(|next| self.linking.contains(*next));
        let closing = (1..=words.len()).filter(|&i| closes(i));
        let phrases = closing
            .flat_map(|i| [words[i - 1].to_owned(), words[i.saturating_sub(2)..i].join(" ")]);
        let marked: Vec<String> = phrases.chain([words[0].to_owned()]).collect();
        let any = |kind: &HashSet<String>| marked.iter().any(|phrase| kind.contains(phrase));
        let outlet = || any(&self.outlet).then_some(Kind::Outlet);
        any(&self.agency).then_some(Kind::Agency).or_else(outlet)
    }

    /// True for a name that may be an agency's where one is expected.
    pub(crate) fn may_be_agency(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let banned = |word: &&str| self.not_agencies.contains(*word) || self.none.contains(*word);
        let letters = |word: &str| word.split('-').all(|part| part.chars().count() > 1);
        self.is_name(name, 4)
            && letters(name)
            && !banned(&lower.as_str())
            && !words(&lower).iter().any(banned)
    }

    /// True for what an author is ("Staff Writer").
    pub(crate) fn is_role(&self, phrase: &str) -> bool {
        words(&phrase.to_lowercase()).iter().any(|word| self.roles.contains(*word))
    }

    /// "THE DAILY NEWS" as "The Daily News"; a name that has small letters stays.
    pub(crate) fn without_capitals(&self, name: &str) -> String {
        if name.chars().any(char::is_lowercase) || words(name).len() < 2 {
            return name.to_owned();
        }
        let small = |(i, word): (usize, &str)| {
            let lower = word.to_lowercase();
            match lower.trim() {
                link if i > 0 && self.linking.contains(link) => lower,
                spelt if is_abbreviation(spelt) => word.to_owned(),
                _ => capitalised(word),
            }
        };
        name.split_inclusive(' ').enumerate().map(small).collect()
    }
}

/// True if one of the names is the other and more ("Meridian", "Meridian News Agency").
pub(crate) fn extends(long: &str, short: &str) -> bool {
    let (long, short) = (long.to_lowercase(), short.to_lowercase());
    let (long, short) = (words(&long), words(&short));
    long.len() > short.len() && long.windows(short.len().max(1)).any(|part| part == short)
}

/// True if one text is made of the first letters of the other's words.
pub(crate) fn abbreviates(a: &str, b: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let initials = |name: &str| words(name).iter().filter_map(|w| w.chars().next()).collect();
    let short = |name: &str, of: &str| {
        let initials: String = initials(of);
        initials.chars().count() > 1 && letters(name).to_lowercase() == initials.to_lowercase()
    };
    short(a, b) || short(b, a)
}

/// A word in capitals with its first alone large; a word that has small letters stays.
pub(crate) fn capitalised(word: &str) -> String {
    if word.chars().any(char::is_lowercase) {
        return word.to_owned();
    }
    let mut letters = word.chars();
    let first = letters.next().into_iter();
    first.chain(letters.flat_map(char::to_lowercase)).collect()
}

/// True for a word without a vowel, which is read letter by letter.
fn is_abbreviation(word: &str) -> bool {
    !word.chars().any(|c| !c.is_ascii() || "aeiouy".contains(c.to_ascii_lowercase()))
}

fn words(phrase: &str) -> Vec<&str> {
    pieces(phrase).collect()
}

fn pieces(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split(' ').filter(|word| !word.is_empty())
}

/// True for a word that begins with a capital and holds nothing but letters and inner marks.
fn is_capitalised(word: &str) -> bool {
    let inner = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '&');
    word.starts_with(char::is_uppercase) && word.chars().all(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes() -> NameShapes {
        NameShapes::new(&CreditLexicon::load().unwrap())
    }

    #[test]
    fn kinds_are_told_by_words_at_the_ends() {
        let shapes = shapes();
        for (name, kind) in [
            ("Coastland News Agency", Some(Kind::Agency)),
            ("NEWS AGENCY OF COASTLAND", Some(Kind::Agency)),
            ("Northern Wire Service", Some(Kind::Agency)),
            ("The Valley Herald", Some(Kind::Outlet)),
            ("Radio Valley", Some(Kind::Outlet)),
            ("Gazette of the Isles", Some(Kind::Outlet)),
            ("The Herald", None),
            ("Post Office Closed", Some(Kind::Outlet)),
            ("Forest Service", None),
            ("Latest News", None),
            ("The Daily Quarrel of Two", Some(Kind::Outlet)),
            ("A News Conference", None),
            ("", None),
        ] {
            assert_eq!(shapes.kind(name), kind, "{name}");
        }
    }

    #[test]
    fn names_have_capitals() {
        let shapes = shapes();
        assert!(shapes.is_name("Voice of the Valley", 4) && shapes.is_name("L'Écho", 1));
        for phrase in ["", "of", "The ministers", "Valley Post.", "A, B", "Valley 2", "the Post"] {
            assert!(!shapes.is_name(phrase, 6), "{phrase}");
        }
        assert!(!shapes.is_name("Voice of the Valley", 3));
    }

    #[test]
    fn agencies_are_neither_days_nor_labels_nor_parties() {
        let shapes = shapes();
        assert!(shapes.may_be_agency("Coastland") && shapes.may_be_agency("Wire of the North"));
        for name in ["Monday", "Mon", "UPDATE", "Late July", "R-Ohio", "Read More", "on behalf"] {
            assert!(!shapes.may_be_agency(name), "{name}");
        }
    }

    #[test]
    fn capitals_become_small_but_for_abbreviations() {
        let shapes = shapes();
        for (name, expected) in [
            ("NEWS AGENCY OF THE ISLES", "News Agency of the Isles"),
            ("THE KBS JOURNAL", "The KBS Journal"),
            ("UNIFER", "UNIFER"),
            ("teleVALLEY News", "teleVALLEY News"),
        ] {
            assert_eq!(shapes.without_capitals(name), expected);
        }
    }

    #[test]
    fn longer_names_and_abbreviations() {
        assert!(extends("Coastland News Agency", "COASTLAND"));
        assert!(!extends("Coastland", "Coastland") && !extends("Coastlands Post", "Coastland"));
        assert!(abbreviates("NTC", "National Trade Council"));
        assert!(!abbreviates("C", "Coastland") && !abbreviates("LIMA", "Coastland"));
    }
}
