//! One document while its mentions are being found.

use detente_schema::{
    ActorId, ActorRef, Country, Document, Mention, MentionKind, Sector, Span, Usage,
};
use jiff::civil::Date;

use super::Finder;
use super::gazetteer::Hit;
use super::setting::{self, Countries};
use super::words::Words;

/// What the rules have found so far, and what they ask.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) words: Words<'a>,
    pub(super) finder: &'a Finder,
    /// The register's names in the text, whatever they mean there.
    pub(super) hits: Vec<Hit<'a>>,
    /// In the order in which they were found, until the end.
    pub(super) mentions: Vec<Mention>,
    /// For each token: one more than the index of the name or description that holds it.
    owner: Vec<u32>,
    /// For each sentence the countries of the names in it.
    pub(super) countries: Vec<Countries>,
    /// The day on which offices are to be looked up.
    pub(super) day: Option<Date>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(finder: &'a Finder, document: &'a Document) -> Self {
        let words = Words::new(document);
        let owner = vec![0; words.len()];
        let hits = finder.gazetteer.scan(&document.text);
        let day = document.dct.value;
        Self { words, finder, hits, mentions: Vec::new(), owner, countries: Vec::new(), day }
    }

    /// Adds a mention and marks its tokens, unless something holds them already.
    pub(super) fn add(&mut self, mention: Mention) {
        let number = u32::try_from(self.mentions.len() + 1).unwrap_or(0);
        for at in self.tokens(mention.span) {
            if self.owner[at] == 0 {
                self.owner[at] = number;
            }
        }
        self.mentions.push(mention);
    }

    pub(super) fn add_all(&mut self, mentions: Vec<Mention>) {
        for mention in mentions {
            self.add(mention);
        }
    }

    /// Notes the countries named so far.
    pub(super) fn note_countries(&mut self) {
        self.countries = setting::countries(self);
    }

    /// The number of the first sentence of the report itself; headings stand before it.
    pub(super) fn lead(&self) -> u32 {
        let sentences = &self.words.document().sentences;
        let body = sentences.iter().position(|s| s.kind == detente_schema::SentenceKind::Body);
        body.and_then(|number| u32::try_from(number).ok()).unwrap_or(0)
    }

    /// The mentions in the order of the text, of nested ones the outer first.
    pub(super) fn into_mentions(mut self) -> Vec<Mention> {
        self.mentions.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
        self.mentions.dedup_by_key(|m| m.span);
        self.mentions
    }

    /// The mention that holds the token, the first found if there are several.
    pub(super) fn at(&self, token: usize) -> Option<&Mention> {
        let number = *self.owner.get(token)? as usize;
        self.mentions.get(number.checked_sub(1)?)
    }

    /// The tokens that share a byte with the span.
    pub(super) fn tokens(&self, span: Span) -> std::ops::Range<usize> {
        self.words.holding(span.start())..self.words.from(span.end())
    }

    /// True if the word carries on a name: `-led` in "US-led".
    pub(super) fn is_compound(&self, span: Span) -> bool {
        let range = self.tokens(span);
        let (first, last) = (self.words.span(range.start), self.words.span(range.end.max(1) - 1));
        first.start() < span.start() || last.end() > span.end()
    }

    /// The actor with its sector on the document's day.
    pub(super) fn reference(&self, id: &ActorId) -> Option<ActorRef> {
        self.finder.register.reference(id, self.day)
    }

    pub(super) fn is_state(&self, actor: &ActorRef) -> bool {
        actor.id.as_ref().is_some_and(|id| self.finder.states.contains(id))
    }

    pub(super) fn is_person(&self, actor: &ActorRef) -> bool {
        actor.id.as_ref().is_some_and(|id| self.finder.people.contains(id))
    }

    /// True for the name of a person, known or not.
    pub(super) fn names_person(&self, mention: &Mention) -> bool {
        let stranger =
            ["stranger", "surname"].iter().any(|rule| mention.found_by.starts_with(rule));
        let known = only(mention).is_some_and(|actor| self.is_person(actor));
        mention.kind == MentionKind::Name && !mention.actors.is_empty() && (known || stranger)
    }
}

/// The actor to which a mention of one actor refers.
pub(super) fn only(mention: &Mention) -> Option<&ActorRef> {
    match &mention.actors[..] {
        [actor] => Some(actor),
        _ => None,
    }
}

/// A mention of one actor.
pub(super) fn name(span: Span, usage: Usage, actor: ActorRef, found_by: &str) -> Mention {
    Mention {
        span,
        kind: MentionKind::Name,
        usage,
        actors: vec![actor],
        unresolved: None,
        found_by: found_by.to_owned(),
    }
}

/// A mention of which it is not known whom it means.
pub(super) fn unresolved(span: Span, kind: MentionKind, why: String, found_by: &str) -> Mention {
    let usage = Usage::Actor;
    let unresolved = Some(why);
    Mention { span, kind, usage, actors: Vec::new(), unresolved, found_by: found_by.to_owned() }
}

/// One whom the register does not know.
pub(super) fn stranger(name: &str, country: Country, sector: Sector) -> ActorRef {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    ActorRef { id: None, name, country, sector }
}
