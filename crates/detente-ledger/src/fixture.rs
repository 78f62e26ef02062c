//! Small reports for the tests.

use detente_schema::{
    ActorId, Country, Credit, Credits, DateBasis, DateInterval, Dct, DctBasis, Descent,
    Description, Digest, Document, DocumentParts, EventDate, EventMention, EventType, Evidence,
    Judgement, Modality, OffsetMap, Participant, Quantity, Relation, Sector, Span, StableHasher,
    Story, StoryMember, Verdict,
};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;

use crate::{Filter, Ledger, QueryLimits, Renewal};

pub(crate) const CODER: &str = "coder 1";

/// One sentence that tells an act. `parties` is `A>B`, or `A+B` for a mutual act; a person is
/// `COUNTRY:PERSON`, several parties of a side are joined by commas.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) parties: &'static str,
    pub(crate) date: &'static str,
    pub(crate) mode: Option<&'static str>,
    pub(crate) cameo: &'static str,
    pub(crate) modality: Modality,
    pub(crate) quantity: Option<(&'static str, &'static str)>,
    pub(crate) basis: DateBasis,
}

impl Told {
    pub(crate) fn of(parties: &'static str) -> Self {
        Self {
            parties,
            date: "2018-03-25",
            mode: None,
            cameo: "040",
            modality: Modality::Happened,
            quantity: None,
            basis: DateBasis::Explicit,
        }
    }

    /// Dated by the day of the report only.
    pub(crate) fn reported(self) -> Self {
        Self { basis: DateBasis::Document, ..self }
    }

    pub(crate) fn on(self, date: &'static str) -> Self {
        Self { date, ..self }
    }

    pub(crate) fn mode(self, mode: &'static str) -> Self {
        Self { mode: Some(mode), ..self }
    }

    pub(crate) fn cameo(self, cameo: &'static str) -> Self {
        Self { cameo, ..self }
    }

    pub(crate) fn as_(self, modality: Modality) -> Self {
        Self { modality, ..self }
    }

    pub(crate) fn with(self, value: &'static str, unit: &'static str) -> Self {
        Self { quantity: Some((value, unit)), ..self }
    }

    /// The `n`th sentence of `document`.
    pub(crate) fn mention(&self, document: &Document, n: usize) -> EventMention {
        let sentence = sentence(document, n);
        let (source, target) = sides(self.parties, sentence);
        let mut mention = EventMention {
            id: String::new(),
            trigger: Span::new(sentence.start(), sentence.start() + 3),
            sentence,
            source,
            target,
            reciprocal: self.parties.contains('+'),
            kind: EventType::Consult,
            mode: self.mode.map(str::to_owned),
            cameo: self.cameo.to_owned(),
            modality: self.modality,
            date: event_date(self.date, self.basis),
            background: false,
            attribution: vec!["a spokesman".to_owned()],
            quantities: self.quantity.into_iter().map(|told| quantity(told, sentence)).collect(),
            confidence: 0.93,
            found_by: "test".to_owned(),
            evidence: Evidence::new(document, sentence),
        };
        mention.id = mention.identify();
        mention
    }
}

fn sentence(document: &Document, n: usize) -> Span {
    let start = document.text.lines().take(n).map(|line| line.len() + 1).sum();
    let line = document.text.lines().nth(n).unwrap();
    Span::new(start, start + line.len())
}

fn sides(parties: &str, span: Span) -> (Vec<Participant>, Vec<Participant>) {
    let side = |names: &str| names.split(',').map(|name| participant(name, span)).collect();
    match parties.split_once('>') {
        Some((source, target)) => (side(source), side(target)),
        None => (side(&parties.replace('+', ",")), Vec::new()),
    }
}

fn participant(name: &str, span: Span) -> Participant {
    let (country, actor) = name.split_once(':').unwrap_or((name, name));
    Participant {
        span,
        actor: Some(ActorId(actor.to_owned())),
        name: actor.to_lowercase(),
        country: Country(country.to_owned()),
        sector: Sector::Government,
    }
}

