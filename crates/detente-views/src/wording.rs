use detente_resources::Resources;
use detente_schema::{
    ActorId, AlterationKind, ConflictField, ConflictValue, DateBasis, Descent, Event, EventCounts,
    EventEvidence, Modality, Party, Quantity, Reason, Relation,
};

use crate::dates::spell_day;
use crate::excerpt::harmless;
use crate::view::Totals;

/// Who, whom, what, in one line: "China → North Korea: gave aid".
pub(crate) fn headline(event: &Event, resources: &Resources) -> String {
    format!("{}: {}", who(event, resources), act(event, resources))
}

/// The parties: joined by "and" where the act is mutual, by an arrow where it has a direction.
pub(crate) fn who(event: &Event, resources: &Resources) -> String {
    let named = |parties: &[Party]| enumeration(&names(parties, resources));
    if event.reciprocal {
        return named(&[event.source.as_slice(), &event.target].concat());
    }
    match (event.source.is_empty(), event.target.is_empty()) {
        (false, true) => named(&event.source),
        (true, false) => format!("(not named) → {}", named(&event.target)),
        _ => format!("{} → {}", named(&event.source), named(&event.target)),
    }
}

/// The act in plain words: "visited" if it happened, otherwise "visit (planned)"; history to every
/// report that tells it is marked "(background)".
pub(crate) fn act(event: &Event, resources: &Resources) -> String {
    let label = resources.language.labels.event(event.kind, event.mode.as_deref(), &event.cameo);
    let background = if event.background { "background" } else { "" };
    match (event.modality, background) {
        (Modality::Happened, "") => label.past.clone(),
        (Modality::Happened, mark) => format!("{} ({mark})", label.past),
        (modality, "") => format!("{} ({modality})", label.noun),
        (modality, mark) => format!("{} ({modality}, {mark})", label.noun),
    }
}

/// The codes: "CONSULT visit · CAMEO 042".
pub(crate) fn codes(event: &Event) -> String {
    let mode = event.mode.as_ref().map(|mode| format!(" {}", harmless(mode))).unwrap_or_default();
    format!("{}{mode} · CAMEO {}", event.kind, harmless(&event.cameo))
}

/// What must be known of the date beyond its name: where it comes from if the text does not state
/// it, or why it is unknown.
pub(crate) fn date_note(event: &Event) -> Option<String> {
    let words = event.date.reason.as_deref().map(harmless);
    match (event.date.basis, words) {
        (DateBasis::Relative, Some(words)) => Some(format!("dated by “{words}”")),
        (DateBasis::Document, _) => Some("news of the report’s day".to_owned()),
        (DateBasis::Inherited, _) => Some("news of the day of another copy".to_owned()),
        (DateBasis::Unknown, Some(reason)) => Some(format!("no date: {reason}")),
        _ => None,
    }
}

/// How often it was told: "2 reports, 1 story, 1 independent source", or "1 report".
pub(crate) fn counts(counts: EventCounts) -> String {
    if counts.reports == 1 {
        return "1 report".to_owned();
    }
    [
        quantity(counts.reports as usize, "report", "reports"),
        quantity(counts.stories as usize, "story", "stories"),
        quantity(counts.sources as usize, "independent source", "independent sources"),
    ]
    .join(", ")
}

/// The file and the bytes in it: `file:start-end`.
pub(crate) fn place(proof: &EventEvidence) -> String {
    let [start, end] = proof.raw;
    format!("{}:{start}-{end}", harmless(&proof.source))
}

/// On whose word, nearest to the event first: "according to KCNA, via AFP".
fn attribution(proof: &EventEvidence) -> Option<String> {
    let mut tellers: Vec<&str> = proof.attribution.iter().map(String::as_str).collect();
    if let Some(credit) = proof.credit.as_deref().filter(|credit| !tellers.contains(credit)) {
        tellers.push(credit);
    }
    let told = proof.attribution.len();
    let phrases = tellers.iter().enumerate().map(|(i, name)| match i {
        0 if told > 0 => format!("according to {}", harmless(name)),
        _ => format!("via {}", harmless(name)),
    });
    Some(phrases.collect::<Vec<_>>().join(", ")).filter(|phrase| !phrase.is_empty())
}

/// Who tells, and when: "according to KCNA, via AFP, 12 July 2021".
pub(crate) fn told(proof: &EventEvidence, resources: &Resources) -> String {
    let day = proof.dct.map(|day| spell_day(day, &resources.language.labels));
    match (attribution(proof), day) {
        (Some(tellers), Some(day)) => format!("{tellers}, {day}"),
        (Some(tellers), None) => format!("{tellers}, undated report"),
        (None, Some(day)) => format!("report of {day}"),
        (None, None) => "undated report".to_owned(),
    }
}

