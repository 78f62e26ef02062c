//! Originals: each is a function of the seed and of its place in the plan.

use crate::calendar;
use crate::cast::Cast;
use crate::plan::{PATTERNS, Story, Trap};
use crate::rng::Rng;
use crate::teller::{Language, Teller};
use crate::text::{Report, Sentence, words};

/// What a stream of random numbers is used for.
#[derive(Debug, Clone, Copy)]
enum Purpose {
    Event = 2,
    Report,
    Background,
    Site,
    Honour,
    Quotation,
}

fn stream(seed: u64, purpose: Purpose, number: u32) -> Rng {
    Rng::new(seed, (purpose as u64) << 32 | u64::from(number))
}

/// The original of a story, and its day.
pub fn original(language: &Language, seed: u64, number: u32, story: Story) -> (Report, usize) {
    let shared = story.trap == Trap::Account;
    let event = if shared { story.key } else { number };
    let cast =
        Cast::draw(&language.lexicon, &language.names, &mut stream(seed, Purpose::Event, event));
    let mut rng = stream(seed, Purpose::Report, number);
    let mut report = match story.trap {
        Trap::Pattern => by_pattern(language, &cast, PATTERNS[story.key as usize], &mut rng),
        _ => free(language, &cast, &mut rng),
    };
    set_trap(language, seed, story, &cast, &mut report, &mut rng);
    (report, cast.day)
}

fn free(language: &Language, cast: &Cast, rng: &mut Rng) -> Report {
    let teller = Teller { language, cast, fresh: false };
    let headline = teller.tell(&language.reports, "headline", rng);
    let wanted = 150 + (rng.share() * rng.share() * 430.0) as usize;
    let mut sentences = vec![teller.tell(&language.reports, "lead", rng)];
    let mut length = words(&sentences[0]);
    while length < wanted {
        let sentence = teller.tell(&language.reports, "sentence", rng);
        length += words(&sentence);
        sentences.push(sentence);
    }
    let dateline = rng.chance(0.7).then(|| dateline(language, cast));
    let straight = rng.chance(0.5);
    Report {
        headline,
        dateline,
        paragraphs: paragraphs(sentences, rng),
        straight,
        ..Report::default()
    }
}

fn by_pattern(language: &Language, cast: &Cast, pattern: &str, rng: &mut Rng) -> Report {
    let teller = Teller { language, cast, fresh: true };
    let mut tell = |step: &str| teller.tell(&language.patterns, &format!("{pattern}:{step}"), rng);
    let headline = tell("headline");
    let steps = (0..10).map(|step| tell(&step.to_string()));
    let sentences: Vec<_> = steps.filter(|sentence| !sentence.is_empty()).collect();
    let paragraphs = sentences.chunks(3).map(<[Sentence]>::to_vec).collect();
    Report { headline, dateline: Some(dateline(language, cast)), paragraphs, ..Report::default() }
}

fn dateline(language: &Language, cast: &Cast) -> String {
    let day = calendar::words(cast.day, &language.names);
    format!("{}, {day} ({}) —", cast.places[0].to_uppercase(), cast.agency)
}

/// Sentences in paragraphs of one to four.
pub fn paragraphs(sentences: Vec<Sentence>, rng: &mut Rng) -> Vec<Vec<Sentence>> {
    let mut paragraphs = Vec::new();
    let mut sentences = sentences.into_iter().peekable();
    while sentences.peek().is_some() {
        paragraphs.push(sentences.by_ref().take(rng.between(1, 5)).collect());
    }
    paragraphs
}

fn set_trap(
    language: &Language,
    seed: u64,
    story: Story,
    cast: &Cast,
    report: &mut Report,
    rng: &mut Rng,
) {
    let key = story.key;
    match story.trap {
        Trap::None | Trap::Pattern => {}
        Trap::Account => quote(language, seed, key, cast, report),
        Trap::Background => {
            let at = rng.between(1, report.paragraphs.len() + 1);
            report.paragraphs.insert(at, vec![background(language, seed, key)]);
        }
        Trap::Boilerplate => frame(language, seed, key, report),
        Trap::Honorific => honour(language, seed, key, report, rng),
    }
}

/// Every second event has a quotation that all its accounts give.
fn quote(language: &Language, seed: u64, key: u32, cast: &Cast, report: &mut Report) {
    let mut rng = stream(seed, Purpose::Quotation, key);
    if rng.chance(0.5) {
        let teller = Teller { language, cast, fresh: false };
        report.paragraphs.push(vec![teller.tell(&language.reports, "quotation", &mut rng)]);
    }
}

fn background(language: &Language, seed: u64, key: u32) -> Sentence {
    let mut rng = stream(seed, Purpose::Background, key);
    let cast = Cast::draw(&language.lexicon, &language.names, &mut rng);
    let teller = Teller { language, cast: &cast, fresh: false };
    teller.tell(&language.reports, "background", &mut rng)
}

/// Puts the lines of a site around a report.
pub fn frame(language: &Language, seed: u64, site: u32, report: &mut Report) {
    let mut rng = stream(seed, Purpose::Site, site);
    let mut cast = Cast::draw(&language.lexicon, &language.names, &mut rng);
    cast.agency = language.names.site(&mut rng);
    let teller = Teller { language, cast: &cast, fresh: false };
    let mut lines = |rule, most| {
        let number = language.sites.number(rule).unwrap_or_default();
        let mut alternatives: Vec<_> = language.sites.rule(number).alternatives.iter().collect();
        rng.shuffle(&mut alternatives);
        let chosen = &alternatives[..rng.between(3, most)];
        chosen.iter().map(|line| teller.alternative(&language.sites, line, &mut rng)).collect()
    };
    report.before = lines("before", 6);
    report.after = lines("after", 7);
}

fn honour(language: &Language, seed: u64, key: u32, report: &mut Report, rng: &mut Rng) {
    let cast =
        Cast::draw(&language.lexicon, &language.names, &mut stream(seed, Purpose::Honour, key));
    let teller = Teller { language, cast: &cast, fresh: false };
    for _ in 0..rng.between(2, 4) {
        let at = rng.below(report.paragraphs.len());
        report.paragraphs[at].push(teller.tell(&language.reports, "honorific_sentence", rng));
    }
}
