//! The names that texts give to states and people.

use std::collections::{BTreeMap, BTreeSet};

use super::people::Person;
use super::states::State;
use super::text::plain;

const SURNAME_FIRST: &str = include_str!("surname_first.tsv");
const OMITTED: &str = include_str!("omitted.tsv");

/// Texts of one actor with their forms; the first form that is added stays.
pub(super) type Forms = BTreeMap<String, &'static str>;

fn add(forms: &mut Forms, text: &str, form: &'static str) {
    let text = text.trim();
    if text.chars().count() > 1 && !text.contains('(') && !text.contains(char::is_control) {
        forms.entry(text.to_owned()).or_insert(form);
    }
}

/// True if the text is not to stand for that actor.
pub(super) fn is_omitted(text: &str, actor: &str) -> bool {
    let lines = OMITTED.lines().filter(|line| !line.starts_with('#'));
    let mut pairs = lines.filter_map(|line| line.split_once('\t'));
    pairs.any(|(omitted, of)| omitted == text && (of == "*" || of == actor))
}

/// Names, adjectives, demonyms, seats and cities of a state.
pub(super) fn of_state(state: &State) -> Forms {
    let mut forms = Forms::new();
    for name in std::iter::once(&state.name).chain(&state.names) {
        add(&mut forms, name, "Name");
        add(&mut forms, &plain(name), "Name");
    }
    for adjective in &state.adjectives {
        add(&mut forms, adjective, "Adjective");
        if let Some(plural) = plural(adjective) {
            add(&mut forms, &plural, "Demonym");
        }
    }
    for (cities, form) in [(&state.capitals, "Seat"), (&state.cities, "City")] {
        for city in cities {
            add(&mut forms, city, form);
            add(&mut forms, &plain(city), form);
        }
    }
    forms
}

fn plural(adjective: &str) -> Option<String> {
    let same = ["ese", "ish", "ch", "iss", "x", "oise", "ais"];
    (!same.iter().any(|end| adjective.ends_with(end))).then(|| format!("{adjective}s"))
}

/// Full names with their spellings, then the short forms of a person.
pub(super) fn of_person(person: &Person) -> Forms {
    let mut forms = Forms::new();
    let surname_first = is_surname_first(&person.country);
    for name in std::iter::once(&person.name).chain(&person.names) {
        if name.contains(' ') || person.names.len() == 1 {
            spellings(&mut forms, name, surname_first);
        }
    }
    let surnames = surnames(person, surname_first);
    for short in &surnames {
        if let Some((first, rest)) = person.name.split_once(' ').filter(|_| !surname_first) {
            let has_father = rest.split(' ').any(|word| matches!(word, "bin" | "ibn"));
            if first != short && rest != short && !first.ends_with('.') && !has_father {
                add(&mut forms, &format!("{first} {short}"), "Name");
            }
        }
        add(&mut forms, short, "Surname");
        add(&mut forms, &plain(short), "Surname");
    }
    forms
}

/// Those that the sources give, else that of the name; as other names spell them; and each without its article.
fn surnames(person: &Person, surname_first: bool) -> BTreeSet<String> {
    let mut all = person.surnames.clone();
    if all.is_empty() {
        all.extend(surname(&person.name, surname_first));
    }
    let others = person.names.iter().filter_map(|name| surname(name, surname_first));
    let spelled: Vec<String> =
        others.filter(|other| all.iter().any(|known| is_spelling(known, other))).collect();
    all.extend(spelled);
    let short: Vec<String> = all.iter().filter_map(|name| without_article(name)).collect();
    all.extend(short);
    all
}

/// True if more than half of the longer name stands in both at a stretch: "Qaddafi" and "Gaddafi".
fn is_spelling(known: &str, other: &str) -> bool {
    let known: Vec<char> = known.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let is_shouted = other.iter().all(|letter| !letter.is_lowercase());
    let needed = known.len().max(other.len()) / 2 + 1;
    !is_shouted && known.windows(needed).any(|part| other.windows(needed).any(|o| o == part))
}

fn spellings(forms: &mut Forms, name: &str, surname_first: bool) {
    let initials = |word: &&str| word.chars().filter(|c| *c != '.').count() > 1;
    let short = name.split(' ').filter(initials).collect::<Vec<_>>().join(" ");
    for text in [name, &short, &plain(name), &plain(&short)] {
        let form = if text.contains(' ') { "Name" } else { "Surname" };
        add(forms, text, form);
        if surname_first {
            add(forms, &apart(text), form);
            if let [surname, first, second] = *text.split(' ').collect::<Vec<_>>().as_slice() {
                add(forms, &format!("{surname} {first}-{}", second.to_lowercase()), form);
            }
        }
    }
}

/// `Yan-li` becomes `Yan Li`.
fn apart(text: &str) -> String {
    let words = text.split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase).into_iter().flatten();
        first.chain(letters).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

fn is_surname_first(state: &str) -> bool {
    SURNAME_FIRST.lines().any(|line| line == state)
}

/// The short form of a name: its last word, or its first in the states where the surname leads. A
/// ruler with a numeral has the name without it.
fn surname(name: &str, surname_first: bool) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let numeral = |word: &str| word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let suffix = |word: &&&str| numeral(word) || matches!(**word, "Jr." | "Sr." | "Jr" | "Sr");
    let words: Vec<&str> = words.iter().filter(|word| !suffix(word)).copied().collect();
    let word = if surname_first { words.first() } else { words.last() };
    word.filter(|word| **word != name).map(|word| (*word).to_owned())
}

/// `al-Assad` is called `Assad` as well.
fn without_article(surname: &str) -> Option<String> {
    let (article, rest) = surname.split_once('-')?;
    let named = rest.starts_with(char::is_uppercase) && rest.len() > 3;
    (matches!(article, "al" | "Al" | "el" | "El") && named).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_form_follows_the_order_of_the_name() {
        assert_eq!(surname("Mo Yan Li", true).as_deref(), Some("Mo"));
        assert_eq!(surname("Ann B. Lee", false).as_deref(), Some("Lee"));
        assert_eq!(surname("Ann Lee Jr.", false).as_deref(), Some("Lee"));
        assert_eq!(surname("Anna II", false).as_deref(), Some("Anna"));
        assert_eq!(surname("Anna", false), None);
    }

    #[test]
    fn a_surname_may_be_spelled_otherwise() {
        assert!(is_spelling("Qaddafi", "Gaddafi"));
        assert!(!is_spelling("Uribe", "Velez"));
        assert!(!is_spelling("Manfi", "MANFI"));
    }

    #[test]
    fn an_article_may_be_left_out() {
        assert_eq!(without_article("al-Sabah").as_deref(), Some("Sabah"));
        assert_eq!(without_article("Al-i"), None);
        assert_eq!(without_article("Smith-Jones"), None);
    }

    #[test]
    fn given_names_are_joined_in_both_ways() {
        let mut forms = Forms::new();
        spellings(&mut forms, "Mo Yan-li", true);
        spellings(&mut forms, "Ro Dae Jun", true);
        let texts: Vec<&str> = forms.keys().map(String::as_str).collect();
        assert_eq!(texts, ["Mo Yan Li", "Mo Yan-li", "Ro Dae Jun", "Ro Dae-jun"]);
    }
}