fn event_date(value: &str, basis: DateBasis) -> EventDate {
    match DateInterval::from_timex_value(value) {
        None => EventDate::unknown("no expression"),
        Some((interval, precision)) => {
            EventDate { interval, precision, basis, reason: Some(value.to_owned()) }
        }
    }
}

fn quantity((value, unit): (&str, &str), span: Span) -> Quantity {
    Quantity { span, value: value.to_owned(), unit: unit.to_owned() }
}

/// A report of `lines` sentences.
pub(crate) fn document(name: &str, lines: usize) -> Document {
    let text: Vec<String> = (0..lines).map(|n| format!("Act {n} of {name} — été.")).collect();
    let hash = StableHasher::new().field(name).finish();
    Document {
        id: name.to_owned(),
        digest: Digest(format!("{hash:064x}")),
        source: format!("news/{name}.txt"),
        text: text.join("\n"),
        raw: OffsetMap::shifted(3),
        credits: Credits::default(),
        dct: Dct { value: Some(date(2018, 3, 26)), basis: DctBasis::Header, span: None },
        paragraphs: Vec::new(),
        sentences: Vec::new(),
        tokens: Vec::new(),
        diagnostics: Vec::new(),
    }
}

pub(crate) fn by_agency(mut document: Document, agency: &str) -> Document {
    let name = agency.to_owned();
    document.credits.agency = Some(Credit { name, actor: None, span: None });
    document
}

pub(crate) fn by_outlet(mut document: Document, outlet: &str) -> Document {
    let name = outlet.to_owned();
    document.credits.outlet = Some(Credit { name, actor: None, span: None });
    document
}

/// A story of an original and its copies.
pub(crate) fn story(members: &[&Document]) -> Story {
    let member = |(i, document): (usize, &&Document)| StoryMember {
        doc: document.digest.clone(),
        relation: if i == 0 { Relation::Original } else { Relation::Near },
        of: (i > 0).then(|| members[0].digest.clone()),
        containment: 1.0,
        descent: if i == 0 { Descent::Origin } else { Descent::Copy },
        why: Vec::new(),
    };
    Story {
        id: StableHasher::new().field(&members[0].digest.0).id("s"),
        members: members.iter().enumerate().map(member).collect(),
        representative: members[0].digest.clone(),
        alignment: Vec::new(),
        alterations: Vec::new(),
    }
}

pub(crate) fn judgement(a: &EventMention, b: &EventMention, verdict: Verdict) -> Judgement {
    let (a, b) = (a.id.clone(), b.id.clone());
    Judgement { a, b, verdict, by: "person".to_owned(), score: 1.0 }
}

pub(crate) type Coded = (Document, Vec<EventMention>);

/// The reports doc0, doc1, … with what each tells.
pub(crate) fn coded(reports: &[&[Told]]) -> Vec<Coded> {
    let coded = reports.iter().enumerate().map(|(i, told)| {
        let document = document(&format!("doc{i}"), told.len());
        let mentions = told.iter().enumerate().map(|(n, one)| one.mention(&document, n)).collect();
        (document, mentions)
    });
    coded.collect()
}

/// The documents as a ledger keeps them.
pub(crate) fn parts(documents: impl IntoIterator<Item = Document>) -> Vec<DocumentParts> {
    documents.into_iter().map(DocumentParts::from).collect()
}

/// Adds and codes.
pub(crate) fn fill(ledger: &mut Ledger, coded: &[Coded]) {
    let documents: Vec<_> = coded.iter().map(|(document, _)| document.clone()).collect();
    ledger.add_documents(&parts(documents.clone())).unwrap();
    let codings: Vec<_> = coded
        .iter()
        .map(|(document, mentions)| {
            (document.digest.clone(), document.dct.clone(), mentions.clone())
        })
        .collect();
    ledger.add_codings(CODER, &codings).unwrap();
}

/// A ledger of reports that are stories of their own.
pub(crate) fn ledger(reports: &[&[Told]]) -> Ledger {
    let coded = coded(reports);
    let stories: Vec<Story> = coded.iter().map(|(document, _)| story(&[document])).collect();
    derived(&coded, &stories)
}

