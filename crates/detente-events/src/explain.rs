//! Why an act was coded as it was: what else it could have been, and which words decided.

use std::ops::Range;

use detente_schema::{EventType, Modality, Span};

use crate::act::{Act, Reader, inside};
use crate::vocabulary::{Class, Vocabulary};

/// What the model saw in the words of one act.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The words that carry the act.
    pub trigger: Span,
    /// How likely they carry an act at all, 0 to 1.
    pub certainty: f32,
    /// Each type with its probability, likeliest first.
    pub kinds: Vec<(EventType, f32)>,
    /// Each modality with its probability, likeliest first.
    pub modalities: Vec<(Modality, f32)>,
    /// Words of the passage with what the type's probability loses without them, most first.
    pub words: Vec<(Span, f32)>,
}

/// How many words are told.
const TOLD: usize = 6;

/// Losses below this are noise.
const LEAST: f32 = 0.01;

/// Explains the act that the words at `trigger` tell in `text`, which begins at byte `start` of its
/// document; `None` if the model cannot read these words.
pub(crate) fn explain(
    reader: &Reader,
    vocabulary: &Vocabulary,
    text: &str,
    start: usize,
    trigger: Span,
) -> Option<Explanation> {
    let reading = reader.read(&[text]).pop()?;
    let local = Span::new(trigger.start() - start, trigger.end() - start);
    let words = inside(&reading.words, local);
    if words.is_empty() {
        return None;
    }
    let act = reader.act(&reading, &reading.tags(), words.clone());
    let others: Vec<usize> = (0..reading.words.len())
        .filter(|at| !words.contains(at) && has_content(vocabulary, reading.words[*at].of(text)))
        .collect();
    let lost = losses(reader, text, &reading.words, &others, &words, &act);
    let mut deciding: Vec<(Span, f32)> =
        lost.into_iter().map(|(span, loss)| (span.shift(start), loss)).collect();
    deciding.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    deciding.retain(|(_, loss)| *loss >= LEAST);
    deciding.truncate(TOLD);
    let mut modalities = act.modalities;
    modalities.sort_by(|a, b| b.1.total_cmp(&a.1));
    Some(Explanation {
        trigger,
        certainty: act.certainty,
        kinds: act.kinds,
        modalities,
        words: deciding,
    })
}

/// True for a word that may decide, unlike an article or a comma.
fn has_content(vocabulary: &Vocabulary, word: &str) -> bool {
    use Class::{Be, Conjunction, Determiner, Have, Infinitive, Possessive, Relative};
    let class = vocabulary.class(&word.to_lowercase());
    let empty = [Be, Conjunction, Determiner, Have, Infinitive, Possessive, Relative];
    word.contains(char::is_alphanumeric) && class.is_none_or(|class| !empty.contains(&class))
}

/// What each of the other words adds to the probability of the type: the text is read once more
/// without it.
fn losses(
    reader: &Reader,
    text: &str,
    words: &[Span],
    others: &[usize],
    trigger: &Range<usize>,
    act: &Act,
) -> Vec<(Span, f32)> {
    let without: Vec<String> = others.iter().map(|at| cut(text, words[*at])).collect();
    let texts: Vec<&str> = without.iter().map(String::as_str).collect();
    let full = act.certainty * act.kinds[0].1;
    let readings = reader.read(&texts);
    let loss = |(at, reading): (&usize, &crate::encoder::Reading)| {
        let shift = usize::from(*at < trigger.start);
        let moved = trigger.start - shift..(trigger.end - shift).min(reading.words.len());
        let left = if moved.is_empty() { 0.0 } else { reader.share(reading, moved, act.kind()) };
        (words[*at], full - left)
    };
    others.iter().zip(&readings).map(loss).collect()
}

fn cut(text: &str, word: Span) -> String {
    format!("{} {}", &text[..word.start()], &text[word.end()..])
}
