use std::collections::HashMap;

use detente_schema::{
    Alignment, Alteration, AlterationClass, AlterationKind, Digest, Relation, Span, Story,
    StoryMember,
};

use crate::pair::Pair;
use crate::view::View;

/// Members of one story that are the same to the same member: same relation, same alterations.
pub(crate) struct Copies<'a> {
    /// In the order of the story.
    pub(crate) members: Vec<&'a StoryMember>,
    /// The first of them.
    alignment: Vec<&'a Alignment>,
    pub(crate) alterations: Vec<&'a Alteration>,
}

impl<'a> Copies<'a> {
    /// The first beside the member that it is compared with, if both texts are at hand.
    pub(crate) fn pair(&self, view: &View<'a>) -> Option<Pair<'a>> {
        let member = self.members.first()?;
        Some(Pair {
            a: view.document(member.of.as_ref()?)?,
            b: view.document(&member.doc)?,
            alignment: self.alignment.clone(),
            alterations: self.alterations.clone(),
        })
    }
}

/// What makes two members the same to a third: an alteration is known by its place there and by
/// the words that stand here.
type Likeness<'a> = (Option<&'a Digest>, Relation, Vec<Altered<'a>>);
type Altered<'a> = (AlterationClass, AlterationKind, Span, Result<&'a str, Span>);

/// What one member is to another.
#[derive(Default)]
struct Descent<'a> {
    alignment: Vec<&'a Alignment>,
    alterations: Vec<&'a Alteration>,
}

/// The members but the first, those with equal changes together: unaltered ones first, otherwise
/// in the order of the story.
pub(crate) fn copies<'a>(story: &'a Story, view: &View<'a>) -> Vec<Copies<'a>> {
    let mut descents = descents(story);
    let mut places = HashMap::<Likeness<'a>, usize>::new();
    let mut copies = Vec::<Copies<'a>>::new();
    for member in story.members.iter().skip(1) {
        let descent = descents.remove(&member.doc).unwrap_or_default();
        let place = *places.entry(likeness(member, &descent, view)).or_insert(copies.len());
        if let Some(same) = copies.get_mut(place) {
            same.members.push(member);
        } else {
            let Descent { alignment, alterations } = descent;
            copies.push(Copies { members: vec![member], alignment, alterations });
        }
    }
    copies.sort_by_key(|copies| !copies.alterations.is_empty());
    copies
}

/// What corresponds and what differs, by the member that is told from another.
fn descents(story: &Story) -> HashMap<&Digest, Descent<'_>> {
    let mut descents = HashMap::<&Digest, Descent<'_>>::new();
    for link in &story.alignment {
        descents.entry(&link.b.doc).or_default().alignment.push(link);
    }
    for alteration in &story.alterations {
        descents.entry(&alteration.b.doc).or_default().alterations.push(alteration);
    }
    descents
}

fn likeness<'a>(member: &'a StoryMember, of: &Descent<'a>, view: &View<'a>) -> Likeness<'a> {
    let altered = of.alterations.iter().map(|x| {
        let words = view.words(&x.b).ok_or(x.b.span);
        (x.class, x.kind, x.a.span, words)
    });
    (member.of.as_ref(), member.relation, altered.collect())
}
