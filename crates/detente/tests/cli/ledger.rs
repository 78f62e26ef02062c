//! The ledger as users meet it: repeated, interrupted, shared, damaged.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{Run, command, detente, examples, folder_of, scratch};

fn add(ledger: &Path, reports: &Path) -> Run {
    detente(["add".as_ref(), reports.as_os_str(), "--ledger".as_ref(), ledger.as_os_str()])
}

fn query(ledger: &Path, sql: &str) -> Run {
    detente([
        "query".as_ref(),
        sql.as_ref(),
        "--format".as_ref(),
        "csv".as_ref(),
        "--ledger".as_ref(),
        ledger.as_os_str(),
    ])
}

fn everything(ledger: &Path) -> Vec<String> {
    ["document", "mention", "story_member", "event", "event_evidence", "conflict"]
        .iter()
        .map(|table| query(ledger, &format!("SELECT * FROM {table} ORDER BY 1, 2")).stdout)
        .collect()
}

#[test]
fn adding_twice_adds_nothing() {
    let folder = scratch();
    let ledger = folder.path().join("korea.db");
    assert_eq!(add(&ledger, &examples()).code, Some(0));
    let first = everything(&ledger);
    let again = add(&ledger, &examples());
    assert_eq!(again.code, Some(0), "{again:#?}");
    assert!(again.stderr.contains("10 already there"), "{}", again.stderr);
    assert_eq!(everything(&ledger), first);
}

#[test]
fn a_ledger_from_yesterday_ends_like_one_made_today() {
    let folder = scratch();
    let (grown, whole) = (folder.path().join("grown.db"), folder.path().join("whole.db"));
    for name in ["03-rewrite-undated.txt", "08-independent-outcome.txt"] {
        assert_eq!(add(&grown, &examples().join(name)).code, Some(0));
    }
    assert_eq!(add(&grown, &examples()).code, Some(0));
    assert_eq!(add(&whole, &examples()).code, Some(0));
    for table in ["story_member", "event", "event_evidence", "conflict"] {
        let rows = |ledger| query(ledger, &format!("SELECT * FROM {table} ORDER BY 1, 2")).stdout;
        assert_eq!(rows(&grown), rows(&whole), "{table}");
    }
}

/// All that is derived, and what it looks like.
fn view(ledger: &Path, reports: &Path) -> Vec<String> {
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
    let rows = tables
        .map(|table| query(ledger, &format!("SELECT * FROM {table} ORDER BY 1, 2, 3")).stdout);
    let (ledger, reports) = (ledger.as_os_str(), reports.as_os_str());
    let report = |format: &str| {
        detente([
            "report".as_ref(),
            reports,
            "--ledger".as_ref(),
            ledger,
            "--format".as_ref(),
            format.as_ref(),
        ])
    };
    let timeline =
        detente(["timeline".as_ref(), "CHN".as_ref(), "PRK".as_ref(), "--ledger".as_ref(), ledger]);
    let shown = [report("text"), report("json"), timeline];
    assert!(shown.iter().all(|run| run.code == Some(0)), "{shown:#?}");
    rows.into_iter().chain(shown.map(|run| run.stdout)).collect()
}

#[test]
fn a_ledger_does_not_tell_in_what_steps_it_grew() {
    let folder = folder_of(&[
        ("1.jsonl", items(0..20).as_bytes()),
        ("2.jsonl", items(20..30).as_bytes()),
        ("3.jsonl", items(30..60).as_bytes()),
    ]);
    let korea = |name: &str| examples().join(name);
    let file = |name: &str| folder.path().join(name);
    let whole = file("whole.db");
    for reports in [folder.path(), &examples()] {
        assert_eq!(add(&whole, reports).code, Some(0));
    }
    let expected = view(&whole, &file("1.jsonl"));
    assert!(expected.iter().all(|part| part.lines().count() > 1), "{expected:#?}");
    let steps = [
        [file("3.jsonl"), korea("03-rewrite-undated.txt"), file("1.jsonl"), file("2.jsonl")],
        [korea("08-independent-outcome.txt"), file("2.jsonl"), file("3.jsonl"), file("1.jsonl")],
    ];
    for (number, steps) in steps.iter().enumerate() {
        let grown = file(&format!("{number}.db"));
        for reports in steps.iter().chain([&examples()]) {
            assert_eq!(add(&grown, reports).code, Some(0));
        }
        assert!(view(&grown, &file("1.jsonl")) == expected, "the views differ");
    }
}

