use std::sync::OnceLock;

use detente_resources::Resources;
use detente_schema::Usage;
use proptest::prelude::*;

use super::testing::document;
use super::*;

fn finder() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| {
        let resources = Resources::load().unwrap();
        Finder::new(&resources.register, &resources.language.mentions)
    })
}

/// The mentions of a text, one a line: words, usage, and the identifiers or countries meant.
fn read(text: &str, day: Option<Date>) -> Vec<(String, Usage, Vec<String>)> {
    let mut document = document(text);
    document.dct.value = day;
    let meant = |mention: &Mention| {
        let known =
            |a: &detente_schema::ActorRef| a.id.as_ref().map_or(&a.country.0, |id| &id.0).clone();
        mention.actors.iter().map(known).collect()
    };
    let mentions = finder().find(&document);
    mentions.iter().map(|m| (document.slice(m.span).to_owned(), m.usage, meant(m))).collect()
}

/// Whom the text means by those words at their first mention; `-` if nobody.
fn meant(text: &str, words: &str) -> String {
    let found = read(text, Some(jiff::civil::date(2019, 6, 1)));
    let mention = found.into_iter().find(|(said, ..)| said == words);
    mention.map_or(
        "not marked".into(),
        |(_, _, who)| if who.is_empty() { "-".into() } else { who.join(" ") },
    )
}

fn usage(text: &str, words: &str) -> Option<Usage> {
    read(text, None).into_iter().find(|(said, ..)| said == words).map(|(_, usage, _)| usage)
}

#[test]
fn names_are_marked_without_article_and_possessive() {
    assert_eq!(meant("The United States’ envoy left France's capital.", "United States"), "USA");
    assert_eq!(meant("The United States’ envoy left France's capital.", "France"), "FRA");
    assert_eq!(meant("GERMANY AND ITALY SIGN PACT", "GERMANY"), "DEU");
    assert_eq!(meant("They told us so.", "us"), "not marked");
}

#[test]
fn usage_depends_on_the_words_around() {
    assert_eq!(usage("He met the press in Berlin on Monday.", "Berlin"), Some(Usage::Place));
    assert_eq!(usage("Berlin has rejected the plan.", "Berlin"), Some(Usage::Actor));
    assert_eq!(usage("Floods in Italy killed ten.", "Italy"), Some(Usage::Place));
    assert_eq!(usage("A letter from Italy arrived.", "Italy"), Some(Usage::Actor));
    assert_eq!(usage("A US-led mission failed.", "US"), Some(Usage::Modifier));
    assert_eq!(usage("Italian goods are cheap.", "Italian"), Some(Usage::Modifier));
    assert_eq!(usage("The Italians have left.", "Italians"), Some(Usage::Actor));
}

#[test]
fn a_name_inside_another_name_is_no_party() {
    for (text, name) in [
        ("The Vienna Convention binds them.", "Vienna"),
        ("The China Daily printed it.", "China"),
        ("He taught at the University of Georgia.", "Georgia"),
        ("Michael Jordan visited the club.", "Jordan"),
    ] {
        assert_eq!(meant(text, name), "not marked", "{text}");
    }
    assert_eq!(meant("Georgia held a runoff, as did Alabama.", "Georgia"), "-");
    assert_eq!(meant("Georgia shut its border; Tbilisi is calm.", "Georgia"), "GEO");
}

#[test]
fn short_names_mean_who_was_introduced() {
    let text = "Angela Merkel met Emmanuel Macron. Later Merkel left.";
    assert_eq!(meant(text, "Merkel"), meant(text, "Angela Merkel"));
    let text = "Dr Jane Okonkwo-Reed, a professor at Leeds, spoke. Okonkwo-Reed was blunt.";
    assert_eq!(
        read(text, None).iter().filter(|(said, ..)| said.ends_with("Okonkwo-Reed")).count(),
        2
    );
    assert_eq!(meant("It will end in May, they said.", "May"), "not marked");
}

#[test]
fn a_short_name_alone_means_who_was_in_office() {
    let text = "France wants talks. Macron wrote a letter.";
    assert_eq!(meant(text, "Macron"), meant("Emmanuel Macron wrote.", "Emmanuel Macron"));
    assert_eq!(meant("Kenya wants talks. Macron wrote a letter.", "Macron"), "-");
    assert_eq!(
        meant("North Korea fears war. Kim wrote a letter.", "Kim"),
        meant("Kim Jong-un wrote a letter.", "Kim Jong-un")
    );
    assert_eq!(meant("The Macron administration rejected it.", "Macron"), "EMMANUEL_MACRON");
}

