use crate::Error;

/// To be written.
#[derive(Debug)]
pub struct SegmentationLexicon {}

impl SegmentationLexicon {
    pub(crate) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
