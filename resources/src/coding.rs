use crate::Error;

/// To be written.
#[derive(Debug)]
pub struct CodingLexicon {}

impl CodingLexicon {
    pub(crate) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