#[test]
fn a_view_of_another_version_is_made_anew_and_ends_the_same() {
    let folder = folder_of(&[("items.jsonl", items(0..60).as_bytes())]);
    let items = folder.path().join("items.jsonl");
    let ledger = folder.path().join("a.db");
    for reports in [&items, &examples()] {
        assert_eq!(add(&ledger, reports).code, Some(0));
    }
    let expected = view(&ledger, &items);
    let version = concat!("rules ", env!("CARGO_PKG_VERSION"));
    let mut bytes = std::fs::read(&ledger).unwrap();
    tamper(&mut bytes, version.as_bytes(), version.replace("rules", "other").as_bytes());
    std::fs::write(&ledger, bytes).unwrap();
    assert!(view(&ledger, &items) == expected, "the views differ");
    let codings = query(&ledger, "SELECT coder, count(*) FROM coding GROUP BY 1").stdout;
    assert!(codings.contains("other") && codings.contains("rules"), "{codings}");
}

#[test]
fn of_the_reports_that_are_there_only_likely_kin_are_read() {
    let news = "{\"id\":\"new\",\"date\":\"1994-06-02\",\"text\":\"Norway's foreign \
        minister Anna Berg visited Peru. Reporters had waited since dawn beside a frozen runway.\"}\n";
    let marked = items(0..60).replace("officials said.", "officials said. Xylograph.");
    let folder = folder_of(&[("items.jsonl", marked.as_bytes()), ("new.jsonl", news.as_bytes())]);
    let ledger = folder.path().join("a.db");
    assert_eq!(add(&ledger, &folder.path().join("items.jsonl")).code, Some(0));
    let mut bytes = std::fs::read(&ledger).unwrap();
    tamper(&mut bytes, b"Xylograph", &[0xff; 9]);
    std::fs::write(&ledger, bytes).unwrap();
    let verify = || detente(["verify".as_ref(), "--ledger".as_ref(), ledger.as_os_str()]);
    assert_eq!(verify().code, Some(3), "no text can be read");
    let run = add(&ledger, &folder.path().join("new.jsonl"));
    assert_eq!(run.code, Some(0), "{run:#?}");
    let both = "SELECT count(*) AS n FROM event WHERE act = (SELECT act FROM event_evidence
        JOIN event ON id = event WHERE doc = 'new')";
    assert_eq!(query(&ledger, both).stdout, "n\n2\n", "an old report tells of the two states too");
}

#[test]
fn a_killed_run_loses_nothing_and_the_next_one_completes_it() {
    let items = many_items();
    let folder = scratch();
    let (killed, whole) = (folder.path().join("killed.db"), folder.path().join("whole.db"));
    for pause in [150, 400, 800, 1600] {
        let mut child = start_add(&killed, items.path());
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().expect("the run is killed");
        child.wait().expect("the run ends");
        if killed.exists() {
            let check = query(&killed, "SELECT count(*) FROM document");
            assert!(matches!(check.code, Some(0 | 3)), "{check:#?}");
        }
    }
    assert_eq!(add(&killed, items.path()).code, Some(0));
    assert_eq!(add(&whole, items.path()).code, Some(0));
    let verified = detente(["verify".as_ref(), "--ledger".as_ref(), killed.as_os_str()]);
    assert_eq!(verified.code, Some(0), "{verified:#?}");
    assert!(everything(&killed) == everything(&whole), "the ledgers differ");
}

#[test]
fn two_processes_may_add_at_once() {
    let items = many_items();
    let folder = scratch();
    let (shared, alone) = (folder.path().join("shared.db"), folder.path().join("alone.db"));
    let mut first = start_add(&shared, items.path());
    let mut second = start_add(&shared, &examples());
    assert!(first.wait().unwrap().success());
    assert!(second.wait().unwrap().success());
    assert_eq!(add(&alone, items.path()).code, Some(0));
    assert_eq!(add(&alone, &examples()).code, Some(0));
    assert_eq!(add(&shared, &examples()).code, Some(0));
    for sql in
        ["SELECT digest FROM document ORDER BY 1", "SELECT id, date_begin FROM event ORDER BY 1"]
    {
        assert!(query(&shared, sql).stdout == query(&alone, sql).stdout, "{sql}");
    }
}

