//! One event mention from one trigger.

use detente_resources::Entry;
use detente_schema::{EventMention, EventType, Evidence, Modality, Sentence, Span};

use crate::act::{Act, LIKELY};
use crate::clause::Clauses;
use crate::date::Dating;
use crate::news::News;
use crate::parties::{self, Parties};
use crate::sentence::Analysed;
use crate::told::{self, Text};
use crate::triggers::{self, Place, Trigger};
use crate::{Dated, attribution, background, date, modality, quantity};

/// The events of one sentence, in which the model has read these acts.
pub(crate) fn of_sentence(
    text: Text,
    sentence: &Sentence,
    acts: &[Act],
    news: &News,
) -> Vec<EventMention> {
    if acts.is_empty() {
        return Vec::new();
    }
    let Text { document, annotations, vocabulary, .. } = text;
    let Some(analysed) = Analysed::new(document, sentence, annotations, vocabulary) else {
        return Vec::new();
    };
    let clauses = Clauses { sentence: &analysed, vocabulary };
    let wordings = triggers::find(&analysed, vocabulary);
    let wording = |act: &Act, kind| wording(clauses, &wordings, act.trigger, kind);
    let worded = acts.iter().map(|act| (act, wording(act, act.kind())));
    let taken = worded.filter(|(act, wording)| text.reader.takes(act, wording.is_some()));
    let taken: Vec<_> = taken.map(|(act, known)| settled(act, known, wording)).collect();
    let telling = Telling { text, clauses, news, alone: taken.len() == 1 };
    taken.iter().filter_map(|(act, wording)| telling.event(act, *wording)).collect()
}

/// A type no likelier than this may be wrong.
const DOUBT: f32 = 0.7;

/// The act with its known wording; of the second likeliest type if the first is in doubt and the
/// lexicon knows its words for the second alone.
fn settled<'a>(
    act: &Act,
    known: Option<&'a Entry>,
    wording: impl Fn(&Act, EventType) -> Option<&'a Entry>,
) -> (Act, Option<&'a Entry>) {
    let mut act = act.clone();
    if known.is_some() || act.kinds[0].1 >= DOUBT {
        return (act, known);
    }
    let second = wording(&act, act.kinds[1].0);
    if second.is_some() {
        act.kinds.swap(0, 1);
        act.mode = None;
    }
    (act, second)
}

/// The wording of the lexicon, if it knows one, by which an act of this type is told there.
fn wording<'a>(
    clauses: Clauses<'a>,
    wordings: &[Trigger],
    trigger: Span,
    kind: EventType,
) -> Option<&'a Entry> {
    let entries = &clauses.vocabulary.lexicon.entries;
    let there = |wording: &&Trigger| clauses.sentence.span(&wording.words).overlaps(trigger);
    let mut told = wordings.iter().filter(there).map(|wording| &entries[wording.entry]);
    told.find(|entry| entry.kind == kind)
}

/// When the acts of one sentence happened whose words somebody else marked.
pub(crate) fn dates_of_sentence(
    text: Text,
    sentence: &Sentence,
    news: &News,
    marked: &[Span],
) -> Vec<Dated> {
    let Text { document, annotations, vocabulary, .. } = text;
    let Some(analysed) = Analysed::new(document, sentence, annotations, vocabulary) else {
        return Vec::new();
    };
    let clauses = Clauses { sentence: &analysed, vocabulary };
    let alone = marked.len() == 1;
    let telling = Telling { text, clauses, news, alone };
    let dated = |span: &Span| {
        let place = Place::of(&analysed, *span)?;
        let modality = modality::of(clauses, &place).unwrap_or(Modality::Demanded);
        let background = background::reason(clauses, &place);
        let (date, background) = date::of(telling.dating(&place, modality, background));
        Some(Dated { trigger: *span, date, background })
    };
    marked.iter().filter_map(dated).collect()
}

struct Telling<'a> {
    text: Text<'a>,
    clauses: Clauses<'a>,
    news: &'a News,
    alone: bool,
}

