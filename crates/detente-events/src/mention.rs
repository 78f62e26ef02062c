//! One event mention from one trigger.

use detente_resources::Entry;
use detente_schema::{
    Annotations, Document, EventMention, EventType, Evidence, Modality, Sector, Sentence, Span,
};

use crate::clause::Clauses;
use crate::date::Dating;
use crate::news::News;
use crate::parties::{self, Parties};
use crate::sentence::{Analysed, Part};
use crate::triggers::{self, Place, Trigger};
use crate::vocabulary::{Class, Vocabulary};
use crate::{Dated, attribution, background, date, merge, modality, quantity};

/// The events of one sentence.
pub(crate) fn of_sentence(
    vocabulary: &Vocabulary,
    document: &Document,
    annotations: &Annotations,
    sentence: &Sentence,
    news: &News,
) -> Vec<EventMention> {
    let Some(analysed) = Analysed::new(document, sentence, annotations, vocabulary) else {
        return Vec::new();
    };
    let found = triggers::find(&analysed, vocabulary);
    let clauses = Clauses { sentence: &analysed, vocabulary };
    let telling = Telling { clauses, annotations, news, alone: found.len() == 1 };
    let drafts = found.iter().filter_map(|trigger| telling.draft(trigger)).collect();
    merge::tellings(&analysed, vocabulary, drafts)
}

/// When the acts of one sentence happened whose words somebody else marked.
pub(crate) fn dates_of_sentence(
    vocabulary: &Vocabulary,
    document: &Document,
    annotations: &Annotations,
    sentence: &Sentence,
    news: &News,
    marked: &[Span],
) -> Vec<Dated> {
    let Some(analysed) = Analysed::new(document, sentence, annotations, vocabulary) else {
        return Vec::new();
    };
    let clauses = Clauses { sentence: &analysed, vocabulary };
    let telling = Telling { clauses, annotations, news, alone: marked.len() == 1 };
    let dated = |span: &Span| {
        let place = Place::of(&analysed, *span)?;
        let modality = modality::of(clauses, &place).unwrap_or(Modality::Demanded);
        let (date, background) = date::of(telling.dating(&place, modality));
        Some(Dated { trigger: *span, date, background })
    };
    marked.iter().filter_map(dated).collect()
}

/// An event with the trigger that told it, before the tellings of one act are joined.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) event: EventMention,
    pub(crate) entry: &'a Entry,
    pub(crate) trigger: Trigger,
    /// True if nothing follows the trigger in its clause.
    pub(crate) bare: bool,
}

struct Telling<'a> {
    clauses: Clauses<'a>,
    annotations: &'a Annotations,
    news: &'a News,
    alone: bool,
}

impl<'a> Telling<'a> {
    fn draft(&self, trigger: &Trigger) -> Option<Draft<'a>> {
        let entry = &self.clauses.vocabulary.lexicon.entries[trigger.entry];
        let place = trigger.place();
        let modality = modality::of(self.clauses, &place)?;
        if entry.kind == EventType::Consult
            && !trigger.verb
            && background::is_circumstance(self.clauses, &place)
        {
            return None;
        }
        let mut parties = parties::find(self.clauses, trigger);
        let trigger_span = self.clauses.sentence.span(&trigger.words);
        parties::leave_out(&self.speakers(trigger_span), &mut parties);
        parties::settle(self.clauses, &mut parties);
        let event = self.assemble(entry, trigger, modality, parties);
        let next = self.clauses.sentence.words.get(trigger.last + 1).map(|w| &w.part);
        let bare = matches!(
            next,
            None | Some(Part::Comma | Part::Mark | Part::Closed(Class::Conjunction))
        );
        Some(Draft { event, entry, trigger: trigger.clone(), bare })
    }

    /// Who says the words around `trigger`, where they are named outside of these words.
    fn speakers(&self, trigger: Span) -> Vec<Span> {
        let around = self.annotations.quotations.iter().filter(|q| q.span.contains(trigger));
        let named = around.filter_map(|q| Some((q.span, q.speaker.as_ref()?.span)));
        named
            .filter(|(said, speaker)| !said.overlaps(*speaker))
            .map(|(_, speaker)| speaker)
            .collect()
    }

    /// What the date of the act depends on.
    fn dating<'b>(&'b self, place: &'b Place, modality: Modality) -> Dating<'b> {
        Dating {
            clauses: self.clauses,
            timexes: self.clauses.sentence.timexes,
            place,
            modality,
            background: background::reason(self.clauses, place),
            alone: self.alone,
            news: self.news,
            mentions: &self.annotations.mentions,
            quotations: &self.annotations.quotations,
        }
    }

    fn assemble(
        &self,
        entry: &Entry,
        trigger: &Trigger,
        modality: Modality,
        parties: Parties,
    ) -> EventMention {
        let sentence = self.clauses.sentence;
        let span = sentence.span(&trigger.shown());
        let (date, background) = date::of(self.dating(&trigger.place(), modality));
        let (kind, mode, cameo) = coded(entry, modality);
        let mut event = EventMention {
            id: String::new(),
            trigger: span,
            sentence: sentence.sentence.span,
            confidence: confidence(entry, trigger, &parties),
            source: parties.source,
            target: parties.target,
            reciprocal: entry.reciprocal,
            kind,
            mode,
            cameo,
            modality,
            date,
            background,
            attribution: attribution::of(sentence.document, &self.annotations.quotations, span),
            quantities: quantity::of(self.clauses, trigger),
            found_by: entry.id.clone(),
            evidence: Evidence::new(sentence.document, sentence.sentence.span),
        };
        event.id = event.identify();
        event
    }
}

/// Sectors that act for nobody but themselves.
const CIVIL: [Sector; 4] =
    [Sector::Civilians, Sector::Refugees, Sector::Criminals, Sector::Business];

/// True if the parties that the entry cannot do without are there.
pub(crate) fn is_complete(draft: &Draft) -> bool {
    let (entry, event) = (draft.entry, &draft.event);
    if entry.official && event.source.iter().any(|p| CIVIL.contains(&p.sector)) {
        return false;
    }
    if entry.reciprocal {
        let several = event.source.len() > 1;
        return several || draft.trigger.verb && !draft.bare && !event.source.is_empty();
    }
    if event.source.is_empty() && !draft.trigger.verb && !event.modality.is_fact() {
        return false;
    }
    let source = !event.source.is_empty() || entry.sourceless;
    let target = !event.target.is_empty() || entry.targetless;
    source && target && !(event.source.is_empty() && event.target.is_empty())
}

/// A meeting or signature to come is an agreement on it.
fn coded(entry: &Entry, modality: Modality) -> (EventType, Option<String>, String) {
    match (entry.kind, modality) {
        (EventType::Consult, Modality::Planned) => (EventType::Agree, None, "036".to_owned()),
        (EventType::Support, Modality::Planned) if entry.reciprocal => {
            (EventType::Agree, None, "030".to_owned())
        }
        _ => (entry.kind, entry.mode.clone(), entry.cameo.clone()),
    }
}

/// How often finds with this much evidence were right.
fn confidence(entry: &Entry, trigger: &Trigger, parties: &Parties) -> f32 {
    let both = entry.reciprocal && parties.source.len() > 1
        || !parties.source.is_empty() && !parties.target.is_empty();
    match (trigger.verb, both) {
        (true, true) => 0.85,
        (true, false) | (false, true) => 0.75,
        (false, false) => 0.7,
    }
}
