//! Names as the sources write them, turned into names as texts write them.

use detente_resources::plain_letter;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words inside a name that stay in lower case.
const PARTICLES: [&str; 18] = [
    "al", "bin", "ben", "bint", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "el",
    "ibn", "van", "von", "zu",
];

/// Words before a name that are no part of it.
const HONORIFICS: [&str; 39] = [
    "acting",
    "adi",
    "amir",
    "ayatollah",
    "capt",
    "caretaker",
    "col",
    "crown",
    "dame",
    "dato",
    "datuk",
    "dr",
    "emperor",
    "foreign",
    "gen",
    "general",
    "hojatolislam",
    "interim",
    "king",
    "lyonpo",
    "maj",
    "mawlawi",
    "minister",
    "mr",
    "mullah",
    "pehin",
    "pengiran",
    "pope",
    "prince",
    "queen",
    "ratu",
    "samdech",
    "sayyed",
    "sheikh",
    "sir",
    "sr",
    "sultan",
    "tuanku",
    "tunku",
];

/// Words for a body of people, which holds an office but is no person.
const BODIES: [&str; 6] =
    ["assembly", "commission", "council", "government", "junta", "parliament"];

/// Letters without their marks: `Lê Minh Hưng` becomes `Le Minh Hung`.
pub(super) fn plain(name: &str) -> String {
    let letters = name.nfd().filter(|c| !is_combining_mark(*c));
    letters.fold(String::with_capacity(name.len()), |mut text, c| {
        match c {
            'ß' => text.push_str("ss"),
            'æ' => text.push_str("ae"),
            '’' | '‘' | 'ʼ' | '`' => text.push('\''),
            _ => text.push(plain_letter(c)),
        }
        text
    })
}

/// The words of a name in plain lower case, initials left out.
pub(super) fn key(name: &str) -> Vec<String> {
    let lower = plain(name).to_lowercase().replace(['\'', '.'], "");
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() > 1).map(str::to_owned).collect()
}

/// The identifier that a name gives: `KIM_JONG_UN`.
pub(super) fn identifier(name: &str) -> String {
    let upper = plain(name).to_uppercase().replace(['\'', '.'], "");
    let words = upper.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

/// `KIM_JONG_UN_` or `von WEIZSACKER` in ordinary capitals.
pub(super) fn capitalised(name: &str) -> String {
    let words = name.split(['_', ' ']).filter(|word| !word.is_empty());
    let words = words.enumerate().map(|(place, word)| match word.to_lowercase() {
        lower if place > 0 && PARTICLES.contains(&lower.as_str()) => lower,
        _ if word.chars().any(char::is_lowercase) => word.to_owned(),
        _ if place > 0 && is_numeral(word) => word.to_owned(),
        lower => capital_letters(&lower),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn is_numeral(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// A capital at the start, after `-`, `.`, `'` after one letter, and `Mc`.
fn capital_letters(lower: &str) -> String {
    let mut text = String::with_capacity(lower.len());
    let mut rise = true;
    for (place, c) in lower.chars().enumerate() {
        if rise {
            text.extend(c.to_uppercase());
        } else {
            text.push(c);
        }
        rise = matches!(c, '-' | '.') || (c == '\'' && place == 1) || text == "Mc";
    }
    let arabic_article = |text: String| match text.split_at_checked(3) {
        Some(("Al-", rest)) => format!("al-{rest}"),
        Some(("El-", rest)) => format!("el-{rest}"),
        _ => text,
    };
    arabic_article(text)
}

/// The name without ranks and titles before it.
pub(super) fn without_honorifics(name: &str) -> &str {
    let mut rest = name.trim();
    while let Some((first, others)) = rest.split_once([' ', '_']) {
        let word = first.trim_end_matches('.').to_lowercase();
        let others_begin = others.split([' ', '_']).next().unwrap_or_default().to_lowercase();
        let is_name = others_begin.is_empty() || PARTICLES.contains(&others_begin.as_str());
        if !HONORIFICS.contains(&word.as_str()) || is_name {
            break;
        }
        rest = others.trim_start();
    }
    rest
}

/// The name of a person without titles, remarks and stray marks; `None` for what is no person.
pub(super) fn person_name(name: &str) -> Option<String> {
    let name = name.split(['(', ',']).next().unwrap_or_default();
    let composed = name.nfc().filter(|c| c.is_alphanumeric() || " .'-’‘_".contains(*c));
    let composed: String = composed.collect();
    let name = without_honorifics(composed.trim());
    let lower = name.to_lowercase();
    let is_body = lower.split(' ').any(|word| BODIES.contains(&word));
    let is_number = name.contains(|c: char| c.is_ascii_digit());
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (!is_body && !is_number && letters > 1).then(|| name.to_owned())
}

/// Replaces the named character references of accented letters.
pub(super) fn without_entities(text: &str) -> String {
    const MARKS: [(&str, char); 7] = [
        ("acute;", '\u{301}'),
        ("grave;", '\u{300}'),
        ("circ;", '\u{302}'),
        ("tilde;", '\u{303}'),
        ("uml;", '\u{308}'),
        ("cedil;", '\u{327}'),
        ("caron;", '\u{30c}'),
    ];
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        result.push_str(before);
        let letter = after.chars().next().unwrap_or(' ');
        let tail = &after[letter.len_utf8().min(after.len())..];
        let mark = MARKS.iter().find_map(|(name, mark)| Some((tail.strip_prefix(name)?, *mark)));
        if let Some((tail, mark)) = mark {
            result.extend([letter, mark]);
            rest = tail;
        } else {
            result.push('&');
            rest = after;
        }
    }
    result.push_str(rest);
    result.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_a_name() {
        for (source, name) in [
            ("KIM_JONG_IL_", "Kim Jong Il"),
            ("RICHARD_VON_WEIZSACKER_", "Richard von Weizsacker"),
            ("RALPH_O'NEAL_", "Ralph O'Neal"),
            ("MAXINE_MCCLEAN_", "Maxine McClean"),
            ("VALERY_GISCARD_D'ESTAING_", "Valery Giscard D'Estaing"),
            ("ELIZABETH_II", "Elizabeth II"),
            ("Abdel Fattah EL-SISI", "Abdel Fattah el-Sisi"),
            ("DE WEVER", "De Wever"),
        ] {
            assert_eq!(capitalised(source), name);
        }
    }

    #[test]
    fn only_the_name_of_a_person_stays() {
        let name = |text: &str| person_name(text);
        assert_eq!(name("Ann Lee (acting").as_deref(), Some("Ann Lee"));
        assert_eq!(name("Foreign Minister Lee").as_deref(), Some("Lee"));
        assert_eq!(name("Ann Lee, Baroness Moss").as_deref(), Some("Ann Lee"));
        assert_eq!(name("`ann Lee").as_deref(), Some("ann Lee"));
        assert_eq!(name("Military Junta"), None);
        assert_eq!(name("Q1234"), None);
    }

    #[test]
    fn marks_and_titles_go() {
        assert_eq!(plain("Lê Minh Hưng"), "Le Minh Hung");
        assert_eq!(identifier("Recep Tayyip Erdoğan"), "RECEP_TAYYIP_ERDOGAN");
        assert_eq!(key("Kim Jong-un"), key("KIM Jong Un"));
        assert_eq!(without_honorifics("Sr. Gen. MIN AUNG"), "MIN AUNG");
        assert_eq!(without_honorifics("Sultan bin Said"), "Sultan bin Said");
        assert_eq!(without_entities("D&Eacute;BY & Co"), "DÉBY & Co");
    }
}
