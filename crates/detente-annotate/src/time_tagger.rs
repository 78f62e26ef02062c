use detente_resources::{Error, TimeRules};
use detente_schema::{Document, Span, Timex};
use jiff::civil::Date;

use crate::timex::{Passage, Tagger, rough_sentences};

/// Finds the temporal expressions of a text in one language, and nothing else.
///
/// Made once, used for any number of texts, from any number of threads. The same text and day give
/// the same expressions.
///
/// ```
/// use detente_annotate::TimeTagger;
/// use jiff::civil::date;
///
/// let day = Some(date(2021, 7, 12));
/// let english = TimeTagger::load("en")?;
/// let text = "The treaty, signed on 11 July 1961, was renewed last week.";
/// let found = english.tag(text, day);
/// assert_eq!(found[0].span.of(text), "11 July 1961");
/// assert_eq!(found[0].value_text(), "1961-07-11");
/// assert_eq!(found[1].value_text(), "2021-W27");
///
/// let spanish = TimeTagger::load("es")?;
/// let text = "El tratado, firmado el 11 de julio de 1961, fue renovado la semana pasada.";
/// let found = spanish.tag(text, day);
/// assert_eq!(found[0].span.of(text), "el 11 de julio de 1961");
/// assert_eq!(found[0].value_text(), "1961-07-11");
/// assert_eq!(found[1].value_text(), "2021-W27");
/// # Ok::<(), detente_resources::Error>(())
/// ```
///
/// # What comes out
///
/// - **Extents** are [`Span`]s of UTF-8 bytes of the text, half-open, always on character borders,
///   in the order of the text; no two overlap.
/// - **Values** are those of TIMEX3 ([`Timex::value_text`]): `2021-07-12`, `2021-W27`, `P3D`,
///   `PAST_REF`. What only a day could tell is printed `X` where none was given:
///   `XXXX-XX-XX` is "yesterday" of an unknown day.
/// - **Days** are those of the civil calendar, proleptic Gregorian, from year -9999 to 9999; a year
///   before the common era is printed `BC0490`. A day that the calendar does not have, such as
///   30 February, is no expression. [`Timex::interval`] gives the first and last day of a value.
/// - **Time zones** are not read or converted: an hour is the hour of the place told of, `T17:00`.
/// - **Weeks** are those of ISO 8601 and begin on Monday; seasons are those of the northern half.
#[derive(Debug)]
pub struct TimeTagger(Tagger);

impl TimeTagger {
    /// The tagger of a language that is compiled in, by its code; see
    /// [`detente_resources::languages()`]. An unknown code is an error that lists those known.
    pub fn load(language: &str) -> Result<Self, Error> {
        TimeRules::load(language).map(|rules| Self::new(&rules))
    }

    /// A tagger of these rules, as of a language read by [`TimeRules::parse`].
    pub fn new(rules: &TimeRules) -> Self {
        Self(Tagger::new(rules))
    }

    /// The expressions of `text`, which was written on the day `dct` (document creation time).
    ///
    /// Sentences are cut at blank lines, and at full stops, question and exclamation marks before a
    /// capital letter, except after very short words; who knows better calls
    /// [`Self::tag_sentences`]. No text is an error.
    pub fn tag(&self, text: &str, dct: Option<Date>) -> Vec<Timex> {
        self.tag_sentences(text, &rough_sentences(text), dct)
    }

    /// The same for a text whose sentences are known: spans of it in the order of the text, none of
    /// which overlap. A span that is not on character borders of the text panics.
    pub fn tag_sentences(&self, text: &str, sentences: &[Span], dct: Option<Date>) -> Vec<Timex> {
        self.0.tag(Passage { text, sentences, dct })
    }

    /// The expressions of a document, sentence by sentence.
    pub fn tag_document(&self, document: &Document) -> Vec<Timex> {
        let sentences: Vec<Span> = document.sentences.iter().map(|s| s.span).collect();
        self.tag_sentences(&document.text, &sentences, document.dct.value)
    }
}
