//! The stories: who copied whom, and what was altered on the way.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod world;

use std::sync::LazyLock;

use detente_resources::Resources;
use detente_schema::{
    Alteration, AlterationClass, AlterationKind, Descent, Digest, OffsetMap, Passage, Reason,
    Relation, Span, Story, StoryMember,
};
use detente_views::stories::Extent;
use detente_views::{ReportData, ReportDocument, Style, page, report, stories};

fn resources() -> &'static Resources {
    static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::load().unwrap());
    &RESOURCES
}

fn text(data: &ReportData, extent: Extent) -> String {
    stories::to_text(data, resources(), Style::default(), extent)
}

/// The text without line breaks and columns.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_copy_is_told_with_what_it_altered_facts_first() {
    let expected = "\
2 stories · 3 reports · 2 independent sources

A story in 2 reports
nearest origin     reports/first.txt · 4 February 2030 · Andean Press Service

excerpt            reports/copy.txt · date unknown
                   87 % of its words are in reports/first.txt
                   made from it: holds less
fact: pronoun      “… to Santiago for talks with [-her-] host. Bolivia denied
                   that it had …”
                   reports/first.txt:170-173
                   “… Santiago on Sunday for talks with {+his+} host. Chile will
                   send 300 tonnes …”
                   reports/copy.txt:75-78
fact: number       “… towards the lake. Chile will send [-500 tonnes-] of maize
                   to Peru by May 2031.”
                   reports/first.txt:433-443
                   “… talks with his host. Chile will send {+300 tonnes+} of
                   maize to Peru by May 2031.”
                   reports/copy.txt:101-111
other words        in 1 passage
                   “… Peru's president Carmen Rojas [-travelled-] to Santiago
                   for talks with her …”
                   reports/first.txt:133-142
                   “Peru's president Carmen Rojas {+went+} to Santiago on Sunday
                   for talks with …”
                   reports/copy.txt:33-37

stands alone       reports/other.txt · 5 February 2030 · Harbour Radio
";
    assert_eq!(text(&world::data(), Extent::Usual), expected);
}

#[test]
fn a_report_tells_facts_without_context_and_counts_the_rest() {
    let text = report::to_text(&world::data(), resources(), Style::default());
    let expected = "
fact: pronoun      “her” → “his”
                   reports/first.txt:170-173 → reports/copy.txt:75-78
fact: number       “500 tonnes” → “300 tonnes”
                   reports/first.txt:433-443 → reports/copy.txt:101-111
besides            passages: 1 in other words (`detente stories` shows them)

stands alone ";
    assert!(text.contains(expected), "{text}");
}

const WIRE: &str = "The mill at Orsa burned down on Monday. Nine workers escaped unhurt.";

/// A wire report, `exact` copies of it, `same` copies that leave out the second sentence, and
/// `own` copies that each give a number of their own.
fn crowd(exact: usize, same: usize, own: usize) -> ReportData {
    let mut data = ReportData::default();
    let digest = |n: usize| Digest(format!("{n:04}"));
    let nine = WIRE.find("Nine").unwrap();
    let mut members = vec![StoryMember::origin(digest(0))];
    members[0].why = vec![Reason::Credit, Reason::Completeness];
    let mut alterations = Vec::new();
    let second = Span::new(nine, WIRE.len());
    for n in 0..=exact + same + own {
        let text = match n {
            _ if n <= exact => WIRE.to_owned(),
            _ if n <= exact + same => WIRE[..nine - 1].to_owned(),
            _ => WIRE.replace("Nine", &n.to_string()),
        };
        data.documents.push(ReportDocument {
            id: format!("id{n}"),
            digest: digest(n),
            source: format!("d{n}.txt"),
            credit: None,
            is_by_agency: false,
            date: None,
            raw: OffsetMap::shifted(0),
            text,
        });
        let change = |a, b, kind| Alteration {
            a: Passage { doc: digest(0), span: a },
            b: Passage { doc: digest(n), span: b },
            class: AlterationClass::Fact,
            kind,
        };
        if n > exact + same {
            let end = nine + n.to_string().len();
            let number = Span::new(nine, nine + 4);
            alterations.push(change(number, Span::new(nine, end), AlterationKind::Number));
        } else if n > exact {
            let end = Span::new(nine - 1, nine - 1);
            alterations.push(change(second, end, AlterationKind::Omission));
        }
        if n > 0 {
            let relation = if n <= exact { Relation::Exact } else { Relation::Near };
            members.push(StoryMember {
                doc: digest(n),
                relation,
                of: Some(digest(0)),
                containment: 1.0,
                descent: Descent::Copy,
                why: vec![],
            });
        }
    }
    let story = Story::alone(digest(0));
    data.stories = vec![Story { members, alterations, ..story }];
    data
}

