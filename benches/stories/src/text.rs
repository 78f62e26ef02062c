//! A report as tokens, and as text.

use crate::lexicon::{Lexeme, Lexicon};
use crate::names::capital;

/// A token of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// A word of the lexicon.
    Content(Lexeme),
    /// A name, number, function word or mark.
    Fixed(String),
    /// "a" or "an".
    Article,
}

/// Tokens up to a full stop.
pub type Sentence = Vec<Token>;

/// A report.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Lines of the site before the report.
    pub before: Vec<Sentence>,
    /// The headline.
    pub headline: Sentence,
    /// Place, day and agency, if they are given.
    pub dateline: Option<String>,
    /// The body.
    pub paragraphs: Vec<Vec<Sentence>>,
    /// Lines of the site after the report.
    pub after: Vec<Sentence>,
    /// Whether quotation marks are straight.
    pub straight: bool,
}

impl Report {
    /// The text, with an empty line between paragraphs.
    pub fn render(&self, lexicon: &Lexicon) -> String {
        let mut blocks: Vec<String> = Vec::new();
        blocks.extend(self.before.iter().map(|line| sentence(line, lexicon)));
        blocks.push(sentence(&self.headline, lexicon));
        let mut body: Vec<_> = self.paragraphs.iter().map(|p| join(p, lexicon)).collect();
        if let (Some(dateline), Some(first)) = (&self.dateline, body.first_mut()) {
            *first = format!("{dateline} {first}");
        }
        blocks.append(&mut body);
        blocks.extend(self.after.iter().map(|line| sentence(line, lexicon)));
        let text = blocks.join("\n\n");
        if self.straight { text.replace(['“', '”'], "\"") } else { text }
    }

    /// The words of the body.
    pub fn words(&self) -> usize {
        self.paragraphs.iter().flatten().map(|sentence| words(sentence)).sum()
    }
}

/// Words of a sentence, marks left out.
pub fn words(sentence: &[Token]) -> usize {
    sentence.iter().filter(|token| is_word(token)).count()
}

fn is_word(token: &Token) -> bool {
    match token {
        Token::Fixed(text) => text.contains(char::is_alphanumeric),
        Token::Content(_) | Token::Article => true,
    }
}

fn join(paragraph: &[Sentence], lexicon: &Lexicon) -> String {
    paragraph.iter().map(|tokens| sentence(tokens, lexicon)).collect::<Vec<_>>().join(" ")
}

/// The text of a sentence, which begins with a capital letter.
pub fn sentence(tokens: &[Token], lexicon: &Lexicon) -> String {
    let mut text = String::new();
    let (mut open, mut start) = (true, true);
    for (i, token) in tokens.iter().enumerate() {
        let word = match token {
            Token::Content(lexeme) => lexicon.text(*lexeme),
            Token::Fixed(fixed) => fixed,
            Token::Article => article(tokens.get(i + 1), lexicon),
        };
        if !open && !joins_left(word) {
            text.push(' ');
        }
        open = word == "“";
        if start && !open {
            text += &capital(word);
            start = false;
        } else {
            text += word;
            start |= open;
        }
    }
    text
}

fn article(next: Option<&Token>, lexicon: &Lexicon) -> &'static str {
    let next = match next {
        Some(Token::Content(lexeme)) => lexicon.text(*lexeme),
        Some(Token::Fixed(fixed)) => fixed,
        _ => "",
    };
    if next.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O']) { "an" } else { "a" }
}

fn joins_left(word: &str) -> bool {
    word.starts_with([',', '.', ';', ':', '?', '!', '”'])
        || (word.len() > 1 && word.starts_with('-'))
}
