use std::ops::Range;

use detente_schema::{Link, Relation};
use jiff::civil::Date;

use crate::alignment::{Block, align, blocks, join};
use crate::contradiction::{contradict, differ};
use crate::frame::is_frame;
use crate::kinship::{Evidence, least_probability};
use crate::profile::{Bag, Profile, Word};

/// From this share of phrases on, sentences that correspond are word for word.
const VERBATIM: f32 = 0.75;
/// Sentences that two reports share word for word may be a paragraph of history. They make the two
/// kin if they make up this share of one of them,
const LEAST_VERBATIM_COVER: f32 = 0.4;
/// or this share and so many words, more than such a paragraph has.
const LEAST_LONG_COVER: f32 = 0.25;
const LONG_PASSAGE: usize = 64;
/// A text of fewer words is a short one: it must agree in nearly all, for a change of one name makes
/// it the report of another event.
const SHORT: usize = 60;
/// Least sum of the share of its words that a short text must have of the other and of the share of
/// phrases that both have where they correspond.
const LEAST_OF_SHORT: f32 = 1.7;
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
    if same_words(a, b) {
        return Some(link(a, b, Relation::Exact, [1.0; 3]));
    }
    let evidence = Evidence::new(a.ties(), b.ties());
    let least = least_probability(a.words.len().min(b.words.len()));
    if evidence.probability(0.0) < least {
        return None;
    }
    let blocks = blocks(&align(a, b));
    let sides = sides(a, b, &blocks);
    let verbatim = sides[0].verbatim.min(sides[1].verbatim);
    let confidence = evidence.probability(verbatim);
    let descends = confidence >= least
        && sides.iter().any(Side::descends)
        && !(verbatim >= VERBATIM && is_frame(a, b, &blocks))
        && (!is_short(a, b) || agree(a, b, &blocks, &sides))
        && !contradict(a, b, &blocks);
    let words = |own, other, of| shared_words(own, other, &blocks, of);
    descends.then(|| {
        let shares = [words(a, b, |x| (&x.a, &x.b)), words(b, a, |x| (&x.b, &x.a))];
        link(a, b, relation(&sides, shares), [shares[0], shares[1], confidence])
    })
}

fn link(
    a: &Profile,
    b: &Profile,
    relation: Relation,
    [a_in_b, b_in_a, confidence]: [f32; 3],
) -> Link {
    Link { a: a.digest.clone(), b: b.digest.clone(), relation, a_in_b, b_in_a, confidence }
}

fn same_words(a: &Profile, b: &Profile) -> bool {
    let same = |(x, y): (&Word, &Word)| x.form == y.form;
    a.words.len() == b.words.len() && a.words.iter().zip(&b.words).all(same)
}

fn is_short(a: &Profile, b: &Profile) -> bool {
    a.words.len().min(b.words.len()) < SHORT
}

fn far_apart(a: &Profile, b: &Profile) -> bool {
    let days = |(x, y): (Date, Date)| (x - y).get_days().abs();
    is_short(a, b) && a.date.zip(b.date).is_some_and(|dates| days(dates) > MOST_DAYS)
}

/// True if one of two texts, of which one at least is short, tells what the other tells: one
/// different name would make it the report of another event.
fn agree(a: &Profile, b: &Profile, blocks: &[Block], sides: &[Side; 2]) -> bool {
    let stems = sides[0].stems.max(sides[1].stems);
    let verbatim = sides[0].verbatim.min(sides[1].verbatim);
    stems + verbatim >= LEAST_OF_SHORT && !blocks.iter().any(|block| differ(a, b, block))
}

fn relation(sides: &[Side; 2], words: [f32; 2]) -> Relation {
    if sides[0].cover.min(sides[1].cover) < LEAST_OF_WHOLE {
        Relation::Excerpt
    } else if words[0].min(words[1]) >= NEAR {
        Relation::Near
    } else {
        Relation::Paraphrase
    }
}

/// How much of one document the other has; all shares from 0 to 1.
#[derive(Debug, Default)]
struct Side {
    /// Weight of the sentences that correspond.
    cover: f32,
    /// Weight of the stems that both have in those.
    stems: f32,
    /// Weight of the phrases of those that the other has.
    verbatim: f32,
    /// Number of words in those.
    words: usize,
}

fn sides(a: &Profile, b: &Profile, blocks: &[Block]) -> [Side; 2] {
    let (mut stems, mut phrases) = (0, 0);
    let mut weights = [(0, 0, 0); 2];
    for block in blocks {
        let (x, y) = (join(a, &block.a), join(b, &block.b));
        stems += x.stems.shared(&y.stems);
        phrases += x.phrases.shared(&y.phrases);
        for ((cover, verbatim, words), unit) in weights.iter_mut().zip([x, y]) {
            *cover += unit.stems.weight;
            *verbatim += unit.phrases.weight;
            *words += unit.words.len();
        }
    }
    let all = [a, b].map(|of| of.units.iter().map(|unit| unit.stems.weight).sum());
    [0, 1].map(|i| Side {
        cover: share(weights[i].0, all[i]),
        stems: share(stems, all[i]),
        verbatim: share(phrases, weights[i].1),
        words: weights[i].2,
    })
}

impl Side {
    fn descends(&self) -> bool {
        let passage = self.cover >= LEAST_VERBATIM_COVER
            || self.cover >= LEAST_LONG_COVER && self.words >= LONG_PASSAGE;
        passage || self.verbatim < VERBATIM
    }
}

fn share(part: u32, whole: u32) -> f32 {
    if whole > 0 { part as f32 / whole as f32 } else { 0.0 }
}

/// Share of the words of `own`, all alike, that have a counterpart in the sentence of `other` that
/// corresponds.
fn shared_words(
    own: &Profile,
    other: &Profile,
    blocks: &[Block],
    of: fn(&Block) -> (&Range<usize>, &Range<usize>),
) -> f32 {
    let bag = |profile: &Profile, range| -> Bag {
        profile.words_of(&join(profile, range)).iter().map(|word| (word.stem, 1)).collect()
    };
    let shared = blocks.iter().map(of).map(|(x, y)| bag(own, x).shared(&bag(other, y)));
    share(shared.sum(), own.words.len() as u32)
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
    fn a_passage_that_was_taken_over_makes_kin_if_it_is_long() {
        let (own, taken) = (ACCOUNT, REPORT);
        assert_eq!(relation_of(&format!("{own}{own}{taken}"), taken), Some(Relation::Excerpt));
    }

    #[test]
    fn confidence_is_the_greater_the_more_was_kept() {
        let of = |text: &str| compare(&profile(REPORT), &profile(text)).map(|link| link.confidence);
        let near = REPORT.replace("two wooden boats", "three wooden boats");
        assert!(of(&near) > of(REWRITE) && of(REWRITE) > Some(least_probability(0)));
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