#[test]
fn copies_that_altered_the_same_are_told_once() {
    let text = text(&crowd(3, 2, 1), Extent::Usual);
    let expected = "\
1 story · 7 reports · 1 independent source

A story in 7 reports
nearest origin     d0.txt · date unknown
                   it names its agency, holds most of the others

3 exact copies     d1.txt, d2.txt, d3.txt
                   the same words as d0.txt

2 near copies      d4.txt, d5.txt
                   100 % of its words are in d0.txt
left out           1 passage, 44 % of d0.txt
                   “The mill at Orsa burned down on Monday. [-Nine workers
                   escaped unhurt.-]”
                   d0.txt:40-68

near copy          d6.txt · date unknown
                   100 % of its words are in d0.txt
fact: number       “The mill at Orsa burned down on Monday. [-Nine-] workers
                   escaped unhurt.”
                   d0.txt:40-44
                   “The mill at Orsa burned down on Monday. {+6+} workers
                   escaped unhurt.”
                   d6.txt:40-41
";
    assert_eq!(text, expected);
}

#[test]
fn a_story_of_hundreds_is_read_on_a_few_pages_unless_all_is_asked_for() {
    let data = crowd(300, 10, 40);
    let usual = text(&data, Extent::Usual);
    assert!(usual.lines().count() < 150, "{usual}");
    assert!(flat(&usual).contains("300 exact copies d1.txt, d2.txt, d3.txt, d4.txt, d5.txt, d6.txt and 294 more (`--all` names them)"));
    assert!(flat(&usual).contains("30 more (`--all` shows them)"), "{usual}");
    let all = text(&data, Extent::All);
    assert!(!all.contains("--all"));
    assert!((0..=350).all(|n| all.contains(&format!("d{n}.txt"))));
}

#[test]
fn a_sibling_and_the_fullest_report_are_said_in_words() {
    let mut data = crowd(1, 1, 0);
    let story = &mut data.stories[0];
    story.members[2].descent = Descent::Sibling;
    story.members[2].why = vec![Reason::Credit];
    story.representative = story.members[2].doc.clone();
    let text = flat(&text(&data, Extent::Usual));
    assert!(text.contains("fullest d2.txt of what the others hold it lacks least"), "{text}");
    let sibling = "sibling: both descend from a text that is not among these reports: both name \
        the same agency";
    assert!(text.contains(sibling), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&stories::to_json(&data, resources())).unwrap();
    assert_eq!(json["stories"][0]["representative"], "id2");
    assert_eq!(json["stories"][0]["members"][2]["descent"], "sibling");
    assert_eq!(json["stories"][0]["members"][2]["why"], serde_json::json!(["credit"]));
}

#[test]
fn stories_of_one_agency_are_one_source() {
    let sources = |data: &ReportData| {
        let text = text(data, Extent::Usual);
        text.lines().next().unwrap().split(" · ").last().unwrap().to_owned()
    };
    let mut data = world::data();
    assert_eq!(sources(&data), "2 independent sources");
    let agency = data.documents[0].credit.clone();
    (data.documents[2].credit, data.documents[2].is_by_agency) = (agency.clone(), true);
    assert_eq!(sources(&data), "1 independent source");
    data.documents[2].credit = Some("Harbour Radio".into());
    assert_eq!(sources(&data), "2 independent sources");
    (data.documents[1].credit, data.documents[1].is_by_agency) =
        (Some("HARBOUR RADIO".into()), true);
    assert_eq!(sources(&data), "1 independent source", "the copy names who wrote it");
}

#[test]
fn reports_of_one_file_are_told_apart() {
    let mut data = world::data();
    data.documents.iter_mut().for_each(|document| document.source = "all.jsonl".into());
    let text = text(&data, Extent::Usual);
    assert!(text.contains("nearest origin     all.jsonl (001) ·"), "{text}");
    assert!(text.contains("stands alone       all.jsonl (003) ·"));
}

#[test]
fn the_page_has_no_script_and_shows_each_copy_beside_its_source() {
    let page = page::stories_html(&world::data(), resources(), Extent::Usual);
    assert!(!page.contains("<script") && !page.contains("script-src"));
    assert!(page.contains("<h4>excerpt: reports/copy.txt · date unknown</h4>"), "{page}");
    assert!(page.contains("<th scope=\"row\">(2) number</th>"));
    assert!(page.contains("<del class=\"fact\">500 tonnes<sup>(2)</sup></del>"));
    assert!(page.contains("<ins>went</ins>"));
    assert!(page.contains("Reports that stand alone"));
}

#[test]
fn a_page_is_bounded_and_says_what_it_leaves_out() {
    let mut data = crowd(0, 0, 120);
    let long = "Smoke rose over the valley for days. ".repeat(1000);
    data.documents.iter_mut().for_each(|document| document.text += &long);
    let usual = page::stories_html(&data, resources(), Extent::Usual);
    assert!(usual.len() < 16 << 20, "{}", usual.len());
    assert!(usual.contains("which would make this page too long"));
    assert!(
        usual.contains("20 more other copies (`detente stories --html FILE --all` shows them)")
    );
    let all = page::stories_html(&data, resources(), Extent::All);
    assert!(!all.contains("too long") && !all.contains("--all"));
}
