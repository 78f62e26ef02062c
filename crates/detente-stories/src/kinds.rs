use std::collections::HashSet;

use detente_schema::{AlterationClass, AlterationKind};

use crate::alterations::{Side, Sides, stems};
use crate::profile::{Class, Word};

/// Words of one sentence that stand in place of words of another; one of the two may be empty.
pub(crate) struct Hunk<'a> {
    pub(crate) from: &'a [Word],
    pub(crate) to: &'a [Word],
    /// All words of the sentence of `from`.
    pub(crate) of_x: &'a [Word],
    /// All words of the sentence of `to`.
    pub(crate) of_y: &'a [Word],
}

/// The words of a hunk that the other sentence does not have: what moved is no news.
struct Fresh<'a> {
    from: Vec<&'a Word>,
    to: Vec<&'a Word>,
}

/// A kind of factual alteration and how it is recognised.
type Rule = (AlterationKind, fn(&Sides, &Fresh) -> bool);

/// The first that holds tells the kind.
const RULES: [Rule; 5] = [
    (AlterationKind::Date, |_, fresh| fresh.exchanged(&[Class::Date], &[Class::Date])),
    (AlterationKind::Number, |_, fresh| fresh.exchanged(&[Class::Number], &[Class::Number])),
    (AlterationKind::Pronoun, |_, fresh| changes_gender(fresh)),
    (AlterationKind::Negation, |_, fresh| {
        fresh.one_sided(Class::Negation) || fresh.one_sided(Class::Modal)
    }),
    (AlterationKind::Name, renames),
];

pub(crate) fn classify(sides: &Sides, hunk: &Hunk) -> (AlterationClass, AlterationKind) {
    let fresh = Fresh::new(hunk);
    if let Some(&(kind, _)) = RULES.iter().find(|(_, holds)| holds(sides, &fresh)) {
        return (AlterationClass::Fact, kind);
    }
    let class = if fresh.matter() { AlterationClass::Fact } else { AlterationClass::Wording };
    if hunk.from.iter().chain(hunk.to).any(|word| word.quoted) {
        return (class, AlterationKind::Quotation);
    }
    match (hunk.from, hunk.to) {
        (_, []) if fresh.weighs() => (fresh.size(), AlterationKind::Omission),
        ([], _) if fresh.weighs() => (fresh.size(), AlterationKind::Addition),
        _ => (AlterationClass::Wording, AlterationKind::Wording),
    }
}

impl<'a> Fresh<'a> {
    fn new(hunk: &Hunk<'a>) -> Self {
        let without = |words: &'a [Word], other: &HashSet<u32>| {
            words.iter().filter(|word| !other.contains(&word.stem)).collect()
        };
        let (from, to) = (stems(hunk.of_y), stems(hunk.of_x));
        Self { from: without(hunk.from, &from), to: without(hunk.to, &to) }
    }

    fn exchanged(&self, from: &[Class], to: &[Class]) -> bool {
        has(&self.from, from) && has(&self.to, to)
    }

    fn one_sided(&self, class: Class) -> bool {
        has(&self.from, &[class]) != has(&self.to, &[class])
    }

    /// True if a word with a matter of its own came or went.
    fn matter(&self) -> bool {
        self.words().any(|word| word.class == Class::Content || word.reference().is_some())
    }

    fn weighs(&self) -> bool {
        self.words().any(|word| word.weight() > 0)
    }

    /// A name, number or date is a fact; so are two words that are none, but not one.
    fn size(&self) -> AlterationClass {
        let reference = self.words().any(|word| word.reference().is_some());
        if reference || self.words().filter(|word| word.weight() > 0).count() > 1 {
            AlterationClass::Fact
        } else {
            AlterationClass::Wording
        }
    }

    fn words(&self) -> impl Iterator<Item = &Word> {
        self.from.iter().chain(&self.to).copied()
    }
}

fn has(words: &[&Word], classes: &[Class]) -> bool {
    words.iter().any(|word| classes.contains(&word.class))
}

fn changes_gender(fresh: &Fresh) -> bool {
    fresh.exchanged(&[Class::Masculine], &[Class::Feminine])
        || fresh.exchanged(&[Class::Feminine], &[Class::Masculine])
}

/// True if a name gave way to another one that is not its abbreviation.
fn renames(sides: &Sides, fresh: &Fresh) -> bool {
    fresh.exchanged(&[Class::Name], &[Class::Name])
        && !abbreviates((&sides.a, &fresh.from), (&sides.b, &fresh.to))
        && !abbreviates((&sides.b, &fresh.to), (&sides.a, &fresh.from))
}

/// True if a name of `short` consists of the first letters of the names of `long`.
fn abbreviates(short: (&Side, &[&Word]), long: (&Side, &[&Word])) -> bool {
    let texts = |(side, words): (&'_ Side, &[&Word])| -> Vec<String> {
        let names = words.iter().filter(|word| word.class == Class::Name);
        names.map(|word| side.document.slice(word.span).replace('.', "")).collect()
    };
    let initials: String = texts(long).iter().filter_map(|name| name.chars().next()).collect();
    initials.chars().count() > 1 && texts(short).contains(&initials)
}
