use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use detente_schema::{Digest, Document, Link, Relation, StableHasher, Story, StoryMember};
use jiff::civil::Date;

use crate::group::{Graph, groups, strength};

/// What tells how near a document stands to the origin of its story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFacts {
    /// The document.
    pub digest: Digest,
    /// True if it names the agency that wrote it.
    pub agency: bool,
    /// True if it has a dateline.
    pub dateline: bool,
    /// When it was published.
    pub date: Option<Date>,
    /// Length of the text in bytes.
    pub length: usize,
}

impl From<&Document> for DocumentFacts {
    fn from(document: &Document) -> Self {
        Self {
            digest: document.digest.clone(),
            agency: document.credits.agency.is_some(),
            dateline: document.credits.dateline.is_some(),
            date: document.dct.value,
            length: document.text.len(),
        }
    }
}

/// Makes stories of documents and the links between them, without alignment and alterations.
///
/// The original of a story is the member that names its agency, then has a dateline, then the
/// earliest date, then holds most of the others, then is longest. Stories are in the order of
/// their originals' dates, undated ones last, then of digests; the other members of a story
/// likewise. The outcome does not depend on the order of either argument; a document that is given
/// twice counts once.
pub fn group(documents: &[DocumentFacts], links: &[Link]) -> Vec<Story> {
    let documents = by_nearness(documents, links);
    let index = documents.iter().enumerate().map(|(i, facts)| (&facts.digest, i)).collect();
    let graph = Graph::new(links, &index);
    let mut stories: Vec<_> = groups(&graph)
        .into_iter()
        .map(|mut members| {
            members.sort_unstable();
            members[1..].sort_by_key(|&i| printed(documents[i]));
            (printed(documents[members[0]]), story(&documents, &graph, &members))
        })
        .collect();
    stories.sort_by(|x, y| x.0.cmp(&y.0));
    stories.into_iter().map(|(_, story)| story).collect()
}

/// The documents, the nearest to the origin first.
fn by_nearness<'d>(documents: &'d [DocumentFacts], links: &[Link]) -> Vec<&'d DocumentFacts> {
    let held = held(links);
    let mut sorted: Vec<_> = documents.iter().collect();
    sorted.sort_by_key(|facts| {
        let held = held.get(&facts.digest).copied().unwrap_or_default();
        let date = facts.date.unwrap_or(Date::MAX);
        let credits = (!facts.agency, !facts.dateline);
        (credits, date, Reverse(held), Reverse(facts.length), &facts.digest)
    });
    sorted.dedup_by_key(|facts| &facts.digest);
    sorted
}

/// How much of its kin each document holds, less how much of it they hold, in thousandths.
fn held(links: &[Link]) -> HashMap<&Digest, i64> {
    let mut held = HashMap::new();
    for link in links {
        let more = (f64::from(link.b_in_a - link.a_in_b) * 1000.0).round() as i64;
        *held.entry(&link.a).or_default() += more;
        *held.entry(&link.b).or_default() -= more;
    }
    held
}

fn printed(facts: &DocumentFacts) -> (Date, &Digest) {
    (facts.date.unwrap_or(Date::MAX), &facts.digest)
}

fn story(documents: &[&DocumentFacts], graph: &Graph, members: &[usize]) -> Story {
    let mut digests: Vec<_> = members.iter().map(|&i| &documents[i].digest).collect();
    digests.sort_unstable();
    let id = digests.iter().fold(StableHasher::new(), |hash, digest| hash.field(&digest.0));
    Story {
        id: id.id("s"),
        members: kin(graph, members).into_iter().map(|(i, of)| member(documents, i, of)).collect(),
        alignment: Vec::new(),
        alterations: Vec::new(),
    }
}

/// Each member with its closest kin: the original if linked with it, else the best linked of the
/// members that are already told of.
fn kin<'l>(graph: &Graph<'l>, members: &[usize]) -> Vec<(usize, Option<(usize, &'l Link)>)> {
    let original = members[0];
    let mut told = BTreeMap::from([(original, None)]);
    let mut waiting: Vec<usize> = members[1..].to_vec();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|&member| {
            let best = closest(graph, member, original, &told);
            best.map(|kin| told.insert(member, Some(kin))).is_none()
        });
        assert!(waiting.len() < before, "a group is connected");
    }
    members.iter().map(|&member| (member, told[&member])).collect()
}

