use crate::Error;

/// To be written.
#[derive(Debug)]
pub struct QuoteLexicon {}

impl QuoteLexicon {
    pub(crate) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
