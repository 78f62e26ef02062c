use crate::Error;

/// To be written.
#[derive(Debug)]
pub struct Codebook {}

impl Codebook {
    pub(crate) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