fn closest<'l>(
    graph: &Graph<'l>,
    member: usize,
    original: usize,
    told: &BTreeMap<usize, Option<(usize, &'l Link)>>,
) -> Option<(usize, &'l Link)> {
    if let Some(link) = graph.link(member, original) {
        return Some((original, link));
    }
    let others = graph.neighbours(member).iter().filter(|(other, _)| told.contains_key(other));
    others.min_by(|x, y| strength(x.1, y.1)).map(|(&other, &link)| (other, link))
}

fn member(documents: &[&DocumentFacts], i: usize, of: Option<(usize, &Link)>) -> StoryMember {
    let doc = documents[i].digest.clone();
    match of {
        None => StoryMember { doc, relation: Relation::Original, of: None, containment: 1.0 },
        Some((kin, link)) => StoryMember {
            relation: link.relation,
            of: Some(documents[kin].digest.clone()),
            containment: if link.a == doc { link.a_in_b } else { link.b_in_a },
            doc,
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn facts(name: u8) -> DocumentFacts {
        let digest = Digest(format!("{name:03}"));
        DocumentFacts { digest, agency: false, dateline: false, date: None, length: 100 }
    }

    fn link(a: u8, b: u8, relation: Relation) -> Link {
        let digest = |name: u8| Digest(format!("{name:03}"));
        Link { a: digest(a.min(b)), b: digest(a.max(b)), relation, a_in_b: 0.6, b_in_a: 0.5 }
    }

    fn sizes(documents: &[DocumentFacts], links: &[Link]) -> Vec<usize> {
        let mut sizes: Vec<_> =
            group(documents, links).iter().map(|story| story.members.len()).collect();
        sizes.sort_unstable();
        sizes
    }

    #[test]
    fn a_document_without_links_is_a_story_of_one() {
        assert_eq!(sizes(&[facts(0), facts(1)], &[]), [1, 1]);
    }

    #[test]
    fn a_round_up_does_not_join_the_reports_it_quotes() {
        let documents: Vec<_> = (0..3).map(facts).collect();
        let links = [link(0, 1, Relation::Excerpt), link(1, 2, Relation::Excerpt)];
        assert_eq!(sizes(&documents, &links), [1, 2]);
    }

    #[test]
    fn a_chain_of_links_does_not_become_one_story() {
        let documents: Vec<_> = (0..20).map(facts).collect();
        let links: Vec<_> = (1..20).map(|i| link(i - 1, i, Relation::Paraphrase)).collect();
        assert!(sizes(&documents, &links).len() > 4);
    }

    #[test]
    fn copies_of_one_hub_are_one_story() {
        let documents: Vec<_> = (0..200).map(facts).collect();
        let mut links: Vec<_> = (1..200).map(|i| link(0, i, Relation::Near)).collect();
        links.extend((2..200).map(|i| link(i - 1, i, Relation::Exact)));
        assert_eq!(sizes(&documents, &links), [200]);
    }

    #[test]
    fn the_member_that_names_its_agency_is_the_original() {
        let agency = DocumentFacts { agency: true, ..facts(1) };
        let early = DocumentFacts { date: Some(Date::constant(2020, 1, 1)), ..facts(0) };
        let stories = group(&[early, agency], &[link(0, 1, Relation::Near)]);
        assert_eq!(stories[0].members[0].doc.0, "001");
        assert_eq!(stories[0].members[1].of, Some(Digest("001".into())));
        assert!((stories[0].members[1].containment - 0.6).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn order_does_not_matter_and_each_document_has_one_story(
            ends in prop::collection::vec((0u8..12, 0u8..12, 0usize..4), 0..40),
            seed in any::<u64>(),
        ) {
            let relations =
                [Relation::Exact, Relation::Near, Relation::Paraphrase, Relation::Excerpt];
            let mut links: Vec<_> = ends.iter().map(|&(a, b, r)| link(a, b, relations[r])).collect();
            let mut documents: Vec<_> = (0..12).map(facts).collect();
            let stories = group(&documents, &links);
            prop_assert_eq!(stories.iter().map(|story| story.members.len()).sum::<usize>(), 12);
            documents.rotate_left(seed as usize % 12);
            links.reverse();
            let turn = seed as usize % links.len().max(1);
            links.rotate_left(turn);
            prop_assert_eq!(group(&documents, &links), stories);
        }
    }
}
