use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{ActorId, DateInterval, Diagnostic, OffsetMap, Span};

/// SHA-256 in lower-case hexadecimal: what a document *is*, wherever it lies.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(pub String);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One news report, as read. `text` never changes afterwards; every later claim is a [`Span`] in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What is printed: the item's own id where the input gives one, else the first 16 digits of
    /// the digest.
    pub id: String,
    /// Hash of the report's raw bytes and, for a file that is one report, of its name without
    /// folders: the same file in another folder is the same report, the same bytes under another
    /// name are a copy of it.
    pub digest: Digest,
    /// The input as the user named it; `-` is standard input.
    pub source: String,
    /// The text in UTF-8, without a byte order mark, otherwise as it stands in the input.
    pub text: String,
    /// From offsets in `text` to offsets in the file.
    pub raw: OffsetMap,
    /// Who published it, as far as it says.
    pub credits: Credits,
    /// Document creation time.
    pub dct: Dct,
    /// Paragraphs, without the blank lines between them.
    pub paragraphs: Vec<Span>,
    /// Sentences in the order of the text; they do not overlap.
    pub sentences: Vec<Sentence>,
    /// Tokens in the order of the text. Only white space lies between them.
    pub tokens: Vec<Token>,
    /// What was odd about the input.
    pub diagnostics: Vec<Diagnostic>,
}

/// A document that is not cut yet: all from which the rest of it can be made, and made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentParts {
    /// [`Document::id`].
    pub id: String,
    /// [`Document::digest`].
    pub digest: Digest,
    /// [`Document::source`].
    pub source: String,
    /// [`Document::text`].
    pub text: String,
    /// [`Document::raw`].
    pub raw: OffsetMap,
    /// [`Document::credits`].
    pub credits: Credits,
    /// [`Document::dct`].
    pub dct: Dct,
}

impl From<Document> for DocumentParts {
    fn from(document: Document) -> Self {
        let Document { id, digest, source, text, raw, credits, dct, .. } = document;
        Self { id, digest, source, text, raw, credits, dct }
    }
}

impl Document {
    /// The words of `span`.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize]
    }

    /// The sentence that holds the first byte of `span`.
    pub fn sentence_at(&self, span: Span) -> Option<&Sentence> {
        let after = self.sentences.partition_point(|s| s.span.start() <= span.start());
        let sentence = self.sentences.get(after.checked_sub(1)?)?;
        (span.start() < sentence.span.end()).then_some(sentence)
    }
}

/// A sentence, or a unit that stands for one, such as a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its extent, without surrounding white space.
    pub span: Span,
    /// Its tokens, as a range of indices into [`Document::tokens`].
    pub tokens: Range<u32>,
    /// What kind of unit it is.
    pub kind: SentenceKind,
}

words! {
    /// What a unit of the text is.
    SentenceKind {
        /// A sentence of the report.
        Body = "body",
        /// A headline or a heading between paragraphs.
        Heading = "heading",
        /// A line about the report: its date, its dateline.
        Metadata = "metadata",
        /// A line that names agency, outlet or author.
        Credit = "credit",
    }
}

/// A word, a number, or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Its extent.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

words! {
    /// What a token is.
    TokenKind {
        /// Letters, with inner apostrophes, hyphens and full stops ("Jong-un", "U.S."). A
        /// possessive ending is a word of its own.
        Word = "word",
        /// Digits, with inner separators ("1,500", "7.5").
        Number = "number",
        /// Any other character.
        Mark = "mark",
    }
}

/// Who made the report, as far as the report says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Credits {
    /// The paper, station or site that published it.
    pub outlet: Option<Credit>,
    /// The agency that wrote it.
    pub agency: Option<Credit>,
    /// Where it was written.
    pub dateline: Option<Credit>,
    /// Its address.
    pub url: Option<String>,
}

impl Credits {
    /// Who stands behind the report: the agency that wrote it, else the outlet.
    pub fn maker(&self) -> Option<&Credit> {
        self.agency.as_ref().or(self.outlet.as_ref())
    }
}

/// A name in a credit line, dateline or metadata field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// The usual form of the name ("Agence France-Presse").
    pub name: String,
    /// The register's identifier.
    pub actor: Option<ActorId>,
    /// Where the text says so; `None` if a metadata field does.
    pub span: Option<Span>,
}

words! {
    /// How the document creation time is known.
    DctBasis {
        /// A line at the head of the text.
        Header = "header",
        /// A field beside the text.
        Metadata = "metadata",
        /// The dateline.
        Dateline = "dateline",
        /// Another report of the same story.
        Inherited = "inherited",
        /// The user said so.
        Given = "given",
        /// Not known.
        Unknown = "unknown",
    }
}

/// Document creation time: the day on which a report was published, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dct {
    /// The day.
    pub value: Option<Date>,
    /// How it is known.
    pub basis: DctBasis,
    /// Where the text says so.
    pub span: Option<Span>,
}

impl Dct {
    /// A document of unknown date.
    pub const fn unknown() -> Self {
        Self { value: None, basis: DctBasis::Unknown, span: None }
    }

    /// The day as an interval.
    pub fn interval(&self) -> Option<DateInterval> {
        self.value.map(DateInterval::day)
    }
}
