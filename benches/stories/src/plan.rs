//! Which stories there are, and what copies of each.

use crate::rng::Rng;

/// What makes an independent report look like another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trap {
    /// Nothing.
    None,
    /// It tells of the same event: the same names, places and figures.
    Account,
    /// It follows the same pattern with other names, places and figures.
    Pattern,
    /// It has the same paragraph of background.
    Background,
    /// It stands between the same lines of a site.
    Boilerplate,
    /// It uses the same formulas of honour.
    Honorific,
}

impl Trap {
    /// As it is named in the truth.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Account => "account",
            Self::Pattern => "pattern",
            Self::Background => "background",
            Self::Boilerplate => "boilerplate",
            Self::Honorific => "honorific",
        }
    }
}

/// How a copy differs from its original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is the original.
    Original,
    /// Not at all.
    Verbatim,
    /// The second half is missing.
    Truncated,
    /// The sentences stand in another order.
    Reordered,
    /// 15 of 100 words are others.
    Substituted15,
    /// 30 of 100 words are others, and the sentences stand in another order.
    Substituted30,
    /// The paragraphs are run together.
    Merged,
    /// It stands between lines of a site.
    Framed,
}

impl Kind {
    /// The kinds of copies.
    pub const COPIES: [Self; 7] = [
        Self::Verbatim,
        Self::Truncated,
        Self::Reordered,
        Self::Substituted15,
        Self::Substituted30,
        Self::Merged,
        Self::Framed,
    ];

    /// As it is named in the truth.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Verbatim => "verbatim",
            Self::Truncated => "truncated",
            Self::Reordered => "reordered",
            Self::Substituted15 => "substituted15",
            Self::Substituted30 => "substituted30",
            Self::Merged => "merged",
            Self::Framed => "framed",
        }
    }
}

/// An original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Story {
    /// What makes it look like another.
    pub trap: Trap,
    /// Stories with the same trap and key look like each other.
    pub key: u32,
}

/// One document of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// The story, as a place in [`Plan::stories`].
    pub story: u32,
    /// What it is to the original.
    pub kind: Kind,
    /// A number of its own, whatever the order.
    pub number: u32,
}

/// A corpus before it is written.
#[derive(Debug)]
pub struct Plan {
    /// The originals.
    pub stories: Vec<Story>,
    /// The documents, shuffled.
    pub documents: Vec<Planned>,
    /// How many sites there are.
    pub sites: usize,
}

/// Of 1,000 originals, so many have copies.
const COPIED: f64 = 0.24;

impl Plan {
    /// Plans a corpus of `size` documents.
    pub fn new(size: usize, seed: u64) -> Self {
        let mut rng = Rng::new(seed, 1);
        let sites = (size / 5000).max(10);
        let mut plan = Self { stories: Vec::new(), documents: Vec::new(), sites };
        while plan.documents.len() < size {
            plan.add_stories(size, &mut rng);
        }
        plan.documents.truncate(size);
        rng.shuffle(&mut plan.documents);
        plan
    }

    fn add_stories(&mut self, size: usize, rng: &mut Rng) {
        let paragraphs = (size / 1000).max(12);
        let (trap, keys) = match rng.below(1000) {
            0..12 => return self.add_accounts(rng),
            12..62 => (Trap::Pattern, PATTERNS.len()),
            62..112 => (Trap::Background, paragraphs),
            112..192 => (Trap::Boilerplate, self.sites),
            192..232 => (Trap::Honorific, paragraphs),
            _ => (Trap::None, 1),
        };
        let key = rng.below(keys) as u32;
        self.add(Story { trap, key }, rng);
    }

    /// Three to eight accounts of one event.
    fn add_accounts(&mut self, rng: &mut Rng) {
        let key = self.stories.len() as u32;
        for _ in 0..rng.between(3, 9) {
            self.add(Story { trap: Trap::Account, key }, rng);
        }
    }

    fn add(&mut self, story: Story, rng: &mut Rng) {
        let number = self.stories.len() as u32;
        self.stories.push(story);
        self.plant(number, Kind::Original);
        if story.trap != Trap::Pattern && rng.chance(COPIED) {
            for _ in 0..copies(rng) {
                let kind = *rng.pick(&Kind::COPIES);
                self.plant(number, kind);
            }
        }
    }

    fn plant(&mut self, story: u32, kind: Kind) {
        let number = self.documents.len() as u32;
        self.documents.push(Planned { story, kind, number });
    }
}

/// The patterns, by the names of their rules.
pub const PATTERNS: [&str; 4] = ["quake", "weather", "market", "gauge"];

/// Mostly one or two; a report of an agency is on fifty sites.
fn copies(rng: &mut Rng) -> usize {
    match rng.below(1000) {
        0..700 => 1,
        700..900 => 2,
        900..970 => rng.between(3, 6),
        970..995 => rng.between(6, 13),
        _ => 50,
    }
}
