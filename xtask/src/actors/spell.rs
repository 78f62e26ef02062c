use jiff::civil::Date;

/// A day, and whether the source gives that very day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) day: Date,
    pub(super) exact: bool,
}

impl Bound {
    pub(super) fn exact(day: Date) -> Self {
        Self { day, exact: true }
    }

    pub(super) fn rough(day: Date) -> Self {
        Self { day, exact: false }
    }
}

/// One stay in one office, as one source tells it.
#[derive(Debug, Clone)]
pub(super) struct Spell {
    /// The holder's names, the usual one first.
    pub(super) names: Vec<String>,
    /// The short form of the name, where the source marks it.
    pub(super) surname: Option<String>,
    pub(super) wikidata: Option<String>,
    pub(super) office: String,
    /// The state of the office.
    pub(super) of: String,
    pub(super) from: Bound,
    /// `None`: held on the register's day.
    pub(super) until: Option<Bound>,
    /// True if the source knew no end, and `until` is only the last day that it tells of.
    pub(super) unended: bool,
    pub(super) source: &'static str,
}

impl Spell {
    /// The days that both spells have in common, as a share of the shorter one.
    pub(super) fn overlap(&self, other: &Self, as_of: Date) -> f64 {
        let end = |spell: &Self| spell.until.map_or(as_of, |until| until.day);
        let days = |from: Date, until: Date| f64::from((until - from).get_days() + 1).max(0.0);
        let common = days(self.from.day.max(other.from.day), end(self).min(end(other)));
        let shorter = days(self.from.day, end(self)).min(days(other.from.day, end(other)));
        common / shorter.max(1.0)
    }
}
