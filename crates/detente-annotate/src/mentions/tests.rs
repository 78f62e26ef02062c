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
    assert_eq!(usage("Talks broke down due to Paris's demands.", "Paris"), Some(Usage::Actor));
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
    assert_eq!(meant("Kenya wants talks. Hollande wrote a letter.", "Hollande"), "-");
    assert_eq!(
        meant("North Korea fears war. Kim wrote a letter.", "Kim"),
        meant("Kim Jong-un wrote a letter.", "Kim Jong-un")
    );
    assert_eq!(meant("The Macron administration rejected it.", "Macron"), "EMMANUEL_MACRON");
    assert_eq!(meant("The Gaddafi regime fell long ago.", "Gaddafi"), "MUAMMAR_GADDAFI");
    let named = "The Macron Administration in Berlin rejected it.";
    assert_eq!(meant(named, "Macron Administration"), "FRA");
    let park = "The Park Road Administration in Berlin rejected it.";
    assert_eq!(meant(park, "Park Road Administration"), "DEU");
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

/// Country, sector and rule of the mention of those words; empty if there is none.
fn belongs(text: &str, words: &str) -> String {
    let mut document = document(text);
    document.dct.value = Some(jiff::civil::date(2019, 6, 1));
    let mentions = finder().find(&document);
    let mention = mentions.iter().find(|m| document.slice(m.span) == words);
    let Some(actor) = mention.and_then(|m| m.actors.first()) else { return String::new() };
    format!("{} {}", actor.country, actor.sector)
}

#[test]
fn titles_stand_before_a_place_a_comma_or_a_colleague() {
    assert_eq!(belongs("Interior Minister of Norway Kari Lund resigned.", "Kari Lund"), "NOR GOV");
    assert_eq!(belongs("The Danish ambassador to Mali Ole Bro left.", "Ole Bro"), "DNK GOV");
    let text = "Two Finnish journalists, Aino Laine and Eero Salo, were held in Niger.";
    assert_eq!(belongs(text, "Aino Laine"), "FIN MED");
    assert_eq!(belongs(text, "Eero Salo"), "FIN MED");
    assert_eq!(
        belongs("Kari Lund, the foreign minister of Norway, spoke.", "Kari Lund"),
        "NOR GOV"
    );
    assert_eq!(meant("The tanker Aurelia sank off Peru.", "Aurelia"), "not marked");
}

#[test]
fn names_of_people_have_initials_prefixes_and_syllables() {
    assert_eq!(belongs("Egypt freed Zaki al-Rafi on Monday.", "Zaki al-Rafi"), "EGY CVL");
    assert_eq!(
        belongs("Nobody in Seoul had seen Hyon Gil-chol again.", "Hyon Gil-chol"),
        "KOR CVL"
    );
    assert_eq!(meant("A Sudanese plane landed.", "Sudanese"), "SDN");
}

#[test]
fn initials_are_left_aside_where_the_register_has_none() {
    let mut document = document("John R. Bolton spoke");
    document.sentences[0].span = detente_schema::Span::new(0, document.text.len());
    document.sentences[0].tokens = 0..document.tokens.len() as u32;
    document.sentences.truncate(1);
    let mention = &finder().find(&document)[0];
    assert_eq!(document.slice(mention.span), "John R. Bolton");
    assert_eq!(mention.actors[0].id, Some(ActorId("JOHN_BOLTON".into())));
}

#[test]
fn people_of_a_number_are_not_their_state() {
    assert_eq!(belongs("Three Germans were freed.", "Germans"), "DEU CVL");
    assert_eq!(belongs("Dozens of Italians were freed.", "Italians"), "ITA CVL");
    assert_eq!(meant("The Germans thanked Mali.", "Germans"), "DEU");
    assert_eq!(meant("The letter was in German.", "German"), "not marked");
}

#[test]
fn who_is_helped_by_a_state_is_not_of_it() {
    let text = "French-backed fighters and pro-French rebels met in Gabon.";
    assert_eq!(belongs(text, "French-backed fighters"), "GAB REB");
    assert_eq!(belongs(text, "pro-French rebels"), "GAB REB");
}

#[test]
fn the_sector_is_that_of_the_body_or_its_adjective() {
    assert_eq!(belongs("Boko Haram members fled.", "Boko Haram members"), "NGA REB");
    assert_eq!(belongs("Rebel forces fled in Gabon.", "Rebel forces"), "GAB REB");
    assert_eq!(belongs("Kenya's army officers fled.", "Kenya's army officers"), "KEN MIL");
}

#[test]
fn a_plural_verb_ends_the_noun_phrase() {
    let text = "Peruvian police fire at a crowd. The Peruvian army states that it knew.";
    assert_eq!(belongs(text, "Peruvian police"), "PER COP");
    assert_eq!(belongs(text, "The Peruvian army"), "PER MIL");
}

#[test]
fn whoever_acts_at_home_belongs_to_the_country_named_first() {
    let text = "Chile and Peru argued. A court fined both, and hostile soldiers came.";
    assert_eq!(belongs(text, "A court"), "CHL JUD");
    assert_eq!(belongs(text, "hostile soldiers"), "--- MIL");
}

#[test]
fn the_country_is_the_one_spoken_of() {
    assert_eq!(meant("Chile said the country would vote.", "the country"), "CHL");
    assert_eq!(meant("Chile named the country that won.", "the country"), "not marked");
    assert_eq!(meant("The country voted.", "The country"), "not marked");
}

