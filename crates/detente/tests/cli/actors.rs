//! The register as users see it, and what they add to it.

use std::time::Instant;

use crate::support::{Run, detente, detente_in, folder_of};
use serde_json::Value;

fn show(arguments: &[&str]) -> Value {
    let fixed = ["actors", "show", "--format", "json"].into_iter();
    detente(fixed.chain(arguments.iter().copied())).json()
}

fn ids(answer: &Value) -> Vec<&str> {
    let actors = answer["actors"].as_array().expect("a list").iter();
    actors.map(|actor| actor["id"].as_str().expect("an id")).collect()
}

#[test]
fn every_spelling_and_every_code_shows_the_actor() {
    for name in ["Kim Jong Un", "Kim Jong-un", "kim jong eun"] {
        assert_eq!(ids(&show(&[name])), ["KIM_JONG_UN"], "{name}");
    }
    for code in ["COD", "490", "Q974", "Zaire", "DR Congo"] {
        assert_eq!(ids(&show(&[code])), ["COD"], "{code}");
    }
    let several = show(&["816"]);
    assert_eq!(ids(&several), ["VDR", "VNM"]);
    assert_eq!(several["schema"], "detente.actors/1");
}

#[test]
fn an_actor_has_codes_membership_names_and_dated_roles_with_sources() {
    let state = show(&["EST"])["actors"][0].clone();
    assert_eq!(
        state["codes"],
        serde_json::json!({"iso3": "EST", "cow": 366, "gw": 366, "wikidata": "Q191"})
    );
    assert_eq!(state["membership"].as_array().unwrap().len(), 2);
    for list in ["names", "holders"] {
        let first = &state[list][0];
        assert!(first["source"].as_str().is_some_and(|source| !source.is_empty()), "{list}");
    }
    let person = show(&["Kim Jong Il"])["actors"][0].clone();
    assert_eq!(person["sector"], "GOV");
    let roles = person["roles"].as_array().unwrap();
    assert!(roles.iter().all(|role| role["from"].is_string() && role["source"].is_string()));
}

