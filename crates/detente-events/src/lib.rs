//! Who did what to whom, when, asserted how: events from annotated sentences.
//!
//! A trained encoder reads which words carry an act, of which type, how it is asserted and which words
//! are its parties; rules say who these are, when it was and on whose word. Nothing is given the
//! document's date unless the sentence tells it as that day's news.
//!
//! The steps, in order: passages (`passage`), acts (`act`, by the `encoder`; `memory` keeps what was
//! read), then for each sentence words and phrases (`sentence`), wordings that the lexicon knows
//! (`triggers`), grammar around them (`clause`), parties (`told`, `parties`), background
//! (`background`), date (`news`, `expression`, `earlier`, `date`), attribution (`attribution`),
//! quantities (`quantity`); last, tellings of one act (`merge`). `modality` serves the dating of acts
//! that somebody else marked.

mod act;
mod attribution;
mod background;
mod career;
mod clause;
mod date;
mod earlier;
pub mod encoder;
mod explain;
mod expression;
mod memory;
mod mention;
mod merge;
mod modality;
mod news;
mod parties;
mod passage;
mod quantity;
mod relation;
mod sentence;
#[cfg(test)]
mod testing;
mod told;
mod triggers;
mod vocabulary;

use act::{Act, Reader};
use career::Careers;
use detente_resources::{Codebook, Resources};
use detente_schema::{
    Annotations, Document, EventDate, EventMention, Sentence, SentenceKind, Span,
};
pub use encoder::ModelError;
pub use explain::Explanation;
use news::News;
pub use relation::Relation;
use told::Text;
use vocabulary::Vocabulary;

/// When an act happened that somebody else marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The words that were marked.
    pub trigger: Span,
    /// When the act happened.
    pub date: EventDate,
    /// True if it is history to the report and not its news.
    pub background: bool,
}

/// Codes events.
#[derive(Debug)]
pub struct Coder {
    vocabulary: Vocabulary,
    codebook: Codebook,
    reader: Reader,
    careers: Careers,
}

impl Coder {
    /// Prepares lexicon and model.
    ///
    /// # Errors
    ///
    /// If the model's files are damaged.
    pub fn new(resources: &Resources) -> Result<Self, ModelError> {
        Ok(Self {
            vocabulary: Vocabulary::new(resources),
            codebook: resources.codebook.clone(),
            reader: Reader::new(resources)?,
            careers: Careers::new(&resources.register),
        })
    }

    /// Name and version of the model.
    pub fn name(&self) -> &str {
        self.reader.name()
    }

    /// The events that one document tells, in the order of their triggers.
    pub fn code(&self, document: &Document, annotations: &Annotations) -> Vec<EventMention> {
        let mut events = Vec::new();
        self.follow(document, annotations, |_, _, found| events.extend_from_slice(found));
        merge::once(events)
    }

    /// When the acts happened that the words at `triggers` tell. For those who know the acts and ask
    /// for nothing but their time. A trigger outside the sentences of the body is left out.
    pub fn date(
        &self,
        document: &Document,
        annotations: &Annotations,
        triggers: &[Span],
    ) -> Vec<Dated> {
        let text = self.text(document, annotations);
        let mut dates = Vec::new();
        self.follow(document, annotations, |sentence, news, _| {
            let inside = triggers.iter().filter(|t| sentence.span.contains(**t));
            let marked: Vec<Span> = inside.copied().collect();
            dates.extend(mention::dates_of_sentence(text, sentence, news, &marked));
        });
        dates
    }

    /// Codes sentence after sentence of the body; tells of each what came before and what it tells.
    fn follow(
        &self,
        document: &Document,
        annotations: &Annotations,
        mut each: impl FnMut(&Sentence, &News, &[EventMention]),
    ) {
        let text = self.text(document, annotations);
        let acts = self.acts(document, annotations);
        let mut news = News::default();
        for sentence in document.sentences.iter().filter(|s| s.kind == SentenceKind::Body) {
            let start = acts.partition_point(|act| act.trigger.start() < sentence.span.start());
            let end = acts.partition_point(|act| act.trigger.start() < sentence.span.end());
            let found = mention::of_sentence(text, sentence, &acts[start..end], &news);
            each(sentence, &news, &found);
            news.follow(&found, document);
        }
    }

