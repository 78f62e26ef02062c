//! Reports in many forms, from bytes to documents.

#![allow(clippy::unwrap_used, clippy::result_large_err)]

use detente_ingest::{Format, Ingestor, Input, Options, RawReport, reports};
use detente_resources::{CreditLexicon, SegmentationLexicon};
use detente_schema::{Dct, DctBasis, Diagnostic, Document, SentenceKind};
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn ingestor() -> Ingestor {
    Ingestor::with(&CreditLexicon::load().unwrap(), &SegmentationLexicon::load().unwrap())
}

fn raw(format: Format, bytes: &[u8]) -> RawReport {
    let line = (format == Format::JsonLines).then_some(7);
    let (source, name) = ("in/report".to_owned(), "report".to_owned());
    RawReport { source, line, offset: 0, name, format, bytes: bytes.to_vec() }
}

fn text(text: &str) -> Document {
    ingestor().document(raw(Format::Text, text.as_bytes()), &Options::default()).unwrap()
}

fn item(json: &str) -> Result<Document, Diagnostic> {
    ingestor().document(raw(Format::JsonLines, json.as_bytes()), &Options::default())
}

fn code(json: &str) -> String {
    let lost = item(json).unwrap_err();
    assert!(lost.lost && lost.place.line == Some(7) && !lost.hint.is_empty());
    lost.code
}

/// Units as "kind text".
fn units(document: &Document) -> Vec<String> {
    let unit = |s: &detente_schema::Sentence| format!("{} {}", s.kind, document.slice(s.span));
    document.sentences.iter().map(unit).collect()
}

const BODY: &str = "The ministers of both countries met again on Monday. They signed nothing.";

/// Place, agency, outlet, date and the text of the prefix of a report that begins with `prefix`.
fn head(prefix: &str) -> [String; 4] {
    let document = text(&format!("{prefix}{BODY}"));
    let first = &document.sentences[0];
    assert_eq!(first.kind, SentenceKind::Metadata, "{prefix}");
    assert_eq!(document.slice(first.span), prefix.trim(), "{prefix}");
    assert_eq!(
        units(&document)[1..],
        ["body The ministers of both countries met again on Monday.", "body They signed nothing."]
    );
    let name = |credit: Option<detente_schema::Credit>| credit.map(|c| c.name).unwrap_or_default();
    let dct = document.dct.value.map(|date| date.to_string()).unwrap_or_default();
    [
        name(document.credits.dateline),
        name(document.credits.agency),
        name(document.credits.outlet),
        dct,
    ]
}

#[test]
fn datelines_in_many_forms() {
    let afp = "Agence France-Presse";
    for (prefix, expected) in [
        ("LIMA • ", ["Lima", "", "", ""]),
        ("Buenos Aires CNN  — ", ["Buenos Aires", "", "CNN", ""]),
        ("QUITO (AP) — ", ["Quito", "Associated Press", "", ""]),
        ("OSLO, July 12 (Xinhua) -- ", ["Oslo", "Xinhua", "", ""]),
        ("GENEVA (Reuters) - ", ["Geneva", "Reuters", "", ""]),
        ("PARIS, March 25 (Reuters) - ", ["Paris", "Reuters", "", ""]),
        ("LIMA, July 12, 2018 (AFP) — ", ["Lima", afp, "", "2018-07-12"]),
        ("LIMA, 12 July 2018 (AFP) – ", ["Lima", afp, "", "2018-07-12"]),
        ("LIMA/QUITO (Reuters) - ", ["Lima/Quito", "Reuters", "", ""]),
        ("FLINT, Mich., Oct. 4 (UPI) — ", ["Flint, Mich.", "United Press International", "", ""]),
        ("LYON, France (AP) _ ", ["Lyon, France", "Associated Press", "", ""]),
        ("Nairobi (CNN)", ["Nairobi", "", "CNN", ""]),
        ("(Reuters) - ", ["", "Reuters", "", ""]),
        ("AFP - ", ["", afp, "", ""]),
        ("Lima, 12 July 2018 - ", ["Lima", "", "", "2018-07-12"]),
        (" date 2018-07-12 LIMA • ", ["Lima", "", "", "2018-07-12"]),
        ("2018-07-12 | Lima — ", ["Lima", "", "", "2018-07-12"]),
        ("Published: July 12, 2018 - ", ["", "", "", "2018-07-12"]),
        ("MONTEVIDEO, July 12 /PTI/ -- ", ["Montevideo", "Press Trust of India", "", ""]),
    ] {
        assert_eq!(head(prefix), expected, "{prefix}");
    }
}

