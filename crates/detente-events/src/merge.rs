//! One act told by several sentences is one event.

use detente_schema::{EventMention, EventType, Participant};

/// The events of a document without those that a later sentence repeats.
pub(crate) fn once(events: Vec<EventMention>) -> Vec<EventMention> {
    let mut kept: Vec<EventMention> = Vec::new();
    for event in events {
        let recent = kept.iter().rev().take(RECENT);
        if !recent.clone().any(|earlier| repeats(earlier, &event)) {
            kept.push(event);
        }
    }
    kept
}

/// How many earlier events a repetition is looked for in.
const RECENT: usize = 8;

/// True for the dead of an attack that an earlier sentence told.
fn is_toll(earlier: &EventMention, event: &EventMention) -> bool {
    let violent = earlier.kind == EventType::Assault && event.kind == EventType::Assault;
    violent
        && event.source.is_empty()
        && earlier.sentence.end() <= event.sentence.start()
        && earlier.modality == event.modality
        && earlier.date.interval.meets(event.date.interval)
}

fn repeats(earlier: &EventMention, event: &EventMention) -> bool {
    if is_toll(earlier, event) {
        return true;
    }
    let same = |a: &[Participant], b: &[Participant]| {
        let names = |side: &[Participant]| side.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
        names(a) == names(b)
    };
    earlier.kind == event.kind
        && earlier.modality == event.modality
        && earlier.date.interval.meets(event.date.interval)
        && same(&earlier.source, &event.source)
        && same(&earlier.target, &event.target)
}