    fn text<'a>(&'a self, document: &'a Document, annotations: &'a Annotations) -> Text<'a> {
        let Self { vocabulary, codebook, reader, careers } = self;
        Text { document, annotations, vocabulary, codebook, reader, careers }
    }

    /// The acts of the body, in the order of their triggers.
    fn acts(&self, document: &Document, annotations: &Annotations) -> Vec<Act> {
        let passages = passage::of(document, annotations);
        let text = |span: &Span| (span.start(), document.slice(*span));
        self.reader.acts(&passages.iter().map(text).collect::<Vec<_>>())
    }

    /// Why the words at `trigger` were coded as they were; `None` if the model does not read them.
    pub fn explain(
        &self,
        document: &Document,
        annotations: &Annotations,
        trigger: Span,
    ) -> Option<Explanation> {
        let passages = passage::of(document, annotations);
        let passage = passages.into_iter().find(|passage| passage.contains(trigger))?;
        let text = document.slice(passage);
        explain::explain(&self.reader, &self.vocabulary, text, passage.start(), trigger)
    }

    /// What those at `source` do to those at `target` in a text. Spans are byte ranges into the text.
    pub fn relate(&self, text: &str, source: Span, target: Span) -> Relation {
        self.reader.relate(text, source, target)
    }
}

#[cfg(test)]
mod tests {
    use detente_schema::{DateBasis, EventMention, EventType, Modality, Span};
    use jiff::civil::date;
    use proptest::prelude::*;

    use crate::testing::{annotations, coder, document, only, told};

    #[test]
    fn source_acts_on_target_in_either_voice() {
        for text in [
            "Ruritania attacks Elbonia.",
            "Elbonia is attacked by Ruritania.",
            "The Ruritanian attack on Elbonia continues.",
            "Ruritania has attacked Elbonia.",
            "After days of silence, Ruritania attacks Elbonia.",
        ] {
            let event = only(text);
            assert_eq!(event.source[0].country.0, "RUR", "{text}");
            assert_eq!(event.target[0].country.0, "ELB", "{text}");
        }
    }

    #[test]
    fn a_mutual_act_has_all_parties_on_one_side() {
        assert_eq!(told("Ruritania and Elbonia sign a treaty."), ["SUPPORT happened RUR+ELB>"]);
        assert_eq!(told("Talks between Ruritania and Elbonia end."), ["CONSULT happened RUR+ELB>"]);
        let text = "Ruritania-Elbonia trade talks end in Geneva.";
        assert_eq!(told(text), ["CONSULT happened RUR+ELB>"]);
        let text = "The Ruritanian leader met the king of Elbonia.";
        assert_eq!(told(text), ["CONSULT happened RUR+ELB>"]);
    }

    #[test]
    fn what_is_not_done_is_not_told_as_done() {
        for (text, modality) in [
            ("Ruritania will attack Elbonia.", Modality::Planned),
            ("Ruritania plans to attack Elbonia.", Modality::Planned),
            ("Ruritania may attack Elbonia.", Modality::Hypothetical),
            ("If Ruritania attacks Elbonia, many will die.", Modality::Hypothetical),
            ("Ruritania did not attack Elbonia.", Modality::Denied),
            ("Ruritania has yet to attack Elbonia.", Modality::Denied),
            ("Ruritania is attacking Elbonia.", Modality::Ongoing),
        ] {
            assert_eq!(only(text).modality, modality, "{text}");
        }
    }

    #[test]
    fn the_content_of_a_demand_is_no_event_of_its_own() {
        assert_eq!(
            told("Ruritania urges Elbonia to release the hostages."),
            ["REQUEST happened RUR>ELB"]
        );
        assert_eq!(told("Ruritania threatens to attack Elbonia."), ["THREATEN happened RUR>ELB"]);
    }

    #[test]
    fn a_meeting_to_come_is_an_agreement() {
        assert_eq!(told("Ruritania and Elbonia will meet."), ["AGREE planned RUR+ELB>"]);
    }

