//! JSON and CSV: what other programs read.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod world;

use detente_resources::Resources;
use detente_schema::{Event, Span};
use detente_views::table::{self, Cell, Table};
use detente_views::{Style, report, stories, timeline};
use serde_json::{Value, json};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_events_of_a_report_parse_back() {
    let data = world::data();
    let report = parsed(&report::to_json(&data, &Resources::load().unwrap()));
    assert_eq!(report["schema"], "detente.report/1");
    assert_eq!(
        report["counts"],
        json!({"reports": 3, "stories": 2, "sources": 2, "events": 5, "conflicts": 1})
    );
    let events: Vec<Event> = serde_json::from_value(report["events"].clone()).unwrap();
    let ids: Vec<_> = events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["e1", "e2", "e3", "e4", "e5"], "history, news, plans, unknown dates");
    assert!(events.iter().all(|event| data.events.contains(event)));
    assert_eq!(report["events"][0]["cameo"], "057");
    assert_eq!(report["timelines"][0]["events"], json!(["e1", "e2", "e3"]));
    let trigger: Span = serde_json::from_value(report["triggers"]["m-e2-0"].clone()).unwrap();
    assert_eq!(trigger.of(&data.documents[0].text), "travelled");
}

#[test]
fn a_timeline_keeps_the_order_in_which_it_was_asked_for() {
    let (data, resources) = (world::data(), Resources::load().unwrap());
    let timeline = timeline::between(&data, &resources, "PER", "CHL");
    let json = parsed(&timeline::to_json(&timeline, &data, &resources));
    assert_eq!(json["schema"], "detente.timeline/1");
    assert_eq!(json["a"], json!({"code": "PER", "name": "Peru"}));
    assert_eq!(json["events"].as_array().unwrap().len(), 3);
    assert_eq!(json["conflicts"].as_array().unwrap().len(), 1);
}

#[test]
fn stories_name_documents_by_their_printed_id() {
    let json = parsed(&stories::to_json(&world::data(), &Resources::load().unwrap()));
    assert_eq!(json["schema"], "detente.stories/1");
    let member = &json["stories"][0]["members"][1];
    assert_eq!((&member["doc"], &member["of"]), (&json!("002"), &json!("001")));
    assert_eq!(json["stories"][0]["alterations"][0]["a"]["span"], json!([130, 139]));
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn one_row_an_event_with_codes_as_text() {
    let records = records(&report::to_csv(&world::data(), &Resources::load().unwrap()));
    let cell = |row: usize, name: &str| {
        let column = records[0].iter().position(|column| column == name).unwrap();
        records[row][column].as_str()
    };
    assert_eq!(records.len(), 6);
    assert_eq!(cell(1, "cameo"), "057");
    assert_eq!(cell(1, "source_countries"), "CHL;PER");
    assert_eq!((cell(3, "date_begin"), cell(3, "date_end")), ("", "2031-05-31"));
    assert_eq!(
        (cell(3, "file"), cell(3, "start"), cell(3, "end")),
        ("reports/first.txt", "417", "473")
    );
    assert_eq!(cell(5, "modality"), "denied");
}

#[test]
fn no_text_is_a_formula() {
    let mut data = world::data();
    data.events[1].evidence[0].evidence.quote = "=HYPERLINK(\"x\")".into();
    data.events[1].source[0].name = "@SUM(1)".into();
    let text = report::to_csv(&data, &Resources::load().unwrap());
    assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\"") && text.contains(",'@SUM(1),"));
}

fn answer() -> Table {
    Table {
        columns: vec!["name".into(), "n".into(), "n".into()],
        rows: vec![
            vec![Cell::Text("-1+cmd".into()), Cell::Integer(-7), Cell::Real(0.5)],
            vec![Cell::Text("日本\tKyōto".into()), Cell::Null],
        ],
    }
}

#[test]
fn a_table_has_three_forms() {
    assert_eq!(table::to_csv(&answer()), "name,n,n\n'-1+cmd,-7,0.5\n日本\tKyōto,,\n");
    let json = parsed(&table::to_json(&answer()));
    assert_eq!(json["rows"], json!([["-1+cmd", -7, 0.5], ["日本\tKyōto", null]]));
    assert_eq!(
        table::to_text(&answer(), Style::default()),
        "name        n   n\n----------  --  ---\n-1+cmd      -7  0.5\n日本 Kyōto\n"
    );
}

#[test]
fn a_table_with_too_many_columns_is_a_list() {
    let columns: Vec<String> = (0..30).map(|n| format!("column_{n}")).collect();
    let rows = vec![(0..30).map(Cell::Integer).collect()];
    let text = table::to_text(&Table { columns, rows }, Style::default());
    assert!(text.contains("column_29          29\n"));
}
