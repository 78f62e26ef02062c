//! `detente stories`: what a reader sees of copies, and two reports side by side.

use std::path::Path;

use crate::support::{detente, detente_in, examples, folder_of, scratch};

const WIRE: &str = "LUND, 3 May 2021 (Meridian) - A ferry with 40 passengers ran aground off Lund \
on Friday after its rudder jammed in heavy seas.\n\nNobody was hurt, the coast guard in Lund said, \
and tugs pulled the vessel free before nightfall.\n\nThe captain told investigators that her crew \
had reported a leaking pipe a week earlier.\n";
const COPY: &str = "Nobody was hurt, the coast guard in Lund said, and tugs pulled the vessel free \
before nightfall.\n\nA ferry with 14 passengers ran aground off Lund on Friday after its rudder \
jammed in heavy seas.\n";
const OTHER: &str = "The orchestra of Visby plays under a new conductor from next spring.\n";
const ITEMS: &str = "{\"id\":\"x1\",\"text\":\"The orchestra of Visby plays in spring.\"}\n\
{\"id\":\"x2\",\"text\":\"The orchestra of Visby plays in autumn.\"}\n";

fn folder() -> tempfile::TempDir {
    folder_of(&[
        ("wire.txt", WIRE.as_bytes()),
        ("copy.txt", COPY.as_bytes()),
        ("other.txt", OTHER.as_bytes()),
        ("items.jsonl", ITEMS.as_bytes()),
    ])
}

fn stories(folder: &Path, args: &[&str]) -> crate::support::Run {
    detente_in(folder, std::iter::once("stories").chain(args.iter().copied()))
}

#[test]
fn two_files_stand_side_by_side_facts_first() {
    let folder = folder();
    let run = stories(folder.path(), &["--diff", "wire.txt", "copy.txt"]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    let places = ["FACTS ALTERED", "“40” → “14”", "SIDE BY SIDE", "[-40-](", "{+14+}("];
    let places: Vec<_> = places.iter().map(|part| run.stdout.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}", run.stdout);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
}

#[test]
fn reports_of_a_folder_are_named_by_id_file_or_file_name() {
    let folder = folder();
    let by_name = stories(folder.path(), &[".", "--diff", "wire.txt", "copy.txt"]);
    assert!(by_name.stdout.contains("“40” → “14”"), "{by_name:#?}");
    let by_id = stories(folder.path(), &["items.jsonl", "--diff", "x1", "x2", "--format", "json"]);
    let json = by_id.json();
    assert_eq!((&json["schema"], &json["a"]["id"]), (&"detente.diff/1".into(), &"x1".into()));
    assert_eq!(json["b"]["id"], "x2");
    assert!(json["alignment"].is_array() && json["alterations"].is_array());
}

#[test]
fn two_reports_that_are_no_kin_are_still_shown() {
    let folder = folder();
    let run = stories(folder.path(), &["--diff", "wire.txt", "other.txt"]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    assert!(run.stdout.contains("no kin: neither is a copy or a rewrite of the other"));
    assert!(run.stdout.contains("orchestra of Visby"));
    let same = stories(folder.path(), &["--diff", "other.txt", "other.txt"]);
    assert!(same.stdout.contains("exact copy: 100 % of the words of A are in B"), "{same:#?}");
}

#[test]
fn a_name_that_is_not_found_is_wrong_usage_and_told_in_one_line() {
    let folder = folder();
    for (args, told) in [
        (&[".", "--diff", "wire.txt", "nothing"][..], "there is no report `nothing` to compare"),
        (
            &["--diff", "wire.txt", "items.jsonl"],
            "`items.jsonl` holds 2 reports; name two of them by id",
        ),
        (&[".", "--diff", "wire.txt", "items.jsonl"], "`items.jsonl` is the name of 2 reports"),
    ] {
        let run = stories(folder.path(), args);
        assert_eq!(run.code, Some(2), "{run:#?}");
        assert_eq!(run.stderr.lines().filter(|line| line.contains(told)).count(), 1, "{run:#?}");
    }
    assert_eq!(detente(["stories"]).code, Some(2), "nothing to read");
}

#[test]
fn the_pages_need_no_script() {
    let folder = scratch();
    let page = folder.path().join("page.html");
    let examples = examples();
    let [wire, copy] = ["01-wire-beijing-visit.txt", "02-rewrite-harbour-post.txt"];
    let html = ["--html", page.to_str().expect("UTF-8")];
    for args in [&[][..], &["--diff", wire, copy]] {
        let run = stories(&examples, &[&["."], args, &html].concat());
        assert_eq!(run.code, Some(0), "{run:#?}");
        let page = std::fs::read_to_string(&page).expect("a page");
        assert!(page.starts_with("<!doctype html>") && !page.contains("<script"));
        assert!(page.contains("<del class=\"fact\">21<sup>"), "{page}");
        assert!(page.contains("<ins class=\"fact\">12<sup>"), "{page}");
    }
}
