use detente_resources::{Name as Entry, NameForm, Register, WordRole};
use detente_schema::{ActorId, ActorKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::terms::{Knowledge, TermReader};
use crate::profile::Class;

/// Words of the longest name of the register that is looked for.
const LONGEST: usize = 7;

/// Two spellings of a name differ by no more bytes.
const LONGEST_DIFFERENCE: usize = 3;

/// The name of somebody or of some place.
#[derive(Debug, PartialEq)]
pub(crate) struct Name<'r> {
    /// Whom the register knows by that name.
    readings: Vec<(&'r ActorId, NameForm)>,
    /// In lower case, without marks on letters and without words that are no names.
    words: Vec<String>,
    /// The [`skeleton`] of each.
    skeletons: Vec<String>,
    /// As it stands, without spaces and full stops.
    letters: String,
}

impl Name<'_> {
    /// True if the two may be the same: in the register, as the short form of the other, or as its
    /// initials.
    pub(crate) fn agrees(&self, other: &Self, knowledge: Knowledge) -> bool {
        if self.words == other.words || self.shares_actor(other) {
            return true;
        }
        let open = !self.is_certain() || !other.is_certain();
        open && (self.shortens(other, knowledge)
            || other.shortens(self, knowledge)
            || self.is_initials_of(other)
            || other.is_initials_of(self))
    }

    /// True if it tells more of the name than `other`.
    pub(crate) fn is_fuller(&self, other: &Self) -> bool {
        self.words.len() > other.words.len()
    }

    /// True for a town of the register.
    pub(crate) fn is_town(&self) -> bool {
        self.has_form(&[NameForm::City, NameForm::Seat])
    }

    /// True if the register knows it as a person or an organisation and as no place.
    pub(crate) fn is_no_place(&self, register: &Register) -> bool {
        let state = |id: &ActorId| register.actor(id).is_some_and(|a| a.kind == ActorKind::State);
        !self.readings.is_empty() && !self.readings.iter().any(|(id, _)| state(id))
    }

    fn has_form(&self, forms: &[NameForm]) -> bool {
        self.readings.iter().any(|(_, form)| forms.contains(form))
    }

    /// True if the register leaves no doubt who is meant.
    fn is_certain(&self) -> bool {
        self.readings.iter().any(|(_, form)| *form != NameForm::Surname)
    }

    /// True if one is a person and the other the state that the person acts for.
    pub(crate) fn stands_for(&self, other: &Self, register: &Register) -> bool {
        self.actors().any(|id| other.actors().any(|state| speaks_for(register, id, state)))
    }

    /// Whom it may mean; a town other than the seat of government does not stand for its state.
    fn actors(&self) -> impl Iterator<Item = &ActorId> {
        let actors = self.readings.iter().filter(|(_, form)| *form != NameForm::City);
        actors.map(|&(id, _)| id)
    }

    /// True if `word` is its last word.
    pub(crate) fn ends_with(&self, word: &str) -> bool {
        self.words.last().is_some_and(|last| *last == fold(word))
    }

    fn shares_actor(&self, other: &Self) -> bool {
        let theirs: Vec<_> = other.actors().collect();
        let mut mine = self.actors();
        mine.any(|id| theirs.contains(&id))
    }

    /// True if all its words are words of the longer name.
    fn shortens(&self, other: &Self, knowledge: Knowledge) -> bool {
        !self.words.is_empty()
            && self.words.len() <= other.words.len()
            && self.spellings().all(|x| other.spellings().any(|y| same(x, y, knowledge)))
    }

    /// Each word with its skeleton.
    fn spellings(&self) -> impl Iterator<Item = (&str, &str)> {
        let skeletons = self.skeletons.iter().map(String::as_str);
        self.words.iter().map(String::as_str).zip(skeletons)
    }

    fn is_initials_of(&self, other: &Self) -> bool {
        let [word] = self.words.as_slice() else { return false };
        other.words.len() > 1
            && self.letters.chars().all(char::is_uppercase)
            && word.chars().eq(other.words.iter().filter_map(|word| word.chars().next()))
    }
}

/// True for two forms or spellings of a word of a name, each with its skeleton.
fn same((x, of_x): (&str, &str), (y, of_y): (&str, &str), knowledge: Knowledge) -> bool {
    let variant = || is_variant(x, y) && of_x == of_y;
    x == y || x.chars().next() == y.chars().next() && (of_people(x, y, knowledge) || variant())
}

/// True if one is a person and the other the state that the person acts for.
fn speaks_for(register: &Register, one: &ActorId, other: &ActorId) -> bool {
    let speaks = |person: &ActorId, state: &ActorId| {
        let person = register.actor(person);
        person.is_some_and(|p| p.kind == ActorKind::Person && p.country.0 == state.0)
    };
    speaks(one, other) || speaks(other, one)
}

/// True if an ending makes the name of a people from that of its land.
fn of_people(x: &str, y: &str, knowledge: Knowledge) -> bool {
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    let stem = short.trim_end_matches(['a', 'e', 'o', 'y']);
    let ending = |stem| long.strip_prefix(stem).is_some_and(|end| knowledge.words.peoples(end));
    short.chars().nth(2).is_some()
        && (ending(short) || stem.chars().nth(2).is_some() && ending(stem))
}

/// True if the two may be ways to write one foreign name in Latin letters, so far as length tells.
fn is_variant(x: &str, y: &str) -> bool {
    x.len().abs_diff(y.len()) <= LONGEST_DIFFERENCE && x.chars().nth(4).is_some()
}

