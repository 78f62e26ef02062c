use crate::Error;

/// To be written.
#[derive(Debug)]
pub struct CreditLexicon {}

impl CreditLexicon {
    pub(crate) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
