//! Who says it.

use detente_schema::{Mention, MentionKind, Speaker};

use super::again;
use super::cues::Cue;
use super::lexicon::List;
use super::unit::Page;

/// The speaker of a verb; a pronoun for a person means whoever spoke last.
pub(super) fn of(page: &Page, cue: &Cue, last: Option<&Speaker>) -> Option<Speaker> {
    let mention = cue.speaker?;
    if is_personal(mention)
        && let Some(last) = last
    {
        return Some(again(last, mention.span));
    }
    match partner(page, mention) {
        Some(first) => Some(Speaker {
            span: first.span.cover(mention.span),
            actor: None,
            name: format!("{} and {}", name(page, first), name(page, mention)),
        }),
        None => Some(alone(page, mention)),
    }
}

fn alone(page: &Page, mention: &Mention) -> Speaker {
    let actor = match &mention.actors[..] {
        [one] => one.id.clone(),
        _ => None,
    };
    Speaker { span: mention.span, actor, name: name(page, mention) }
}

fn name(page: &Page, mention: &Mention) -> String {
    let names: Vec<&str> = mention.actors.iter().map(|actor| actor.name.as_str()).collect();
    if names.is_empty() {
        return page.document().slice(mention.span).to_owned();
    }
    names.join(" and ")
}

/// "Ann Lee and John Roe said": the one named before the one beside the verb.
fn partner<'a>(page: &Page<'a>, mention: &Mention) -> Option<&'a Mention> {
    let is_name = |m: &Mention| m.kind == MentionKind::Name && m.actors.len() == 1;
    let link = page.words.from(mention.span.start()).checked_sub(1)?;
    let joined = is_name(mention) && page.is(List::Both, link);
    page.mention_before(link).filter(|first| joined && is_name(first) && starts(page, first))
}

/// The name opens its sentence or stands behind a mark.
fn starts(page: &Page, first: &Mention) -> bool {
    let at = page.words.from(first.span.start());
    page.words.starts_sentence(at) || !page.words.is_word(at - 1)
}

fn is_personal(mention: &Mention) -> bool {
    mention.kind == MentionKind::Pronoun && mention.found_by.ends_with("person")
}
