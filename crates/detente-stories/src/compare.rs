use std::collections::HashSet;

use detente_schema::{Link, Relation};
use jiff::civil::Date;

use crate::alignment::{UnitPair, align};
use crate::profile::{Bag, Class, Profile, Unit, Word};

/// Least share of words plus share of phrases that a long text must have of the other.
const LEAST_KINSHIP: f32 = 0.5;
/// So many shared phrases leave a short text no benefit of chance.
const PHRASES_OF_CHANCE: f32 = 5.0;
/// Least share of the shorter text that lies in corresponding sentences.
const LEAST_COVER: f32 = 0.45;
/// The same where the corresponding sentences are word for word: a paragraph of history that two
/// reports share must make up most of one of them.
const LEAST_VERBATIM_COVER: f32 = 0.55;
/// From this share of phrases on, corresponding sentences are word for word.
const VERBATIM: f32 = 0.6;
/// A text of fewer words is a short one: it must agree in nearly all, for a change of one name makes
/// it the report of another event.
const SHORT: usize = 80;
/// Least share of its words that a short text must have of the other.
const LEAST_OF_SHORT: f32 = 0.95;
/// Short texts that were published further apart tell of different events.
const MOST_DAYS: i32 = 7;
/// Share of words on both sides from which on a copy is a near one.
const NEAR: f32 = 0.9;
/// Less of the longer text than this in corresponding sentences makes the shorter an excerpt.
const LEAST_OF_WHOLE: f32 = 0.5;

/// Tells whether one of two documents descends from the other, or both from one text.
pub(crate) fn compare(x: &Profile, y: &Profile) -> Option<Link> {
    let (a, b) = if x.digest <= y.digest { (x, y) } else { (y, x) };
    if a.digest == b.digest || a.words.is_empty() || b.words.is_empty() || far_apart(a, b) {
        return None;
    }
    let link = |relation, a_in_b, b_in_a| {
        Some(Link { a: a.digest.clone(), b: b.digest.clone(), relation, a_in_b, b_in_a })
    };
    if a.words.iter().map(|w| w.form).eq(b.words.iter().map(|w| w.form)) {
        return link(Relation::Exact, 1.0, 1.0);
    }
    let pairs = align(a, b);
    let sides = [Side::new(a, b, &pairs, |p| (p.a, p.b)), Side::new(b, a, &pairs, |p| (p.b, p.a))];
    let descends = |side: &Side| side.descends(is_short(a, b));
    if sides.iter().any(descends) && !contradict(a, b, &pairs) {
        link(relation(&sides), sides[0].words, sides[1].words)
    } else {
        None
    }
}

fn is_short(a: &Profile, b: &Profile) -> bool {
    a.words.len().min(b.words.len()) < SHORT
}

fn far_apart(a: &Profile, b: &Profile) -> bool {
    let days = |(x, y): (Date, Date)| (x - y).get_days().abs();
    is_short(a, b) && a.date.zip(b.date).is_some_and(|dates| days(dates) > MOST_DAYS)
}

fn relation(sides: &[Side; 2]) -> Relation {
    let least = |share: fn(&Side) -> f32| share(&sides[0]).min(share(&sides[1]));
    if least(|side| side.cover) < LEAST_OF_WHOLE {
        Relation::Excerpt
    } else if least(|side| side.words) >= NEAR {
        Relation::Near
    } else {
        Relation::Paraphrase
    }
}

/// How much of one document the other has; all shares from 0 to 1.
struct Side {
    /// Weight of the sentences that correspond.
    cover: f32,
    /// Weight of the stems.
    stems: f32,
    /// Weight of the phrases.
    phrases: f32,
    /// Number of words, all alike.
    words: f32,
    /// Weight of the phrases within the sentences that correspond.
    verbatim: f32,
    /// Number of shared phrases, a quoted one as a quarter.
    evidence: f32,
}

impl Side {
    fn new(
        own: &Profile,
        other: &Profile,
        pairs: &[UnitPair],
        sides: fn(&UnitPair) -> (usize, usize),
    ) -> Self {
        let units = |pair| {
            let (mine, theirs) = sides(pair);
            (&own.units[mine], &other.units[theirs])
        };
        let over = |count: &dyn Fn(&Unit, &Unit) -> u32| -> f32 {
            pairs.iter().map(units).map(|(x, y)| count(x, y) as f32).sum()
        };
        let all = |weight: fn(&Unit) -> u32| -> f32 {
            own.units.iter().map(|unit| weight(unit) as f32).sum()
        };
        let phrases = over(&|x, y| x.phrases.shared(&y.phrases));
        Self {
            cover: share(over(&|x, _| x.stems.weight), all(|unit| unit.stems.weight)),
            stems: share(over(&|x, y| x.stems.shared(&y.stems)), all(|unit| unit.stems.weight)),
            phrases: share(phrases, all(|unit| unit.phrases.weight)),
            words: share(over(&|x, y| shared_words(own, x, other, y)), own.words.len() as f32),
            verbatim: share(phrases, over(&|x, _| x.phrases.weight)),
            evidence: phrases / 4.0,
        }
    }

