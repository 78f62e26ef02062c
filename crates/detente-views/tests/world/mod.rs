//! A small world of the tests' own invention.

use std::collections::BTreeSet;

use detente_schema::*;
use detente_views::{ReportData, ReportDocument};
use jiff::civil::{Date, date};

const FIRST: &str = "Chile and Peru signed a border treaty on 3 June 1929, the Andean Press Service recalled. \
On Sunday, Peru's president Carmen Rojas travelled to Santiago for talks with her host. \
Bolivia denied that it had moved troops to the frontier, where, as villagers, traders and a priest told the \
agency over the course of a long and cold week, lorries had been seen night after night driving without lights towards the lake. \
Chile will send 500 tonnes of maize to Peru by May 2031.";
const COPY: &str = "Peru's president Carmen Rojas went to Santiago on Sunday for talks with his host. \
Chile will send 300 tonnes of maize to Peru by May 2031.";
const OTHER: &str = "Rojas of Peru arrived in Chile. The villagers fear an attack by Bolivia.";

pub(crate) fn data() -> ReportData {
    let agency = Some("Andean Press Service");
    let documents = vec![
        document("001", "reports/first.txt", FIRST, agency, Some(date(2030, 2, 4))),
        document("002", "reports/copy.txt", COPY, None, None),
        document("003", "reports/other.txt", OTHER, Some("Harbour Radio"), Some(date(2030, 2, 5))),
    ];
    let mut data =
        ReportData { documents, stories: stories(), events: events(), ..ReportData::default() };
    prove(&mut data, 0, &[(0, "Bolivia denied", "moved")]);
    let visit = [
        (0, "On Sunday", "travelled"),
        (1, "Peru's president", "went"),
        (2, "Rojas of", "arrived"),
    ];
    prove(&mut data, 1, &visit);
    prove(&mut data, 2, &[(0, "Chile will", "send"), (1, "Chile will", "send")]);
    prove(&mut data, 3, &[(0, "Chile and Peru", "signed")]);
    prove(&mut data, 4, &[(2, "The villagers", "attack")]);
    data.events[3].evidence[0].attribution = vec!["Andean Press Service".into()];
    data.events[4].evidence[0].attribution = vec!["villagers".into()];
    let value = |value: &str, proof: usize| ConflictValue {
        value: value.into(),
        evidence: data.events[2].evidence[proof].clone(),
    };
    let values = vec![value("300 tonne", 1), value("500 tonne", 0)];
    data.conflicts = vec![Conflict { event: "e3".into(), field: ConflictField::Quantity, values }];
    data
}

/// In no order.
fn events() -> Vec<Event> {
    use EventType::{Aid, Assault, Consult, Mobilize, Support};
    use Modality::{Denied, Happened, Hypothetical, Planned};
    let (bolivia, chile, peru) = (("Bolivia", "BOL"), ("Chile", "CHL"), ("Peru", "PER"));
    let rojas = ("Carmen Rojas", "PER");
    let treaty = day(date(1929, 6, 3), DateBasis::Explicit, "3 June 1929");
    let sunday = day(date(2030, 2, 3), DateBasis::Relative, "On Sunday");
    let end = DateInterval { begin: None, end: Some(date(2031, 5, 31)) };
    let by_may = EventDate { interval: end, precision: Precision::Interval, ..treaty.clone() };
    let unknown = EventDate::unknown("no temporal expression");
    let mut signature = event("e1", chile, None, (Support, None, "057"), Happened, treaty);
    signature.source.push(party(peru));
    (signature.reciprocal, signature.background) = (true, true);
    vec![
        event("e5", bolivia, None, (Mobilize, Some("troops"), "152"), Denied, unknown.clone()),
        event("e2", rojas, Some(chile), (Consult, Some("visit"), "042"), Happened, sunday),
        event("e3", chile, Some(peru), (Aid, None, "073"), Planned, by_may),
        signature,
        event("e4", bolivia, Some(peru), (Assault, None, "190"), Hypothetical, unknown),
    ]
}

fn document(
    id: &str,
    source: &str,
    text: &str,
    credit: Option<&str>,
    date: Option<Date>,
) -> ReportDocument {
    ReportDocument {
        id: id.into(),
        digest: Digest(format!("digest-{id}")),
        source: source.into(),
        credit: credit.map(str::to_owned),
        is_by_agency: false,
        date,
        text: text.into(),
        raw: OffsetMap::shifted(3),
    }
}

