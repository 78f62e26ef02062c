//! The printed form of a document: `detente.document/1`.

use detente_schema::{
    ActorId, Annotations, Country, DctBasis, Diagnostic, Document, EventDate, EventMention,
    Mention, MentionKind, Modality, Participant, Quotation, QuotationKind, Sector, Span, Speaker,
    Timex, TimexModifier, TimexType, Usage,
};
use jiff::civil::Date;
use serde::Serialize;

/// The rule for names of cities that do not stand for a government.
const CITY: &str = "name/city";

/// One line of `detente annotate`.
#[derive(Debug, Serialize)]
pub(crate) struct Record<'a> {
    schema: &'static str,
    id: &'a str,
    source: &'a str,
    text: &'a str,
    dct: DctRecord,
    sentences: Vec<Span>,
    mentions: Vec<MentionRecord<'a>>,
    timexes: Vec<TimexRecord<'a>>,
    quotations: Vec<QuotationRecord<'a>>,
    events: Vec<EventRecord<'a>>,
    diagnostics: Vec<DiagnosticRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct DctRecord {
    value: Option<Date>,
    basis: DctBasis,
}

#[derive(Debug, Serialize)]
struct MentionRecord<'a> {
    span: Span,
    kind: MentionKind,
    usage: Usage,
    actors: Vec<&'a ActorId>,
    names: Vec<&'a str>,
    countries: Vec<&'a Country>,
    sectors: Vec<Sector>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unresolved: Option<&'a str>,
    found_by: &'a str,
}

#[derive(Debug, Serialize)]
struct TimexRecord<'a> {
    span: Span,
    r#type: TimexType,
    value: &'a str,
    r#mod: Option<TimexModifier>,
}

#[derive(Debug, Serialize)]
struct QuotationRecord<'a> {
    span: Span,
    kind: QuotationKind,
    quoted: &'a [Span],
    cue: Option<Span>,
    speaker: Option<&'a Speaker>,
    chain: &'a [String],
}

#[derive(Debug, Serialize)]
struct EventRecord<'a> {
    id: &'a str,
    trigger: Span,
    sentence: Span,
    source: Vec<ParticipantRecord<'a>>,
    target: Vec<ParticipantRecord<'a>>,
    reciprocal: bool,
    r#type: &'static str,
    mode: Option<&'a str>,
    cameo: &'a str,
    modality: Modality,
    date: &'a EventDate,
    background: bool,
    attribution: &'a [String],
    confidence: f32,
    found_by: &'a str,
}

#[derive(Debug, Serialize)]
struct ParticipantRecord<'a> {
    span: Span,
    actor: Option<&'a ActorId>,
    name: &'a str,
    country: &'a Country,
    sector: Sector,
}

#[derive(Debug, Serialize)]
struct DiagnosticRecord<'a> {
    code: &'a str,
    span: Option<Span>,
    message: &'a str,
    hint: &'a str,
}

impl<'a> Record<'a> {
    /// The record of an annotated and coded document.
    pub(crate) fn new(
        document: &'a Document,
        annotations: &'a Annotations,
        events: &'a [EventMention],
    ) -> Self {
        Self {
            schema: "detente.document/1",
            id: &document.id,
            source: &document.source,
            text: &document.text,
            dct: DctRecord { value: document.dct.value, basis: document.dct.basis },
            sentences: document.sentences.iter().map(|sentence| sentence.span).collect(),
            mentions: annotations.mentions.iter().map(|one| mention(document, one)).collect(),
            timexes: annotations.timexes.iter().map(timex).collect(),
            quotations: annotations.quotations.iter().map(quotation).collect(),
            events: events.iter().map(event).collect(),
            diagnostics: document.diagnostics.iter().map(diagnostic).collect(),
        }
    }
}

/// A city as a place stands for itself: the state is only where it lies.
fn mention<'a>(document: &'a Document, mention: &'a Mention) -> MentionRecord<'a> {
    let city = mention.usage == Usage::Place && mention.found_by == CITY;
    let actors = if city { &[] } else { mention.actors.as_slice() };
    let names = actors.iter().map(|actor| actor.name.as_str());
    let own_name = city.then(|| document.slice(mention.span));
    MentionRecord {
        span: mention.span,
        kind: mention.kind,
        usage: mention.usage,
        actors: actors.iter().filter_map(|actor| actor.id.as_ref()).collect(),
        names: names.chain(own_name).collect(),
        countries: mention.actors.iter().map(|actor| &actor.country).collect(),
        sectors: mention.actors.iter().map(|actor| actor.sector).collect(),
        unresolved: mention.unresolved.as_deref(),
        found_by: &mention.found_by,
    }
}

fn timex(timex: &Timex) -> TimexRecord<'_> {
    TimexRecord {
        span: timex.span,
        r#type: timex.kind,
        value: timex.value_text(),
        r#mod: timex.modifier,
    }
}

fn quotation(quotation: &Quotation) -> QuotationRecord<'_> {
    QuotationRecord {
        span: quotation.span,
        kind: quotation.kind,
        quoted: &quotation.quoted,
        cue: quotation.cue,
        speaker: quotation.speaker.as_ref(),
        chain: &quotation.chain,
    }
}

fn event(event: &EventMention) -> EventRecord<'_> {
    EventRecord {
        id: &event.id,
        trigger: event.trigger,
        sentence: event.sentence,
        source: event.source.iter().map(participant).collect(),
        target: event.target.iter().map(participant).collect(),
        reciprocal: event.reciprocal,
        r#type: event.kind.as_str(),
        mode: event.mode.as_deref(),
        cameo: &event.cameo,
        modality: event.modality,
        date: &event.date,
        background: event.background,
        attribution: &event.attribution,
        confidence: event.confidence,
        found_by: &event.found_by,
    }
}

fn participant(participant: &Participant) -> ParticipantRecord<'_> {
    ParticipantRecord {
        span: participant.span,
        actor: participant.actor.as_ref(),
        name: &participant.name,
        country: &participant.country,
        sector: participant.sector,
    }
}

fn diagnostic(diagnostic: &Diagnostic) -> DiagnosticRecord<'_> {
    DiagnosticRecord {
        code: &diagnostic.code,
        span: diagnostic.place.span,
        message: &diagnostic.message,
        hint: &diagnostic.hint,
    }
}
