//! Two reports side by side.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::LazyLock;

use detente_resources::Resources;
use detente_schema::{
    Alignment, Alteration, AlterationClass, AlterationKind, Digest, OffsetMap, Passage, Relation,
    Span,
};
use detente_views::diff::{self, Diff, Kin};
use detente_views::{ReportDocument, Style, page};
use proptest::prelude::*;
use serde_json::json;
use textwrap::core::display_width;

const A: &str = "Ferry runs aground\n\nA ferry with 40 passengers ran aground off Lund on Friday. \
Nobody was hurt, the coast guard said. \"We saw the rocks too late,\" the captain told her crew. \
The harbour was closed for a day.";
const B: &str = "Nobody was hurt, the coast guard said. A ferry with 14 passengers stranded off \
Lund on Friday. \"We saw the light too late,\" the captain told his crew. \
It was the third accident this year.";

fn resources() -> &'static Resources {
    static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::load().unwrap());
    &RESOURCES
}

fn document(id: &str, text: &str) -> ReportDocument {
    ReportDocument {
        id: id.into(),
        digest: Digest(format!("digest-{id}")),
        source: format!("news/{id}.txt"),
        credit: None,
        is_by_agency: false,
        date: None,
        text: text.into(),
        raw: OffsetMap::shifted(0),
    }
}

fn passage(id: &str, span: Span) -> Passage {
    Passage { doc: Digest(format!("digest-{id}")), span }
}

fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn alignment() -> Vec<Alignment> {
    let pair =
        |a: &str, b: &str| Alignment { a: passage("a", find(A, a)), b: passage("b", find(B, b)) };
    let hurt = "Nobody was hurt, the coast guard said.";
    vec![
        pair(
            "A ferry with 40 passengers ran aground off Lund on Friday.",
            "A ferry with 14 passengers stranded off Lund on Friday.",
        ),
        pair(hurt, hurt),
        pair(
            "\"We saw the rocks too late,\" the captain told her crew.",
            "\"We saw the light too late,\" the captain told his crew.",
        ),
    ]
}

fn alterations() -> Vec<Alteration> {
    use AlterationClass::{Fact, Wording};
    let change = |a: &str, b: &str, class, kind| Alteration {
        a: passage("a", find(A, a)),
        b: passage("b", find(B, b)),
        class,
        kind,
    };
    let nothing = |id: &str, at: usize| passage(id, Span::new(at, at));
    vec![
        change("ran aground", "stranded", Wording, AlterationKind::Wording),
        change("40", "14", Fact, AlterationKind::Number),
        change("rocks", "light", Fact, AlterationKind::Quotation),
        change("her", "his", Fact, AlterationKind::Pronoun),
        Alteration {
            a: passage("a", find(A, "The harbour was closed for a day.")),
            b: nothing("b", 140),
            class: Fact,
            kind: AlterationKind::Omission,
        },
        Alteration {
            a: nothing("a", A.len()),
            b: passage("b", find(B, "It was the third accident this year.")),
            class: Fact,
            kind: AlterationKind::Addition,
        },
    ]
}

