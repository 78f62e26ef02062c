//! Planted copies.

use crate::lexicon::{Lexeme, Lexicon};
use crate::original::{frame, paragraphs};
use crate::plan::Kind;
use crate::rng::Rng;
use crate::teller::Language;
use crate::text::{Report, Sentence, Token, words};

/// Turns an original into a copy of this kind; `site` is used by [`Kind::Framed`] only.
pub fn plant(
    language: &Language,
    seed: u64,
    kind: Kind,
    site: u32,
    report: &mut Report,
    rng: &mut Rng,
) {
    match kind {
        Kind::Original | Kind::Verbatim => {}
        Kind::Truncated => truncate(report),
        Kind::Reordered => reorder(report, rng),
        Kind::Substituted15 => substitute(report, 0.15, &language.lexicon, rng),
        Kind::Substituted30 => {
            substitute(report, 0.30, &language.lexicon, rng);
            reorder(report, rng);
        }
        Kind::Merged => merge(report, rng),
        Kind::Framed => frame(language, seed, site, report),
    }
}

/// Keeps the first sentences, up to half of the words.
fn truncate(report: &mut Report) {
    let half = report.words() / 2;
    let mut kept = 0;
    for paragraph in &mut report.paragraphs {
        let before = kept;
        paragraph.retain(|sentence| {
            let keep = kept < half;
            kept += words(sentence);
            keep
        });
        if before >= half {
            paragraph.clear();
        }
    }
    report.paragraphs.retain(|paragraph| !paragraph.is_empty());
    report.after.clear();
}

fn reorder(report: &mut Report, rng: &mut Rng) {
    let mut sentences: Vec<Sentence> = report.paragraphs.drain(..).flatten().collect();
    rng.shuffle(&mut sentences);
    report.paragraphs = paragraphs(sentences, rng);
}

/// Makes one or two paragraphs of all.
fn merge(report: &mut Report, rng: &mut Rng) {
    let sentences: Vec<Sentence> = report.paragraphs.drain(..).flatten().collect();
    let blocks = rng.between(1, 3);
    let size = sentences.len().div_ceil(blocks);
    report.paragraphs = sentences.chunks(size).map(<[Sentence]>::to_vec).collect();
}

/// Replaces words of the lexicon until `share` of all words of headline and body are others: every
/// second by a near synonym where there is one, the rest by any word of the class, in the same form.
fn substitute(report: &mut Report, share: f64, lexicon: &Lexicon, rng: &mut Rng) {
    let wanted = ((report.words() + words(&report.headline)) as f64 * share).round() as usize;
    let body = report.paragraphs.iter_mut().flatten().flatten();
    let mut content: Vec<&mut Lexeme> =
        report.headline.iter_mut().chain(body).filter_map(content_word).collect();
    rng.shuffle(&mut content);
    for lexeme in content.into_iter().take(wanted) {
        lexeme.index = other(*lexeme, lexicon, rng);
    }
}

fn content_word(token: &mut Token) -> Option<&mut Lexeme> {
    match token {
        Token::Content(lexeme) => Some(lexeme),
        Token::Fixed(_) | Token::Article => None,
    }
}

fn other(lexeme: Lexeme, lexicon: &Lexicon, rng: &mut Rng) -> usize {
    let synonym = lexicon.synonym(lexeme.class, lexeme.index, rng);
    if synonym != lexeme.index && rng.chance(0.5) {
        return synonym;
    }
    loop {
        let other = lexicon.draw(lexeme.class, rng);
        if other != lexeme.index {
            return other;
        }
    }
}