#[test]
fn agencies_that_no_list_has_stand_in_datelines() {
    for (prefix, expected) in [
        ("LIMA, July 12, 2018 (Coastland) - ", ["Lima", "Coastland", "", "2018-07-12"]),
        ("Lima, July 12 (Coastland News) -- ", ["Lima", "Coastland News", "", ""]),
        ("LIMA (COASTLAND WIRE) — ", ["Lima", "Coastland Wire", "", ""]),
        ("PORT LOUIS (Voice of the Isles) – ", ["Port Louis", "Voice of the Isles", "", ""]),
        ("2018-07-12 | Lima (Coastland) — ", ["Lima", "Coastland", "", "2018-07-12"]),
    ] {
        assert_eq!(head(prefix), expected, "{prefix}");
    }
    let document = text(&format!("Ministers meet\n\nLIMA (Coastland) - {BODY}"));
    assert_eq!(units(&document)[1], "metadata LIMA (Coastland) -");
}

#[test]
fn brackets_that_name_no_agency_stay() {
    for body in [
        "Valley Trade Union (Coastland) - all its members - met. It was late.",
        "NATIONAL TRADE COUNCIL (NTC) - its members met on Monday. It was late.",
        "LIMA (Monday) - The ministers met again. It was late.",
        "ANA ROY (R-Ohio) - The senator left the room. It was late.",
        "LIMA (the capital) - The ministers met again. It was late.",
        "LIMA (Coastland) The ministers met again. It was late.",
        "LIMA (Coastland) - the ministers met again. It was late.",
        "UPDATE (Coastland) - The ministers met again. It was late.",
        "LIMA (A Capital of Five Long Names) - They met again. It was late.",
    ] {
        let document = text(body);
        assert_eq!(document.sentences.len(), 2, "{:?}", units(&document));
        assert_eq!((&document.credits.agency, &document.credits.dateline), (&None, &None));
    }
}

/// Agency and outlet of a text.
fn makers(report: &str) -> (String, String) {
    let credits = text(report).credits;
    let name = |c: Option<detente_schema::Credit>| c.map_or(String::new(), |c| c.name);
    (name(credits.agency), name(credits.outlet))
}

#[test]
fn a_last_line_names_a_maker_by_its_words() {
    let maker = |end: &str| makers(&format!("{BODY}\n\n{end}"));
    assert_eq!(maker("COASTLAND NEWS AGENCY"), ("Coastland News Agency".into(), String::new()));
    assert_eq!(maker("The Valley Herald"), (String::new(), "The Valley Herald".into()));
    for end in ["Latest News", "Valley News reports", "The Herald.", "Sign Up", "What next"] {
        assert_eq!(maker(end), Default::default(), "{end}");
    }
    assert_eq!(makers(&format!("{BODY}\nValley News")), Default::default());
    assert_eq!(makers("VALLEY NEWS AGENCY"), Default::default());
}

#[test]
fn a_short_and_a_long_name_are_one_maker() {
    let report = |end: &str| format!("LIMA (Coastland) - {BODY}\n\n{end}");
    assert_eq!(makers(&report("COASTLAND NEWS AGENCY")).0, "Coastland News Agency");
    assert_eq!(makers(&report("Valley News Agency")).0, "Coastland");
    let paper = (String::new(), "The Coastland Post".to_owned());
    assert_eq!(makers(&report("THE COASTLAND POST")), paper);
}