#[test]
fn plurals_mean_those_whom_the_text_is_about() {
    let about = "France welcomed Spain's plan. Spain and France are old partners. ";
    let pair = "ESP FRA";
    for (rest, words) in [
        ("France once fought beside Italy. The two countries signed it.", "The two countries"),
        (
            "With talks between Spain and Italy stalled, both sides renewed their alliance.",
            "both sides",
        ),
    ] {
        let found = meant(&format!("{about}{rest}"), words);
        assert!(found == pair || found == "-", "{rest}: {found}");
    }
    let text = format!("{about}Talks between Kenya and Chad go on, and both sides hope.");
    assert_eq!(meant(&text, "both sides"), "-");
    let text = format!("{about}France sent rebels of the Red Front home. Both sides cheered.");
    assert_eq!(meant(&text, "Both sides"), "-");
}

#[test]
fn possessives_and_sides_mean_a_state() {
    let text = "Emmanuel Macron praised his country. The Spanish side was silent.";
    assert_eq!(meant(text, "his country"), "FRA");
    assert_eq!(meant(text, "The Spanish side"), "ESP");
    assert_eq!(meant("They love their country.", "their country"), "-");
}

#[test]
fn a_plural_pronoun_means_the_subject_or_nobody() {
    let text = "Spain and France met. The two countries sent troops and keep a pact under which they help.";
    assert_eq!(meant(text, "they"), "ESP FRA");
    let text = "On Monday soldiers met villagers because they wanted peace.";
    assert_eq!(meant(text, "they"), "-");
}

#[test]
fn only_those_who_belong_to_a_place_take_its_state() {
    assert_eq!(meant("Protesters gathered in Kenya.", "Protesters"), "KEN");
    assert_eq!(meant("He never met a foreign leader in Kenya.", "a foreign leader"), "---");
    assert_eq!(meant("Foreign police stayed in Kenya.", "Foreign police"), "---");
    assert_eq!(meant("A minister who was in Kenya left.", "A minister"), "---");
}

#[test]
fn descriptions_take_the_state_beside_them() {
    assert_eq!(meant("Israeli troops moved in.", "Israeli troops"), "ISR");
    assert_eq!(
        meant("The Russian foreign ministry protested.", "The Russian foreign ministry"),
        "RUS"
    );
    assert_eq!(meant("There police in Kenya fired.", "police"), "KEN");
    assert_eq!(meant("An official name is given.", "An official"), "not marked");
}

#[test]
fn plurals_and_pronouns_go_back_to_what_was_named() {
    let text = "France and Spain signed a pact. The two countries will share their ports.";
    assert_eq!(meant(text, "The two countries"), "ESP FRA");
    assert_eq!(meant(text, "their"), "ESP FRA");
    let text = "Emmanuel Macron arrived late. He praised Spain and its people.";
    assert_eq!(meant(text, "He"), meant(text, "Emmanuel Macron"));
    assert_eq!(meant(text, "its"), "ESP");
    assert_eq!(
        meant("France, Spain and Italy met. The two countries agreed.", "The two countries"),
        "-"
    );
    assert_eq!(meant("South Korea fears war. But the North denied it.", "the North"), "not marked");
    assert_eq!(meant("North Korea fears war. But the North denied it.", "the North"), "PRK");
    assert_eq!(meant("Talks of North and South Korea began.", "North"), "PRK");
    assert_eq!(meant("Talks in North and South Dakota began.", "North"), "not marked");
}

#[test]
fn a_long_text_is_read_in_one_pass() {
    let text = "Kim Georgia of the two countries their police President of ".repeat(20_000);
    assert!(finder().find(&document(&text)).len() > 20_000);
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let document = document(text);
    let mentions = finder().find(&document);
    prop_assert_eq!(&mentions, &finder().find(&document));
    for mention in &mentions {
        prop_assert!(mention.span.get(text).is_some_and(|words| !words.is_empty()));
        prop_assert_eq!(mention.actors.is_empty(), mention.unresolved.is_some());
    }
    let order = |m: &Mention| (m.span.start(), std::cmp::Reverse(m.span.end()));
    prop_assert!(mentions.windows(2).all(|pair| order(&pair[0]) < order(&pair[1])));
    Ok(())
}

const PIECES: [&str; 26] = [
    "China",
    "North Korean",
    "the",
    "two",
    "countries",
    "Kim",
    "President",
    "Mr",
    "US-led",
    "police",
    "of",
    "University",
    "\u{2019}s",
    ",",
    ". ",
    "\n\n",
    "their",
    "it",
    "that",
    "Beijing",
    "in",
    "“",
    "”",
    "é",
    "officials",
    "South",
];

proptest! {
    #[test]
    fn arbitrary_text_keeps_the_promises(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn arbitrary_news_keeps_the_promises(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        check(&pieces.join(" "))?;
        check(&pieces.concat())?;
    }
}
