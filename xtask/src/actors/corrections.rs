//! What a source has wrong, and what stands there instead: one stay in an office at a time, each with its reason.

use anyhow::{Context, Result, bail};
use jiff::civil::Date;

use super::spell::{Bound, Spell};
use super::text;

const CORRECTIONS: &str = include_str!("corrections.tsv");

/// The lines of the table, and which of them have met their stay.
pub(super) struct Corrections(Vec<Correction>);

/// The stay that a line is for, and what is changed in it.
struct Correction {
    line: &'static str,
    source: &'static str,
    of: &'static str,
    office: &'static str,
    /// The identifier that the name gives.
    name: &'static str,
    from: Date,
    change: Change,
    met: bool,
}

enum Change {
    Drop,
    /// Each in turn.
    Set(Vec<Field>),
}

#[derive(Clone)]
enum Field {
    Office(&'static str),
    Of(&'static str),
    /// One more name, which goes before the source's.
    Name(&'static str),
    /// The only name: those of the source are another person's.
    Person(&'static str),
    From(Date),
    Until(Date),
}

impl Corrections {
    pub(super) fn read() -> Result<Self> {
        let lines = CORRECTIONS.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| parse(line).with_context(|| line)).collect::<Result<_>>().map(Self)
    }

    /// The stays with what is known to be wrong put right. A stay for which there are several lines
    /// becomes one for each of them.
    pub(super) fn apply(&mut self, spells: Vec<Spell>) -> Vec<Spell> {
        spells.into_iter().flat_map(|spell| self.correct(spell)).collect()
    }

    fn correct(&mut self, spell: Spell) -> Vec<Spell> {
        let mut fitting: Vec<_> = self.0.iter_mut().filter(|line| line.fits(&spell)).collect();
        if fitting.is_empty() {
            return vec![spell];
        }
        fitting.iter_mut().for_each(|line| line.met = true);
        fitting.iter().filter_map(|line| line.change.on(&spell)).collect()
    }

    /// Fails if a line fits no stay any more, so that none outlives its error.
    pub(super) fn all_met(&self) -> Result<()> {
        match self.0.iter().find(|correction| !correction.met) {
            Some(correction) => bail!("corrections.tsv: no stay fits `{}`", correction.line),
            None => Ok(()),
        }
    }
}

impl Correction {
    fn fits(&self, spell: &Spell) -> bool {
        let is_named = || spell.names.iter().any(|name| text::identifier(name) == self.name);
        (self.source, self.of, self.office, self.from)
            == (spell.source, spell.of.as_str(), spell.office.as_str(), spell.from.day)
            && is_named()
    }
}

impl Change {
    fn on(&self, spell: &Spell) -> Option<Spell> {
        let Self::Set(fields) = self else { return None };
        let mut spell = spell.clone();
        fields.iter().for_each(|field| field.set(&mut spell));
        Some(spell)
    }
}

impl Field {
    fn set(&self, spell: &mut Spell) {
        match *self {
            Self::Office(office) => office.clone_into(&mut spell.office),
            Self::Of(of) => of.clone_into(&mut spell.of),
            Self::Name(name) => add_name(spell, name),
            Self::Person(name) => (spell.names, spell.surname) = (vec![name.to_owned()], None),
            Self::From(day) => spell.from = Bound::exact(day),
            Self::Until(day) => (spell.until, spell.unended) = (Some(Bound::exact(day)), false),
        }
    }
}

/// Of the source's names, a bare surname or one with initials is left out.
fn add_name(spell: &mut Spell, name: &str) {
    spell.names.retain(|known| text::key(known).len() > 1);
    spell.names.insert(0, name.to_owned());
}

fn parse(line: &'static str) -> Result<Correction> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [source, of, office, name, from, change, reason] = *fields.as_slice() else {
        bail!("a correction has seven fields");
    };
    if reason.is_empty() {
        bail!("a correction needs its reason");
    }
    let (from, change) = (from.parse()?, parse_change(change)?);
    Ok(Correction { line, source, of, office, name, from, change, met: false })
}

fn parse_change(text: &'static str) -> Result<Change> {
    if text == "drop" {
        return Ok(Change::Drop);
    }
    text.split("; ").map(parse_field).collect::<Result<_>>().map(Change::Set)
}

fn parse_field(text: &'static str) -> Result<Field> {
    Ok(match text.split_once('=').context("a change is `drop` or `field=value`")? {
        ("office", office) => Field::Office(office),
        ("of", of) => Field::Of(of),
        ("name", name) => Field::Name(name),
        ("person", name) => Field::Person(name),
        ("from", day) => Field::From(day.parse()?),
        ("until", day) => Field::Until(day.parse()?),
        (field, _) => bail!("`{field}` cannot be corrected"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn stay() -> Spell {
        Spell {
            names: vec!["Ann Alder".to_owned()],
            surname: None,
            wikidata: None,
            office: "king".to_owned(),
            of: "AAA".to_owned(),
            from: Bound::rough(date(2001, 1, 1)),
            until: None,
            unended: true,
            source: "list",
        }
    }

    /// Offices and years that a stay has after these lines.
    fn corrected(lines: &[&'static str]) -> Vec<(String, i16, Option<i16>)> {
        let mut table = Corrections(lines.iter().map(|line| parse(line).unwrap()).collect());
        let spells = table.apply(vec![stay()]);
        let year = |bound: Bound| bound.day.year();
        let years = |s: Spell| (s.office, year(s.from), s.until.map(year));
        spells.into_iter().map(years).collect()
    }

    #[test]
    fn a_stay_becomes_one_for_each_of_its_lines() {
        let lines = [
            "list\tAAA\tking\tANN_ALDER\t2001-01-01\toffice=regent; until=2004-01-01\tfor a child",
            "list\tAAA\tking\tANN_ALDER\t2001-01-01\tfrom=2004-01-01\tthen crowned",
        ];
        let parts = [("regent".to_owned(), 2001, Some(2004)), ("king".to_owned(), 2004, None)];
        assert_eq!(corrected(&lines), parts);
        assert_eq!(corrected(&["list\tAAA\tking\tANN_ALDER\t2001-01-01\tdrop\ta dog"]), []);
    }

    #[test]
    fn a_line_fits_one_stay_or_is_an_error() {
        let line = "list\tAAA\tking\tANN_ALDER\t2001-01-02\tdrop\tanother day";
        assert_eq!(corrected(&[line]).len(), 1);
        assert!(Corrections(vec![parse(line).unwrap()]).all_met().is_err());
        for wrong in ["list\tAAA\tking\tA\t2001-01-01\tdrop", "list\tAAA\tking\tA\t2001\tdrop\tx"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert!(parse("list\tAAA\tking\tA\t2001-01-01\tdrop\t").is_err());
        assert!(parse("list\tAAA\tking\tA\t2001-01-01\tage=7\tx").is_err());
    }

    #[test]
    fn the_table_can_be_read() {
        assert!(Corrections::read().is_ok());
    }
}