#[test]
fn outlets_stand_beside_dates_and_bylines() {
    for (lines, outlet) in [
        ("Published: 12 July 2018\nThe Valley Post", "The Valley Post"),
        ("Posted on 12 July 2018\nNordlys Avisa", ""),
        ("12 July 2018\nMinisters Meet", ""),
        ("Valley Herald\n12 July 2018", "Valley Herald"),
        ("12 July 2018\nBy Ana Roy, The Inland Almanac", "The Inland Almanac"),
        ("By Ana Roy\nStaff Writer", ""),
        ("By Ana Roy, Lima\n12 July 2018", ""),
        ("12 July 2018\nMinisters Meet in Lima Again", ""),
        ("Ministers Meet\n12 July 2018", ""),
        ("12 July 2018\nMinisters meet", ""),
    ] {
        let report = format!("{lines}\n\n{BODY}");
        assert_eq!(makers(&report), (String::new(), outlet.to_owned()), "{lines}");
    }
    let document = text(&format!("By Ana Roy\nStaff Writer\n\n{BODY}"));
    assert_eq!(units(&document)[..2], ["credit By Ana Roy", "credit Staff Writer"]);
}

#[test]
fn fields_need_no_fence_if_another_stands_beside_them() {
    let lines = "agency: Coastland\noutlet: \"Nordlys Avisa\"\nplace: Lima\npublished: 2018-07-12";
    let document = text(&format!("{lines}\ntitle: Ministers meet\n\n{BODY}"));
    assert!(units(&document)[..5].iter().all(|unit| unit.starts_with("metadata ")));
    assert_eq!(document.dct.value, Some(date(2018, 7, 12)));
    assert_eq!(document.credits.dateline.unwrap().name, "Lima");
    assert_eq!(document.credits.agency.unwrap().name, "Coastland");
    assert_eq!(document.credits.outlet.unwrap().name, "Nordlys Avisa");
    assert_eq!(makers(&format!("Source: Ministers Meet\n\n{BODY}")), Default::default());
}

#[test]
fn a_dated_field_keeps_its_date_whatever_follows_it() {
    let lines = "Published: 12 July 2018 11: 25 GMT\nUpdated: 14 July 2018 11: 25 GMT";
    let document = text(&format!("{lines}\n\n{BODY}"));
    assert_eq!(document.dct.value, Some(date(2018, 7, 12)));
    assert_eq!(units(&document)[2], "body The ministers of both countries met again on Monday.");
}

#[test]
fn sentences_that_look_like_datelines_stay_whole() {
    for body in [
        "Norway – a neighbour – agreed. It was late.",
        "China Central Television (CCTV) said so on Monday. It was late.",
        "Norway's minister - who is new - agreed to it. It was late.",
        "BREAKING — The ministers met on Monday. It was late.",
        "The World Trade Organization (WTO) met on Monday. It was late.",
        "July 12, 2018 was the day on which it began. It was late.",
        "US–Cuba talks began on Monday in the capital. It was late.",
        "Lima: the ministers met on Monday in the city. It was late.",
    ] {
        let document = text(body);
        assert_eq!(document.sentences.len(), 2, "{:?}", units(&document));
        assert_eq!((document.dct.clone(), &document.credits.dateline), (Dct::unknown(), &None));
    }
}

#[test]
fn date_lines_are_metadata() {
    for line in [
        "Published: 12 July 2018",
        "July 12, 2018",
        "Thursday, July 12, 2018 10:30",
        "2018-07-12",
        "Published on July 12, 2018 at 10:30 a.m. EDT",
        "Last updated: 2018-07-12T10:30:00Z",
        "Reuters, 12 July 2018",
        "DATE: 12/7/2018",
        "12.07.2018 | 10:30",
    ] {
        let document = text(&format!("Ministers meet in Lima\n\n{line}\n\n{BODY}\n"));
        let units = units(&document);
        assert_eq!(
            units[..2],
            ["heading Ministers meet in Lima".to_owned(), format!("metadata {line}")]
        );
        if line.contains("12/7") {
            assert_eq!(document.dct, Dct::unknown());
            assert_eq!(document.diagnostics[0].code, "ambiguous-date");
        } else {
            assert_eq!(document.dct.value, Some(date(2018, 7, 12)), "{line}");
            assert_eq!(document.dct.basis, DctBasis::Header);
        }
    }
}

