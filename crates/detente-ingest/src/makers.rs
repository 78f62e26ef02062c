use std::collections::HashMap;

use detente_resources::CreditLexicon;
use detente_schema::{Credit, Span};

/// Who writes and who publishes, found by name.
#[derive(Debug)]
pub(crate) struct Makers {
    exact: HashMap<String, Known>,
    folded: HashMap<String, Known>,
}

/// A known agency or outlet.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) is_agency: bool,
}

/// A known name in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) span: Span,
    pub(crate) maker: &'a Known,
}

impl Found<'_> {
    pub(crate) fn credit(&self) -> Credit {
        Credit { name: self.maker.name.clone(), actor: None, span: Some(self.span) }
    }
}

/// Names up to this length are written in one way only.
const SHORT: usize = 4;
/// The longest known name, in words.
const LONGEST: usize = 6;

impl Makers {
    pub(crate) fn new(lexicon: &CreditLexicon) -> Self {
        let mut makers = Self { exact: HashMap::new(), folded: HashMap::new() };
        let agencies = lexicon.agencies().iter().map(|maker| (maker, true));
        let outlets = lexicon.outlets().iter().map(|maker| (maker, false));
        for (maker, is_agency) in agencies.chain(outlets) {
            for form in maker.all_forms() {
                let known = Known { name: maker.name.clone(), is_agency };
                let (map, key) = makers.slot(form);
                map.entry(key).or_insert(known);
            }
        }
        makers
    }

    fn slot(&mut self, form: &str) -> (&mut HashMap<String, Known>, String) {
        let form = without_article(form);
        if is_short(form) {
            (&mut self.exact, form.to_owned())
        } else {
            (&mut self.folded, form.to_lowercase())
        }
    }

    /// The maker that the whole of `phrase` names.
    pub(crate) fn lookup(&self, phrase: &str) -> Option<&Known> {
        let phrase = without_article(phrase.trim());
        if is_short(phrase) {
            self.exact.get(phrase)
        } else {
            self.folded.get(&phrase.to_lowercase())
        }
    }

    /// The makers named within `span`, longest names first, from left to right.
    pub(crate) fn find(&self, text: &str, span: Span) -> Vec<Found<'_>> {
        let words = words(text, span);
        let (mut found, mut i) = (Vec::new(), 0);
        while i < words.len() {
            let longest = (i + 1..=words.len().min(i + LONGEST)).rev();
            let hit = longest.into_iter().find_map(|end| {
                let span = words[i].cover(words[end - 1]);
                self.lookup(span.of(text)).map(|maker| (end, Found { span, maker }))
            });
            i = hit.map_or(i + 1, |(end, _)| end);
            found.extend(hit.map(|(_, hit)| hit));
        }
        found
    }
}

fn is_short(form: &str) -> bool {
    form.chars().count() <= SHORT
}

fn without_article(phrase: &str) -> &str {
    let article = phrase.get(..4).filter(|start| start.eq_ignore_ascii_case("the "));
    if article.is_some() { phrase[4..].trim_start() } else { phrase }
}

/// What stands between blanks and brackets, without marks at its ends.
fn words(text: &str, span: Span) -> Vec<Span> {
    let is_edge = |c: char| !c.is_alphanumeric();
    let is_gap = |c: char| c.is_whitespace() || "()[]/,;:|—–©".contains(c);
    let slice = span.of(text);
    let pieces = slice.split(is_gap).map(|piece| piece.trim_matches(is_edge));
    let at = |piece: &str| piece.as_ptr() as usize - slice.as_ptr() as usize + span.start();
    pieces.filter(|p| !p.is_empty()).map(|p| Span::new(at(p), at(p) + p.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let makers = Makers::new(&CreditLexicon::load().unwrap());
        let span = Span::new(0, text.len());
        makers.find(text, span).iter().map(|found| found.maker.name.clone()).collect()
    }

    #[test]
    fn finds_the_longest_name() {
        assert_eq!(names("© 2021 The New York Times/AP"), ["New York Times", "Associated Press"]);
        assert_eq!(names("AGENCE FRANCE-PRESSE"), ["Agence France-Presse"]);
    }

    #[test]
    fn short_names_keep_their_case() {
        assert_eq!(names("the ap is an app"), [""; 0]);
        assert_eq!(names("(AP)"), ["Associated Press"]);
    }
}