/// A name in Latin letters without what spellings differ in.
fn skeleton(name: &str) -> String {
    let name = name.replace("kh", "h").replace("iy", "y").replace('i', "y").replace('q', "k");
    let mut letters: Vec<char> = name.chars().filter(|c| !"'’`".contains(*c)).collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// The name that begins with the word `at`, and how many words it takes.
pub(crate) fn read<'r>(reader: &TermReader<'_, 'r>, at: usize) -> Option<(usize, Name<'r>)> {
    if !may_begin(reader, at) {
        return None;
    }
    let known = known(reader, at);
    let run = run(reader, at);
    match known {
        Some((length, entries)) if length >= run || !is_compound(reader, at, length) => {
            Some((length, name(reader, at, length, entries)))
        }
        _ if run > 0 => Some((run, name(reader, at, run, &[]))),
        _ => None,
    }
}

fn name<'r>(
    reader: &TermReader<'_, 'r>,
    at: usize,
    length: usize,
    entries: &'r [Entry],
) -> Name<'r> {
    let own = (at..at + length).filter(|&i| is_capital(reader, i));
    let words: Vec<_> = own.map(|i| fold(reader.lower(i))).collect();
    let skeletons = words.iter().map(|word| skeleton(word)).collect();
    let readings = entries.iter().map(|entry| (&entry.actor, entry.form)).collect();
    let letters = (at..at + length).map(|i| reader.plain(i)).collect();
    Name { readings, words, skeletons, letters }
}

fn fold(word: &str) -> String {
    word.nfd().filter(|&c| !is_combining_mark(c)).collect()
}

/// True for a word with a capital that is no office and carries matter.
fn may_begin(reader: &TermReader, at: usize) -> bool {
    is_capital(reader, at) && !is_title(reader, at)
}

fn is_capital(reader: &TermReader, at: usize) -> bool {
    let word = &reader.words[at];
    matches!(word.class, Class::Name | Class::Content)
        && reader.document.slice(word.span).starts_with(char::is_uppercase)
}

fn is_title(reader: &TermReader, at: usize) -> bool {
    reader.knowledge.words.is(WordRole::Title, reader.lower(at))
}

/// The longest name of the register that begins there.
fn known<'r>(reader: &TermReader<'_, 'r>, at: usize) -> Option<(usize, &'r [Entry])> {
    let names = beginning(reader, at);
    let most = if names.is_empty() { 0 } else { LONGEST.min(reader.words.len() - at) };
    (1..=most).rev().find_map(|length| {
        let last = at + length - 1;
        let text = reader.words[at].span.cover(reader.words[last].span);
        let text = reader.document.slice(text).replace('’', "'");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let entries = entries(names, &text);
        (!entries.is_empty() && !is_chance(reader, at, length, entries))
            .then_some((length, entries))
    })
}

/// The names of the register that begin with the letters of the word.
fn beginning<'r>(reader: &TermReader<'_, 'r>, at: usize) -> &'r [Entry] {
    let word = reader.document.slice(reader.words[at].span).replace('’', "'");
    let names = reader.knowledge.register.names();
    let from = names.partition_point(|name| name.text < word);
    let count = names[from..].partition_point(|name| name.text.starts_with(&word));
    &names[from..from + count]
}

/// A sentence may begin with a word that is a surname by chance.
fn is_chance(reader: &TermReader, at: usize, length: usize, entries: &[Entry]) -> bool {
    let next = reader.words.get(at + 1).map(|word| word.class);
    let is_subject = reader.adjoin(at) && matches!(next, Some(Class::Function | Class::Modal));
    let content = reader.words[at].class == Class::Content;
    length == 1 && content && !is_subject && entries.iter().all(is_weak)
}

/// Those of `names` that are `text`.
fn entries<'r>(names: &'r [Entry], text: &str) -> &'r [Entry] {
    let from = names.partition_point(|name| name.text.as_str() < text);
    let count = names[from..].iter().take_while(|name| name.text == text).count();
    &names[from..from + count]
}

/// Words with capitals that follow each other, "of" between them; 0 if the first is none.
fn run(reader: &TermReader, at: usize) -> usize {
    if !begins_name(reader, at) {
        return 0;
    }
    let mut length = 1;
    while let Some(step) = continues(reader, at, length) {
        length += step;
    }
    length
}

/// The first word of a sentence begins a name if another word of the name follows.
fn begins_name(reader: &TermReader, at: usize) -> bool {
    let next = || reader.words.get(at + 1).is_some_and(|next| next.class == Class::Name);
    reader.words[at].class == Class::Name
        || reader.adjoin(at) && next() && !is_title(reader, at + 1)
}

fn continues(reader: &TermReader, at: usize, length: usize) -> Option<usize> {
    let next = at + length;
    let joined = |i: usize| {
        reader.adjoin(i - 1) && reader.words[i].class == Class::Name && !is_title(reader, i)
    };
    if !reader.adjoin(next - 1) {
        return None;
    }
    if joined(next) {
        let other = known(reader, next).is_some_and(|(_, entries)| !entries.iter().all(is_weak));
        return (!other || length == 1 && known(reader, at).is_none()).then_some(1);
    }
    let link = reader.lower(next);
    let links = link == "of" || link == "'s" && length > 1;
    (links && reader.adjoin(next) && joined(next + 1)).then_some(2)
}

fn is_weak(entry: &Entry) -> bool {
    matches!(entry.form, NameForm::Surname | NameForm::City)
}

/// A state or town with another name behind it is part of a longer name: "Vietnam Airlines".
fn is_compound(reader: &TermReader, at: usize, length: usize) -> bool {
    let next = at + length;
    reader.adjoin(next - 1)
        && reader.words.get(next).is_some_and(|word| word.class == Class::Name)
        && known(reader, next).is_none()
        && !is_title(reader, next)
}
