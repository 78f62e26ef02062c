//! The page: nothing of a report gets out of its place, and nothing is fetched.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod world;

use detente_resources::Resources;
use detente_schema::{ActorId, Country, Quantity, Span};
use detente_views::{ReportData, page, timeline};
use sha2::{Digest as _, Sha256};

fn html(data: &ReportData) -> String {
    page::html(data, &Resources::load().unwrap())
}

/// The data with an attack in every text, each with a number of its own, and how many there are.
fn attacked() -> (ReportData, usize) {
    let mut data = world::data();
    let mut count = 0;
    let mut attack = |text: &mut String| {
        count += 1;
        *text = format!("n{count}n\"'><script>alert({count})</script><img src=x onerror=alert(1)>");
    };
    let event = &mut data.events[1];
    event.source[0].actor = Some(ActorId(String::new()));
    attack(&mut event.source[0].name);
    attack(&mut event.target[0].name);
    attack(&mut event.cameo);
    attack(event.mode.as_mut().unwrap());
    attack(event.date.reason.as_mut().unwrap());
    let proof = &mut event.evidence[0];
    proof.quantities =
        vec![Quantity { span: Span::new(0, 0), value: String::new(), unit: String::new() }];
    proof.attribution = vec![String::new()];
    proof.credit = Some(String::new());
    attack(&mut proof.source);
    attack(&mut proof.evidence.quote);
    attack(&mut proof.quantities[0].value);
    attack(&mut proof.quantities[0].unit);
    attack(&mut proof.attribution[0]);
    attack(proof.credit.as_mut().unwrap());
    attack(&mut data.conflicts[0].values[0].value);
    attack(&mut data.conflicts[0].values[0].evidence.evidence.quote);
    attack(&mut data.documents[0].source);
    attack(data.documents[0].credit.as_mut().unwrap());
    attack(&mut data.documents[1].text);
    (data, count)
}

#[test]
fn no_text_becomes_markup() {
    let (data, count) = attacked();
    let page = html(&data);
    assert_eq!(page.matches("<script").count(), 1, "only the page's own script");
    assert!(!page.contains("<img"));
    for number in 1..=count {
        assert!(page.contains(&format!("n{number}n")), "text {number}");
    }
}

#[test]
fn the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else() {
    let page = html(&world::data());
    let between = |open: &str, close: &str| {
        let rest = page.split_once(open).unwrap().1;
        rest.split_once(close).unwrap().0.to_owned()
    };
    let hash = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text)));
    let policy = between("Content-Security-Policy\" content=\"", "\"");
    let style = hash(&between("<style>", "</style>"));
    let script = hash(&between("<script>", "</script>"));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; \
             form-action 'none'"
        )
    );
}

#[test]
fn nothing_is_fetched() {
    let page = html(&world::data());
    for request in ["http:", "https:", "src=", "@import", "url(", "<link", "style=\""] {
        assert!(!page.contains(request), "{request}");
    }
}

#[test]
fn the_trigger_is_marked_and_the_date_is_machine_readable() {
    let page = html(&world::data());
    assert!(page.contains("Carmen Rojas <mark>travelled</mark> to Santiago"));
    assert!(page.contains("<time datetime=\"2030-02-03\">3 February 2030</time>"));
    assert!(page.contains("<code>reports/first.txt:92-179</code>"));
    assert!(page.contains("for talks with <del>her</del> host"));
}

#[test]
fn every_link_leads_to_one_place() {
    let page = html(&world::data());
    let links = page.split("href=\"#").skip(1).map(|rest| rest.split_once('"').unwrap().0);
    for target in links {
        assert_eq!(page.matches(&format!("id=\"{target}\"")).count(), 1, "{target}");
    }
}

#[test]
fn an_event_of_three_states_is_proved_once() {
    let mut data = world::data();
    let mut third = data.events[0].source[0].clone();
    third.country = Country("ECU".into());
    third.actor = Some(ActorId("ECU".into()));
    third.name = "Ecuador".into();
    data.events[1].target.push(third);
    let page = html(&data);
    assert_eq!(page.matches("Evidence: 3 reports").count(), 1);
    assert_eq!(page.matches(">evidence of [2]</a>").count(), 1);
}

#[test]
fn the_page_of_a_timeline_holds_nothing_else() {
    let resources = Resources::load().unwrap();
    let data = world::data();
    let timeline = timeline::between(&data, &resources, "BOL", "PER");
    let page = page::timeline_html(&timeline, &data, &resources);
    assert!(page.contains("<title>Bolivia and Peru – detente</title>"));
    assert!(page.contains("reports/other.txt") && !page.contains("reports/first.txt"));
}

#[test]
fn nothing_read_is_a_page_too() {
    assert!(html(&ReportData::default()).contains("No event between states was found"));
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters = bytes.chunks(3).flat_map(|chunk| {
        let group = chunk.iter().fold(0u32, |group, &byte| group << 8 | u32::from(byte));
        let group = group << (8 * (3 - chunk.len()));
        (0..4).map(move |i| {
            let letter = LETTERS[(group >> (18 - 6 * i) & 63) as usize];
            if i > chunk.len() { '=' } else { char::from(letter) }
        })
    });
    letters.collect()
}
