//! Bad input is named with place and remedy, the rest is processed, and the exit code tells.

use std::io::Write;

use crate::support::{Run, command, detente, folder_of, scratch};

const GOOD: &[u8] = b"Published: 4 May 2020\n\nSweden's foreign minister met her Finnish counterpart in Oslo on Monday.\n";

/// Annotates a good report beside a bad one: the good one must come out, the bad one be named.
fn beside_a_good_one(name: &str, bytes: &[u8]) -> Run {
    let folder = folder_of(&[("good.txt", GOOD), (name, bytes)]);
    let run = detente(["annotate".as_ref(), folder.path().as_os_str()]);
    assert_eq!(run.code, Some(1), "{run:#?}");
    assert!(run.stderr.contains(name), "{}", run.stderr);
    run
}

fn sources(run: &Run) -> Vec<String> {
    let name = |record: serde_json::Value| {
        let source = record["source"].as_str().expect("a source").to_owned();
        source.rsplit('/').next().expect("a file name").to_owned()
    };
    run.jsonl().into_iter().map(name).collect()
}

#[test]
fn an_empty_file_is_named() {
    let run = beside_a_good_one("empty.txt", b"");
    assert_eq!(sources(&run), ["good.txt"]);
    assert!(run.stderr.contains("empty"), "{}", run.stderr);
}

#[test]
fn a_file_with_nul_bytes_is_no_text() {
    let run = beside_a_good_one("picture.txt", b"\x89PNG\0\0\0\rIHDR\0\0\x01\0");
    assert_eq!(sources(&run), ["good.txt"]);
}

#[test]
fn invalid_utf_8_is_read_as_windows_1252_with_a_remark() {
    let folder = folder_of(&[(
        "old.txt",
        b"The caf\xe9 in Vienna was closed when the envoys of Austria met.",
    )]);
    let run = detente(["annotate".as_ref(), folder.path().as_os_str()]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    assert!(run.jsonl()[0]["text"].as_str().expect("text").contains("caf\u{e9}"));
    assert!(run.stderr.contains("old.txt") && run.stderr.contains("1252"), "{}", run.stderr);
}

#[test]
fn a_line_that_is_no_json_or_lacks_text_loses_only_itself() {
    let lines = b"{\"id\":\"a\",\"text\":\"Peru and Chile signed a treaty.\"}\nnot json\n{\"id\":\"c\"}\n{\"id\":\"d\",\"text\":7}\n{\"id\":\"e\",\"text\":\"Ghana recalled its ambassador.\"}\n";
    let folder = folder_of(&[("items.jsonl", lines)]);
    let run = detente(["annotate".as_ref(), folder.path().as_os_str()]);
    assert_eq!(run.code, Some(1), "{run:#?}");
    let ids: Vec<_> = run.jsonl().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["a", "e"]);
    for line in ["items.jsonl:2", "items.jsonl:3", "items.jsonl:4"] {
        assert!(run.stderr.contains(line), "{line}: {}", run.stderr);
    }
}

#[test]
fn a_line_of_200_megabytes_is_passed_over_without_reading_it_into_memory() {
    let folder = scratch();
    let path = folder.path().join("huge.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    file.write_all(b"{\"id\":\"huge\",\"text\":\"").unwrap();
    let chunk = vec![b'x'; 1 << 20];
    (0..200).for_each(|_| file.write_all(&chunk).unwrap());
    file.write_all(b"\"}\n{\"id\":\"small\",\"text\":\"Kenya and Uganda held talks.\"}\n").unwrap();
    drop(file);
    let run = detente(["annotate".as_ref(), path.as_os_str()]);
    assert_eq!(run.code, Some(1), "{run:#?}");
    assert_eq!(run.jsonl().len(), 1);
    assert!(run.stderr.contains("huge.jsonl:1"), "{}", run.stderr);
}

#[test]
fn a_missing_file_is_named_and_alone_is_no_run() {
    let alone = detente(["annotate", "no-such-report.txt"]);
    assert_eq!(alone.code, Some(3), "{alone:#?}");
    assert!(alone.stderr.contains("no-such-report.txt"));
    for command in ["report", "stories"] {
        let run = detente([command, "no-such-report.txt"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""), "{command}");
    }

    let folder = folder_of(&[("good.txt", GOOD)]);
    let good = folder.path().join("good.txt");
    let run = detente(["annotate".as_ref(), "no-such-report.txt".as_ref(), good.as_os_str()]);
    assert_eq!((run.code, run.jsonl().len()), (Some(1), 1), "{run:#?}");
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder_of(&[("good.txt", GOOD)]);
    let closed = folder.path().join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read_dir(&closed).is_ok() {
        println!("skipped: this user may read every folder");
        return;
    }
    let run = detente(["annotate".as_ref(), folder.path().as_os_str()]);
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!((run.code, run.jsonl().len()), (Some(1), 1), "{run:#?}");
    assert!(run.stderr.contains("closed"), "{}", run.stderr);
}

#[test]
fn a_full_disk_is_named_and_ends_the_run() {
    if !std::path::Path::new("/dev/full").exists() {
        println!("skipped: this system has no /dev/full");
        return;
    }
    let folder = folder_of(&[("good.txt", GOOD)]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(["annotate".as_ref(), folder.path().as_os_str()])
        .stdout(full)
        .output()
        .expect("the binary runs");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{stderr}");
    assert!(stderr.contains("No space left"), "{stderr}");
}

#[test]
fn wrong_usage_has_its_own_exit_code() {
    assert_eq!(detente(["annotate"]).code, Some(2));
    assert_eq!(detente(["annotate", "--dct", "2021-02-30", "x.txt"]).code, Some(2));
    assert_eq!(detente(["annotate", "--map", "text", "x.txt"]).code, Some(2));
    assert_eq!(detente(["no-such-command"]).code, Some(2));
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let folder = folder_of(&[("good.txt", GOOD)]);
    let mut child = command(["annotate".as_ref(), folder.path().as_os_str()])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
