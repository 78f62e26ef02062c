//! The encoder against the small model beside this file and what the reference in Python read
//! with it (`training/fixture.py`).

use std::fs;
use std::path::Path;

use detente_events::encoder::{Model, ModelError, Reading};
use proptest::prelude::*;
use serde::Deserialize;

const FILE: &[u8] = include_bytes!("encoder/model.safetensors");
const VOCABULARY: &str = include_str!("encoder/vocabulary.txt");
const EXPECTED: &str = include_str!("encoder/expected.jsonl");

#[derive(Deserialize)]
struct Expected {
    text: String,
    vectors: Vec<Vec<f32>>,
    tags: Vec<Vec<f32>>,
    modality: Vec<f32>,
    mode: Vec<f32>,
    reciprocal: f32,
    background: f32,
    roles: Vec<Vec<f32>>,
    home: Vec<f32>,
    pair: Vec<f32>,
}

fn model() -> Model<'static> {
    Model::load(FILE, VOCABULARY).expect("the model of the tests is sound")
}

fn expected() -> Vec<Expected> {
    let lines = EXPECTED.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().expect("each line is an answer of the reference")
}

fn close(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-5, "{found} is not {expected}");
    }
}

fn bits(reading: &Reading) -> Vec<u32> {
    reading.vectors().iter().map(|value| value.to_bits()).collect()
}

#[test]
fn words_have_the_vectors_of_the_reference_to_the_last_bit() {
    let model = model();
    for expected in expected() {
        let reading = &model.read(&[&expected.text])[0];
        let vectors: Vec<u32> = expected.vectors.concat().iter().map(|v| v.to_bits()).collect();
        assert_eq!(reading.words.len(), expected.vectors.len(), "{}", expected.text);
        assert_eq!(bits(reading), vectors, "{}", expected.text);
    }
}

#[test]
fn heads_answer_as_the_reference_does() {
    let model = model();
    for expected in expected() {
        let reading = &model.read(&[&expected.text])[0];
        let (count, trigger) = (reading.words.len(), 0..reading.words.len().min(2));
        close(&reading.tags().concat(), &expected.tags.concat());
        let attributes = reading.attributes(trigger.clone());
        close(&attributes.modality, &expected.modality);
        close(&attributes.mode, &expected.mode);
        close(
            &[attributes.reciprocal, attributes.background],
            &[expected.reciprocal, expected.background],
        );
        close(&reading.roles(trigger.clone()).concat(), &expected.roles.concat());
        close(&reading.home(trigger.clone()), &expected.home);
        close(&reading.pair(trigger, count - 1..count), &expected.pair);
    }
}

#[test]
fn a_text_is_read_alike_alone_and_among_others() {
    let model = model();
    let texts = ["Talks with the king.", "", "a", "The president signed a treaty – and left!"];
    let many: Vec<&str> = texts.iter().copied().cycle().take(200).collect();
    let together = model.read(&many);
    for (text, reading) in many.iter().zip(&together) {
        assert_eq!(bits(reading), bits(&model.read(&[text])[0]), "{text}");
    }
    assert!(together[1].words.is_empty() && together[1].tags().is_empty());
}

#[test]
fn a_text_that_is_too_long_is_read_as_far_as_it_fits() {
    let text = "talks ".repeat(500);
    let model = model();
    let reading = &model.read(&[&text])[0];
    assert_eq!(reading.words.len(), 46);
    assert_eq!(reading.words[45].of(&text), "talks");
}

#[test]
fn ranges_outside_the_words_are_cut() {
    let model = model();
    let reading = &model.read(&["a treaty"])[0];
    assert_eq!(reading.attributes(1..9), reading.attributes(1..2));
    close(&reading.pair(5..9, 0..1), &reading.pair(2..2, 0..1));
    assert_eq!(reading.roles(9..12).len(), 2);
    assert_eq!(reading.home(9..12).len(), 3);
}

#[test]
fn what_is_wrong_with_a_file_is_told() {
    let told = |file: &[u8]| Model::load(file, VOCABULARY).unwrap_err();
    assert!(matches!(told(b""), ModelError::Format(_)));
    assert!(matches!(told(&FILE[..FILE.len() - 1]), ModelError::Format(_)));
    let replaced = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = FILE.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
        let mut file = FILE.to_vec();
        file[at..at + to.len()].copy_from_slice(to.as_bytes());
        told(&file)
    };
    assert!(matches!(replaced("\"config\"", "\"confix\""), ModelError::Config(_)));
    assert!(matches!(replaced("\\\"heads\\\": 2", "\\\"heads\\\": 3"), ModelError::Config(_)));
    let told = replaced("\"tag.bias\"", "\"tag.bios\"").to_string();
    assert_eq!(told, "tensor `tag.bias`: is missing");
    let other = Model::load(FILE, "[UNK]\n[CLS]\n[SEP]").unwrap_err();
    assert!(matches!(other, ModelError::Vocabulary(_)));
}

#[test]
fn the_words_of_every_report_lie_in_it_in_order() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/events/dev.jsonl");
    let Ok(reports) = fs::read_to_string(&path) else {
        return eprintln!("skipped: no {}", path.display());
    };
    let model = model();
    for report in reports.lines() {
        let report: serde_json::Value = serde_json::from_str(report).unwrap();
        let text = report["text"].as_str().unwrap();
        let words = &model.read(&[text])[0].words;
        assert!(words.iter().all(|word| word.get(text).is_some_and(|found| !found.is_empty())));
        assert!(words.is_sorted_by(|a, b| a.end() <= b.start()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,80}|[\\x00-\\u{ffff}]{0,40}") {
        let model = model();
        let reading = &model.read(&[&text])[0];
        prop_assert!(reading.words.iter().all(|word| word.get(&text).is_some()));
        prop_assert!(reading.tags().concat().iter().all(|value| (0.0..=1.0001).contains(value)));
    }

    #[test]
    fn a_damaged_file_is_refused_or_read_without_panic(
        at in 0..FILE.len(), bytes in proptest::collection::vec(any::<u8>(), 1..9)
    ) {
        let mut file = FILE.to_vec();
        for (to, from) in file[at..].iter_mut().zip(bytes) {
            *to = from;
        }
        if let Ok(model) = Model::load(&file, VOCABULARY) {
            let reading = &model.read(&["Ruritania attacks"])[0];
            reading.roles(0..1);
            reading.home(0..1);
            reading.pair(0..1, 1..2);
            reading.attributes(0..1);
        }
    }
}
