//! How far a dateline may reach at most, told without a pattern.

use std::collections::HashSet;

use detente_resources::{CreditLexicon, Maker};

/// Words in small letters that stand in datelines: in names, dates and makers.
#[derive(Debug)]
pub(crate) struct SmallWords(HashSet<String>);

impl SmallWords {
    pub(crate) fn new(lexicon: &CreditLexicon) -> Self {
        let makers = lexicon.agencies().iter().chain(lexicon.outlets());
        let forms = makers.flat_map(Maker::all_forms);
        let dates = &lexicon.dates;
        let months = dates.months.iter().flatten();
        let others = months.chain(&dates.weekdays).chain(&dates.of).chain(&dates.at);
        let phrases = forms.chain(others.chain(&lexicon.linking).map(String::as_str));
        let words = phrases.flat_map(|phrase| phrase.split(' ')).filter_map(small_word);
        Self(words.map(str::to_owned).collect())
    }

    /// What stands in `head` before the first small word that no dateline has. After a number any
    /// word may stand, as in "10:15 pm".
    pub(crate) fn before_others<'a>(&self, head: &'a str) -> &'a str {
        let mut at = 0;
        for piece in head.split(' ') {
            let is_other = small_word(piece).is_some_and(|word| !self.0.contains(word));
            if is_other && !head[..at].trim_end().ends_with(char::is_numeric) {
                return &head[..at];
            }
            at += piece.len() + 1;
        }
        head
    }
}

/// The word of plain small letters that `piece` begins with.
fn small_word(piece: &str) -> Option<&str> {
    let end = piece.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(piece.len());
    let (word, rest) = piece.split_at(end);
    (end > 0 && !rest.starts_with(char::is_alphanumeric)).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_ends_before_a_word_of_a_sentence() {
        let words = SmallWords::new(&CreditLexicon::load().unwrap());
        for (head, before) in [
            ("The envoy left", "The "),
            ("rain fell", ""),
            (
                "PORT of SPAIN, 7th of march at 10:15 pm — ",
                "PORT of SPAIN, 7th of march at 10:15 pm — ",
            ),
            ("LIMA (Wire) – The envoy", "LIMA (Wire) – The "),
            ("LIMA, mayíta", "LIMA, mayíta"),
        ] {
            assert_eq!(words.before_others(head), before);
        }
    }
}