impl Telling<'_> {
    fn event(&self, act: &Act, wording: Option<&Entry>) -> Option<EventMention> {
        let place = Place::of(self.clauses.sentence, act.trigger)?;
        let modality = act.modality();
        let mut parties = told::parties(self.text, self.clauses, act);
        parties::leave_out(&self.speakers(act.trigger), &mut parties);
        parties::settle(self.clauses, &mut parties);
        let codes = self.codes(act, wording);
        Some(self.assemble(act, &place, modality, parties, codes))
    }

    /// Who says the words around `trigger`, where they are named outside of these words.
    fn speakers(&self, trigger: Span) -> Vec<Span> {
        let quotations = &self.text.annotations.quotations;
        let around = quotations.iter().filter(|q| q.span.contains(trigger));
        let named = around.filter_map(|q| Some((q.span, q.speaker.as_ref()?.span)));
        named
            .filter(|(said, speaker)| !said.overlaps(*speaker))
            .map(|(_, speaker)| speaker)
            .collect()
    }

    /// What the date of the act depends on.
    fn dating<'b>(
        &'b self,
        place: &'b Place,
        modality: Modality,
        background: Option<&'static str>,
    ) -> Dating<'b> {
        Dating {
            clauses: self.clauses,
            timexes: self.clauses.sentence.timexes,
            place,
            modality,
            background,
            alone: self.alone,
            news: self.news,
            mentions: &self.text.annotations.mentions,
            quotations: &self.text.annotations.quotations,
        }
    }

    fn assemble(
        &self,
        act: &Act,
        place: &Place,
        modality: Modality,
        mut parties: Parties,
        (mode, cameo): (Option<String>, String),
    ) -> EventMention {
        let sentence = self.clauses.sentence;
        let history = self.text.reader.is_history(act).then_some("the text tells it as history");
        let history = background::reason(self.clauses, place).or(history);
        let (date, background) = date::of(self.dating(place, modality, history));
        self.text.careers.settle(&date, &mut parties);
        let mut event = EventMention {
            id: String::new(),
            trigger: act.trigger,
            sentence: sentence.sentence.span,
            confidence: act.certainty * act.kinds[0].1,
            source: parties.source,
            target: parties.target,
            reciprocal: parties.reciprocal,
            kind: act.kind(),
            mode,
            cameo,
            modality,
            date,
            background: background || act.background > LIKELY,
            attribution: attribution::of(
                sentence.document,
                &self.text.annotations.quotations,
                act.trigger,
            ),
            quantities: quantity::of(self.clauses, place.counted_from()),
            found_by: self.text.reader.name().to_owned(),
            evidence: Evidence::new(sentence.document, sentence.sentence.span),
        };
        event.id = event.identify();
        event
    }

    /// Mode and CAMEO code: those of the wording where the lexicon knows it, else those that the
    /// type and mode come to.
    fn codes(&self, act: &Act, wording: Option<&Entry>) -> (Option<String>, String) {
        let known = wording.filter(|entry| entry.mode == act.mode).map(|entry| entry.cameo.clone());
        let coded = || self.text.codebook.cameo_of(act.kind(), act.mode.as_deref()).to_owned();
        (act.mode.clone(), known.unwrap_or_else(coded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{annotations, coder, document};

    fn settled_kind(share: f32) -> EventType {
        let text = "Ruritania voted for the resolution.";
        let (document, annotations) = (document(text), annotations(text));
        let vocabulary = &coder().vocabulary;
        let sentence =
            Analysed::new(&document, &document.sentences[0], &annotations, vocabulary).unwrap();
        let act = Act {
            trigger: Span::new(10, 15),
            certainty: 0.9,
            kinds: vec![(EventType::Reject, share), (EventType::Support, 1.0 - share)],
            mode: None,
            modalities: Vec::new(),
            reciprocal: false,
            background: 0.0,
            source: Vec::new(),
            target: Vec::new(),
        };
        let clauses = Clauses { sentence: &sentence, vocabulary };
        let wordings = triggers::find(&sentence, vocabulary);
        let wording = |act: &Act, kind| wording(clauses, &wordings, act.trigger, kind);
        settled(&act, wording(&act, act.kind()), wording).0.kind()
    }

    #[test]
    fn the_lexicon_settles_a_doubtful_type_and_no_sure_one() {
        assert_eq!(settled_kind(0.55), EventType::Support);
        assert_eq!(settled_kind(0.95), EventType::Reject);
    }
}
