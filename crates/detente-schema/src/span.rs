use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range `[start, end)` of UTF-8 **bytes** into a document's text.
///
/// Always `start <= end`. Printed as `[start, end]`. A span says nothing about which text it
/// points into; [`Evidence`](crate::Evidence) does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`, exclusive.
    ///
    /// # Panics
    /// If `start > end`, or an offset does not fit into 32 bits.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span must not end before it starts: {start} > {end}");
        let fit = |offset| u32::try_from(offset).expect("documents are smaller than 4 GiB");
        Self { start: fit(start), end: fit(end) }
    }

    /// First byte.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// Byte after the last.
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True if the span holds no byte: a point between two characters.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range for indexing.
    pub const fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// True if every byte of `other` lies in `self`.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that contains both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span moved right by `bytes`.
    #[must_use]
    pub fn shift(self, bytes: usize) -> Self {
        Self::new(self.start() + bytes, self.end() + bytes)
    }

    /// The text of the span, or `None` if it leaves `text` or splits a character.
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The text of the span.
    ///
    /// # Panics
    /// If the span leaves `text` or splits a character; spans made for that text never do.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = <(u32, u32)>::deserialize(deserializer)?;
        if start > end {
            return Err(serde::de::Error::custom(format!(
                "span ends before it starts: {start} > {end}"
            )));
        }
        Ok(Self { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
    }

    #[test]
    fn a_span_that_splits_a_character_has_no_text() {
        assert_eq!(Span::new(0, 1).get("é"), None);
        assert_eq!(Span::new(0, 2).get("é"), Some("é"));
        assert_eq!(Span::new(1, 9).get("é"), None);
    }

    #[test]
    fn prints_as_a_pair() {
        assert_eq!(serde_json::to_string(&Span::new(2, 7)).unwrap(), "[2,7]");
        assert!(serde_json::from_str::<Span>("[7,2]").is_err());
    }
}
