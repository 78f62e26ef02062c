//! The printed forms that scripts and scorers rely on.

use crate::support::{detente, detente_with_stdin, examples, folder_of, scratch};
use serde_json::Value;

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn annotate_examples(options: &[&str]) -> Vec<Value> {
    let examples = examples();
    let arguments = ["annotate", examples.to_str().expect("UTF-8")].into_iter();
    detente(arguments.chain(options.iter().copied())).jsonl()
}

#[test]
fn annotate_prints_every_field_of_the_record() {
    let records = annotate_examples(&[]);
    assert_eq!(records.len(), 10);
    for record in &records {
        assert_eq!(record["schema"], "detente.document/1");
        for key in [
            "id",
            "source",
            "text",
            "dct",
            "sentences",
            "mentions",
            "timexes",
            "quotations",
            "events",
            "diagnostics",
        ] {
            assert!(keys(record).contains(&key), "{key}");
        }
        assert_eq!(keys(&record["dct"]), ["basis", "value"]);
    }
    let event = records.iter().find_map(|r| r["events"].get(0)).expect("an event");
    for key in [
        "id",
        "trigger",
        "sentence",
        "source",
        "target",
        "reciprocal",
        "type",
        "mode",
        "cameo",
        "modality",
        "date",
        "background",
        "attribution",
        "confidence",
        "found_by",
    ] {
        assert!(keys(event).contains(&key), "{key}");
    }
    for key in ["begin", "end", "precision", "basis"] {
        assert!(keys(&event["date"]).contains(&key), "{key}");
    }
}

#[test]
fn every_span_is_a_stretch_of_the_text() {
    fn spans(value: &Value, found: &mut Vec<(u64, u64)>) {
        match value {
            Value::Array(items) => match items.as_slice() {
                [Value::Number(start), Value::Number(end)] => {
                    found.push((start.as_u64().unwrap(), end.as_u64().unwrap()));
                }
                items => items.iter().for_each(|item| spans(item, found)),
            },
            Value::Object(fields) => fields.values().for_each(|field| spans(field, found)),
            _ => {}
        }
    }
    for record in annotate_examples(&[]) {
        let (text, mut found) = (record["text"].as_str().unwrap(), Vec::new());
        spans(&record, &mut found);
        assert!(!found.is_empty());
        for (start, end) in found {
            assert!(text.get(start as usize..end as usize).is_some(), "{start}-{end}");
        }
    }
}

#[test]
fn an_item_keeps_its_id_and_its_fields_may_have_other_names() {
    let line = br#"{"key":"x7","published":"2019-05-06","body":"Norway and Iceland signed an agreement."}"#;
    let run =
        detente_with_stdin(["annotate", "-", "--map", "id=key,text=body,date=published"], line);
    let records = run.jsonl();
    assert_eq!((records[0]["id"].as_str(), records[0]["source"].as_str()), (Some("x7"), Some("-")));
    assert_eq!(records[0]["dct"]["value"], "2019-05-06");
    assert_eq!(records[0]["dct"]["basis"], "metadata");
}

#[test]
fn a_date_given_by_the_user_counts_where_none_is_stated() {
    let dated = "Published: 4 May 2020\n\nTogo and Benin held talks.";
    let folder =
        folder_of(&[("a.txt", dated.as_bytes()), ("b.txt", b"Peru recalled its envoy to Chile.")]);
    let run = detente(["annotate", folder.path().to_str().unwrap(), "--dct", "2001-02-03"]);
    let dcts: Vec<_> = run.jsonl().iter().map(|r| r["dct"].clone()).collect();
    assert_eq!(dcts[0], serde_json::json!({"value": "2020-05-04", "basis": "header"}));
    assert_eq!(dcts[1], serde_json::json!({"value": "2001-02-03", "basis": "given"}));
}

#[test]
fn an_undated_copy_inherits_the_date_of_its_story() {
    let records = annotate_examples(&[]);
    let undated =
        records.iter().find(|r| r["source"].as_str().unwrap().contains("undated")).unwrap();
    assert_eq!(undated["dct"], serde_json::json!({"value": "2018-03-28", "basis": "inherited"}));
}

#[test]
fn stories_print_members_alignment_and_alterations() {
    let run =
        detente(["stories".as_ref(), examples().as_os_str(), "--format".as_ref(), "json".as_ref()]);
    let stories = run.json();
    assert_eq!(stories["schema"], "detente.stories/1");
    let stories = stories["stories"].as_array().unwrap();
    assert_eq!(stories.len(), 8);
    let story = stories
        .iter()
        .find(|s| s["members"].as_array().unwrap().len() == 3)
        .expect("the wire story");
    assert_eq!(story["members"][0]["relation"], "original");
    for member in &story["members"].as_array().unwrap()[1..] {
        assert!(member["of"].is_string());
        assert!(member["containment"].as_f64().unwrap() > 0.4);
    }
    assert!(story["alignment"].as_array().unwrap().len() > 8);
    let changed_number = story["alterations"]
        .as_array()
        .unwrap()
        .iter()
        .any(|a| a["kind"] == "number" && a["class"] == "fact");
    assert!(changed_number);
}

