use crate::Error;

/// To be written.
#[derive(Debug)]
pub struct MentionLexicon {}

impl MentionLexicon {
    pub(crate) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
