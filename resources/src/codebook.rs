use std::collections::BTreeMap;

use detente_schema::{EventType, QuadClass};

use crate::Error;

const PLOVER: (&str, &str) = ("codes/plover.tsv", include_str!("../codes/plover.tsv"));
const WORDLESS: (&str, &str) =
    ("codes/cameo_of_plover.tsv", include_str!("../codes/cameo_of_plover.tsv"));
const CAMEO: (&str, &str) = ("codes/cameo.tsv", include_str!("../codes/cameo.tsv"));

/// The event types of PLOVER with their modes, and the codes of CAMEO.
#[derive(Debug, Clone)]
pub struct Codebook {
    modes: BTreeMap<EventType, Vec<String>>,
    cameo: BTreeMap<String, CameoCode>,
    coded: BTreeMap<(EventType, String), String>,
}

#[derive(Debug, Clone)]
struct CameoCode {
    name: String,
    goldstein: Option<f32>,
}

impl Codebook {
    /// Parses and validates what is compiled in.
    pub(crate) fn load() -> Result<Self, Error> {
        let (modes, cameo) = (modes(PLOVER.0, PLOVER.1)?, cameo(CAMEO.0, CAMEO.1)?);
        let coded = coded(WORDLESS.0, WORDLESS.1, &modes, &cameo)?;
        Ok(Self { modes, cameo, coded })
    }

    /// The modes of an event type, sorted; empty for a type without modes.
    pub fn modes(&self, kind: EventType) -> &[String] {
        self.modes.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The CAMEO code of an event of which no more is known than its type and mode.
    pub fn cameo_of(&self, kind: EventType, mode: Option<&str>) -> &str {
        let of = |mode: &str| self.coded.get(&(kind, mode.to_owned()));
        mode.and_then(of).or_else(|| of("")).map_or("", String::as_str)
    }

    /// The name of a CAMEO code, given as digits with the leading zero.
    pub fn cameo_name(&self, code: &str) -> Option<&str> {
        self.cameo.get(code).map(|entry| entry.name.as_str())
    }

    /// True if CAMEO has that code.
    pub fn has_cameo(&self, code: &str) -> bool {
        self.cameo.contains_key(code)
    }

    /// Goldstein's score of a CAMEO code: from -10, conflict, to 10, cooperation.
    pub fn goldstein(&self, code: &str) -> Option<f32> {
        self.cameo.get(code)?.goldstein
    }
}

/// The fields of every line that is no comment, with the number of the line.
fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let records = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    records.map(|(number, line)| (number, line.split('\t').collect()))
}

/// Type, quad class, modes separated by commas.
fn modes(file: &str, text: &str) -> Result<BTreeMap<EventType, Vec<String>>, Error> {
    let mut modes = BTreeMap::new();
    for (number, fields) in rows(text) {
        let refuse = |why: String| Error::new(file, format!("line {number}: {why}"));
        let [kind, quad, list] = *fields.as_slice() else {
            return Err(refuse(format!("{} fields, not 3", fields.len())));
        };
        let kind: EventType = kind.parse().map_err(|error| refuse(format!("{error}")))?;
        let quad: QuadClass = quad.parse().map_err(|error| refuse(format!("{error}")))?;
        if quad != kind.quad_class() {
            return Err(refuse(format!("{kind} is {}", kind.quad_class())));
        }
        let list = list.split(',').filter(|mode| !mode.is_empty()).map(str::to_owned).collect();
        if modes.insert(kind, list).is_some() {
            return Err(refuse(format!("{kind} stands there twice")));
        }
    }
    match EventType::ALL.iter().find(|kind| !modes.contains_key(kind)) {
        Some(kind) => Err(Error::new(file, format!("{kind} is missing"))),
        None => Ok(modes),
    }
}

/// Code, name, Goldstein's score.
fn cameo(file: &str, text: &str) -> Result<BTreeMap<String, CameoCode>, Error> {
    let mut codes = BTreeMap::new();
    for (number, fields) in rows(text) {
        let refuse = |why: &str| Error::new(file, format!("line {number}: {why}"));
        let [code, name, score] = *fields.as_slice() else { return Err(refuse("not 3 fields")) };
        if !(2..=4).contains(&code.len()) || !code.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(refuse("a code has two to four digits"));
        }
        let goldstein = match (score, score.parse()) {
            ("", _) => None,
            (_, Ok(number)) if (-10.0..=10.0).contains(&number) => Some(number),
            _ => return Err(refuse("the score is no number from -10 to 10")),
        };
        let entry = CameoCode { name: name.to_owned(), goldstein };
        if codes.insert(code.to_owned(), entry).is_some() {
            return Err(refuse("the code stands there twice"));
        }
    }
    Ok(codes)
}

/// Type, mode, CAMEO code; every type stands there without a mode too.
fn coded(
    file: &str,
    text: &str,
    modes: &BTreeMap<EventType, Vec<String>>,
    cameo: &BTreeMap<String, CameoCode>,
) -> Result<BTreeMap<(EventType, String), String>, Error> {
    let mut coded = BTreeMap::new();
    for (number, fields) in rows(text) {
        let refuse = |why: String| Error::new(file, format!("line {number}: {why}"));
        let [kind, mode, code] = *fields.as_slice() else {
            return Err(refuse(format!("{} fields, not 3", fields.len())));
        };
        let kind: EventType = kind.parse().map_err(|error| refuse(format!("{error}")))?;
        if !mode.is_empty() && !modes[&kind].iter().any(|known| known == mode) {
            return Err(refuse(format!("{kind} has no mode `{mode}`")));
        }
        if !cameo.contains_key(code) {
            return Err(refuse(format!("CAMEO has no code `{code}`")));
        }
        coded.insert((kind, mode.to_owned()), code.to_owned());
    }
    match EventType::ALL.iter().find(|kind| !coded.contains_key(&(**kind, String::new()))) {
        Some(kind) => Err(Error::new(file, format!("{kind} is missing"))),
        None => Ok(coded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codebook_knows_types_and_codes() {
        let codebook = Codebook::load().unwrap();
        assert!(codebook.modes(EventType::Consult).contains(&"visit".to_owned()));
        assert!(codebook.modes(EventType::Agree).is_empty());
        assert!(codebook.has_cameo("042"));
        assert!(!codebook.has_cameo("42"));
        assert_eq!(codebook.cameo_name("042"), Some("Make a visit"));
        assert_eq!(codebook.goldstein("20"), Some(-10.0));
        assert_eq!(codebook.goldstein("999"), None);
        for kind in EventType::ALL {
            assert!(codebook.modes(*kind).is_sorted());
        }
        assert_eq!(codebook.cameo_of(EventType::Consult, Some("visit")), "042");
        assert_eq!(codebook.cameo_of(EventType::Consult, Some("unheard of")), "040");
    }

    #[test]
    fn what_cannot_be_right_is_refused() {
        for line in ["42x\tname\t1", "042\tname", "042\tname\t11", "042\tname\tNaN"] {
            assert!(cameo("c.tsv", line).is_err(), "{line}");
        }
        assert!(cameo("c.tsv", "042\ta\t1\n042\ta\t1").is_err());
        for line in ["AGREE\tmaterial conflict\t", "SMILE\tverbal cooperation\t", "AGREE"] {
            assert!(modes("p.tsv", line).is_err(), "{line}");
        }
        assert!(modes("p.tsv", "AGREE\tverbal cooperation\t").is_err(), "15 types are missing");
    }
}
