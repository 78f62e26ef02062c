use std::cmp::Reverse;

use detente_schema::{Credits, Digest, Document};
use jiff::civil::Date;

/// Longer texts count as so long: 1 GiB.
const MOST_BYTES: i64 = 1 << 30;

/// What tells how near a document stands to the origin of its story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFacts {
    /// The document.
    pub digest: Digest,
    /// The agency that it names as its author.
    pub agency: Option<String>,
    /// Who published it, as far as it says.
    pub outlet: Option<String>,
    /// True if it has a dateline.
    pub dateline: bool,
    /// When it was published.
    pub date: Option<Date>,
    /// Length of the text in bytes.
    pub length: usize,
}

/// How near to an agency's desk a report stands by its credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Desk {
    /// The agency itself published it.
    Own,
    /// It names the agency that wrote it.
    Named,
    /// It names none.
    Unnamed,
}

impl DocumentFacts {
    /// The facts of a document of `length` bytes that states these credits and this date.
    pub fn new(digest: Digest, credits: &Credits, date: Option<Date>, length: usize) -> Self {
        let name = |credit: &detente_schema::Credit| credit.name.to_lowercase();
        Self {
            digest,
            agency: credits.agency.as_ref().map(name),
            outlet: credits.outlet.as_ref().map(name),
            dateline: credits.dateline.is_some(),
            date,
            length,
        }
    }

    /// The length, where it is not so great that no sum could hold it.
    pub(crate) fn bytes(&self) -> i64 {
        i64::try_from(self.length).map_or(MOST_BYTES, |length| length.min(MOST_BYTES))
    }

    pub(crate) fn desk(&self) -> Desk {
        match &self.agency {
            Some(_) if self.agency == self.outlet => Desk::Own,
            Some(_) => Desk::Named,
            None => Desk::Unnamed,
        }
    }

    /// True if both were written by one agency and neither was published by it.
    pub(crate) fn share_agency(&self, other: &Self) -> bool {
        let named = |facts: &Self| facts.desk() == Desk::Named;
        named(self) && named(other) && self.agency == other.agency
    }

    /// The smaller, the nearer to the origin by what the document says of itself.
    pub(crate) fn claim(&self) -> impl Ord + use<> {
        (self.desk(), !self.dateline, self.date.unwrap_or(Date::MAX))
    }

    /// The order of documents of which nothing else is known: of equals the longest is the nearest
    /// to the origin.
    pub(crate) fn order(&self) -> impl Ord + use<> {
        (self.claim(), Reverse(self.length))
    }
}

impl From<&Document> for DocumentFacts {
    fn from(document: &Document) -> Self {
        let digest = document.digest.clone();
        Self::new(digest, &document.credits, document.dct.value, document.text.len())
    }
}