    fn descends(&self, short: bool) -> bool {
        let chance = PHRASES_OF_CHANCE / self.evidence;
        let least = if self.verbatim >= VERBATIM { LEAST_VERBATIM_COVER } else { LEAST_COVER };
        let agrees = !short || self.stems >= LEAST_OF_SHORT;
        agrees
            && self.cover >= least
            && self.stems + self.phrases >= LEAST_KINSHIP + chance * chance
    }
}

fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn shared_words(own: &Profile, x: &Unit, other: &Profile, y: &Unit) -> u32 {
    let bag = |profile: &Profile, unit| -> Bag {
        profile.words_of(unit).iter().map(|word| (word.stem, 1)).collect()
    };
    bag(own, x).shared(&bag(other, y))
}

/// True if the two name different people, places, numbers or days, as reports after one pattern on
/// different events do: short texts anywhere, others in more than a third of the sentences that
/// correspond.
fn contradict(a: &Profile, b: &Profile, pairs: &[UnitPair]) -> bool {
    let stems = |profile: &Profile| profile.words.iter().map(|w| w.stem).collect::<HashSet<_>>();
    let (of_a, of_b) = (stems(a), stems(b));
    let differ = |x, y| !unknown(x, &of_b).is_disjoint(&unknown(y, &of_a));
    let in_pair =
        |pair: &&UnitPair| differ(a.words_of(&a.units[pair.a]), b.words_of(&b.units[pair.b]));
    (is_short(a, b) && differ(&a.words, &b.words))
        || 3 * pairs.iter().filter(in_pair).count() > pairs.len()
}

/// The classes of references among `words` that the other document lacks.
fn unknown(words: &[Word], other: &HashSet<u32>) -> HashSet<Class> {
    let words = words.iter().filter(|word| !other.contains(&word.stem));
    words.filter_map(Word::reference).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{ACCOUNT, REPORT, REWRITE, dated, document, profile};
    use detente_resources::Resources;

    fn relation_of(a: &str, b: &str) -> Option<Relation> {
        let (a, b) = (profile(a), profile(b));
        let link = compare(&a, &b);
        assert_eq!(link, compare(&b, &a), "the order of the two must not matter");
        link.map(|link| link.relation)
    }

    #[test]
    fn typography_and_capitals_leave_a_copy_exact() {
        let copy = REPORT.replacen('"', "“", 1).replacen('"', "”", 1).replace("Fisher", "FISHER");
        assert_eq!(relation_of(REPORT, &copy), Some(Relation::Exact));
    }

    #[test]
    fn one_changed_word_leaves_a_copy_near() {
        let copy = REPORT.replace("two wooden boats", "three wooden boats");
        assert_eq!(relation_of(REPORT, &copy), Some(Relation::Near));
    }

    #[test]
    fn a_rewrite_is_a_paraphrase() {
        assert_eq!(relation_of(REPORT, REWRITE), Some(Relation::Paraphrase));
    }

    #[test]
    fn another_account_of_the_event_is_independent() {
        assert_eq!(relation_of(REPORT, ACCOUNT), None);
    }

    #[test]
    fn sentences_in_another_order_are_a_copy() {
        let mut sentences: Vec<_> = REPORT.split_inclusive(". ").collect();
        sentences.reverse();
        assert_eq!(relation_of(REPORT, &sentences.concat()), Some(Relation::Near));
    }

    #[test]
    fn a_part_is_an_excerpt() {
        let sentences: Vec<_> = REPORT.split_inclusive(". ").collect();
        let whole = format!("{REPORT}{ACCOUNT}");
        assert_eq!(
            relation_of(&sentences[..6].concat(), &format!("{whole}{whole} End. ")),
            Some(Relation::Excerpt)
        );
    }

    #[test]
    fn a_paragraph_of_history_alone_makes_no_kin() {
        let history = "Both countries have quarrelled over the reef since oil was discovered there \
            in 1987. A war over the islands nearby ended with a truce that neither parliament has \
            ever ratified. ";
        assert_eq!(
            relation_of(&format!("{ACCOUNT}{history}"), &format!("{REPORT}{history}")),
            None
        );
    }

    #[test]
    fn short_items_that_differ_in_a_number_are_no_copies() {
        let item =
            |dead: &str| format!("A bomb kills {dead} people at a market in the north of Sund. ");
        assert_eq!(relation_of(&item("12"), &item("7")), None);
        assert_eq!(relation_of(&item("12"), &item("the 12")), Some(Relation::Near));
    }

    #[test]
    fn short_items_of_different_years_are_no_copies() {
        let lexicon = &Resources::load().unwrap().language.stories;
        let item = "Voters in Ostland elect a new parliament. ";
        let first = Profile::new(&dated(item, "2004-05-02"), lexicon);
        let mut second = dated(item, "2008-05-04");
        second.digest.0.push('b');
        assert_eq!(compare(&first, &Profile::new(&second, lexicon)), None);
        let mut undated = document(item);
        undated.digest.0.push('c');
        assert!(compare(&first, &Profile::new(&undated, lexicon)).is_some());
    }

    #[test]
    fn texts_without_words_are_nobodys_copies() {
        assert_eq!(relation_of("", "..."), None);
        assert_eq!(relation_of("", REPORT), None);
    }
}
