use std::fmt;
use std::str::FromStr;

use Field::{Agency, Date, Id, Outlet, Source, Text, Url};

/// What a field of a JSON item holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Id,
    Date,
    Text,
    Url,
    Source,
    Outlet,
    Agency,
}

impl Field {
    const ALL: [Self; 7] = [Id, Date, Text, Url, Source, Outlet, Agency];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Id => "id",
            Date => "date",
            Text => "text",
            Url => "url",
            Source => "source",
            Outlet => "outlet",
            Agency => "agency",
        }
    }
}

/// Which names the fields of JSON items have: `text=body,date=meta.published`.
///
/// A field that is not named keeps its own name: `id`, `date`, `text`, `url`, `source` (agency or
/// outlet, whichever the name is), `outlet`, `agency`. Other fields of an item, such as its title, are not read. A name with full stops leads into
/// nested objects, unless the item has a field of just that name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldMap {
    names: Vec<(Field, String)>,
}

impl FieldMap {
    /// The name of `field` in the items.
    pub(crate) fn name(&self, field: Field) -> &str {
        let named = self.names.iter().find(|(f, _)| *f == field);
        named.map_or(field.as_str(), |(_, name)| name)
    }
}

impl fmt::Display for FieldMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (field, name)) in self.names.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            write!(f, "{comma}{}={name}", field.as_str())?;
        }
        Ok(())
    }
}

/// A field map that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldMapError {
    /// A part without `=`.
    #[error("`{0}` is not of the form FIELD=NAME, such as text=body")]
    NoEquals(String),
    /// A field that detente does not know.
    #[error(
        "`{0}` is not a field; the fields are: id, date, text, url, source, outlet, agency (FIELD=NAME, such as text=body)"
    )]
    UnknownField(String),
    /// A field without a name.
    #[error("`{0}=` names no field of the items; write `{0}=NAME`")]
    NoName(String),
    /// A field with two names.
    #[error("`{0}` is named twice")]
    Twice(String),
}

impl FromStr for FieldMap {
    type Err = FieldMapError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut map = Self::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (field, name) = assignment(part)?;
            if map.names.iter().any(|(f, _)| *f == field) {
                return Err(FieldMapError::Twice(field.as_str().to_owned()));
            }
            map.names.push((field, name));
        }
        map.names.sort();
        Ok(map)
    }
}

fn assignment(part: &str) -> Result<(Field, String), FieldMapError> {
    let Some((field, name)) = part.split_once('=') else {
        return Err(FieldMapError::NoEquals(part.to_owned()));
    };
    let (field, name) = (field.trim(), name.trim());
    let Some(known) = Field::ALL.into_iter().find(|f| f.as_str() == field) else {
        return Err(FieldMapError::UnknownField(field.to_owned()));
    };
    if name.is_empty() {
        return Err(FieldMapError::NoName(field.to_owned()));
    }
    Ok((known, name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fields_and_keeps_the_others() {
        let map: FieldMap = "text=body, date=meta.published".parse().unwrap();
        assert_eq!(map.name(Text), "body");
        assert_eq!(map.name(Date), "meta.published");
        assert_eq!(map.name(Id), "id");
        assert_eq!(map.to_string(), "date=meta.published,text=body");
    }

    #[test]
    fn an_empty_map_is_the_default() {
        assert_eq!("".parse(), Ok(FieldMap::default()));
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let error = |text: &str| text.parse::<FieldMap>().unwrap_err().to_string();
        assert!(error("body").contains("FIELD=NAME"));
        assert!(error("txet=body").contains("id, date, text"));
        assert!(error("text=").contains("text=NAME"));
        assert!(error("text=a,text=b").contains("twice"));
    }
}