fn with_diff<T>(kin: Option<Kin>, read: impl FnOnce(&Diff<'_>) -> T) -> T {
    let (a, b) = (document("a", A), document("b", B));
    let (alignment, alterations) = (alignment(), alterations());
    read(&Diff { a: &a, b: &b, kin, alignment, alterations })
}

const NEAR: Option<Kin> = Some(Kin { relation: Relation::Near, a_in_b: 0.71, b_in_a: 0.842 });

fn text(kin: Option<Kin>, style: Style) -> String {
    with_diff(kin, |diff| diff::to_text(diff, resources(), style))
}

const FACTS: &str = "\
A  news/a.txt
B  news/b.txt
near copy: 71 % of the words of A are in B, 84 % of the words of B are in A

FACTS ALTERED
(1) number         “40” → “14”
                   news/a.txt:33-35 → news/b.txt:52-54
(2) pronoun        “her” → “his”
                   news/a.txt:164-167 → news/b.txt:141-144

QUOTATIONS ALTERED
(3) quotation      “rocks” → “light”
                   news/a.txt:130-135 → news/b.txt:107-112

LEFT OUT AND ADDED
left out           1 passage, 16 % of news/a.txt
                   “The harbour was closed for a day.”
                   news/a.txt:174-207
added              1 passage
                   “It was the third accident this year.”
                   news/b.txt:151-187
";

#[test]
fn facts_come_first_then_the_texts_side_by_side() {
    let expected = "
SIDE BY SIDE
A  news/a.txt · date unknown           │ B  news/b.txt · date unknown

Ferry runs aground                     │

A ferry with [-40-](1) passengers      │ (moved: passage 2 of 4 here)
[-ran aground-] off Lund on Friday.    │ A ferry with {+14+}(1) passengers
                                       │ {+stranded+} off Lund on Friday.

Nobody was hurt, the coast guard said. │ Nobody was hurt, the coast guard said.

\"We saw the [-rocks-](3) too late,\"    │ \"We saw the {+light+}(3) too late,\"
the captain told [-her-](2) crew.      │ the captain told {+his+}(2) crew.

[-The harbour was closed for a         │
day.-](4)                              │

                                       │ {+It was the third accident this
                                       │ year.+}(5)
";
    assert_eq!(text(NEAR, Style::default()), format!("{FACTS}{expected}"));
}

#[test]
fn on_a_narrow_page_one_text_stands_below_the_other() {
    let text = text(NEAR, Style { width: 60, color: false });
    let expected = "
SIDE BY SIDE
- A  news/a.txt · date unknown
+ B  news/b.txt · date unknown

- Ferry runs aground

- A ferry with [-40-](1) passengers [-ran aground-] off Lund
- on Friday.
+ (moved: passage 2 of 4 here)
+ A ferry with {+14+}(1) passengers {+stranded+} off Lund on
+ Friday.

  Nobody was hurt, the coast guard said.
";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn two_reports_that_are_no_kin_are_shown_all_the_same() {
    let text = text(None, Style::default());
    assert!(text.contains("no kin: neither is a copy or a rewrite of the other; 3 sentences"));
    assert!(text.contains("Nobody was hurt, the coast guard said. │ Nobody was hurt"));
}

#[test]
fn colour_adds_nothing_to_the_words() {
    let colored = text(NEAR, Style { color: true, ..Style::default() });
    for painted in ["\u{1b}[31m[-ran aground-]\u{1b}[0m", "\u{1b}[1;32m{+14+}(1)\u{1b}[0m"] {
        assert!(colored.contains(painted), "{colored}");
    }
    let escapes = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[32m"];
    let escapes = escapes.iter().chain(&["\u{1b}[1;31m", "\u{1b}[1;32m"]);
    let stripped = escapes.fold(colored, |text, escape| text.replace(escape, ""));
    assert_eq!(stripped, text(NEAR, Style::default()));
}

#[test]
fn a_text_cannot_steer_the_terminal_or_leave_its_column() {
    let hostile = "\u{1b}[2Ja\u{202e}b \u{61c}c\r\u{7}\u{9b}31m".to_owned() + &"日".repeat(300);
    let (a, b) = (document("a", &hostile), document("b", &"e\u{301}".repeat(200)));
    let diff = Diff { a: &a, b: &b, kin: None, alignment: vec![], alterations: vec![] };
    let text = diff::to_text(&diff, resources(), Style::default());
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    assert!(!text.contains(['\u{202e}', '\u{61c}']));
    assert!(text.lines().all(|line| display_width(line) <= 80), "{text}");
    assert_eq!(text.matches('日').count(), 300);
    assert_eq!(text.matches("e\u{301}").count(), 200);
}

#[test]
fn the_alignment_and_the_alterations_are_printed_for_programs() {
    let json = with_diff(NEAR, diff::to_json);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], "detente.diff/1");
    assert_eq!((&json["a"]["id"], &json["b"]["source"]), (&json!("a"), &json!("news/b.txt")));
    assert_eq!(json["kin"]["relation"], "near");
    assert_eq!(json["alignment"].as_array().unwrap().len(), 3);
    let number = json!({
        "a": {"doc": "a", "span": [33, 35]}, "b": {"doc": "b", "span": [52, 54]},
        "class": "fact", "kind": "number",
    });
    assert_eq!(json["alterations"][1], number);
    let json = with_diff(None, diff::to_json);
    assert!(json.contains("\"kin\": null"));
}