#[test]
fn front_matter_is_read_and_kept() {
    let report =
        format!("---\ntitle: \"Ministers meet\"\ndate: 2018-07-12\nsource: Reuters\n---\n\n{BODY}");
    let document = text(&report);
    assert_eq!(document.text, report);
    assert_eq!(document.dct.value, Some(date(2018, 7, 12)));
    assert_eq!(document.credits.agency.as_ref().unwrap().name, "Reuters");
    assert_eq!(units(&document)[5], "body The ministers of both countries met again on Monday.");
}

#[test]
fn a_published_date_counts_before_an_update() {
    let document = text(&format!("Updated: July 14, 2018\nPublished: July 12, 2018\n\n{BODY}"));
    assert_eq!(document.dct.value, Some(date(2018, 7, 12)));
}

#[test]
fn dates_in_the_body_are_not_the_documents() {
    let document = text("The pact was signed on July 11, 1961.\n\nIt was renewed on 4 May 2009.");
    assert_eq!(document.dct, Dct::unknown());
}

fn given(report: &str, dct: Date) -> Dct {
    let options = Options { dct: Some(dct), ..Options::default() };
    ingestor().document(raw(Format::Text, report.as_bytes()), &options).unwrap().dct
}

#[test]
fn a_given_date_fills_in_what_is_missing() {
    let dateline = format!("PARIS, December 30 (Reuters) - {BODY}");
    let dct = given(&dateline, date(2019, 1, 2));
    assert_eq!((dct.value, dct.basis), (Some(date(2018, 12, 30)), DctBasis::Dateline));
    let dct = given(&dateline, date(2019, 7, 2));
    assert_eq!((dct.value, dct.basis), (Some(date(2019, 7, 2)), DctBasis::Given));
    assert_eq!(given(BODY, date(2019, 7, 2)).basis, DctBasis::Given);
}

#[test]
fn credit_lines_stand_at_the_end() {
    for (end, agency, outlet) in [
        ("\n\nAGENCE FRANCE-PRESSE", "Agence France-Presse", ""),
        ("\n\n(Reuters)", "Reuters", ""),
        ("\n\nAP", "Associated Press", ""),
        ("\n\n© 2021 AFP\n", "Agence France-Presse", ""),
        ("\n\nReporting by Ana Roy for Reuters; Editing by Li Ng", "Reuters", ""),
        ("\n\nSource: The Guardian", "", "The Guardian"),
        (" (CNN) (NPR)", "", "CNN"),
        (" (AP via Modesto Bee)", "Associated Press", "Modesto Bee"),
    ] {
        let document = text(&format!("{BODY}{end}"));
        let last = units(&document).pop().unwrap();
        assert_eq!(last, format!("credit {}", end.trim()));
        let name = |c: &Option<detente_schema::Credit>| {
            c.as_ref().map_or(String::new(), |c| c.name.clone())
        };
        assert_eq!(name(&document.credits.agency), agency, "{end}");
        assert_eq!(name(&document.credits.outlet), outlet, "{end}");
    }
}

#[test]
fn brackets_that_belong_to_the_sentence_stay() {
    let document = text("They met again. So said the broadcaster (BBC).");
    assert_eq!(document.sentences.len(), 2);
    assert_eq!(document.credits.outlet, None);
}

#[test]
fn a_statement_to_an_agency_names_it() {
    let document = text("“We agree,” the envoy told Reuters. Nobody else did.");
    assert_eq!(document.credits.agency.unwrap().name, "Reuters");
    let document = text("One told Reuters, another told AFP.");
    assert_eq!(document.credits.agency, None);
}

#[test]
fn items_keep_their_fields() {
    let json = r#"{"id": 12, "date": "2018-07-12T08:00:00Z", "url": "https://example.org/a",
        "source": "Reuters", "outlet": "Lima Post", "text": "Both “agreed”.\u2014 \ud83d\ude00 Then rain."}"#
        .replace('\n', " ");
    let document = item(&json).unwrap();
    assert_eq!(document.id, "12");
    assert_eq!(
        (document.dct.value, document.dct.basis),
        (Some(date(2018, 7, 12)), DctBasis::Metadata)
    );
    assert_eq!(document.credits.agency.as_ref().unwrap().name, "Reuters");
    assert_eq!(document.credits.outlet.as_ref().unwrap().name, "Lima Post");
    assert_eq!(document.credits.url.as_deref(), Some("https://example.org/a"));
    let at = document.text.find("Then").unwrap();
    assert!(json[document.raw.raw(at) as usize..].starts_with("Then rain."));
    assert!(json[document.raw.raw(at - 5) as usize..].starts_with("\\ud83d\\ude00"));
}