/// A ledger of one story: the first report is the original.
pub(crate) fn one_story(reports: &[&[Told]]) -> Ledger {
    let coded = coded(reports);
    let documents: Vec<&Document> = coded.iter().map(|(document, _)| document).collect();
    derived(&coded, &[story(&documents)])
}

pub(crate) fn derived(coded: &[Coded], stories: &[Story]) -> Ledger {
    derived_by(coded, stories, |_| false)
}

/// The same where some names are agencies.
pub(crate) fn derived_by(
    coded: &[Coded],
    stories: &[Story],
    is_agency: impl Fn(&str) -> bool,
) -> Ledger {
    let mut ledger = Ledger::temporary().unwrap();
    fill(&mut ledger, coded);
    derive(&mut ledger, stories, is_agency);
    ledger
}

/// Derives the view of all documents from nothing.
pub(crate) fn derive(ledger: &mut Ledger, stories: &[Story], is_agency: impl Fn(&str) -> bool) {
    ledger.connection.execute_batch("DELETE FROM derivation").unwrap();
    assert!(renew(ledger, 0, stories, &[], is_agency));
}

/// Derives what changed since the document numbered `after`.
pub(crate) fn renew(
    ledger: &mut Ledger,
    after: i64,
    stories: &[Story],
    descriptions: &[Description],
    is_agency: impl Fn(&str) -> bool,
) -> bool {
    let until = ledger.last_document().unwrap();
    let renewal = Renewal { coder: CODER, after, until, stories, descriptions };
    ledger.derive(&renewal, is_agency).unwrap()
}

/// How many mentions each event has, in the order of the events' dates.
pub(crate) fn sizes(ledger: &Ledger) -> Vec<usize> {
    let events = ledger.events(&Filter::default()).unwrap();
    events.iter().map(|event| event.evidence.len()).collect()
}

/// Every row of the derived tables.
pub(crate) fn dump(ledger: &Ledger) -> String {
    let limits = QueryLimits { rows: usize::MAX, time: std::time::Duration::from_mins(1) };
    let tables = [
        "story",
        "story_member",
        "description",
        "event",
        "event_party",
        "event_evidence",
        "conflict",
        "conflict_value",
    ];
    let rows = tables.map(|table| ledger.query(&format!("SELECT * FROM {table}"), limits).unwrap());
    serde_json::to_string(&rows).unwrap()
}

/// Anything that a sentence may tell.
pub(crate) fn told() -> impl Strategy<Value = Told> {
    let parties = ["PRK>CHN", "PRK:KIM>CHN", "PRK:KIM>CHN:XI", "PRK:RI>CHN", "CHN+PRK", "PRK+CHN"];
    let day = "2018-03-25";
    let other = ["", "2018", "2018-03", "2018-03-26", "2018-W13", "2018-03-24/2018-03-26"];
    let modes = vec![None, Some("visit"), Some("phone")];
    let modalities = vec![Modality::Happened, Modality::Ongoing, Modality::Denied];
    let quantities = vec![None, Some(("2", "time")), Some(("3", "time"))];
    let bases = vec![DateBasis::Explicit, DateBasis::Document];
    let fields = (
        select(parties.to_vec()),
        prop_oneof![Just(day), select(other.to_vec())],
        select(modes),
        select(modalities),
        select(quantities),
        select(bases),
    );
    fields.prop_map(|(parties, date, mode, modality, quantity, basis)| Told {
        parties,
        date,
        mode,
        cameo: "040",
        modality,
        quantity,
        basis,
    })
}

/// The stories of `coded`, of which each document belongs to the one that its lot says.
pub(crate) fn stories_of(coded: &[Coded], lot: &[usize]) -> Vec<Story> {
    let of = |story: usize| {
        let members = coded.iter().zip(lot).filter(move |(_, lot)| **lot == story);
        members.map(|((document, _), _)| document).collect::<Vec<_>>()
    };
    (0..3).map(of).filter(|members| !members.is_empty()).map(|members| story(&members)).collect()
}
