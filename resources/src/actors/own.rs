//! A file of actors that a user adds to the register.

use sha2::{Digest, Sha256};

use super::finding::Finding;

/// The largest file of a user's actors, in bytes.
pub const LARGEST_OWN_FILE: usize = 32 << 20;
/// The most records in it.
const MOST_ROWS: usize = 100_000;
/// The longest line in it, in bytes.
const LONGEST_LINE: usize = 4096;
/// How many findings are kept.
const MOST_FINDINGS: usize = 1000;

/// The text of a user's file of actors.
#[derive(Debug, Clone)]
pub struct OwnActors {
    pub(super) file: String,
    pub(super) text: String,
    pub(super) digest: String,
}

impl OwnActors {
    /// Takes up what stands in `file`. What cannot be the text of such a file is told line by line;
    /// what the records say is checked with the register.
    pub fn new(file: &str, bytes: Vec<u8>) -> Result<Self, Vec<Finding>> {
        let refuse = |line, message| Err(vec![finding(file, line, message)]);
        if bytes.len() > LARGEST_OWN_FILE {
            let most = LARGEST_OWN_FILE >> 20;
            return refuse(0, format!("larger than {most} MiB; keep the actors that you need"));
        }
        let digest = hexadecimal(&Sha256::digest(&bytes));
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = sound.split(|byte| *byte == b'\n').count();
                return refuse(line, "not UTF-8; save the file as UTF-8 text".to_owned());
            }
        };
        let findings = out_of_bounds(file, &text);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        if findings.is_empty() {
            Ok(Self { file: file.to_owned(), text, digest })
        } else {
            Err(findings)
        }
    }

    /// SHA-256 of the file, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn out_of_bounds(file: &str, text: &str) -> Vec<Finding> {
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
    if rows > MOST_ROWS {
        let message = format!("{rows} records, at most {MOST_ROWS}; keep the actors that you need");
        return vec![finding(file, 0, message)];
    }
    let long = text.lines().enumerate().filter(|(_, line)| line.len() > LONGEST_LINE);
    let long = long.map(|(at, line)| {
        let message = format!("{} bytes long, at most {LONGEST_LINE}", line.len());
        finding(file, at + 1, message + "; does a line break lack?")
    });
    long.take(MOST_FINDINGS).collect()
}

fn finding(file: &str, line: usize, message: String) -> Finding {
    Finding { file: file.to_owned(), line, rule: "file", message }
}

#[cfg(test)]
mod tests {
    use super::super::{Catalogue, Register};
    use super::*;
    use detente_schema::ActorId;
    use jiff::civil::date;

    fn own(text: &str) -> OwnActors {
        OwnActors::new("mine.tsv", text.as_bytes().to_vec()).unwrap()
    }

    fn messages(text: &str) -> Vec<String> {
        let findings = Register::with(&own(text)).unwrap_err();
        findings.iter().map(Finding::to_string).collect()
    }

    const WOOD: &str = "\u{feff}# mine\r\n\
        person\tANN_ALDER\tAnn Alder\tPER\tGOV\t\tmine\r\n\
        role\tANN_ALDER\tprime minister\tPER\t2020-01-01\t\tmine\r\n\
        name\tAlder\tSurname\tANN_ALDER\tmine\r\n";

    #[test]
    fn records_are_added_and_the_usual_name_needs_no_line() {
        let register = Register::with(&own(WOOD)).unwrap();
        let id = ActorId("ANN_ALDER".to_owned());
        let names: Vec<_> = register.names().iter().filter(|name| name.actor == id).collect();
        assert_eq!(names.len(), 2, "{names:?}");
        assert_eq!(register.actor(&id).unwrap().roles[0].from, date(2020, 1, 1));
    }

    #[test]
    fn a_later_record_counts_instead() {
        let known = Register::load().unwrap();
        let state = ActorId("FRA".to_owned());
        let day = date(2019, 1, 1);
        let who = known.holders("president", &state, day)[0].id.clone();
        let text = format!(
            "person\t{who}\tOther Name\tFRA\tLEG\t\tmine\n\
             role\t{who}\tpresident\tFRA\t2017-06-01\t2018-12-31\tmine\n"
        );
        let register = Register::with(&own(&text)).unwrap();
        assert_eq!(register.actor(&who).unwrap().name, "Other Name");
        assert!(register.holders("president", &state, day).is_empty());
        assert_eq!(register.holders("president", &state, date(2018, 1, 1)).len(), 1);
    }

    #[test]
    fn every_bad_line_is_named() {
        let text = format!("{WOOD}person\tFRA\tFrance\tFRA\tGOV\t\tmine\nrole\tANN_ALDER\nx\n");
        let messages = messages(&text);
        assert_eq!(messages.len(), 3, "{messages:?}");
        for (message, start) in messages.iter().zip(["mine.tsv:5:", "mine.tsv:6:", "mine.tsv:7:"]) {
            assert!(message.starts_with(start), "{message}");
        }
    }

    #[test]
    fn what_is_out_of_bounds_is_refused() {
        let refused =
            |bytes: Vec<u8>| OwnActors::new("mine.tsv", bytes).unwrap_err()[0].to_string();
        assert!(refused(b"# a\nname\t\xff".to_vec()).contains("mine.tsv:2: file: not UTF-8"));
        assert!(refused(vec![b'a'; 10_000_000]).contains("mine.tsv:1:"));
        assert!(refused(b"name\n".repeat(MOST_ROWS + 1)).contains("100000"));
        assert!(refused(vec![b'#'; LARGEST_OWN_FILE + 1]).contains("32 MiB"));
    }

    #[test]
    fn the_lint_of_a_users_file_tells_what_concerns_it() {
        let text =
            format!("{WOOD}role\tANN_ALDER\tking\tFRA\t2001-01-01\t\tmine\n# as of 2000-01-01\n");
        let own = own(&text);
        let findings = Catalogue::read(Some(&own)).lint();
        assert!(findings.iter().any(|f| f.rule == "after-as-of" && f.line == 5), "{findings:?}");
        assert!(findings.iter().all(|finding| finding.file == "mine.tsv"), "{findings:?}");
    }

    /// What no editor writes, from a fixed seed.
    fn mutated(seed: &mut u64) -> Vec<u8> {
        const STRANGE: &[u8] = b"\0\t\n\r#Q-/;9\xc3\xff_a";
        let mut next = |below: usize| {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(*seed >> 33).unwrap() % below
        };
        let mut bytes = WOOD.as_bytes().to_vec();
        for _ in 0..=next(4) {
            let (at, strange) = (next(bytes.len()), STRANGE[next(STRANGE.len())]);
            match next(3) {
                0 => bytes[at] = strange,
                1 => bytes.insert(at, strange),
                _ => drop(bytes.drain(at..(at + next(40)).min(bytes.len() - 1).max(at))),
            }
        }
        bytes
    }

    #[test]
    fn nothing_that_is_broken_panics() {
        const STATE: &str = "# as of 2020-06-30\nstate\tPER\tPeru\t135\t135\t\t\to\n";
        let mut seed = 1;
        for _ in 0..20_000 {
            let Ok(own) = OwnActors::new("mine.tsv", mutated(&mut seed)) else { continue };
            let catalogue = Catalogue::of(&[("small.tsv", STATE)], Some(&own));
            assert!(catalogue.lint().iter().all(|found| found.file == "mine.tsv"));
            let _ = Register::from_catalogue(catalogue);
        }
    }
}
