use crate::Error;

/// To be written.
#[derive(Debug)]
pub struct TimeRules {}

impl TimeRules {
    pub(crate) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
