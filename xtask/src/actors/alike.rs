//! Whether two names may be spellings of one.

use strsim::osa_distance;

use super::text;

/// Words that stand between or before names and tell nothing.
const LINKS: [&str; 10] = ["al", "el", "bin", "ibn", "ben", "ibni", "ould", "uld", "de", "von"];

/// The words of a name that tell one person from another, in their order.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = text::key(name);
    words.retain(|word| !LINKS.contains(&word.as_str()));
    words
}

/// True if one word may be another spelling of the other: a letter differs, two in a long word.
pub(super) fn same_word(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    let allowed = match shorter {
        0..=4 => 0,
        5..=7 => 1,
        _ => 2,
    };
    one == other || (allowed > 0 && osa_distance(one, other) <= allowed)
}

/// True if the words of the shorter name stand in the longer one in the same order.
pub(super) fn is_within(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut left = long.iter();
    !short.is_empty() && short.iter().all(|word| left.any(|candidate| same_word(word, candidate)))
}

/// True if both are full names that begin and end alike, and one only has more words within.
pub(super) fn is_variant(one: &[String], other: &[String]) -> bool {
    let ends_alike = |a: Option<&String>, b: Option<&String>| match (a, b) {
        (Some(a), Some(b)) => same_word(a, b),
        _ => false,
    };
    one.len() > 1
        && other.len() > 1
        && ends_alike(one.first(), other.first())
        && ends_alike(one.last(), other.last())
        && is_within(one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variant(one: &str, other: &str) -> bool {
        is_variant(&words(one), &words(other))
    }

    #[test]
    fn a_middle_name_or_a_letter_makes_no_other_person() {
        assert!(variant("Ann Moss", "Ann Berta Moss"));
        assert!(variant("Omar bin Khalid al-Rashid", "Omar ibn Khalid Al Rashid"));
        assert!(variant("Robert Sarkisyan", "Robert Sargisyan"));
        assert!(!variant("Ann Moss", "Berta Moss"));
        assert!(!variant("Ri Jong Su", "Ri Yong Su"));
        assert!(!variant("Moss", "Ann Moss"));
    }

    #[test]
    fn a_father_is_not_the_son() {
        let within = |one, other| is_within(&words(one), &words(other));
        assert!(!within("Khalid bin Omar Moussa", "Omar bin Khalid Moussa"));
        assert!(!within("Khalid bin Omar Khalid", "Issa bin Omar Khalid"));
        assert!(within("Omar Khalid", "Issa bin Omar Khalid"));
    }
}
