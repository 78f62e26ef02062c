use detente_schema::{Event, EventEvidence, Party};
use jiff::civil::Date;

use crate::view::View;

/// Characters with which a spreadsheet begins a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

const COLUMNS: [&str; 29] = [
    "event_id",
    "date_begin",
    "date_end",
    "date_precision",
    "date_basis",
    "source_countries",
    "source_actors",
    "source_names",
    "source_sectors",
    "target_countries",
    "target_actors",
    "target_names",
    "target_sectors",
    "reciprocal",
    "type",
    "mode",
    "cameo",
    "quad_class",
    "modality",
    "background",
    "reports",
    "stories",
    "independent_sources",
    "attribution",
    "credit",
    "file",
    "start",
    "end",
    "quote",
];

/// One row an event.
pub(crate) fn events(view: &View<'_>) -> String {
    let rows = view.events.iter().map(|event| row(event));
    write(COLUMNS.iter().map(|&name| name.to_owned()), rows)
}

/// A table after RFC 4180, lines ending with LF. The cells must be [`guarded`] already.
pub(crate) fn write(
    header: impl IntoIterator<Item = String>,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header: Vec<_> = header.into_iter().collect();
    for record in std::iter::once(header).chain(rows) {
        writer.write_record(&record).expect("a vector takes rows of equal length");
    }
    let bytes = writer.into_inner().expect("a vector can be flushed");
    String::from_utf8(bytes).expect("the cells are UTF-8")
}

/// The text with an apostrophe before it if a spreadsheet would take it for a formula.
pub(crate) fn guarded(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

fn row(event: &Event) -> Vec<String> {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut row = vec![
        event.id.clone(),
        day(event.date.interval.begin),
        day(event.date.interval.end),
        event.date.precision.to_string(),
        event.date.basis.to_string(),
    ];
    row.extend(side(&event.source));
    row.extend(side(&event.target));
    row.extend(what(event));
    row.extend(proof(event.evidence.first()));
    row.iter().map(|cell| guarded(cell)).collect()
}

fn side(parties: &[Party]) -> [String; 4] {
    let list = |cell: fn(&Party) -> &str| parties.iter().map(cell).collect::<Vec<_>>().join(";");
    [
        list(|party| if party.country.is_none() { "" } else { &party.country.0 }),
        list(|party| party.actor.as_ref().map_or("", |actor| &actor.0)),
        list(|party| &party.name),
        list(|party| party.sector.as_str()),
    ]
}

fn what(event: &Event) -> [String; 10] {
    [
        event.reciprocal.to_string(),
        event.kind.to_string(),
        event.mode.clone().unwrap_or_default(),
        event.cameo.clone(),
        event.kind.quad_class().to_string(),
        event.modality.to_string(),
        event.background.to_string(),
        event.counts.reports.to_string(),
        event.counts.stories.to_string(),
        event.counts.sources.to_string(),
    ]
}

/// Of the best proof: on whose word, by which agency or outlet, where, and the words.
fn proof(proof: Option<&EventEvidence>) -> [String; 6] {
    proof.map_or_else(Default::default, |proof| {
        let [start, end] = proof.raw;
        [
            proof.attribution.join(";"),
            proof.credit.clone().unwrap_or_default(),
            proof.source.clone(),
            start.to_string(),
            end.to_string(),
            proof.evidence.quote.clone(),
        ]
    })
}
