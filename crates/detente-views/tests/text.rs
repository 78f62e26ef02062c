//! The text views: what a person reads in a terminal.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod world;

use detente_resources::Resources;
use detente_views::{ReportData, Style, report, timeline};
use proptest::prelude::*;
use std::sync::LazyLock;

const NARROW: Style = Style { width: 48, color: false };

fn resources() -> &'static Resources {
    static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::load().unwrap());
    &RESOURCES
}

fn report(data: &ReportData, style: Style) -> String {
    report::to_text(data, resources(), style)
}

/// The text without line breaks and columns.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_timeline_tells_when_who_whom_what_and_who_says_so() {
    let (data, resources) = (world::data(), resources());
    let timeline = timeline::between(&data, resources, "CHL", "PER");
    let text = timeline::to_text(&timeline, &data, resources, Style::default());
    let expected = "\
Chile and Peru
3 reports · 2 stories · 2 independent sources · 3 events · 1 conflict

3 June 1929        [1] Chile and Peru: signed or ratified an agreement
                   (background)
                   “Chile and Peru signed a border treaty on 3 June 1929, the
                   Andean Press Service recalled.”
                   — according to Andean Press Service, 4 February 2030 ·
                   reports/first.txt:3-91
                   1 report · SUPPORT · CAMEO 057

3 February 2030    [2] Carmen Rojas (Peru) → Chile: visited
                   “On Sunday, Peru's president Carmen Rojas travelled to
                   Santiago for talks with her host.”
                   — via Andean Press Service, 4 February 2030 ·
                   reports/first.txt:92-179
                   also via Harbour Radio, 5 February 2030 ·
                   reports/other.txt:3-34
                   3 reports, 2 stories, 2 independent sources (+1 copy) · dated
                   by “On Sunday” · CONSULT visit · CAMEO 042

by May 2031        [3] Chile → Peru: humanitarian aid (planned)
                   “Chile will send 500 tonnes of maize to Peru by May 2031.”
                   — via Andean Press Service, 4 February 2030 ·
                   reports/first.txt:417-473
                   2 reports, 1 story, 1 independent source (+1 copy) · AID ·
                   CAMEO 073
                   ! tellings disagree: see C1

CONFLICTS

C1 · How many? · [3] Chile → Peru: humanitarian aid (planned)
300 tonne          “Chile will send 300 tonnes of maize to Peru by May 2031.”
                   — undated report · reports/copy.txt:85-141
500 tonne          “Chile will send 500 tonnes of maize to Peru by May 2031.”
                   — via Andean Press Service, 4 February 2030 ·
                   reports/first.txt:417-473
";
    assert_eq!(text, expected);
}

#[test]
fn a_report_ends_with_the_timeline_of_each_dyad() {
    let text = report(&world::data(), Style::default());
    let places = ["STORIES", "EVENTS", "Date unknown", "CONFLICTS", "TIMELINE: CHILE AND PERU"];
    let places: Vec<_> = places.iter().map(|heading| text.find(heading).unwrap()).collect();
    assert!(places.is_sorted());
    let end = "
TIMELINE: CHILE AND PERU

3 June 1929        Chile and Peru: signed or ratified an agreement (background)
                   [1]
3 February 2030    Carmen Rojas (Peru) → Chile: visited [2]
by May 2031        Chile → Peru: humanitarian aid (planned) [3] ! disputed

TIMELINE: BOLIVIA AND PERU

date unknown       Bolivia → Peru: attack (hypothetical) [4]

EVENTS OF ONE STATE, OR OF MANY

date unknown       Bolivia: movement of troops (denied) [5]
";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn colour_adds_nothing_to_the_words() {
    let plain = report(&world::data(), NARROW);
    let colored = report(&world::data(), Style { color: true, ..NARROW });
    assert!(colored.contains("\u{1b}[1mtravelled\u{1b}[0m"));
    let stripped = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m"]
        .iter()
        .fold(colored, |text, escape| text.replace(escape, ""));
    assert_eq!(stripped, plain);
}

#[test]
fn a_quote_cannot_steer_the_terminal() {
    let mut data = world::data();
    data.events[1].evidence[0].evidence.quote = "a \u{1b}[2J\u{7}\u{202e} b\r\nc".into();
    data.events[1].source[0].name = "\u{9b}31mRojas".into();
    data.documents[0].source = "\u{1b}]0;x\u{7}.txt".into();
    let text = report(&data, Style::default());
    let controls = text.chars().filter(|c| c.is_control() && *c != '\n').count();
    assert_eq!((controls, text.contains('\u{202e}')), (0, false));
    assert!(flat(&text).contains("“a \u{fffd}[2J\u{fffd}\u{fffd} b c”"));
}

#[test]
fn nothing_told_is_said() {
    let (data, resources) = (world::data(), resources());
    let timeline = timeline::between(&data, resources, "CHL", "ZZZ");
    assert_eq!(timeline.b.name, "ZZZ");
    let text = timeline::to_text(&timeline, &data, resources, Style::default());
    assert!(text.contains("Nothing is told of the two."));
}

#[test]
fn a_script_without_blanks_is_wrapped() {
    let mut data = world::data();
    data.events[1].evidence[0].evidence.quote = "两国外长在海边会晤。".repeat(40);
    let text = report(&data, NARROW);
    assert!(text.lines().all(|line| textwrap::core::display_width(line) <= 48), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn no_line_is_wider_than_the_page(
        quote in "([a-zé日]{1,12}[ ,.]{1,2}){0,60}",
        name in "[A-Zé本 ]{1,60}",
        width in 30usize..140,
    ) {
        let mut data = world::data();
        data.events[1].evidence[0].evidence.quote = quote;
        data.events[0].source[0].name = name;
        for line in report(&data, Style { width, color: false }).lines() {
            let is_one_word = line.trim().split(' ').filter(|word| !word.is_empty()).count() == 1;
            let is_narrow = textwrap::core::display_width(line) <= width.min(100);
            prop_assert!(is_narrow || is_one_word, "{line:?}");
        }
    }
}
