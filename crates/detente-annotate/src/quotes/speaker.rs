//! Who says it.

use detente_schema::{Mention, MentionKind, Speaker};

use super::again;
use super::cues::Cue;
use super::unit::Page;

/// The speaker of a verb; a pronoun for a person means whoever spoke last.
pub(super) fn of(page: &Page, cue: &Cue, last: Option<&Speaker>) -> Option<Speaker> {
    let mention = cue.speaker?;
    if is_personal(mention)
        && let Some(last) = last
    {
        return Some(again(last, mention.span));
    }
    let names: Vec<&str> = mention.actors.iter().map(|actor| actor.name.as_str()).collect();
    let name = if names.is_empty() {
        page.document().slice(mention.span).to_owned()
    } else {
        names.join(" and ")
    };
    let actor = match &mention.actors[..] {
        [one] => one.id.clone(),
        _ => None,
    };
    Some(Speaker { span: mention.span, actor, name })
}

fn is_personal(mention: &Mention) -> bool {
    mention.kind == MentionKind::Pronoun && mention.found_by.ends_with("person")
}
