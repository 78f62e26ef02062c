use std::borrow::Cow;
use std::ops::Range;

const LEFT_OUT: &str = "…";

/// A quote, shortened around the words that matter. Words are left out, never altered; white space
/// is one blank, and characters that would steer a terminal are shown as U+FFFD.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Excerpt {
    pub(crate) before: String,
    pub(crate) trigger: String,
    pub(crate) after: String,
}

impl Excerpt {
    /// The quote in at most about `room` characters, the trigger always whole.
    pub(crate) fn new(quote: &str, trigger: Option<Range<usize>>, room: usize) -> Self {
        let at = trigger.unwrap_or(0..0);
        let before = one_line(&quote[..at.start]);
        let trigger = one_line(&quote[at.clone()]);
        let after = one_line(&quote[at.end..]);
        let [left, middle, right] = [&before, &trigger, &after].map(|part| part.chars().count());
        let room = room.saturating_sub(middle);
        let for_left = left.min((room / 2).max(room.saturating_sub(right)));
        Self {
            before: keep_end(&before, for_left),
            after: keep_start(&after, right.min(room - for_left)),
            trigger,
        }
    }

    /// The words in quotation marks, and where the trigger stands in them.
    pub(crate) fn quoted(&self) -> (String, Range<usize>) {
        let text = format!("“{}{}{}”", self.before, self.trigger, self.after);
        let start = "“".len() + self.before.len();
        (text, start..start + self.trigger.len())
    }
}

/// The text on one line, without control characters and without marks that turn the direction of
/// writing.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            c if c.is_whitespace() && !line.ends_with(' ') => line.push(' '),
            c if c.is_whitespace() => {}
            c if steers(c) => line.push(char::REPLACEMENT_CHARACTER),
            c => line.push(c),
        }
    }
    line
}

/// The same for text whose line breaks do not matter because it has none.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| steers(c) || (c.is_whitespace() && c != ' ')) {
        Cow::Owned(one_line(text))
    } else {
        Cow::Borrowed(text)
    }
}

fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The last `room` characters, from the beginning of a word on.
fn keep_end(text: &str, room: usize) -> String {
    let Some(cut) = text.chars().count().checked_sub(room).filter(|&cut| cut > 0) else {
        return text.to_owned();
    };
    let tail = &text[byte_of(text, cut)..];
    let word = match tail.find(' ') {
        _ if text[..text.len() - tail.len()].ends_with(' ') => tail,
        Some(blank) => &tail[blank + 1..],
        None => tail,
    };
    format!("{LEFT_OUT} {word}")
}

/// The first `room` characters, up to the end of a word.
fn keep_start(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let cut = byte_of(text, room);
    let head = &text[..cut];
    let word = match head.rfind(' ') {
        _ if text[cut..].starts_with(' ') => head,
        Some(blank) => &head[..blank],
        None => head,
    };
    format!("{} {LEFT_OUT}", word.trim_end())
}

fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const QUOTE: &str = "The two ministers, who had not spoken for years, met in a hut by the sea.";

    fn around(word: &str, room: usize) -> String {
        let start = QUOTE.find(word).unwrap();
        Excerpt::new(QUOTE, Some(start..start + word.len()), room).quoted().0
    }

    #[test]
    fn the_words_next_to_the_trigger_stay() {
        assert_eq!(around("met", 30), "“… for years, met in a hut by …”");
        assert_eq!(around("The", 20), "“The two ministers, …”");
        assert_eq!(around("sea", 20), "“… in a hut by the sea.”");
        assert_eq!(around("met", 500), format!("“{QUOTE}”"));
    }

    proptest! {
        #[test]
        fn words_are_left_out_but_not_altered(
            words in prop::collection::vec("[a-zé日]{1,9}", 1..30),
            at in any::<prop::sample::Index>(),
            room in 0usize..120,
        ) {
            let quote = words.join(" ");
            let at = at.index(words.len());
            let start = words[..at].iter().map(|word| word.len() + 1).sum::<usize>();
            let range = start..start + words[at].len();
            let excerpt = Excerpt::new(&quote, Some(range), room);
            prop_assert_eq!(&excerpt.trigger, &words[at]);
            let (text, marked) = excerpt.quoted();
            prop_assert_eq!(&text[marked], &words[at]);
            let kept = text.trim_matches(['“', '”']);
            let kept: Vec<_> = kept.split(' ').filter(|word| *word != "…" && !word.is_empty()).collect();
            prop_assert!(words.windows(kept.len()).any(|window| window == kept), "{}", text);
        }
    }
}
