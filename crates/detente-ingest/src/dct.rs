//! The document creation time: field, header, dateline, given date, in this order.

use detente_schema::{Dct, DctBasis, Diagnostic};
use jiff::civil::Date;

use crate::dates::Written;
use crate::head::{Head, HeadDate};
use crate::problem::Origin;

/// The date of a report whose date field, if any, says `field`.
pub(crate) fn dct(field: Option<Date>, head: &Head, given: Option<Date>) -> Dct {
    if let Some(value) = field {
        return Dct { value: Some(value), basis: DctBasis::Metadata, span: None };
    }
    // A header counts before the dateline, the first version before a later one.
    let rank = |date: &&HeadDate| (date.basis != DctBasis::Header, date.updated);
    let mut dates: Vec<&HeadDate> = head.dates.iter().collect();
    dates.sort_by_key(rank);
    let stated = dates.into_iter().find_map(|date| Some((date.written.near(given)?, date)));
    match (stated, given) {
        (Some((value, date)), _) => {
            Dct { value: Some(value), basis: date.basis, span: Some(date.span) }
        }
        (None, Some(value)) => Dct { value: Some(value), basis: DctBasis::Given, span: None },
        (None, None) => Dct::unknown(),
    }
}

/// Remarks on dates of the head that could not be used.
pub(crate) fn remarks(text: &str, head: &Head, origin: Origin<'_>) -> Vec<Diagnostic> {
    let ambiguous = head.dates.iter().filter(|date| date.written == Written::Ambiguous);
    ambiguous.map(|date| origin.ambiguous_date(date.span, date.span.of(text))).collect()
}