fn stories() -> Vec<Story> {
    let digest = |id: &str| Digest(format!("digest-{id}"));
    let passage = |id: &str, text: &str, words: &str| {
        let at = text.find(words).unwrap();
        Passage { doc: digest(id), span: Span::new(at, at + words.len()) }
    };
    let alteration = |a: &str, b: &str, class, kind| Alteration {
        a: passage("001", FIRST, a),
        b: passage("002", COPY, b),
        class,
        kind,
    };
    vec![
        Story {
            id: "s1".into(),
            members: vec![
                StoryMember::origin(digest("001")),
                StoryMember {
                    doc: digest("002"),
                    relation: Relation::Excerpt,
                    of: Some(digest("001")),
                    containment: 0.874,
                    descent: Descent::Copy,
                    why: vec![Reason::Completeness],
                },
            ],
            representative: digest("001"),
            alignment: vec![Alignment {
                a: passage("001", FIRST, "Chile will send"),
                b: passage("002", COPY, "Chile will send"),
            }],
            alterations: vec![
                alteration("travelled", "went", AlterationClass::Wording, AlterationKind::Wording),
                alteration("her", "his", AlterationClass::Fact, AlterationKind::Pronoun),
                alteration(
                    "500 tonnes",
                    "300 tonnes",
                    AlterationClass::Fact,
                    AlterationKind::Number,
                ),
            ],
        },
        Story { id: "s2".into(), ..Story::alone(digest("003")) },
    ]
}

fn event(
    id: &str,
    source: (&str, &str),
    target: Option<(&str, &str)>,
    (kind, mode, cameo): (EventType, Option<&str>, &str),
    modality: Modality,
    date: EventDate,
) -> Event {
    Event {
        id: id.into(),
        source: vec![party(source)],
        target: target.map(party).into_iter().collect(),
        reciprocal: false,
        kind,
        mode: mode.map(str::to_owned),
        cameo: cameo.into(),
        modality,
        date,
        background: false,
        counts: EventCounts::default(),
        evidence: vec![],
    }
}

fn party((name, country): (&str, &str)) -> Party {
    let is_state = !name.contains(' ');
    Party {
        actor: Some(ActorId(if is_state { country.into() } else { name.to_uppercase() })),
        name: name.into(),
        country: Country(country.into()),
        sector: Sector::Government,
    }
}

fn day(day: Date, basis: DateBasis, words: &str) -> EventDate {
    let interval = DateInterval::day(day);
    EventDate { interval, precision: Precision::Day, basis, reason: Some(words.into()) }
}

/// Proves an event by sentences: the document, how the sentence begins, and its trigger.
fn prove(data: &mut ReportData, event: usize, sentences: &[(usize, &str, &str)]) {
    let event = &mut data.events[event];
    for (n, &(at, opening, trigger)) in sentences.iter().enumerate() {
        let document = &data.documents[at];
        let start = document.text.find(opening).unwrap();
        let end = document.text[start..].find(". ").map_or(document.text.len(), |i| start + i + 1);
        let word = start + document.text[start..].find(trigger).unwrap();
        let mention = format!("m-{}-{n}", event.id);
        data.triggers.insert(mention.clone(), Span::new(word, word + trigger.len()));
        event.evidence.push(proof(document, mention, Span::new(start, end)));
    }
    let stories: BTreeSet<_> = event.evidence.iter().map(|proof| &proof.story).collect();
    let [reports, stories] = [sentences.len(), stories.len()].map(|n| n as u32);
    event.counts = EventCounts { reports, stories, sources: stories };
}

fn proof(document: &ReportDocument, mention: String, span: Span) -> EventEvidence {
    let quote = span.of(&document.text).to_owned();
    EventEvidence {
        mention,
        evidence: Evidence { document: document.digest.clone(), span, quote },
        doc: document.id.clone(),
        source: document.source.clone(),
        raw: [document.raw.raw(span.start()), document.raw.raw(span.end())],
        story: if document.id == "003" { "s2".into() } else { "s1".into() },
        credit: document.credit.clone(),
        dct: document.date,
        attribution: vec![],
        quantities: vec![],
    }
}
