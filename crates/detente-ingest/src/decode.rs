//! Bytes of a text file to text, with the way back to the bytes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use detente_schema::{Diagnostic, OffsetMap, OffsetMapBuilder};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::problem::Origin;

/// How many bytes tell the encoding.
const SAMPLE: usize = 1 << 20;

/// A decoded text.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// Without the byte order mark, otherwise as in the file.
    pub(crate) text: String,
    pub(crate) raw: OffsetMap,
    pub(crate) remarks: Vec<Diagnostic>,
}

/// Decodes a file: UTF-8, UTF-16 with a byte order mark or evident, else the legacy encoding that
/// the bytes look like most.
pub(crate) fn decode(bytes: Vec<u8>, origin: Origin<'_>) -> Result<Decoded, Diagnostic> {
    let mark = Encoding::for_bom(&bytes);
    let start = mark.map_or(0, |(_, length)| length);
    let named = mark.map(|(encoding, _)| encoding);
    let Some(encoding) = named.filter(|e| *e != UTF_8).or_else(|| evident_utf16(&bytes[start..]))
    else {
        return eight_bit(bytes, start, origin);
    };
    let transcoded = from_utf16(encoding, &bytes, start);
    refuse_nul(&transcoded.text, origin)?;
    let damage = (transcoded.replaced > 0)
        .then(|| origin.damaged_characters(encoding.name(), transcoded.replaced));
    Ok(transcoded.decoded(damage))
}

fn eight_bit(bytes: Vec<u8>, start: usize, origin: Origin<'_>) -> Result<Decoded, Diagnostic> {
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(origin.nul_bytes(at));
    }
    let bytes = match utf8(bytes, start) {
        Ok(text) => {
            return Ok(Decoded { text, raw: OffsetMap::shifted(start as u64), remarks: vec![] });
        }
        Err(bytes) => bytes,
    };
    let valid = std::str::from_utf8(&bytes[start..]).map_or_else(|e| e.valid_up_to(), str::len);
    let first_bad = start + valid;
    let (name, transcoded) = if is_mostly_utf8(&bytes[start..]) {
        (UTF_8.name(), from_damaged_utf8(&bytes, start))
    } else {
        let encoding = legacy(&bytes, first_bad);
        (encoding.name(), from_legacy(encoding, &bytes, start))
    };
    let remark = origin.invalid_utf8(first_bad, name, transcoded.replaced);
    Ok(transcoded.decoded(Some(remark)))
}

/// The bytes from `start` on as text, without a copy where nothing precedes; or the bytes again.
fn utf8(bytes: Vec<u8>, start: usize) -> Result<String, Vec<u8>> {
    if start == 0 {
        return String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes);
    }
    std::str::from_utf8(&bytes[start..]).map(str::to_owned).map_err(|_| ()).or(Err(bytes))
}

fn refuse_nul(text: &str, origin: Origin<'_>) -> Result<(), Diagnostic> {
    if text.contains('\0') { Err(origin.nul_character()) } else { Ok(()) }
}

/// UTF-16 without a mark: in a sample, nearly every second byte is NUL and hardly any other.
fn evident_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let nul = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (high_first, low_first, pairs) = (nul(0), nul(1), sample.len() / 2);
    if pairs == 0 || bytes.len() % 2 == 1 {
        return None;
    }
    let most = |a: usize, b: usize| a * 10 >= pairs * 7 && b * 50 <= pairs;
    if most(low_first, high_first) {
        return Some(UTF_16LE);
    }
    most(high_first, low_first).then_some(UTF_16BE)
}

/// True if sequences that only UTF-8 has are far more than those that it cannot have.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 4 * bad
}

/// The legacy encoding of a text that is not UTF-8, judged around its first such byte.
fn legacy(bytes: &[u8], first_bad: usize) -> &'static Encoding {
    let start = first_bad.saturating_sub(SAMPLE / 2);
    let end = bytes.len().min(start + SAMPLE);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[start..end], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// A text in the making, with the way back to its bytes.
struct Transcoder {
    text: String,
    raw: OffsetMapBuilder,
    replaced: usize,
}

impl Transcoder {
    fn new(start: usize, capacity: usize) -> Self {
        let raw = OffsetMapBuilder::starting_at(start as u64);
        Self { text: String::with_capacity(capacity), raw, replaced: 0 }
    }

    fn push(&mut self, c: char, raw_len: usize) {
        self.text.push(c);
        self.raw.push(c.len_utf8() as u8, raw_len as u8);
    }

    fn replace(&mut self, raw_len: usize) {
        self.replaced += 1;
        self.push(char::REPLACEMENT_CHARACTER, raw_len);
    }

    fn decoded(self, remark: Option<Diagnostic>) -> Decoded {
        Decoded { text: self.text, raw: self.raw.finish(), remarks: remark.into_iter().collect() }
    }
}

fn from_utf16(encoding: &Encoding, bytes: &[u8], start: usize) -> Transcoder {
    let mut out = Transcoder::new(start, bytes.len());
    let unit = if encoding == UTF_16LE { u16::from_le_bytes } else { u16::from_be_bytes };
    let (pairs, rest) = bytes[start..].as_chunks::<2>();
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match decoded {
            Ok(c) => out.push(c, 2 * c.len_utf16()),
            Err(_) => out.replace(2),
        }
    }
    if !rest.is_empty() {
        out.replace(1);
    }
    out
}