#[test]
fn relate_answers_a_line_a_row() {
    let table = "\"sentence\"\t\"source\"\t\"target\"\n\"Norway accused Sweden of spying.\"\t\"Norway\"\t\"Sweden\"\n\"It rained.\"\t\"a\"\t\"b\"\n";
    let run = detente_with_stdin(["relate", "-"], table.as_bytes());
    assert_eq!(run.code, Some(0), "{run:#?}");
    let rows = run.jsonl();
    assert_eq!((rows.len(), &rows[0]["row"], &rows[1]["row"]), (2, &0.into(), &1.into()));
    assert_eq!(rows[0]["type"], "ACCUSE");
    assert_eq!(rows[1]["type"], Value::Null);
}

#[test]
fn the_same_bytes_whatever_the_threads_and_the_order_of_files() {
    let one = annotate_examples(&["--threads", "1"]);
    assert_eq!(one, annotate_examples(&["--threads", "4"]));
    let mut files: Vec<_> =
        std::fs::read_dir(examples()).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let report = |files: &[std::path::PathBuf]| {
        let command = std::iter::once(std::ffi::OsStr::new("report"));
        detente(command.chain(files.iter().map(|f| f.as_os_str()))).stdout
    };
    let forwards = report(&files);
    files.reverse();
    assert_eq!(report(&files), forwards);
    files.swap(1, 5);
    assert_eq!(report(&files), forwards);
}

#[test]
fn the_page_is_one_file_that_asks_for_nothing_else() {
    let folder = scratch();
    let page = folder.path().join("report.html");
    let run =
        detente(["report".as_ref(), examples().as_os_str(), "--html".as_ref(), page.as_os_str()]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    let html = std::fs::read_to_string(page).unwrap();
    assert!(html.starts_with("<!doctype html>"));
    for request in ["src=\"http", "href=\"http", "url(http", "@import"] {
        assert!(!html.contains(request), "{request}");
    }
}

#[test]
fn completions_and_manual_know_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(detente(["completions", shell]).stdout.contains("timeline"), "{shell}");
    }
    let manual = detente(["man"]).stdout;
    for word in [".TH", "annotate", "timeline", "EXIT"] {
        assert!(manual.contains(word), "{word}");
    }
}

const SPANISH: &str = "El presidente dijo ayer que la cumbre se celebrará el 3 de agosto en la capital. \
    El Sr. Pérez viajó a China en marzo de 2018, \"por amistad\", y no ha vuelto desde hace dos años.";

fn values(record: &Value) -> Vec<&str> {
    let timexes = record["timexes"].as_array().expect("a list").iter();
    timexes.map(|timex| timex["value"].as_str().expect("a value")).collect()
}

#[test]
fn a_report_in_spanish_has_its_temporal_expressions_and_says_that_it_has_no_more() {
    let english = b"China's president visited North Korea on 20 June 2019, the agency said.";
    let folder =
        folder_of(&[("a.txt", english), ("b.txt", SPANISH.as_bytes()), ("c.txt", english)]);
    let path = folder.path().to_str().unwrap();
    let run = detente(["annotate", path, "--dct", "2021-07-12"]);
    let records = run.jsonl();
    assert_eq!(values(&records[1]), ["2021-07-11", "2021-08-03", "2018-03", "P2Y"]);
    for list in ["mentions", "quotations", "events"] {
        assert_eq!(records[1][list], serde_json::json!([]), "{list}");
    }
    assert_eq!(records[1]["sentences"].as_array().unwrap().len(), 2);
    assert_eq!(records[1]["diagnostics"][0]["code"], "partial-language");
    assert!(run.stderr.contains("1 report read as Spanish (es)"), "{}", run.stderr);
    for english in [&records[0], &records[2]] {
        assert_eq!(values(english), ["2019-06-20"]);
        assert_ne!(english["events"], serde_json::json!([]));
    }
}

#[test]
fn the_language_can_be_named_and_an_unknown_one_is_wrong_usage() {
    let named =
        |code: &str| detente_with_stdin(["annotate", "-", "--lang", code], SPANISH.as_bytes());
    assert_eq!(values(&named("es").jsonl()[0]).len(), 4);
    assert_ne!(values(&named("en").jsonl()[0]).len(), 4);
    let unknown = named("xx");
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("auto, en, es"), "{}", unknown.stderr);
}

#[test]
fn a_city_as_a_place_is_not_its_government() {
    let text = "Ten were hurt in Berlin. Paris's demands went too far.";
    let run = detente_with_stdin(["annotate", "-"], text.as_bytes());
    let record = &run.jsonl()[0];
    let mention = |at: usize| {
        let mention = &record["mentions"][at];
        (mention["actors"].clone(), mention["names"].clone(), mention["countries"][0].clone())
    };
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(mention(0), (json("[]"), json(r#"["Berlin"]"#), json(r#""DEU""#)));
    assert_eq!(mention(1), (json(r#"["FRA"]"#), json(r#"["France"]"#), json(r#""FRA""#)));
}
