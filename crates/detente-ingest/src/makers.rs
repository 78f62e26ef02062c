use std::collections::HashMap;

use detente_resources::CreditLexicon;
use detente_schema::{Credit, Span};

use crate::shapes::{Kind, NameShapes};

/// Who writes and who publishes, found by name.
#[derive(Debug)]
pub(crate) struct Makers {
    exact: HashMap<String, Known>,
    folded: HashMap<String, Known>,
    pub(crate) shapes: NameShapes,
}

/// An agency or outlet.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) is_agency: bool,
    /// The lexicon names it; if not, it was told by the shape of its name.
    pub(crate) is_listed: bool,
}

/// A maker's name in a text.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) span: Span,
    pub(crate) maker: Known,
}

impl Found {
    pub(crate) fn credit(&self) -> Credit {
        Credit { name: self.maker.name.clone(), actor: None, span: Some(self.span) }
    }
}

/// Names up to this length are written in one way only.
const SHORT: usize = 4;
/// The longest name of a maker, in words.
pub(crate) const LONGEST: usize = 6;

impl Makers {
    pub(crate) fn new(lexicon: &CreditLexicon) -> Self {
        let shapes = NameShapes::new(lexicon);
        let mut makers = Self { exact: HashMap::new(), folded: HashMap::new(), shapes };
        let agencies = lexicon.agencies().iter().map(|maker| (maker, true));
        let outlets = lexicon.outlets().iter().map(|maker| (maker, false));
        for (maker, is_agency) in agencies.chain(outlets) {
            for form in maker.all_forms() {
                let known = Known { name: maker.name.clone(), is_agency, is_listed: true };
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

    /// The listed makers named within `span`, longest names first, from left to right.
    pub(crate) fn find(&self, text: &str, span: Span) -> Vec<Found> {
        let words = words(text, span);
        let (mut found, mut i) = (Vec::new(), 0);
        while i < words.len() {
            let hit = self.longest(text, &words[i..]);
            i += hit.as_ref().map_or(1, |(length, _)| *length);
            found.extend(hit.map(|(_, hit)| hit));
        }
        found
    }

    /// The listed maker with the longest name that begins with the first of `words`, and the
    /// number of its words.
    fn longest(&self, text: &str, words: &[Span]) -> Option<(usize, Found)> {
        (1..=words.len().min(LONGEST)).rev().find_map(|length| {
            let span = words[0].cover(words[length - 1]);
            let maker = self.lookup(span.of(text))?.clone();
            Some((length, Found { span, maker }))
        })
    }

    /// True if nothing but listed names stands in `span`, apart from words that `may_stand`.
    pub(crate) fn names_only(
        &self,
        text: &str,
        span: Span,
        may_stand: impl Fn(&str) -> bool,
    ) -> bool {
        let words = words(text, span);
        let (mut named, mut i) = (false, 0);
        while i < words.len() {
            if let Some((length, _)) = self.longest(text, &words[i..]) {
                named = true;
                i += length;
            } else if may_stand(words[i].of(text)) {
                i += 1;
            } else {
                return false;
            }
        }
        named
    }

    /// The maker whose name is the whole of `span`, by a word such as "news agency" in it.
    pub(crate) fn worded(&self, text: &str, span: Span) -> Option<Found> {
        let name = span.of(text);
        let kind = self.shapes.is_name(name, LONGEST).then(|| self.shapes.kind(name)).flatten()?;
        Some(self.unlisted(text, span, kind))
    }

    /// A maker by a name that is not listed.
    pub(crate) fn unlisted(&self, text: &str, span: Span, kind: Kind) -> Found {
        let name = self.shapes.without_capitals(span.of(text));
        let maker = Known { name, is_agency: kind == Kind::Agency, is_listed: false };
        Found { span, maker }
    }

    /// The makers in a place where little else stands: a name that is not listed, if listed names
    /// are but parts of it.
    pub(crate) fn named(&self, text: &str, span: Span) -> Vec<Found> {
        let listed = self.find(text, span);
        let leads = listed.first().is_some_and(|hit| {
            without_article(span.of(text)).starts_with(without_article(hit.span.of(text)))
        });
        match self.worded(text, span).filter(|_| !leads) {
            Some(found) => vec![found],
            None => listed,
        }
    }

    /// The value of a metadata field that says who made the report.
    pub(crate) fn of_field(&self, value: &str, otherwise: Kind) -> Known {
        let value = value.trim();
        let kind = self.shapes.kind(value).unwrap_or(otherwise);
        self.lookup(value).cloned().unwrap_or_else(|| {
            let name = value.to_owned();
            Known { name, is_agency: kind == Kind::Agency, is_listed: false }
        })
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