fn from_damaged_utf8(bytes: &[u8], start: usize) -> Transcoder {
    let mut out = Transcoder::new(start, bytes.len());
    for chunk in bytes[start..].utf8_chunks() {
        out.text.push_str(chunk.valid());
        out.raw.copy(chunk.valid().len());
        if !chunk.invalid().is_empty() {
            out.replace(chunk.invalid().len());
        }
    }
    out
}

/// Feeds byte by byte, so that every character is known by the bytes that made it.
fn from_legacy(encoding: &'static Encoding, bytes: &[u8], start: usize) -> Transcoder {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out = Transcoder::new(start, bytes.len());
    let mut buffer = [0u8; 32];
    let mut pending = 0;
    for at in start..=bytes.len() {
        let input = &bytes[at..(at + 1).min(bytes.len())];
        let (_, _, written, damaged) = decoder.decode_to_utf8(input, &mut buffer, input.is_empty());
        out.replaced += usize::from(damaged);
        pending += input.len();
        let made = std::str::from_utf8(&buffer[..written]).unwrap_or_default();
        let mut left = made.chars().count();
        for c in made.chars() {
            left -= 1;
            let width = pending.saturating_sub(left);
            out.push(c, width);
            pending -= width;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ORIGIN: Origin<'_> = Origin { source: "report.txt", line: None };

    fn text(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), ORIGIN).unwrap().text
    }

    /// Every character's bytes in the file, decoded alone, are the character.
    fn leads_back(bytes: &[u8], encoding: &'static Encoding) -> Result<(), TestCaseError> {
        let decoded = decode(bytes.to_vec(), ORIGIN).unwrap();
        for (at, c) in decoded.text.char_indices() {
            let (from, to) = (decoded.raw.raw(at), decoded.raw.raw(at + c.len_utf8()));
            let bytes = &bytes[from as usize..to as usize];
            let (alone, _) = encoding.decode_without_bom_handling(bytes);
            prop_assert_eq!(alone, c.to_string());
        }
        Ok(())
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn the_text_stays_as_it_is_and_only_the_mark_goes() {
        assert_eq!(text("\u{feff}\r\n\n “Rain” fell.\r\n".as_bytes()), "\r\n\n “Rain” fell.\r\n");
    }

    #[test]
    fn utf16_is_seen_with_and_without_a_mark() {
        let report = "The ministers met in Vienna – again.";
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(text(&utf16(report, unit)), report);
            assert_eq!(text(&utf16(&format!("\u{feff}{report}"), unit)), report);
        }
    }

    #[test]
    fn windows_1252_is_read_with_a_remark_on_the_first_byte() {
        let decoded =
            decode(b"The envoy said: \x93We agree\x94 \x96 no more.".to_vec(), ORIGIN).unwrap();
        assert_eq!(decoded.text, "The envoy said: “We agree” – no more.");
        assert_eq!(decoded.remarks[0].code, "invalid-utf8");
        assert!(decoded.remarks[0].message.starts_with("byte 16 "), "{}", decoded.remarks[0]);
        assert!(decoded.remarks[0].message.contains("windows-1252"));
    }

    #[test]
    fn a_damaged_utf8_text_is_not_read_as_something_else() {
        let mut bytes = "“Çağrı” – dedi. “Évian” – non.".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 5);
        bytes.extend(b"\xE2\x80");
        let decoded = decode(bytes, ORIGIN).unwrap();
        assert!(decoded.text.starts_with("“Çağrı” – dedi."));
        assert!(decoded.text.ends_with('\u{fffd}'));
        assert!(!decoded.remarks[0].lost);
    }

    #[test]
    fn binary_data_is_refused_with_its_place() {
        let refused = decode(b"PK\x03\x04 \0\x01 word".to_vec(), ORIGIN).unwrap_err();
        assert_eq!(refused.code, "nul-bytes");
        assert!(refused.message.contains("byte 5 "), "{refused}");
    }

    proptest! {
        #[test]
        fn utf8_leads_back(report in "\\PC{0,60}", mark in any::<bool>()) {
            let report = format!("{}{report}", if mark { "\u{feff}" } else { "" });
            leads_back(report.as_bytes(), UTF_8)?;
        }

        #[test]
        fn utf16_leads_back(report in "\\PC{0,60}") {
            let report = format!("\u{feff}{report}");
            leads_back(&utf16(&report, u16::to_le_bytes), UTF_16LE)?;
            leads_back(&utf16(&report, u16::to_be_bytes), UTF_16BE)?;
        }

        #[test]
        fn legacy_encodings_lead_back(report in "[a-zA-Zéüñ “”–ç]{0,40}") {
            let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&report);
            let out = from_legacy(encoding_rs::WINDOWS_1252, &bytes, 0);
            let raw = out.raw.finish();
            prop_assert_eq!(&out.text, &report);
            for (n, (at, _)) in report.char_indices().enumerate() {
                prop_assert_eq!(raw.raw(at), n as u64);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(decoded) = decode(bytes.clone(), ORIGIN) {
                let end = decoded.raw.raw(decoded.text.len());
                prop_assert_eq!(end, bytes.len() as u64);
            }
        }
    }
}