    #[test]
    fn the_document_dates_only_its_own_news() {
        let news = only("Ruritania attacks Elbonia.").date;
        assert_eq!(
            (news.basis, news.interval.begin),
            (DateBasis::Document, Some(date(2020, 5, 15)))
        );
        for text in ["Ruritania had attacked Elbonia.", "Ruritania will attack Elbonia."] {
            let unknown = only(text).date;
            assert_eq!(unknown.basis, DateBasis::Unknown, "{text}");
            assert!(unknown.interval.is_unknown() && unknown.reason.is_some(), "{text}");
        }
    }

    #[test]
    fn a_date_in_the_clause_is_the_date_of_the_act() {
        let event = only("Ruritania attacked Elbonia yesterday.");
        assert_eq!(
            (event.date.basis, event.date.interval.begin),
            (DateBasis::Relative, Some(date(2020, 5, 14)))
        );
        let event = only("Ruritania and Elbonia signed a treaty in 1961.");
        assert_eq!(event.date.interval.end, Some(date(1961, 12, 31)));
        assert!(event.background);
        let event = only("Ruritania will release the hostages by June 2020.");
        assert_eq!(event.date.interval.end, Some(date(2020, 6, 30)));
    }

    #[test]
    fn the_dead_of_an_attack_are_no_second_event() {
        let event = only("A car bomb explodes in Elbonia, killing ten people.");
        assert_eq!(event.target[0].name, "people");
        assert_eq!(event.target[0].country.0, "ELB");
        assert_eq!(told("Ten people are killed in an earthquake in Elbonia."), [""; 0]);
    }

    #[test]
    fn numbers_are_kept_with_what_they_count() {
        let event = only("Ruritania sends 500 tonnes of food aid to Elbonia.");
        assert_eq!(
            (event.quantities[0].value.as_str(), event.quantities[0].unit.as_str()),
            ("500", "tonne")
        );
    }

    #[test]
    fn troops_sent_to_help_are_counted() {
        let event = only("Ruritania sent 3000 troops to help Elbonia, and the king laid flowers.");
        assert_eq!(event.target[0].country.0, "ELB");
        assert_eq!(
            (event.quantities[0].value.as_str(), event.quantities[0].unit.as_str()),
            ("3000", "troop")
        );
    }

    #[test]
    fn a_joined_verb_keeps_the_subject_and_takes_its_own_date() {
        let text = "Ruritania will attack Elbonia in March 2020 and may bomb Elbonia by June 2020.";
        let events = coder().code(&document(text), &annotations(text));
        let last = events.last().unwrap();
        assert_eq!(last.source[0].country.0, "RUR");
        assert_eq!(last.date.interval.end, Some(date(2020, 6, 30)));
    }

    #[test]
    fn a_phrase_with_a_gerund_is_no_third_party() {
        let text = "Ruritania ratified the treaty, with Elbonia calling it a triumph.";
        let parties = |e: &EventMention| e.source.len();
        let events = coder().code(&document(text), &annotations(text));
        assert!(events.iter().filter(|e| e.kind == EventType::Support).all(|e| parties(e) == 1));
    }

    #[test]
    fn a_month_where_the_text_breaks_off_dates_nothing() {
        let event = only("Ruritania attacked Elbonia in March 2020");
        assert!(!event.date.interval.is_unknown());
        let event = only("Ruritania attacked Elbonia in March");
        assert!(event.date.interval.is_unknown());
    }

    #[test]
    fn after_the_lead_only_a_second_telling_of_the_news_is_dated() {
        let text = "Ruritania attacks Elbonia. It rains. It rains. It rains. \
            Ruritania praised Elbonia in the message. Elbonia condemned Ruritania.";
        let events = coder().code(&document(text), &annotations(text));
        let dated: Vec<bool> = events.iter().map(|e| !e.date.interval.is_unknown()).collect();
        assert_eq!(dated, [true, true, false]);
    }

    #[test]
    fn the_subject_of_an_infinitive_is_the_one_that_is_named_for_it() {
        let met = ["CONSULT denied RUR+ELB>"];
        assert_eq!(told("Ruritania has yet to meet Elbonia."), met);
    }

    #[test]
    fn a_victory_in_sport_is_no_violence() {
        for text in ["Ruritania beat Elbonia 2-1.", "Ruritania beat Elbonia in the rugby final."] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
        assert_eq!(told("Ruritania attacks Elbonia.").len(), 1);
    }

