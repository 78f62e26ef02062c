//! One line of JSON to its fields, each with its place in the line.

use std::borrow::Cow;
use std::collections::BTreeMap;

use detente_schema::{OffsetMap, OffsetMapBuilder};
use serde_json::value::RawValue;

/// A JSON object whose values have not been read yet.
pub(crate) struct Object<'a> {
    line: &'a str,
    values: BTreeMap<Cow<'a, str>, &'a RawValue>,
}

/// A value of an object and where it begins in the line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a> {
    json: &'a str,
    offset: usize,
}

impl<'a> Object<'a> {
    /// The object that `line` is. Where a name stands twice, the last value counts.
    pub(crate) fn parse(line: &'a str) -> Result<Self, serde_json::Error> {
        Self::within(line, line)
    }

    fn within(line: &'a str, json: &'a str) -> Result<Self, serde_json::Error> {
        Ok(Self { line, values: serde_json::from_str(json)? })
    }

    /// The value named `path`, or else, if there are full stops in `path`, in nested objects.
    /// `null` is no value.
    pub(crate) fn get(&self, path: &str) -> Option<Value<'a>> {
        if let Some(raw) = self.values.get(path) {
            return (raw.get() != "null").then(|| self.locate(raw.get()));
        }
        let (first, rest) = path.split_once('.')?;
        Self::within(self.line, self.values.get(first)?.get()).ok()?.get(rest)
    }

    /// Raw values are slices of the line, so their addresses tell where they lie.
    fn locate(&self, json: &'a str) -> Value<'a> {
        Value { json, offset: json.as_ptr() as usize - self.line.as_ptr() as usize }
    }
}

impl Value<'_> {
    /// What it is, in words.
    pub(crate) fn kind(&self) -> &'static str {
        match self.json.as_bytes().first() {
            Some(b'"') => "a string",
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b't' | b'f') => "true or false",
            _ => "a number",
        }
    }

    pub(crate) fn is_string(&self) -> bool {
        self.json.starts_with('"')
    }

    pub(crate) fn string(&self) -> Result<String, serde_json::Error> {
        serde_json::from_str(self.json)
    }

    /// A string, or a number as it is written.
    pub(crate) fn string_or_number(&self) -> Option<String> {
        match self.kind() {
            "a string" => self.string().ok(),
            "a number" => Some(self.json.to_owned()),
            _ => None,
        }
    }

    /// The way from the string's characters back to the file, in which the line begins at `base`.
    pub(crate) fn offsets(&self, base: u64) -> OffsetMap {
        let mut map = OffsetMapBuilder::starting_at(base + self.offset as u64 + 1);
        let body = self.json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
        let mut rest = body.unwrap_or_default();
        while let Some(plain) = rest.find('\\') {
            map.copy(plain);
            let (text_len, raw_len) = escape(&rest.as_bytes()[plain..]);
            map.push(text_len, raw_len);
            rest = rest.get(plain + usize::from(raw_len)..).unwrap_or_default();
        }
        map.copy(rest.len());
        map.finish()
    }
}

/// Lengths in UTF-8 and in JSON of the character whose escape begins `json`.
fn escape(json: &[u8]) -> (u8, u8) {
    if json.get(1) != Some(&b'u') {
        return (1, 2);
    }
    match unit(&json[2..]) {
        0..0x80 => (1, 6),
        0x80..0x800 => (2, 6),
        0xD800..0xDC00 => (4, 12),
        _ => (3, 6),
    }
}

/// The UTF-16 unit of four hexadecimal digits.
fn unit(digits: &[u8]) -> u32 {
    let digits = digits.iter().take(4);
    digits.fold(0, |unit, &digit| unit * 16 + char::from(digit).to_digit(16).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `text` as a JSON string in which every character that `escaped` names is an escape.
    fn written(text: &str, escaped: &[bool]) -> String {
        let mut json = String::from('"');
        for (i, c) in text.chars().enumerate() {
            if escaped.get(i) == Some(&true) {
                let mut units = [0; 2];
                let units = c.encode_utf16(&mut units).iter();
                json.extend(units.map(|unit| format!("\\u{unit:04X}")));
            } else {
                let plain = serde_json::to_string(&c).unwrap();
                json += &plain[1..plain.len() - 1];
            }
        }
        json + "\""
    }

    #[test]
    fn finds_nested_fields_and_the_last_of_two() {
        let line = r#"{"a":{"b":{"c":"in"}}, "a.b":7, "t":"old", "t" : "new"}"#;
        let object = Object::parse(line).unwrap();
        assert_eq!(object.get("a.b.c").unwrap().string().unwrap(), "in");
        assert_eq!(object.get("a.b").unwrap().string_or_number().unwrap(), "7");
        let text = object.get("t").unwrap();
        assert_eq!(&line[text.offsets(0).raw(0) as usize..][..3], "new");
        assert!(object.get("a.x").is_none());
    }

    #[test]
    fn what_is_no_object_is_an_error() {
        for line in ["[1]", "{\"a\":", "\"text\"", "{}{}", ""] {
            assert!(Object::parse(line).is_err(), "{line}");
        }
    }

    proptest! {
        #[test]
        fn every_character_leads_to_its_bytes(
            text in any::<String>(), escaped in prop::collection::vec(any::<bool>(), 0..40), base in 0u64..99,
        ) {
            let line = format!(" {{ \"x\" : [1], \"text\":{} }}", written(&text, &escaped));
            let value = Object::parse(&line).unwrap().get("text").unwrap();
            prop_assert_eq!(value.string().unwrap(), text.clone());
            let map = value.offsets(base);
            for (at, c) in text.char_indices() {
                let (from, to) = (map.raw(at) - base, map.raw(at + c.len_utf8()) - base);
                let json = format!("\"{}\"", &line[from as usize..to as usize]);
                prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), c.to_string());
            }
        }
    }
}
