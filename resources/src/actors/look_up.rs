//! Finds actors by what people call them.

use detente_schema::ActorId;
use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;

use super::catalogue::Catalogue;
use crate::plain;

/// How many near spellings are told.
const MOST_NEAR: usize = 5;
/// How much of what is looked for is compared, in characters.
const LONGEST: usize = 200;

impl Catalogue<'_> {
    /// Those of that name or code, sorted. Capitals, accents, hyphens and spaces do not count, and
    /// the order of the words only where a name has them in that order.
    pub fn find(&self, wanted: &str) -> Vec<ActorId> {
        let words = words(wanted);
        let mut found = self.by_code(wanted.trim());
        found.extend(self.by_name(|name| joined(name) == words.concat()));
        if found.is_empty() && words.len() > 1 {
            let wanted = sorted(words);
            found = self.by_name(|name| sorted(self::words(name)) == wanted);
        }
        found.sort();
        found.dedup();
        found
    }

    /// Names that are spelled nearly so, the nearest first.
    pub fn near(&self, wanted: &str) -> Vec<&str> {
        let wanted: String = joined(wanted).chars().take(LONGEST).collect();
        let allowed = (wanted.chars().count() / 3).clamp(1, 4);
        let mut near: Vec<(usize, &str)> = self
            .names
            .iter()
            .map(|name| (distance(&wanted, &joined(&name.record.text)), &*name.record.text))
            .filter(|(distance, _)| *distance <= allowed)
            .collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().map(|(_, text)| text).take(MOST_NEAR).collect()
    }

    fn by_code(&self, code: &str) -> Vec<ActorId> {
        let number = code.parse::<u16>().ok();
        let bears = |one: Option<u16>| one.is_some() && one == number;
        let actors = self.actors.iter().map(|actor| &actor.record);
        let found = actors.filter(|(actor, codes)| {
            let id = actor.id.0.eq_ignore_ascii_case(code);
            let wikidata = actor.wikidata.as_ref().is_some_and(|q| q.eq_ignore_ascii_case(code));
            id || wikidata || bears(codes.cow) || bears(codes.gw)
        });
        found.map(|(actor, _)| actor.id.clone()).collect()
    }

    fn by_name(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<ActorId> {
        let names = self.names.iter().map(|name| &name.record);
        names.filter(|name| is_wanted(&name.text)).map(|name| name.actor.clone()).collect()
    }
}

/// The words in plain small letters.
fn words(text: &str) -> Vec<String> {
    let plain =
        plain(&text.nfkc().collect::<String>()).to_lowercase().replace(['\'', '’', '‘', '.'], "");
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn joined(text: &str) -> String {
    words(text).concat()
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

/// The number of letters in which two differ; nothing is near what differs in length by more.
fn distance(one: &str, other: &str) -> usize {
    let lengths = one.chars().count().abs_diff(other.chars().count());
    if lengths > 4 { lengths } else { osa_distance(one, other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(wanted: &str) -> Vec<String> {
        Catalogue::read(None).find(wanted).into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn every_spelling_and_order_finds_the_person() {
        for name in ["Kim Jong Un", "kim jong-un", "Kim Jong Eun", "KIM JONGUN", "Jong Un Kim"] {
            assert_eq!(found(name), ["KIM_JONG_UN"], "{name}");
        }
        assert_eq!(found("Nobody at All"), Vec::<String>::new());
    }

    #[test]
    fn states_are_found_by_code_and_by_former_name() {
        for name in ["fra", "France", "Q142", "220"] {
            assert_eq!(found(name), ["FRA"], "{name}");
        }
        assert_eq!(found("Zaire"), ["COD"]);
        assert_eq!(found("Burma"), ["MMR"]);
        assert_eq!(found("816"), ["VDR", "VNM"]);
    }

    #[test]
    fn a_slip_of_the_pen_has_near_spellings() {
        let catalogue = Catalogue::read(None);
        assert_eq!(catalogue.near("Frnace")[0], "France");
        assert!(catalogue.near("Kim Yong Un").contains(&"Kim Jong Un"));
        assert!(catalogue.near("").len() <= MOST_NEAR);
    }
}