    #[test]
    fn an_accident_that_kills_is_no_violence() {
        assert_eq!(told("A plane of Ruritania crashed in Elbonia, killing eight people."), [""; 0]);
        let text = "Ruritania bombed Elbonia after the flood, killing eight people.";
        assert_eq!(told(text).len(), 1);
    }

    #[test]
    fn states_that_are_not_the_one_at_hand_have_no_country() {
        for others in ["foreign governments", "European governments"] {
            let event = only(&format!("Ruritania urges {others} to stop."));
            assert_eq!(event.target[0].country.0, "---");
        }
    }

    #[test]
    fn a_refusal_is_of_the_day_and_a_lasting_absence_is_not() {
        use crate::testing::dated;
        let news = "2020-05-15..2020-05-15 document";
        assert_eq!(dated("Ruritania did not attack Elbonia.", "attack"), news);
        let unknown = "?..? unknown";
        assert_eq!(dated("Ruritania has not attacked Elbonia.", "attacked"), unknown);
    }

    #[test]
    fn a_marked_act_outside_the_text_has_no_date() {
        let text = "Ruritania attacks Elbonia.";
        let outside = [detente_schema::Span::new(500, 510)];
        let dates = coder().date(&document(text), &annotations(text), &outside);
        assert!(dates.is_empty());
    }

    #[test]
    fn the_day_of_a_confirmation_is_not_that_of_the_act() {
        let text = "Elbonia confirmed yesterday that Ruritania had signed a treaty.";
        let events = coder().code(&document(text), &annotations(text));
        assert!(events.iter().all(|e| e.date.interval.is_unknown()), "{events:?}");
    }

    #[test]
    fn a_month_without_year_dates_nothing_in_a_document_without_date() {
        let text = "Ruritania attacked Elbonia in March and fled.";
        let mut undated = document(text);
        undated.dct.value = None;
        let events = coder().code(&undated, &annotations(text));
        assert!(events.iter().all(|e| e.date.interval.is_unknown()), "{events:?}");
    }

    #[test]
    fn relate_answers_for_a_pair_in_its_direction() {
        let text = "Ruritania attacks Elbonia.";
        let [a, b] = [Span::new(0, 9), Span::new(18, 25)];
        let related = coder().relate(text, a, b);
        assert_eq!(related.kind, Some(EventType::Assault));
        assert_eq!(coder().relate(text, b, a).kind, None);
        let sum: f32 = related.scores.iter().map(|(_, share)| share).sum();
        assert!((sum - 1.0).abs() < 1e-3, "{sum}");
        assert!(coder().relate(text, a, Span::new(25, 25)).scores.is_empty());
    }

    #[test]
    fn an_act_is_explained_by_its_runners_up_and_the_words_that_decided() {
        let text = "Ruritania attacks Elbonia.";
        let explained = coder().explain(&document(text), &annotations(text), Span::new(10, 17));
        let explained = explained.unwrap();
        assert_eq!(explained.kinds[0].0, EventType::Assault);
        assert_eq!(explained.kinds.len(), EventType::ALL.len());
        assert!(explained.words.iter().all(|(span, loss)| span.end() <= text.len() && *loss > 0.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn any_text_is_coded_without_panic(
            words in proptest::collection::vec(
                prop_oneof![
                    Just("Ruritania".to_owned()), Just("Elbonian".to_owned()), Just("to".to_owned()),
                    Just(",".to_owned()), Just("attacks".to_owned()), Just("met".to_owned()),
                    Just("who".to_owned()), Just("after".to_owned()), Just("and".to_owned()),
                    Just("of".to_owned()), Just("killed".to_owned()), Just("talks".to_owned()),
                    Just("by".to_owned()), Just("1961".to_owned()), "\\PC{0,6}",
                ],
                1..40,
            )
        ) {
            let text = words.join(" ");
            if text.trim().is_empty() {
                return Ok(());
            }
            let (document, annotations) = (document(&text), annotations(&text));
            for event in coder().code(&document, &annotations) {
                prop_assert!(event.evidence.verify(&document).is_ok());
                prop_assert!(event.sentence.contains(event.trigger));
            }
        }
    }
}
