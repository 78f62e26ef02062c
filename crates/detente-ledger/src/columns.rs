//! How the values of records stand in columns, and back again.

use std::str::FromStr;

use detente_schema::{ActorId, Country, DateInterval, Dct, Digest, EventDate, Party, Span};
use jiff::civil::Date;
use rusqlite::types::Type;
use rusqlite::{Error, Result, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A word of a closed vocabulary, or a date.
pub(crate) fn word<T>(row: &Row<'_>, column: &str) -> Result<T>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    parse(row.get_ref(column)?.as_str()?)
}

/// The same where the column may be empty.
pub(crate) fn optional_word<T>(row: &Row<'_>, column: &str) -> Result<Option<T>>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    row.get_ref(column)?.as_str_or_null()?.map(parse).transpose()
}

fn parse<T>(text: &str) -> Result<T>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    text.parse().map_err(unreadable)
}

fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
}

pub(crate) fn date_text(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

pub(crate) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::ToSqlConversionFailure(Box::new(error)))
}

pub(crate) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T> {
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(unreadable)
}

/// A span out of two columns; one that a broken file turned round is an error, not a panic.
pub(crate) fn span(row: &Row<'_>, start: &str, end: &str) -> Result<Span> {
    let (start, end): (u32, u32) = (row.get(start)?, row.get(end)?);
    if start > end {
        return Err(Error::IntegralValueOutOfRange(0, i64::from(start)));
    }
    Ok(Span::new(start as usize, end as usize))
}

/// The four `dct_` columns.
pub(crate) fn dct(row: &Row<'_>) -> Result<Dct> {
    let stated: Option<u32> = row.get("dct_start")?;
    Ok(Dct {
        value: optional_word(row, "dct_value")?,
        basis: word(row, "dct_basis")?,
        span: stated.map(|_| span(row, "dct_start", "dct_end")).transpose()?,
    })
}

/// The five `date_` columns.
pub(crate) fn event_date(row: &Row<'_>) -> Result<EventDate> {
    let begin = optional_word(row, "date_begin")?;
    let end = optional_word(row, "date_end")?;
    Ok(EventDate {
        interval: DateInterval { begin, end },
        precision: word(row, "date_precision")?,
        basis: word(row, "date_basis")?,
        reason: row.get("date_reason")?,
    })
}

/// The columns actor, name, country and sector.
pub(crate) fn party(row: &Row<'_>) -> Result<Party> {
    Ok(Party {
        actor: row.get::<_, Option<String>>("actor")?.map(ActorId),
        name: row.get("name")?,
        country: Country(row.get("country")?),
        sector: word(row, "sector")?,
    })
}

pub(crate) fn digest(row: &Row<'_>, column: &str) -> Result<Digest> {
    row.get(column).map(Digest)
}

/// A share or probability, as the shortest decimal that reads back as the same number.
pub(crate) fn share(value: f32) -> f64 {
    let value = if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) };
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}
