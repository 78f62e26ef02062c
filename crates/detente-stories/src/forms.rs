use std::borrow::Cow;

/// A word with its apostrophes straight, without full stops.
pub(crate) fn plain(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && byte != b'.') {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.replace('’', "'").replace('.', ""))
}

/// A word in lower case.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn typography_is_made_plain() {
        assert_eq!(
            (&*plain("O’Brien"), &*plain("U.S."), &*plain("don't")),
            ("O'Brien", "US", "don't")
        );
        assert_eq!((&*lower("Été"), &*lower("NATO"), &*lower("rain")), ("été", "nato", "rain"));
    }

    proptest! {
        #[test]
        fn what_is_left_as_it_is_needs_no_change(word in "[a-cA-C.'’éÉ]{0,6}") {
            prop_assert_eq!(&*plain(&word), word.replace('’', "'").replace('.', ""));
            prop_assert_eq!(&*lower(&word), word.to_lowercase());
        }
    }
}
