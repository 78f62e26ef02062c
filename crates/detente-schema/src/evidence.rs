use serde::{Deserialize, Serialize};

use crate::{Digest, Document, Span};

/// The bytes that say so: document, place and exact words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// The document.
    pub document: Digest,
    /// Where in its text.
    pub span: Span,
    /// The words that stand there.
    pub quote: String,
}

/// Why evidence does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// The evidence is of another document.
    #[error("the evidence is of another document")]
    OtherDocument,
    /// The span leaves the text or splits a character.
    #[error("bytes {0:?} are no stretch of the text")]
    OutOfText(Span),
    /// Other words stand there.
    #[error("bytes {span:?} read \"{found}\", not \"{expected}\"")]
    OtherWords {
        /// Where.
        span: Span,
        /// What stands there.
        found: String,
        /// What the evidence says.
        expected: String,
    },
}

impl Evidence {
    /// The evidence that `document` has at `span`.
    pub fn new(document: &Document, span: Span) -> Self {
        Self { document: document.digest.clone(), span, quote: document.slice(span).to_owned() }
    }

    /// Slices `document` again and compares.
    pub fn verify(&self, document: &Document) -> Result<(), EvidenceError> {
        if document.digest != self.document {
            return Err(EvidenceError::OtherDocument);
        }
        self.verify_text(&document.text)
    }

    /// Slices the text of the document again and compares.
    pub fn verify_text(&self, text: &str) -> Result<(), EvidenceError> {
        match self.span.get(text) {
            None => Err(EvidenceError::OutOfText(self.span)),
            Some(found) if found == self.quote => Ok(()),
            Some(found) => Err(EvidenceError::OtherWords {
                span: self.span,
                found: found.to_owned(),
                expected: self.quote.clone(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_holds_only_while_the_words_stand_there() {
        let span = Span::new(3, 6);
        let evidence = Evidence { document: Digest(String::new()), span, quote: "met".into() };
        assert_eq!(evidence.verify_text("Xi met Kim"), Ok(()));
        assert!(matches!(
            evidence.verify_text("Xi saw Kim"),
            Err(EvidenceError::OtherWords { .. })
        ));
        assert_eq!(evidence.verify_text("Xi"), Err(EvidenceError::OutOfText(span)));
    }
}
