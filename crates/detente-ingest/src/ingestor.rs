use detente_resources::{CreditLexicon, Resources, SegmentationLexicon};
use detente_schema::{Credits, Diagnostic, Document, DocumentParts};
use jiff::civil::Date;

use crate::credits;
use crate::dates::DateReader;
use crate::dct;
use crate::digest;
use crate::head::{Head, HeadReader};
use crate::item::{self, Item};
use crate::makers::Makers;
use crate::paragraphs::{Line, lines, paragraphs};
use crate::problem::Origin;
use crate::segmentation::{Cutter, Segmentation, Unit};
use crate::sentences::SentenceSplitter;
use crate::tail::{Tail, TailReader};
use crate::tokens::tokens;
use crate::{Options, RawReport};

/// Makes documents of raw reports of one language.
///
/// Made once, used for any number of reports, from any number of threads.
#[derive(Debug)]
pub struct Ingestor {
    dates: DateReader,
    makers: Makers,
    head: HeadReader,
    tail: TailReader,
    sentences: SentenceSplitter,
    told: Vec<String>,
}

/// What the text itself says.
struct Reading {
    lines: Vec<Line>,
    head: Head,
    tail: Tail,
}

impl Ingestor {
    /// Prepares the patterns.
    pub fn new(resources: &Resources) -> Self {
        Self::with(&resources.language.credits, &resources.language.segmentation)
    }

    /// Prepares the patterns of these lexicons, without the other resources.
    pub fn with(lexicon: &CreditLexicon, segmentation: &SegmentationLexicon) -> Self {
        let dates = DateReader::new(lexicon);
        Self {
            head: HeadReader::new(lexicon, &dates),
            tail: TailReader::new(lexicon),
            makers: Makers::new(lexicon),
            sentences: SentenceSplitter::new(segmentation),
            told: lexicon.told.clone(),
            dates,
        }
    }

    /// Decodes a report, dates it, reads its credits and cuts it into sentences and tokens.
    ///
    /// An error is a report that has no text; what is merely odd is in
    /// [`Document::diagnostics`]. The same report and options give the same document.
    pub fn document(&self, report: RawReport, options: &Options) -> Result<Document, Diagnostic> {
        let (parts, diagnostics, reading) = self.read_report(report, options)?;
        let segmentation = self.cut(&parts.text, reading);
        Ok(assemble(parts, segmentation, diagnostics))
    }

    /// The same, not cut yet, with what is odd about it.
    pub fn parts(
        &self,
        report: RawReport,
        options: &Options,
    ) -> Result<(DocumentParts, Vec<Diagnostic>), Diagnostic> {
        self.read_report(report, options).map(|(parts, diagnostics, _)| (parts, diagnostics))
    }

    /// The document of these parts, without its diagnostics.
    pub fn rebuild(&self, parts: DocumentParts) -> Document {
        let segmentation = self.segment(&parts.text);
        assemble(parts, segmentation, Vec::new())
    }

    /// Paragraphs, sentences and tokens of a text: the same as in the document of that text.
    pub fn segment(&self, text: &str) -> Segmentation {
        self.cut(text, self.read(text))
    }

    fn read_report(
        &self,
        report: RawReport,
        options: &Options,
    ) -> Result<(DocumentParts, Vec<Diagnostic>, Reading), Diagnostic> {
        let digest = report.digest();
        let line = report.line;
        let (source, mut item) = item::read(report, &options.fields)?;
        let origin = Origin { source: &source, line };
        let reading = self.read(&item.text);
        let date = self.date_field(&mut item, options, origin);
        let dct = dct::dct(date, &reading.head, options.dct);
        let mut diagnostics = std::mem::take(&mut item.remarks);
        diagnostics.extend(dct::remarks(&item.text, &reading.head, origin));
        let credits = self.credits(&item, &reading);
        let id = item.id.unwrap_or_else(|| digest::short(&digest));
        let (text, raw) = (item.text, item.raw);
        let parts = DocumentParts { id, digest, source, text, raw, credits, dct };
        Ok((parts, diagnostics, reading))
    }

    fn read(&self, text: &str) -> Reading {
        let lines = lines(text);
        let head = self.head.read(text, &lines, &self.dates, &self.makers);
        let from = credits::end_of(head.units.iter().map(|unit| unit.span));
        let tail = self.tail.read(text, &lines, from, &self.makers);
        Reading { lines, head, tail }
    }

    fn cut(&self, text: &str, reading: Reading) -> Segmentation {
        let Reading { lines, head, tail } = reading;
        let tokens = tokens(text);
        let units: Vec<Unit> = head.units.into_iter().chain(tail.units).collect();
        let paragraphs = paragraphs(text, &lines);
        let cutter = Cutter::new(text, &tokens, &lines, &units, &self.sentences);
        let sentences = cutter.cut(&paragraphs);
        Segmentation { paragraphs, sentences, tokens }
    }

    fn date_field(&self, item: &mut Item, options: &Options, origin: Origin<'_>) -> Option<Date> {
        let written = item.date.take()?;
        let date = self.dates.parse_field(&written);
        if date.is_none() {
            let name = options.fields.name(crate::fields::Field::Date);
            item.remarks.push(origin.bad_date(name, &written));
        }
        date
    }

    fn credits(&self, item: &Item, reading: &Reading) -> Credits {
        let mut credits = Credits { url: item.url.clone(), ..Credits::default() };
        let field =
            |value: &Option<String>| value.as_deref().map(|v| credits::field(&self.makers, v));
        credits.outlet = field(&item.outlet).map(|(credit, _)| credit);
        credits.agency = field(&item.agency).map(|(credit, _)| credit);
        if let Some((credit, is_agency)) = field(&item.source) {
            let slot = if is_agency { &mut credits.agency } else { &mut credits.outlet };
            slot.get_or_insert(credit);
        }
        let makers = reading.head.makers.iter().chain(&reading.tail.makers).cloned().collect();
        credits::add(&mut credits, &credits::without_short_forms(makers));
        if credits.agency.is_none() && credits.outlet.is_none() {
            credits.agency = credits::told(&item.text, &self.told, &self.makers);
        }
        credits.dateline.clone_from(&reading.head.place);
        credits
    }
}

fn assemble(
    parts: DocumentParts,
    segmentation: Segmentation,
    diagnostics: Vec<Diagnostic>,
) -> Document {
    let DocumentParts { id, digest, source, text, raw, credits, dct } = parts;
    let Segmentation { paragraphs, sentences, tokens } = segmentation;
    Document {
        id,
        digest,
        source,
        text,
        raw,
        credits,
        dct,
        paragraphs,
        sentences,
        tokens,
        diagnostics,
    }
}