#[test]
fn a_short_form_in_brackets_names_the_same() {
    let text = "The Andean Rivers Association (ARA) met in Quito. Then ARA closed.";
    let found = read(text, None);
    let short: Vec<_> = found.iter().filter(|(said, ..)| said == "ARA").collect();
    assert_eq!(short.len(), 2);
    assert_eq!(meant("He read it (ARA) in Quito.", "ARA"), "not marked");
    assert_eq!(belongs("The ARB closed. Nobody missed the ARB.", "ARB"), "--- UNK");
    assert_eq!(meant("Its GDP fell. The GDP matters.", "GDP"), "not marked");
}

#[test]
fn unknown_places_are_told_by_the_words_around() {
    assert_eq!(
        usage("Rebels took the town of Vilcanota in Peru.", "Vilcanota"),
        Some(Usage::Place)
    );
    assert_eq!(usage("He lives in Tarrow, Texas.", "Tarrow"), Some(Usage::Place));
    assert_eq!(belongs("A bomb fell on Malden County in Kenya.", "Malden County"), "KEN CVL");
}

#[test]
fn councils_of_states_and_of_several() {
    let text = "Kenya's National Safety Council met the Lake Countries Council in Chad.";
    assert_eq!(belongs(text, "Kenya's National Safety Council"), "KEN GOV");
    assert_eq!(belongs(text, "Lake Countries Council"), "IGO IGO");
    assert_eq!(belongs("The World Tea Bureau met in Kenya.", "World Tea Bureau"), "IGO IGO");
}

#[test]
fn offices_are_looked_up_on_the_day_of_the_text() {
    let on = |year, words: &str| {
        let day = Some(jiff::civil::date(year, 6, 1));
        let text = "The Chinese president met the German chancellor.";
        let found = read(text, day).into_iter().find(|(said, ..)| said == words);
        found.map(|(_, _, who)| who.join(" "))
    };
    assert_eq!(on(2010, "The Chinese president").as_deref(), Some("HU_JINTAO"));
    assert_eq!(on(2019, "The Chinese president").as_deref(), Some("XI_JINPING"));
    assert_eq!(on(2004, "the German chancellor").as_deref(), Some("GERHARD_SCHROEDER"));
}

#[test]
fn names_within_other_names_mean_no_state() {
    assert_eq!(meant("Paris Hilton waved.", "Paris"), "not marked");
    assert_eq!(meant("Chad Miller waved.", "Chad"), "not marked");
    assert_eq!(meant("The Jordan Times said so.", "Jordan"), "not marked");
    assert_eq!(meant("They ate turkey.", "turkey"), "not marked");
    assert_eq!(meant("The U.S. state of Georgia voted in Atlanta.", "Georgia"), "-");
    assert_eq!(meant("The Washington Post said so.", "Washington"), "not marked");
}

#[test]
fn who_serves_a_state_is_told_by_the_word_before_his_title() {
    let text = "The Chinese minister Zhang Wei summons US ambassador Max Smith.";
    assert_eq!(meant(text, "Max Smith"), "USA");
}

#[test]
fn a_council_of_no_body_belongs_to_the_state_of_its_sentence() {
    assert_eq!(meant("The Unity Council rejects the offer of Chad.", "Unity Council"), "TCD");
    assert_eq!(meant("The World Unity Council meets Chad.", "World Unity Council"), "IGO");
}

#[test]
fn a_government_is_called_after_one_who_is_introduced_later() {
    let text = "The Macron administration eases the rules. Emmanuel Macron had promised it.";
    assert_eq!(usage(text, "Macron"), Some(Usage::Modifier));
    assert_eq!(meant(text, "The Macron administration"), "FRA");
}

#[test]
fn names_are_known_with_and_without_their_marks() {
    assert_eq!(meant("Hugo Chávez met the press. Chávez smiled.", "Chávez"), "HUGO_CHAVEZ");
    assert_eq!(meant("Andres Manuel Lopez Obrador left.", "Andres Manuel Lopez Obrador").len(), 27);
    assert_eq!(meant("Cote d'Ivoire voted.", "Cote d'Ivoire"), "CIV");
}

#[test]
fn a_common_name_means_the_body_of_the_state_that_is_named() {
    assert_eq!(meant("Congress voted on the budget.", "Congress"), "US_CONGRESS");
    assert_eq!(meant("U.S. troops stay in Chad, says Congress.", "Congress"), "US_CONGRESS");
    assert_eq!(meant("Peru's president dissolves Congress.", "Congress"), "PER");
    let text = "In Peru the Free Democratic Party left the coalition.";
    assert_eq!(meant(text, "Free Democratic Party"), "PER");
}

#[test]
fn a_state_beside_a_body_goes_before_what_the_body_is_called() {
    let text = "The Spanish National Congress Council voted; Congress in Washington did not.";
    assert_eq!(belongs(text, "Spanish National Congress Council"), "ESP GOV");
}

#[test]
fn a_surname_is_that_of_the_only_head_of_a_state_where_no_state_is_named() {
    assert_eq!(meant("Kenyan farmers wrote to Macron.", "Macron"), "EMMANUEL_MACRON");
    assert_ne!(meant("Kenyan farmers wrote to Michel.", "Michel"), "CHARLES_MICHEL");
}

#[test]
fn states_of_a_pair_are_named_before_what_they_have_together() {
    assert_eq!(meant("A Peru-Chile agreement was signed.", "Chile"), "CHL");
    assert_eq!(meant("The Chile agreement was signed.", "Chile"), "not marked");
}