fn start_add(ledger: &Path, reports: &Path) -> std::process::Child {
    let mut command: Command =
        command(["add".as_ref(), reports.as_os_str(), "--ledger".as_ref(), ledger.as_os_str()]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary runs")
}

fn many_items() -> tempfile::TempDir {
    folder_of(&[("items.jsonl", items(0..1500).as_bytes())])
}

/// Dated items, of which every tenth is a copy of the one before.
fn items(numbers: std::ops::Range<usize>) -> String {
    const STATES: [&str; 7] = ["Norway", "Peru", "Ghana", "Japan", "Egypt", "Chile", "Poland"];
    const ACTS: [&str; 4] =
        ["visited", "condemned", "signed a treaty with", "imposed sanctions on"];
    let item = |n: usize| {
        let told = n - usize::from(n % 10 == 9);
        let (a, b, act) = (STATES[told % 7], STATES[(told / 7 + told + 1) % 7], ACTS[told % 4]);
        let (year, month, day) = (1990 + told % 31, 1 + told % 12, 1 + told % 28);
        serde_json::json!({
            "id": format!("item-{n}"),
            "date": format!("{year}-{month:02}-{day:02}"),
            "text": format!("The president of {a} {act} {b} on day {told} of the talks, officials said."),
        })
    };
    numbers.map(|n| format!("{}\n", item(n))).collect()
}

#[test]
fn a_file_that_is_no_ledger_is_left_alone() {
    let folder = folder_of(&[(
        "notes.db",
        b"these are my notes, not a database, and they are long enough to be looked at",
    )]);
    let notes = folder.path().join("notes.db");
    let before = std::fs::read(&notes).unwrap();
    let run = add(&notes, &examples());
    assert_eq!(run.code, Some(3), "{run:#?}");
    assert!(run.stderr.contains("notes.db"), "{}", run.stderr);
    assert_eq!(std::fs::read(&notes).unwrap(), before);
}

#[test]
fn a_missing_ledger_is_not_made_by_reading_it() {
    let folder = scratch();
    let none = folder.path().join("none.db");
    let run = detente([
        "timeline".as_ref(),
        "CHN".as_ref(),
        "PRK".as_ref(),
        "--ledger".as_ref(),
        none.as_os_str(),
    ]);
    assert_eq!(run.code, Some(3), "{run:#?}");
    assert!(run.stderr.contains("none.db"), "{}", run.stderr);
    assert!(!none.exists());
}

#[test]
fn sql_may_read_but_not_write() {
    let folder = scratch();
    let ledger = folder.path().join("korea.db");
    assert_eq!(add(&ledger, &examples()).code, Some(0));
    assert_eq!(query(&ledger, "SELECT count(*) AS n FROM document").stdout, "n\n10\n");
    for sql in [
        "DELETE FROM document",
        "DROP TABLE event",
        "ATTACH 'x.db' AS x",
        "SELECT 1; SELECT 2",
        "SELEC 1",
    ] {
        let run = query(&ledger, sql);
        assert_eq!(run.code, Some(2), "{sql}: {run:#?}");
        assert!(!run.stderr.is_empty());
    }
    assert_eq!(query(&ledger, "SELECT count(*) AS n FROM document").stdout, "n\n10\n");
}

#[test]
fn a_timeline_knows_states_by_code_and_by_name() {
    let folder = scratch();
    let ledger = folder.path().join("korea.db");
    assert_eq!(add(&ledger, &examples()).code, Some(0));
    let timeline =
        |a: &str, b: &str| detente(["timeline", a, b, "--ledger", ledger.to_str().expect("UTF-8")]);
    let by_code = timeline("CHN", "PRK");
    assert!(by_code.stdout.contains("11 July 1961"), "{by_code:#?}");
    assert_eq!(timeline("chn", "PRK").stdout, by_code.stdout);
    assert_eq!(timeline("China", "North Korea").stdout, by_code.stdout);
    assert_eq!(timeline("Atlantis", "PRK").code, Some(2));
}

#[test]
fn verify_finds_a_changed_text() {
    let folder = scratch();
    let ledger = folder.path().join("korea.db");
    assert_eq!(add(&ledger, &examples()).code, Some(0));
    let verify = || detente(["verify".as_ref(), "--ledger".as_ref(), ledger.as_os_str()]);
    assert_eq!(verify().code, Some(0));
    let mut bytes = std::fs::read(&ledger).unwrap();
    tamper(&mut bytes, b"\n\nNorth Korea closed its border", b"\n\nNorth Korea closed its harbor");
    std::fs::write(&ledger, bytes).unwrap();
    let run = verify();
    assert_eq!(run.code, Some(1), "{run:#?}");
    assert!(run.stdout.contains("closed its harbor"), "{run:#?}");
}

/// Changes every place; the blank line before the words is only in the text, not in a quote of it.
fn tamper(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    let places: Vec<_> =
        (0..bytes.len() - from.len()).filter(|&at| bytes[at..].starts_with(from)).collect();
    assert!(!places.is_empty(), "the words are in the ledger");
    places.into_iter().for_each(|at| bytes[at..at + to.len()].copy_from_slice(to));
}
