use serde::{Deserialize, Serialize};

use crate::{Mention, Quotation, Timex};

/// What is marked in one document, each list in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Annotations {
    /// Mentions of actors; nested ones are all listed.
    pub mentions: Vec<Mention>,
    /// Temporal expressions; no two overlap.
    pub timexes: Vec<Timex>,
    /// Attributed speech.
    pub quotations: Vec<Quotation>,
}