/// On what tellings disagree, as a question.
pub(crate) const fn question(field: ConflictField) -> &'static str {
    match field {
        ConflictField::Quantity => "How many?",
        ConflictField::Date => "When?",
        ConflictField::Modality => "Did it happen?",
    }
}

/// What a report is to its story.
pub(crate) const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Original => "nearest origin",
        Relation::Exact => "exact copy",
        Relation::Near => "near copy",
        Relation::Paraphrase => "paraphrase",
        Relation::Excerpt => "excerpt",
    }
}

/// What tells how a report descends: "names its agency, came first".
pub(crate) fn reasons(why: &[Reason], descent: Descent) -> String {
    why.iter().map(|&reason| because(reason, descent)).collect::<Vec<_>>().join(", ")
}

const fn because(reason: Reason, descent: Descent) -> &'static str {
    match (descent, reason) {
        (Descent::Origin, Reason::Credit) => "names its agency",
        (Descent::Origin, Reason::Dateline) => "has a dateline",
        (Descent::Origin, Reason::Date) => "came first",
        (Descent::Origin, Reason::Completeness) => "holds most of the others",
        (Descent::Origin, Reason::Edits) => "has none of the edits of the others",
        (Descent::Copy, Reason::Credit) => "does not name the agency",
        (Descent::Copy, Reason::Dateline) => "has no dateline",
        (Descent::Copy, Reason::Date) => "came later",
        (Descent::Copy, Reason::Completeness) => "holds less",
        (Descent::Copy, Reason::Edits) => "another report shows whose edits are whose",
        (Descent::Sibling, Reason::Credit) => "both name the same agency",
        (Descent::Sibling, Reason::Dateline) => "both have a dateline",
        (Descent::Sibling, Reason::Date) => "both came at the same time",
        (Descent::Sibling, Reason::Completeness) => "each holds what the other lacks",
        (Descent::Sibling, Reason::Edits) => "each has edits of its own",
    }
}

/// What was altered.
pub(crate) const fn alteration(kind: AlterationKind) -> &'static str {
    match kind {
        AlterationKind::Negation => "negation or modal",
        AlterationKind::Omission => "left out",
        AlterationKind::Addition => "added",
        kind => kind.as_str(),
    }
}

/// How much there is, in words.
pub(crate) fn summary(totals: Totals) -> String {
    joined([
        quantity(totals.reports, "report", "reports"),
        quantity(totals.stories, "story", "stories"),
        quantity(totals.sources, "independent source", "independent sources"),
        quantity(totals.events, "event", "events"),
        quantity(totals.conflicts, "conflict", "conflicts"),
    ])
}

/// A number and what it counts.
pub(crate) fn quantity(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The parts that are not empty, joined by a middle dot.
pub(crate) fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn names(parties: &[Party], resources: &Resources) -> Vec<String> {
    let mut names = Vec::with_capacity(parties.len());
    for party in parties {
        let name = name(party, resources);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The name, with the state it belongs to where the name does not say so.
fn name(party: &Party, resources: &Resources) -> String {
    let name = harmless(&party.name);
    let is_itself = party.actor.as_ref().is_some_and(|actor| actor.0 == party.country.0);
    match resources.register.actor(&ActorId(party.country.0.clone())) {
        Some(state) if !is_itself && !name.contains(&state.name) => {
            format!("{name} ({})", state.name)
        }
        _ => name.into_owned(),
    }
}

fn enumeration(names: &[String]) -> String {
    match names {
        [] => "(not named)".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A number as the evidence words it: "1,500 tonnes".
pub(crate) fn number(quantity: &Quantity, proof: &EventEvidence) -> String {
    let start = quantity.span.start().checked_sub(proof.evidence.span.start());
    let words =
        start.and_then(|start| proof.evidence.quote.get(start..start + quantity.span.len()));
    let plain = || format!("{} {}", quantity.value, quantity.unit);
    harmless(&words.map_or_else(plain, str::to_owned)).into_owned()
}

/// What one side of a conflict says; a number as its evidence words it.
pub(crate) fn conflict_value(value: &ConflictValue) -> String {
    let is_meant = |q: &&Quantity| value.value == format!("{} {}", q.value, q.unit);
    let quantity = value.evidence.quantities.iter().find(is_meant);
    quantity.map_or_else(
        || harmless(&value.value).into_owned(),
        |quantity| number(quantity, &value.evidence),
    )
}
