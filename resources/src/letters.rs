//! Letters without their marks, as they are written where a keyboard lacks them.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The Latin letter without its mark: `é` gives `e`, `ø` gives `o`; any other character itself.
pub fn plain_letter(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let mut base = None;
    decompose_canonical(letter, |part| _ = base.get_or_insert(part));
    match base {
        Some('ø') => 'o',
        Some('Ø') => 'O',
        Some('đ') => 'd',
        Some('Đ') => 'D',
        Some('ł') => 'l',
        Some('Ł') => 'L',
        Some('ı') => 'i',
        Some(base) if base.is_ascii_alphabetic() => base,
        _ => letter,
    }
}

/// A text in such letters; marks that stand for themselves are left out.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    text.chars().filter(|c| !is_combining_mark(*c)).map(plain_letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_however_they_are_written() {
        assert_eq!(plain("Hugo Chávez"), "Hugo Chavez");
        assert_eq!(plain("Hugo Cha\u{301}vez"), "Hugo Chavez");
        assert_eq!(plain("Łódź, Đồng Hới, Ağrı"), "Lodz, Dong Hoi, Agri");
        assert_eq!(plain("김정은 Ян ß"), "김정은 Ян ß");
    }
}