#[test]
fn a_day_leaves_the_roles_held_on_it() {
    let held = |on: &str| {
        let state = show(&["FRA", "--on", on])["actors"][0].clone();
        let holders = state["holders"].as_array().unwrap().clone();
        let presidents = holders.iter().filter(|held| held["office"] == "president");
        presidents.map(|held| held["actor"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(held("1970-01-01"), ["GEORGES_POMPIDOU"]);
    assert_eq!(held("2019-05-05"), ["EMMANUEL_MACRON"]);
    let person = show(&["Georges Pompidou", "--on", "2019-05-05"]);
    assert_eq!(person["actors"][0]["roles"], serde_json::json!([]));
}

#[test]
fn who_is_not_there_ends_with_one_and_near_spellings() {
    let run = detente(["actors", "show", "Frnace"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("\n  France"), "{}", run.stderr);
    let strange = detente(["actors", "show", "\u{1b}]0;x\u{7}"]);
    assert_eq!(strange.code, Some(1));
    assert_eq!(detente(["actors", "show", ""]).code, Some(1));
    assert_eq!(detente(["actors"]).code, Some(2));
    assert_eq!(detente(["actors", "show", "FRA", "--on", "1970-13-01"]).code, Some(2));
}

#[test]
fn the_lint_finds_nothing_in_the_register_and_names_file_and_line_in_ones_own() {
    let run = detente(["actors", "--lint"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    let twice = "role\tXI_JINPING\tforeign minister\tCHN\t2025-01-01\t\tmine\n";
    let folder = folder_of(&[("mine.tsv", twice.as_bytes())]);
    let run = detente_in(folder.path(), ["actors", "--lint", "mine.tsv"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.starts_with("mine.tsv:1: shared-seat: "), "{}", run.stdout);
}

const OWN: &str = "# as of 2026-10-01\n\
    organisation\tLAKE_LEAGUE\tLake League\tIGO\tIGO\t\tmine\n\
    name\tLL\tAcronym\tLAKE_LEAGUE\tmine\n\
    person\tANN_ALDER\tAnn Alder\tPER\tGOV\t\tmine\n\
    name\tAlder\tSurname\tANN_ALDER\tmine\n\
    role\tANN_ALDER\ttrade minister\tPER\t2026-03-01\t\tmine\n";
const REPORT: &str =
    "Published: 3 June 2026\n\nAnn Alder visited China on Monday. The Lake League condemned China.";

fn with_own(arguments: &[&str]) -> Run {
    let files = [("mine.tsv", OWN.as_bytes()), ("a.txt", REPORT.as_bytes())];
    detente_in(folder_of(&files).path(), arguments)
}

#[test]
fn a_users_actors_are_found_wherever_text_is_read() {
    let run = with_own(&["annotate", "a.txt", "--actors", "mine.tsv"]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    let events = run.jsonl()[0]["events"].as_array().unwrap().clone();
    let sources: Vec<_> = events.iter().map(|event| event["source"][0]["actor"].clone()).collect();
    assert_eq!(sources, ["ANN_ALDER", "LAKE_LEAGUE"]);
    let report = with_own(&["report", "a.txt", "--actors", "mine.tsv", "--format", "json"]).json();
    assert_eq!(report["own_actors"].as_str().map(str::len), Some(64));
    assert_eq!(report["counts"]["events"], 2, "{}", report["counts"]);
    let shown = with_own(&["actors", "show", "LL", "--actors", "mine.tsv", "--format", "json"]);
    assert_eq!(ids(&shown.json()), ["LAKE_LEAGUE"]);
    assert_eq!(with_own(&["actors", "--lint", "mine.tsv"]).stdout, "");
    let without = with_own(&["annotate", "a.txt"]).jsonl();
    let unknown = |event: &serde_json::Value| event["source"][0]["actor"].is_null();
    assert!(without[0]["events"].as_array().unwrap().iter().all(unknown), "{without:#?}");
}

#[test]
fn a_ledger_keeps_with_which_actors_it_was_made_and_says_so() {
    let files = [("mine.tsv", OWN.as_bytes()), ("a.txt", REPORT.as_bytes())];
    let folder = folder_of(&files);
    let run = |arguments: &[&str]| detente_in(folder.path(), arguments);
    assert_eq!(run(&["add", "a.txt", "--actors", "mine.tsv"]).code, Some(0));
    let coders = run(&["query", "SELECT DISTINCT coder FROM coding", "--format", "csv"]).stdout;
    assert!(
        coders.contains("actors as of 20") && coders.contains("own actors sha256:"),
        "{coders}"
    );
    assert!(run(&["verify"]).stdout.contains("own actors sha256:"));
    let own = run(&["timeline", "LAKE_LEAGUE", "CHN", "--actors", "mine.tsv"]);
    assert_eq!((own.code, own.stderr.as_str()), (Some(0), ""));
    assert!(run(&["timeline", "PER", "CHN"]).stderr.contains("own actors sha256:"));
    let again = run(&["add", "a.txt"]);
    assert!(again.stderr.contains("coded again"), "{}", again.stderr);
    assert!(!run(&["verify"]).stdout.contains("own actors"));
}

#[test]
fn a_faulty_file_is_refused_whole_with_file_and_line() {
    let long = vec![b'x'; 10_000_000];
    let faulty: [(&[u8], &str); 12] = [
        (
            b"person\tA_B\tA B\tPER\tGOV\t\tx\nrole\tA_B\tking\tPER\t2001-02-30\t\tx\n",
            "mine.tsv:2:",
        ),
        (b"role\tNOBODY\tking\tPER\t2001-02-03\t\tx\n", "no actor `NOBODY`"),
        (b"role\tXI_JINPING\tking\tPER\t\t\tx\n", "first day"),
        (b"role\tXI_JINPING\tking\tPER\t2004-01-01\t2003-01-01\tx\n", "before it begins"),
        (b"person\tA_B\tA B\tPER\tGOV\t\tx\nperson\tA_B\tA C\tPER\tGOV\t\tx\n", "twice"),
        (b"name\tAl\0der\tName\tXI_JINPING\tx\n", "U+0000"),
        (b"person,A_B,A B\n", "tab"),
        (b"person\tA_B\tA B\n", "6 fields"),
        (b"person\tFRA\tA B\tPER\tGOV\t\tx\n", "another identifier"),
        (b"\xff\xfep\0e\0r\0", "UTF-8"),
        (b"name\tPeruvian\tCousin\tPER\tx\n", "Cousin"),
        (&long, "10000000 bytes"),
    ];
    for (bytes, reason) in faulty {
        let folder = folder_of(&[("mine.tsv", bytes), ("a.txt", REPORT.as_bytes())]);
        let run = detente_in(folder.path(), ["annotate", "a.txt", "--actors", "mine.tsv"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""), "{reason}: {}", run.stderr);
        assert!(run.stderr.contains(reason), "{reason}: {}", run.stderr);
        assert!(run.stderr.contains("mine.tsv:") && run.stderr.len() < 4000, "{}", run.stderr);
        let lint = detente_in(folder.path(), ["actors", "--lint", "mine.tsv"]);
        assert_eq!(lint.code, Some(1), "{reason}");
        assert!(lint.stdout.contains(reason), "{reason}: {}", lint.stdout);
    }
    let missing = detente(["annotate", "a.txt", "--actors", "no-such-file.tsv"]);
    assert_eq!(missing.code, Some(3));
    assert!(missing.stderr.contains("no-such-file.tsv"), "{}", missing.stderr);
}

#[test]
fn a_million_rows_are_refused_at_once() {
    let rows = "name\tX\tName\tPER\tx\n".repeat(1_000_000);
    let folder = folder_of(&[("mine.tsv", rows.as_bytes()), ("a.txt", REPORT.as_bytes())]);
    let start = Instant::now();
    let run = detente_in(folder.path(), ["annotate", "a.txt", "--actors", "mine.tsv"]);
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("1000000 records, at most 100000"), "{}", run.stderr);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn the_example_of_the_manual_is_sound() {
    let manual = std::fs::read_to_string(crate::support::root().join("docs/actors.md")).unwrap();
    let example = manual.split("```tsv\n").nth(1).and_then(|rest| rest.split("```").next());
    let folder = folder_of(&[("mine.tsv", example.expect("an example").as_bytes())]);
    let run = detente_in(folder.path(), ["actors", "--lint", "mine.tsv"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
}
