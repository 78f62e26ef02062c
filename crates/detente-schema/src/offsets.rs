use serde::{Deserialize, Serialize};

/// Leads from a byte offset in a document's text to the byte offset in the file it was read from.
///
/// A run-length list: within a run every `text_step` bytes of text stand for `raw_step` bytes of
/// the file, so UTF-8 needs one run, UTF-16 one for each stretch of characters of equal width, and
/// a JSON string one more for each escape.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OffsetMap {
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    text: u32,
    raw: u64,
    text_step: u8,
    raw_step: u8,
}

impl OffsetMap {
    /// The map of a text whose bytes stand in the file as they are, from byte `raw` on.
    pub fn shifted(raw: u64) -> Self {
        Self { runs: vec![Run { text: 0, raw, text_step: 1, raw_step: 1 }] }
    }

    /// The file offset of text offset `text`, which must lie on a character boundary.
    pub fn raw(&self, text: usize) -> u64 {
        let at = self.runs.partition_point(|run| run.text as usize <= text);
        let Some(run) = at.checked_sub(1).map(|i| self.runs[i]) else { return text as u64 };
        let steps = (text - run.text as usize) as u64 / u64::from(run.text_step.max(1));
        run.raw + steps * u64::from(run.raw_step)
    }
}

/// Builds an [`OffsetMap`] character by character, from left to right.
#[derive(Debug, Default)]
pub struct OffsetMapBuilder {
    runs: Vec<Run>,
    text: u32,
    raw: u64,
}

impl OffsetMapBuilder {
    /// A builder whose first character starts at byte `raw` of the file.
    pub fn starting_at(raw: u64) -> Self {
        Self { runs: Vec::new(), text: 0, raw }
    }

    /// `bytes` bytes that stand in the text as they do in the file.
    pub fn copy(&mut self, bytes: usize) {
        if bytes > 0 {
            self.push(1, 1);
            self.text += bytes as u32 - 1;
            self.raw += bytes as u64 - 1;
        }
    }

    /// One character of `text_len` bytes in the text, `raw_len` bytes in the file. A `text_len` of
    /// zero says that bytes of the file were left out of the text.
    pub fn push(&mut self, text_len: u8, raw_len: u8) {
        if text_len > 0 && !self.continues(text_len, raw_len) {
            let (text, raw) = (self.text, self.raw);
            self.runs.push(Run { text, raw, text_step: text_len, raw_step: raw_len });
        }
        self.text += u32::from(text_len);
        self.raw += u64::from(raw_len);
    }

    fn continues(&self, text_len: u8, raw_len: u8) -> bool {
        self.runs.last().is_some_and(|run| {
            let steps = u64::from(self.text - run.text) / u64::from(run.text_step);
            (run.text_step, run.raw_step) == (text_len, raw_len)
                && run.raw + steps * u64::from(raw_len) == self.raw
        })
    }

    /// The map, with the end of the text as its last point.
    pub fn finish(mut self) -> OffsetMap {
        if !self.continues(1, 1) {
            self.runs.push(Run { text: self.text, raw: self.raw, text_step: 1, raw_step: 1 });
        }
        OffsetMap { runs: self.runs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_boundary_leads_to_its_byte(chars in prop::collection::vec((1u8..5, 1u8..13), 0..80), base in 0u64..9) {
            let mut builder = OffsetMapBuilder::starting_at(base);
            for &(text, raw) in &chars { builder.push(text, raw); }
            let map = builder.finish();
            let (mut text, mut raw) = (0, base);
            for &(t, r) in &chars {
                prop_assert_eq!(map.raw(text), raw);
                text += t as usize;
                raw += u64::from(r);
            }
            prop_assert_eq!(map.raw(text), raw);
        }

        #[test]
        fn a_copy_is_its_bytes_one_by_one(runs in prop::collection::vec((0usize..9, 1u8..5, 1u8..13), 0..20)) {
            let (mut copied, mut pushed) = (OffsetMapBuilder::default(), OffsetMapBuilder::default());
            for &(bytes, text, raw) in &runs {
                copied.copy(bytes);
                (0..bytes).for_each(|_| pushed.push(1, 1));
                for builder in [&mut copied, &mut pushed] { builder.push(text, raw); }
            }
            prop_assert_eq!(copied.finish(), pushed.finish());
        }
    }
}
