//! A raw report to its text and fields.

use detente_schema::{Diagnostic, OffsetMap};

use crate::decode::decode;
use crate::fields::{Field, FieldMap};
use crate::json::Object;
use crate::problem::Origin;
use crate::{Format, RawReport};

/// A report's text and what stands beside it.
#[derive(Debug, Default)]
pub(crate) struct Item {
    pub(crate) text: String,
    pub(crate) raw: OffsetMap,
    pub(crate) id: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) agency: Option<String>,
    pub(crate) remarks: Vec<Diagnostic>,
}

/// Decodes a report; an error if it has no text.
pub(crate) fn read(report: RawReport, fields: &FieldMap) -> Result<(String, Item), Diagnostic> {
    let RawReport { source, line, offset, format, bytes, .. } = report;
    let origin = Origin { source: &source, line };
    let item = match format {
        Format::Text => {
            let decoded = decode(bytes, origin)?;
            let (text, raw, remarks) = (decoded.text, decoded.raw, decoded.remarks);
            Item { text, raw, remarks, ..Item::default() }
        }
        Format::JsonLines => json(&bytes, offset, fields, origin)?,
    };
    if item.text.trim().is_empty() {
        return Err(origin.empty());
    }
    Ok((source, item))
}

fn json(
    bytes: &[u8],
    offset: u64,
    fields: &FieldMap,
    origin: Origin<'_>,
) -> Result<Item, Diagnostic> {
    let line = std::str::from_utf8(bytes).map_err(|e| origin.line_not_utf8(e.valid_up_to()))?;
    let object = Object::parse(line).map_err(|error| origin.not_json(&reason(&error)))?;
    let name = fields.name(Field::Text);
    let value = object.get(name).ok_or_else(|| origin.no_text(name))?;
    if !value.is_string() {
        return Err(origin.wrong_type(name, value.kind()));
    }
    let text = value.string().map_err(|error| origin.bad_text(name, &reason(&error)))?;
    if text.contains('\0') {
        return Err(origin.nul_character());
    }
    let mut remarks = Vec::new();
    let mut field = |field| beside(&object, fields.name(field), origin, &mut remarks);
    let (id, date, url) = (field(Field::Id), field(Field::Date), field(Field::Url));
    let (source, outlet, agency) =
        (field(Field::Source), field(Field::Outlet), field(Field::Agency));
    let raw = value.offsets(offset);
    Ok(Item { text, raw, id, date, url, source, outlet, agency, remarks })
}

/// A field that may be missing; one of another type is left out with a remark.
fn beside(
    object: &Object<'_>,
    name: &str,
    origin: Origin<'_>,
    remarks: &mut Vec<Diagnostic>,
) -> Option<String> {
    let value = object.get(name)?;
    let text = value.string_or_number();
    if text.is_none() {
        remarks.push(origin.ignored_field(name, value.kind()));
    }
    text.filter(|text| !text.trim().is_empty())
}

/// The words of a JSON error without its line, which is always 1.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.replace(" at line 1 column ", " at byte ")
}
