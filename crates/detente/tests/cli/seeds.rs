//! The three reports that the project started from, where they are at hand beside the repository.

use std::process::Command;

use crate::support::{detente, scratch, shared};
use serde_json::Value;

fn report_on_the_seeds() -> Option<Value> {
    let seeds = shared("seeds")?;
    Some(
        detente(["report".as_ref(), seeds.as_os_str(), "--format".as_ref(), "json".as_ref()])
            .json(),
    )
}

fn events<'a>(report: &'a Value, kind: &str) -> Vec<&'a Value> {
    let all = report["events"].as_array().expect("events").iter();
    all.filter(|event| event["type"] == kind).collect()
}

#[test]
fn three_reports_are_two_stories() {
    let Some(report) = report_on_the_seeds() else { return };
    assert_eq!(
        (&report["counts"]["reports"], &report["counts"]["stories"]),
        (&3.into(), &2.into())
    );
}

#[test]
fn history_keeps_its_own_dates() {
    let Some(report) = report_on_the_seeds() else { return };
    let has = |kind, begin: &str, end: &str| {
        events(&report, kind).iter().any(|event| {
            event["date"]["begin"] == begin
                && event["date"]["end"] == end
                && event["background"] == true
                && event["modality"] == "happened"
        })
    };
    assert!(has("SUPPORT", "1961-07-11", "1961-07-11"), "the treaty");
    assert!(has("CONSULT", "2018-03-01", "2018-03-31"), "the first visit");
    for event in report["events"].as_array().expect("events") {
        let old = event["date"]["begin"].as_str().is_some_and(|day| day < "2021-06");
        assert!(!old || event["background"] == true, "{event}");
    }
}

#[test]
fn the_messages_are_of_july_2021() {
    let Some(report) = report_on_the_seeds() else { return };
    let news = report["events"].as_array().expect("events").iter().filter(|event| {
        event["date"]["begin"].as_str().is_some_and(|day| day.starts_with("2021-07"))
    });
    let between = |event: &&Value| {
        let parties = format!("{}{}", event["source"], event["target"]);
        parties.contains("CHN") && parties.contains("PRK")
    };
    assert!(news.filter(between).count() >= 2);
}

#[test]
fn the_scores_stay_above_their_floors() {
    let (Some(seeds), Some(gold), Some(scorer)) =
        (shared("seeds"), shared("gold"), shared("eval/score_seeds.py"))
    else {
        return;
    };
    let folder = scratch();
    let records = folder.path().join("records.jsonl");
    let run = detente(["annotate".as_ref(), seeds.as_os_str()]);
    std::fs::write(&records, run.stdout).expect("a file");
    let Ok(output) = Command::new("python3").arg(scorer).arg(gold).arg(&records).output() else {
        println!("skipped: python3 is not here");
        return;
    };
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let figures: Value =
        serde_json::from_str(printed.lines().last().expect("figures")).expect("JSON");
    for (figure, floor) in [("timex_relaxed", 0.97), ("quotations", 0.9), ("event_trigger", 0.5)] {
        assert!(figures[figure].as_f64() >= Some(floor), "{figure}: {printed}");
    }
    assert_eq!(figures["not_fact_recorded_as_fact"], 0, "{printed}");
    assert_eq!(figures["timex_non_markables_tagged"], 0, "{printed}");
}