#[test]
fn the_page_marks_what_is_gone_and_what_is_new() {
    let page = with_diff(NEAR, |diff| page::diff_html(diff, resources()));
    let row = "<td><p><bdi>A ferry with <del class=\"fact\">40<sup>(1)</sup></del> passengers \
        <del>ran aground</del> off Lund on Friday.</bdi></p></td>";
    assert!(page.contains(row), "{page}");
    assert!(page.contains("<ins class=\"fact\">14<sup>(1)</sup></ins>"));
    assert!(page.contains("<td class=\"none\">not here</td>"));
    assert!(page.contains("<details open>"));
    assert!(!page.contains("<script"));
}

/// Letters of the one text and of the other, some wide, some combining; no view uses them.
const LETTERS: [&str; 2] = ["[α-μ日\u{301} \n]{0,120}", "[а-к본\u{302} \n]{0,120}"];

type Ends = (usize, usize);

/// Spans in order and out of it, some beyond the text; offsets are on the boundaries of characters
/// as far as they are in the text.
fn spans(text: &str, ends: &[Ends]) -> Vec<Span> {
    let mut boundaries: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
    boundaries.extend([text.len(), text.len() + 3]);
    let place = |at: usize| boundaries[at % boundaries.len()];
    let span = |&(a, b): &Ends| {
        let (a, b) = (place(a), place(b));
        Span::new(a.min(b), a.max(b))
    };
    ends.iter().map(span).collect()
}

fn letters_of(text: &str, like: &str) -> Vec<char> {
    let of = |c: &char| match c {
        'α'..='μ' | '日' | '\u{301}' => like.starts_with("[α"),
        'а'..='к' | '본' | '\u{302}' => like.starts_with("[а"),
        _ => false,
    };
    text.chars().filter(of).collect()
}

fn sorted(mut letters: Vec<char>) -> Vec<char> {
    letters.sort_unstable();
    letters
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn nothing_is_lost_and_nothing_sticks_out(
        a in LETTERS[0],
        b in LETTERS[1],
        aligned in prop::collection::vec(((0usize..130, 0usize..130), (0usize..130, 0usize..130)), 0..6),
        altered in prop::collection::vec(((0usize..130, 0usize..130), (0usize..130, 0usize..130)), 0..8),
        kinds in prop::collection::vec(0usize..11, 8),
        width in 30usize..200,
    ) {
        let pairs = |ends: &[(Ends, Ends)]| {
            let (of_a, of_b): (Vec<_>, Vec<_>) = ends.iter().copied().unzip();
            spans(&a, &of_a).into_iter().zip(spans(&b, &of_b)).collect::<Vec<_>>()
        };
        let alignment = pairs(&aligned).into_iter().map(|(x, y)| Alignment { a: passage("a", x), b: passage("b", y) });
        let alterations = pairs(&altered).into_iter().zip(&kinds).map(|((x, y), &kind)| Alteration {
            a: passage("a", x),
            b: passage("b", y),
            class: AlterationClass::Fact,
            kind: AlterationKind::ALL[kind],
        });
        let (first, second) = (document("a", &a), document("b", &b));
        let diff = Diff {
            a: &first,
            b: &second,
            kin: None,
            alignment: alignment.collect(),
            alterations: alterations.collect(),
        };
        let text = diff::to_text(&diff, resources(), Style { width, color: false });
        let (_, texts) = text.split_once("SIDE BY SIDE").unwrap();
        for line in texts.lines() {
            prop_assert!(display_width(line) <= width.min(160), "{line:?}");
        }
        prop_assert_eq!(sorted(letters_of(texts, LETTERS[0])), sorted(letters_of(&a, LETTERS[0])));
        if width >= 80 {
            prop_assert_eq!(sorted(letters_of(texts, LETTERS[1])), sorted(letters_of(&b, LETTERS[1])));
        }
        page::diff_html(&diff, resources());
    }
}
