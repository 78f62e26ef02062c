use crate::Error;

/// To be written.
#[derive(Debug)]
pub struct Register {}

impl Register {
    pub(crate) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
