//! Who did what to whom, when, asserted how: events from annotated sentences.
//!
//! A coder by rules: a lexicon of wordings says which words carry an act and where its parties
//! stand. It prefers silence to error, and never gives an act the document's date unless the
//! sentence tells it as that day's news.
//!
//! The steps, in order, for each sentence: words and phrases (`sentence`), triggers (`triggers`),
//! grammar around them (`clause`), parties (`parties`), modality (`modality`), background
//! (`background`), date (`news`, `expression`, `earlier`, `date`), attribution (`attribution`), quantities (`quantity`), tellings of
//! one act (`merge`).

mod attribution;
mod background;
mod clause;
mod date;
mod earlier;
pub mod encoder;
mod expression;
mod mention;
mod merge;
mod modality;
mod news;
mod parties;
mod quantity;
mod sentence;
#[cfg(test)]
mod testing;
mod triggers;
mod vocabulary;

use detente_resources::Resources;
use detente_schema::{
    Annotations, Document, EventDate, EventMention, EventType, Participant, SentenceKind, Span,
};
use news::News;
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
}

impl Coder {
    /// Prepares the lexicon.
    pub fn new(resources: &Resources) -> Self {
        Self { vocabulary: Vocabulary::new(resources) }
    }

    /// The events that one document tells, in the order of their triggers.
    pub fn code(&self, document: &Document, annotations: &Annotations) -> Vec<EventMention> {
        let told = document.sentences.iter().filter(|s| s.kind == SentenceKind::Body);
        let mut events = Vec::new();
        let mut news = News::default();
        for sentence in told {
            let found =
                mention::of_sentence(&self.vocabulary, document, annotations, sentence, &news);
            news.follow(&found, document);
            events.extend(found);
        }
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
        let told = document.sentences.iter().filter(|s| s.kind == SentenceKind::Body);
        let mut dates = Vec::new();
        let mut news = News::default();
        for sentence in told {
            let inside = triggers.iter().filter(|t| sentence.span.contains(**t));
            let marked: Vec<Span> = inside.copied().collect();
            dates.extend(mention::dates_of_sentence(
                &self.vocabulary,
                document,
                annotations,
                sentence,
                &news,
                &marked,
            ));
            let found =
                mention::of_sentence(&self.vocabulary, document, annotations, sentence, &news);
            news.follow(&found, document);
        }
        dates
    }

    /// What `source` does to `target` in `document`: the type of the first event whose parties
    /// they are. `None` if no event has these parties.
    pub fn relate(
        &self,
        document: &Document,
        annotations: &Annotations,
        source: Span,
        target: Span,
    ) -> Option<EventType> {
        let events = self.code(document, annotations);
        events.iter().find(|event| links(event, source, target)).map(|event| event.kind)
    }
}

fn links(event: &EventMention, source: Span, target: Span) -> bool {
    let has = |side: &[Participant], span: Span| side.iter().any(|p| p.span.overlaps(span));
    if event.reciprocal {
        return has(&event.source, source) && has(&event.source, target);
    }
    has(&event.source, source) && has(&event.target, target)
}

#[cfg(test)]
mod tests {
    use detente_schema::{DateBasis, EventMention, EventType, Modality};
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
    }

    #[test]
    fn what_is_not_done_is_not_told_as_done() {
        for (text, modality) in [
            ("Ruritania will attack Elbonia.", Modality::Planned),
            ("Ruritania plans to attack Elbonia.", Modality::Planned),
            ("Ruritania may attack Elbonia.", Modality::Hypothetical),
            ("If Ruritania attacks Elbonia it loses.", Modality::Hypothetical),
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
    fn troops_sent_to_help_are_counted_and_help_the_one_who_is_named() {
        let event = only("Ruritania sent 3000 troops to help Elbonia, and the king laid flowers.");
        assert_eq!((event.kind, event.target[0].country.0.as_str()), (EventType::Aid, "ELB"));
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
        let text = "Ruritania signed a treaty, with Elbonia calling it a triumph.";
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
            Ruritania praised Elbonia in the message. Elbonia praised Ruritania.";
        let events = coder().code(&document(text), &annotations(text));
        let dated: Vec<bool> = events.iter().map(|e| !e.date.interval.is_unknown()).collect();
        assert_eq!(dated, [true, true, false]);
    }

    #[test]
    fn an_adverbial_before_the_subject_is_no_subject() {
        let event = only("Prior to the storm, Ruritania attacked Elbonia.");
        assert_eq!(event.source[0].country.0, "RUR");
        assert_eq!(told("In 1961 Ruritania met Elbonia."), ["CONSULT happened RUR+ELB>"]);
    }

    #[test]
    fn the_subject_of_an_infinitive_is_the_one_that_is_named_for_it() {
        let met = ["CONSULT denied RUR+ELB>"];
        assert_eq!(told("Ruritania has yet to meet Elbonia."), met);
    }

    #[test]
    fn two_states_behind_a_subordinator_act_together() {
        let text = "It rains while Ruritania and Elbonia suspend attacks.";
        assert_eq!(only(text).source.len(), 2);
    }

    #[test]
    fn a_sponsor_is_no_party() {
        assert_eq!(told("Ruritania proposes an Elbonia-backed plan."), [""; 0]);
        assert_eq!(told("Ruritania proposes a plan to Elbonia.").len(), 1);
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
        let event = only("Ruritania urges foreign governments to stop.");
        assert_eq!(event.target[0].country.0, "---");
    }

    #[test]
    fn talks_with_several_states_of_which_one_partner_is_missing_are_not_told() {
        assert_eq!(told("The talks with Ruritania and Elbonia go on."), [""; 0]);
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
        let (document, annotations, coder) = (document(text), annotations(text), coder());
        let [a, b] = [annotations.mentions[0].span, annotations.mentions[1].span];
        assert!(coder.relate(&document, &annotations, a, b).is_some());
        assert!(coder.relate(&document, &annotations, b, a).is_none());
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