#[test]
fn items_that_cannot_be_read_say_why() {
    assert_eq!(code("no json"), "invalid-json");
    assert_eq!(code("[1]"), "invalid-json");
    assert_eq!(code(r#"{"body":"Rain fell."}"#), "missing-text");
    assert_eq!(code(r#"{"text":null}"#), "missing-text");
    assert_eq!(code(r#"{"text":["Rain"]}"#), "wrong-type");
    assert_eq!(code(r#"{"text":"\ud800"}"#), "invalid-json");
    assert_eq!(code(r#"{"text":" \n "}"#), "empty");
    assert_eq!(code(r#"{"text":"a\u0000b"}"#), "nul-bytes");
    assert_eq!(code(&format!("{{\"text\":{}", "[".repeat(100_000))), "invalid-json");
}

#[test]
fn a_bad_date_loses_only_the_date() {
    let document = item(r#"{"date":"soon","text":"Rain fell."}"#).unwrap();
    assert_eq!(document.dct, Dct::unknown());
    assert_eq!(document.diagnostics[0].code, "bad-date");
    assert!(!document.diagnostics[0].lost);
}

#[test]
fn other_field_names_may_be_given() {
    let options =
        Options { fields: "text=article.body,date=seen".parse().unwrap(), ..Options::default() };
    let json = br#"{"seen":"20180712","article":{"body":"Rain fell."}}"#;
    let document = ingestor().document(raw(Format::JsonLines, json), &options).unwrap();
    assert_eq!(
        (document.text.as_str(), document.dct.value),
        ("Rain fell.", Some(date(2018, 7, 12)))
    );
}

#[test]
fn empty_and_blank_files_are_refused() {
    for bytes in ["", " \r\n\t", "\u{feff}"] {
        let lost = ingestor().document(raw(Format::Text, bytes.as_bytes()), &Options::default());
        assert_eq!(lost.unwrap_err().code, "empty");
    }
}

#[test]
fn ids_are_stable() {
    let document = text("Rain fell.");
    assert_eq!(document.id, document.digest.0[..16]);
    assert_eq!(document.digest, text("Rain fell.").digest);
    let mut other = raw(Format::Text, b"Rain fell.");
    other.name = "copy".into();
    assert_ne!(ingestor().document(other, &Options::default()).unwrap().digest, document.digest);
}

#[test]
fn a_document_is_rebuilt_from_its_parts() {
    let report = raw(Format::Text, BODY.as_bytes());
    let (parts, _) = ingestor().parts(report.clone(), &Options::default()).unwrap();
    let whole = ingestor().document(report, &Options::default()).unwrap();
    assert_eq!(ingestor().rebuild(parts), whole);
    let document = text(&format!("LIMA (AP) — {BODY}\n\nKey point\n\nThey may meet again. (AP)"));
    assert_eq!(ingestor().rebuild(document.clone().into()), document);
}

#[test]
fn headings_are_told_from_short_sentences() {
    use SentenceKind::{Body, Heading};
    let document = text(&format!(
        "Ministers meet\n\n{BODY}\n\nWhat next\n\n“We will see,”\n\n{BODY}\n\nBut they"
    ));
    let kinds: Vec<SentenceKind> = document.sentences.iter().map(|s| s.kind).collect();
    assert_eq!(kinds, [Heading, Body, Body, Heading, Body, Body, Body, Body]);
}

#[test]
fn seeds_are_cut_as_a_reader_would() {
    let folder =
        std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seeds"));
    if !folder.exists() {
        println!("skipped: no folder {}", folder.display());
        return;
    }
    let options = Options::default();
    let found = reports(&[Input::Path(folder.to_owned())], &options);
    let sentences: Vec<usize> =
        found.map(|r| ingestor().document(r.unwrap(), &options).unwrap().sentences.len()).collect();
    assert_eq!(sentences, [12, 16, 34]);
}

/// Texts that make careless readers slow, or lead them over an end.
#[test]
fn hostile_texts_are_cut_whole() {
    let ingestor = ingestor();
    for unit in [
        "LIMA – Mr. Díaz's envoys met on July 12, 2018, and “agreed” on 1,500 points.\n\n",
        "a",
        "\"",
        ".",
        "“",
        "’s",
        "U.",
        "a. ",
        "A.\n",
        "\n\nAb",
        "1,",
        "(AP) ",
        "e\u{301}",
        "\u{301}",
        "🇫🇷",
        "\u{200d}👩",
        "July 12, ",
        "Lima, ",
        "Lima/",
        "--- ",
        " \r",
        "...",
        "? ",
        "told ",
        "a-",
        "((((",
        "...”",
        "1. ",
        ". ",
        "Ab\n",
        ". (",
        "source: Ab\n",
        "The Post\n\n",
        "By Ana Roy\n",
        "LIMA (Ab) - ",
    ] {
        let text = unit.repeat(20_000 / unit.len());
        let report = raw(Format::Text, text.as_bytes());
        let Ok(document) = ingestor.document(report, &Options::default()) else {
            assert!(text.trim().is_empty(), "{unit:?}");
            continue;
        };
        let in_sentences: usize = document.sentences.iter().map(|s| s.tokens.len()).sum();
        assert_eq!(in_sentences, document.tokens.len(), "{unit:?}");
        assert_eq!(ingestor.segment(&text).sentences, document.sentences, "{unit:?}");
    }
}

/// Texts made of what reports are made of.
fn report() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Z]?[a-z]{1,7}",
        "[.!?,;:]",
        "[\"“”'’‘() \n-]",
        "\\PC",
        "[0-9]{1,4}",
        prop::sample::select(vec![
            " ",
            " ",
            ". ",
            "\n\n",
            "\r\n",
            "U.S.",
            "Mr. ",
            "July 12, 2018",
            "(AP)",
            "LIMA",
            " — ",
            "---\n",
            "AFP",
            "By Ana Roy",
            "Published: ",
            "’s",
            "...",
            "told ",
        ])
        .prop_map(String::from),
    ];
    prop_oneof![prop::collection::vec(piece, 1..60).prop_map(|v| v.concat()), any::<String>(),]
}

proptest! {
    #[test]
    fn every_token_lies_in_one_sentence_and_every_sentence_in_one_paragraph(text in report()) {
        let cut = ingestor_once().segment(&text);
        let mut next = 0;
        for sentence in &cut.sentences {
            prop_assert_eq!(sentence.tokens.start, next, "{:?}", &cut.sentences);
            next = sentence.tokens.end;
            let tokens = &cut.tokens[sentence.tokens.start as usize..next as usize];
            prop_assert_eq!(sentence.span, tokens[0].span.cover(tokens[tokens.len() - 1].span));
            prop_assert!(cut.paragraphs.iter().any(|p| p.contains(sentence.span)));
        }
        prop_assert_eq!(next as usize, cut.tokens.len());
        for pair in cut.paragraphs.windows(2) {
            prop_assert!(pair[0].end() <= pair[1].start());
        }
    }

    #[test]
    fn a_document_verifies_and_rebuilds(text in report()) {
        let report = raw(Format::Text, text.as_bytes());
        if let Ok(document) = ingestor_once().document(report, &Options::default()) {
            for token in &document.tokens {
                let (from, to) = (document.raw.raw(token.span.start()), document.raw.raw(token.span.end()));
                prop_assert_eq!(&text.as_bytes()[from as usize..to as usize], document.slice(token.span).as_bytes());
            }
            let cut = ingestor_once().segment(&document.text);
            prop_assert_eq!(cut.sentences, document.sentences);
        }
    }
}

fn ingestor_once() -> &'static Ingestor {
    static INGESTOR: std::sync::LazyLock<Ingestor> = std::sync::LazyLock::new(ingestor);
    &INGESTOR
}
