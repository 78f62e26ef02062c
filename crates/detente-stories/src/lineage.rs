use detente_schema::{Digest, Link, Relation, StableHasher, Story, StoryMember};
use jiff::civil::Date;

use crate::descent::{Descended, Lineage, Places};
use crate::facts::DocumentFacts;
use crate::graph::{Graph, WHOLE};
use crate::group::groups;

/// Makes stories of documents and the links between them, without alignment and alterations.
///
/// A story is made of versions of one text, and of parts of it that overlap; a chain of links alone
/// joins nothing. Its origin is no round-up of several stories, and is published by the agency that
/// wrote it, else names that agency, then has a dateline, then the earliest date, then lacks least
/// of what the others hold, then is longest. Every other member is compared with the one that it is
/// nearest to, of those that stand nearer to the origin and were not published later.
///
/// Stories are in the order of their origins' dates, undated ones last, then of digests; the other
/// members of a story likewise. The outcome does not depend on the order of either argument; a
/// document that is given twice counts once. The cost grows with the number of documents and links.
pub fn group(documents: &[DocumentFacts], links: &[Link]) -> Vec<Story> {
    let documents = Documents::new(documents);
    let digests = documents.facts.iter().map(|facts| &facts.digest);
    let graph = Graph::new(links, digests);
    let lengths: Vec<_> = documents.facts.iter().map(|facts| facts.bytes()).collect();
    let groups = groups(&graph, &lengths);
    let mut places = Places::new(&groups, documents.facts.len());
    let stories = groups.iter().map(|group| story(&documents, &graph, group, &mut places));
    let mut stories: Vec<_> = stories.collect();
    stories.sort_by_key(|(origin, _)| documents.printed[*origin]);
    stories.into_iter().map(|(_, story)| story).collect()
}

/// The documents by index, the nearest to the origin by their own claim first.
struct Documents<'d> {
    facts: Vec<&'d DocumentFacts>,
    /// The order in which they are told: by date, undated ones last, then by digest.
    printed: Vec<(Date, usize)>,
}

impl<'d> Documents<'d> {
    fn new(documents: &'d [DocumentFacts]) -> Self {
        let mut all: Vec<_> = documents.iter().collect();
        all.sort_by_cached_key(|facts| (head(&facts.digest), &facts.digest, facts.order()));
        all.dedup_by_key(|facts| &facts.digest);
        let mut ranked: Vec<_> = all.into_iter().enumerate().collect();
        ranked.sort_by_cached_key(|(rank, facts)| (facts.order(), *rank));
        let date = |facts: &DocumentFacts| facts.date.unwrap_or(Date::MAX);
        let printed = ranked.iter().map(|(rank, facts)| (date(facts), *rank)).collect();
        Self { facts: ranked.into_iter().map(|(_, facts)| facts).collect(), printed }
    }
}

/// The first bytes of a digest as a number, for many are compared.
fn head(digest: &Digest) -> u128 {
    let mut head = [0; 16];
    head.iter_mut().zip(digest.0.bytes()).for_each(|(to, byte)| *to = byte);
    u128::from_be_bytes(head)
}

/// A story with its origin.
fn story(
    documents: &Documents<'_>,
    graph: &Graph,
    group: &[usize],
    places: &mut Places,
) -> (usize, Story) {
    if let [alone] = *group {
        return (alone, Story::alone(documents.facts[alone].digest.clone()));
    }
    let lineage = Lineage::new(&documents.facts, graph, group, places);
    let mut descents = lineage.descents();
    descents[1..].sort_by_key(|descended| documents.printed[descended.document]);
    let origin = descents[0].document;
    let members = descents.into_iter().map(|descended| member(&documents.facts, descended));
    let story = Story {
        id: identify(&documents.facts, group),
        members: members.collect(),
        representative: documents.facts[lineage.representative()].digest.clone(),
        alignment: Vec::new(),
        alterations: Vec::new(),
    };
    (origin, story)
}

fn identify(documents: &[&DocumentFacts], group: &[usize]) -> String {
    let mut digests: Vec<_> = group.iter().map(|&i| &documents[i].digest).collect();
    digests.sort_unstable();
    let hash = digests.iter().fold(StableHasher::new(), |hash, digest| hash.field(&digest.0));
    hash.id("s")
}

fn member(documents: &[&DocumentFacts], descended: Descended) -> StoryMember {
    let Descended { document, of, descent, why } = descended;
    StoryMember {
        doc: documents[document].digest.clone(),
        relation: of.map_or(Relation::Original, |kin| kin.relation),
        of: of.map(|kin| documents[kin.other].digest.clone()),
        containment: of.map_or(1.0, |kin| kin.held as f32 / WHOLE as f32),
        descent,
        why,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::LazyLock;

    use detente_resources::Resources;
    use detente_schema::{Descent, Document, Reason};
    use proptest::prelude::*;

    use super::*;
    use crate::Grouper;
    use crate::sample::{ACCOUNT, REPORT, REWRITE, document};

    fn digest(name: usize) -> Digest {
        Digest(format!("{name:05}"))
    }

    fn facts(name: usize) -> DocumentFacts {
        sized(name, 1000)
    }

    fn sized(name: usize, length: usize) -> DocumentFacts {
        let digest = digest(name);
        DocumentFacts { digest, agency: None, outlet: None, dateline: false, date: None, length }
    }

    fn by(agency: &str, facts: DocumentFacts) -> DocumentFacts {
        DocumentFacts { agency: Some(agency.to_owned()), ..facts }
    }

    fn on(day: i8, facts: DocumentFacts) -> DocumentFacts {
        DocumentFacts { date: Some(Date::constant(2020, 1, day)), ..facts }
    }

    fn link(a: usize, b: usize, relation: Relation, shares: (f32, f32)) -> Link {
        let shares = if a < b { shares } else { (shares.1, shares.0) };
        let (a, b) = (digest(a.min(b)), digest(a.max(b)));
        Link { a, b, relation, a_in_b: shares.0, b_in_a: shares.1, confidence: 1.0 }
    }

    fn near(a: usize, b: usize) -> Link {
        link(a, b, Relation::Near, (0.97, 0.97))
    }

    fn paraphrase(a: usize, b: usize) -> Link {
        link(a, b, Relation::Paraphrase, (0.6, 0.6))
    }

    /// `a` is a part of `b`, of which it makes up so much.
    fn part(a: usize, b: usize, share: f32) -> Link {
        let relation = if share < 0.5 { Relation::Excerpt } else { Relation::Near };
        link(a, b, relation, (0.98, share))
    }

    /// The members of each story of more than one.
    fn together(documents: &[DocumentFacts], links: &[Link]) -> Vec<Vec<usize>> {
        let names = |story: &Story| {
            let mut names: Vec<usize> =
                story.members.iter().map(|member| member.doc.0.parse().unwrap()).collect();
            names.sort_unstable();
            names
        };
        let mut all: Vec<_> = group(documents, links).iter().map(names).collect();
        all.retain(|names| names.len() > 1);
        all.sort_unstable();
        all
    }

    /// How a document descends, from whom, and why.
    fn told(stories: &[Story], name: usize) -> (Descent, Option<usize>, &[Reason]) {
        let mut members = stories.iter().flat_map(|story| &story.members);
        let member = members.find(|member| member.doc == digest(name)).unwrap();
        let of = member.of.as_ref().map(|of| of.0.parse().unwrap());
        (member.descent, of, &member.why)
    }

    #[test]
    fn a_document_without_links_is_a_story_of_one() {
        let stories = group(&[facts(0), facts(1)], &[]);
        assert_eq!(stories.len(), 2);
        assert_eq!(told(&stories, 0), (Descent::Origin, None, &[][..]));
        assert_eq!(stories[0].representative, digest(0));
    }

    #[test]
    fn a_round_up_goes_with_the_report_it_has_most_of_and_joins_no_other() {
        let documents = [sized(0, 500), sized(1, 700), sized(2, 2500)];
        let links = [part(0, 2, 0.2), part(1, 2, 0.28)];
        assert_eq!(together(&documents, &links), [[1, 2]]);
        let stories = group(&documents, &links);
        assert_eq!(told(&stories, 1).0, Descent::Origin, "a round-up is not the origin");
        assert_eq!(told(&stories, 2), (Descent::Copy, Some(1), &[][..]));
    }

    #[test]
    fn copies_of_a_round_up_join_no_reports_that_are_strangers() {
        for percent in [50u8, 55, 70, 78] {
            let rest = 97 - percent;
            let mut documents: Vec<_> = (0..6).map(|name| sized(name, 2000)).collect();
            documents.push(sized(6, 20 * usize::from(percent)));
            documents.push(sized(7, 20 * usize::from(rest)));
            let [share, rest] = [percent, rest].map(|percent| f32::from(percent) / 100.0);
            let mut links: Vec<_> = (1..6).map(|i| near(0, i)).collect();
            for i in 0..6 {
                links.extend([part(6, i, share), part(7, i, rest)]);
            }
            let joined = together(&documents, &links);
            assert!(!joined.iter().any(|story| story.ends_with(&[6, 7])), "{percent} {joined:?}");
            assert!(joined[0].ends_with(&[5, 6]), "{percent} {joined:?}");
        }
    }

    #[test]
    fn excerpts_that_overlap_are_one_story_with_the_whole() {
        let documents = [sized(0, 1000), sized(1, 450), sized(2, 300), sized(3, 980)];
        let links =
            [part(1, 0, 0.45), part(2, 0, 0.3), part(2, 1, 0.66), near(0, 3), part(1, 3, 0.45)];
        assert_eq!(together(&documents, &links), [[0, 1, 2, 3]]);
    }

    #[test]
    fn a_chain_of_links_does_not_become_one_story() {
        let documents: Vec<_> = (0..20).map(facts).collect();
        let links: Vec<_> = (1..20).map(|i| paraphrase(i - 1, i)).collect();
        assert!(together(&documents, &links).iter().all(|story| story.len() <= 3));
    }

    #[test]
    fn more_links_at_every_step_of_a_chain_join_no_more_of_it() {
        let mut documents: Vec<_> = (0..5).map(facts).collect();
        let mut links: Vec<_> = (1..5).map(|i| paraphrase(i - 1, i)).collect();
        for hub in 0..5 {
            for _ in 0..2 * hub {
                links.push(paraphrase(hub, documents.len()));
                documents.push(facts(documents.len()));
            }
        }
        let joined = together(&documents, &links);
        assert!(joined.iter().all(|story| story.iter().filter(|name| **name < 5).count() <= 3));
    }

    #[test]
    fn copies_that_are_linked_in_a_ring_only_are_one_story() {
        let documents: Vec<_> = (0..1000).map(facts).collect();
        let exact = |i| link(i, (i + 1) % 1000, Relation::Exact, (1.0, 1.0));
        let links: Vec<_> = (0..1000).map(exact).collect();
        assert_eq!(together(&documents, &links)[0].len(), 1000);
    }

    #[test]
    fn a_copy_of_two_stories_goes_with_the_nearer() {
        let documents: Vec<_> = (0..10).map(facts).collect();
        let far = |a, b| link(a, b, Relation::Paraphrase, (0.45, 0.45));
        let mut links: Vec<_> = (1..6).map(|i| far(0, i)).collect();
        links.extend([far(0, 7), near(7, 8)]);
        assert_eq!(together(&documents, &links), [vec![0, 1, 2, 3, 4, 5], vec![7, 8]]);
    }

    #[test]
    fn credit_dateline_date_and_completeness_tell_the_origin_in_this_order() {
        let dateline = DocumentFacts { dateline: true, ..facts(1) };
        let cut = link(0, 1, Relation::Near, (0.8, 0.99));
        let nearest = |other: DocumentFacts, early: DocumentFacts| {
            let stories = group(&[early, other], std::slice::from_ref(&cut));
            let origin = &stories[0].members[0];
            (origin.doc == digest(1), origin.why.clone())
        };
        assert_eq!(nearest(by("a", facts(1)), on(1, facts(0))), (true, vec![Reason::Credit]));
        assert_eq!(nearest(dateline, on(1, facts(0))), (true, vec![Reason::Dateline]));
        assert_eq!(nearest(on(2, facts(1)), on(3, facts(0))), (true, vec![Reason::Date]));
        assert_eq!(nearest(facts(1), facts(0)), (false, vec![Reason::Completeness]));
    }

    #[test]
    fn a_copy_that_carries_the_edits_of_another_descends_from_it() {
        let documents = [on(1, facts(0)), on(2, facts(1)), on(3, facts(2)), on(4, facts(3))];
        let links = [
            link(0, 1, Relation::Near, (0.95, 0.95)),
            link(1, 2, Relation::Near, (0.96, 0.96)),
            link(0, 2, Relation::Near, (0.91, 0.91)),
            link(0, 3, Relation::Near, (0.94, 0.94)),
            link(1, 3, Relation::Near, (0.90, 0.90)),
        ];
        let stories = group(&documents, &links);
        assert_eq!(told(&stories, 1), (Descent::Copy, Some(0), &[Reason::Date][..]));
        let edits = [Reason::Date, Reason::Edits];
        assert_eq!(told(&stories, 2), (Descent::Copy, Some(1), &edits[..]));
        assert_eq!(told(&stories, 3), (Descent::Copy, Some(0), &edits[..]));
    }

    #[test]
    fn what_copies_changed_each_for_itself_shows_the_origin() {
        let documents: Vec<_> = (0..4).map(facts).collect();
        let mut links: Vec<_> = [0, 1, 2].map(|i| link(3, i, Relation::Near, (0.92, 0.92))).into();
        let apart = |(a, b)| link(a, b, Relation::Paraphrase, (0.84, 0.84));
        links.extend([(0, 1), (0, 2), (1, 2)].map(apart));
        let stories = group(&documents, &links);
        let why = [Reason::Completeness, Reason::Edits];
        assert_eq!(told(&stories, 3), (Descent::Origin, None, &why[..]));
        assert_eq!(told(&stories, 1).1, Some(3));
    }

    #[test]
    fn prints_of_one_wire_story_are_siblings_and_prints_of_the_agency_s_own_are_copies() {
        let wire = DocumentFacts { outlet: Some("Wire".into()), ..by("Wire", facts(0)) };
        let prints = [by("Wire", facts(1)), by("Wire", facts(2))];
        let stories = group(&prints, &[near(1, 2)]);
        assert_eq!(told(&stories, 2), (Descent::Sibling, Some(1), &[Reason::Credit][..]));
        let documents = [prints[0].clone(), prints[1].clone(), wire];
        let stories = group(&documents, &[near(0, 1), near(0, 2), near(1, 2)]);
        for print in [1, 2] {
            let told = told(&stories, print);
            assert_eq!(told, (Descent::Copy, Some(0), &[Reason::Credit][..]));
        }
    }

    #[test]
    fn what_was_printed_before_is_no_copy_of_what_came_after() {
        let late = by("Wire", on(20, facts(0)));
        let stories = group(&[late.clone(), on(10, facts(1))], &[near(0, 1)]);
        assert_eq!(told(&stories, 1), (Descent::Sibling, Some(0), &[Reason::Date][..]));
        let stories = group(&[late, on(19, facts(1))], &[near(0, 1)]);
        assert_eq!(told(&stories, 1), (Descent::Copy, Some(0), &[Reason::Credit][..]));
    }

    #[test]
    fn the_representative_lacks_least_though_another_names_the_agency() {
        let links = [part(0, 1, 0.6), part(2, 1, 0.7), part(0, 2, 0.8)];
        let stories = group(&[by("Wire", sized(0, 600)), facts(1), sized(2, 700)], &links);
        assert_eq!(stories[0].members[0].doc, digest(0));
        assert_eq!(stories[0].representative, digest(1));
    }

    prop_compose! {
        fn any_facts()(
            agency in prop::option::of(0u8..3),
            own in any::<bool>(),
            dateline in any::<bool>(),
            day in prop::option::of(1i8..6),
            length in 1usize..3000,
        ) -> DocumentFacts {
            let agency = agency.map(|agency| agency.to_string());
            let outlet = agency.clone().filter(|_| own);
            let date = day.map(|day| Date::constant(2020, 1, day));
            DocumentFacts { agency, outlet, dateline, date, ..sized(0, length) }
        }
    }

    prop_compose! {
        fn any_link()(
            a in 0usize..14,
            b in 0usize..14,
            relation in prop::sample::select(vec![
                Relation::Exact, Relation::Near, Relation::Paraphrase, Relation::Excerpt,
            ]),
            shares in prop_oneof![
                Just((1.0, 1.0)), Just((0.9, 0.5)), (0.0f32..1.0, 0.0f32..1.0),
            ],
        ) -> Link {
            link(a, b, relation, shares)
        }
    }

    fn shuffled<T: Clone>(of: &[T], seed: u64) -> Vec<T> {
        let mut keyed: Vec<_> = of.iter().enumerate().collect();
        keyed.sort_by_key(|(i, _)| {
            StableHasher::new().field(seed.to_le_bytes()).field(i.to_le_bytes()).finish()
        });
        keyed.into_iter().map(|(_, one)| one.clone()).collect()
    }

    proptest! {
        #[test]
        fn neither_order_nor_repetition_matters_and_every_member_descends_from_the_origin(
            facts in prop::collection::vec(any_facts(), 14),
            links in prop::collection::vec(any_link(), 0..60),
            seed in any::<u64>(),
        ) {
            let mut documents = facts;
            for (name, facts) in documents.iter_mut().enumerate() {
                facts.digest = digest(name);
            }
            let stories = group(&documents, &links);
            let twice = |all: Vec<Link>| all.iter().chain(&links[..links.len() / 2]).cloned().collect::<Vec<_>>();
            let again = group(&shuffled(&documents, seed), &shuffled(&twice(links.clone()), seed));
            prop_assert_eq!(&again, &stories);
            prop_assert_eq!(stories.iter().map(|story| story.members.len()).sum::<usize>(), 14);
            for story in &stories {
                let of: HashMap<_, _> = story.members.iter().map(|member| (&member.doc, &member.of)).collect();
                prop_assert!(of.contains_key(&story.representative));
                prop_assert_eq!(story.members[0].descent, Descent::Origin);
                for member in &story.members {
                    prop_assert_eq!(member.relation == Relation::Original, member.of.is_none());
                    prop_assert_eq!(member.descent == Descent::Origin, member.of.is_none());
                    let steps = std::iter::successors(Some(&member.doc), |doc| of[doc].as_ref());
                    prop_assert_eq!(steps.take(15).last(), Some(&story.members[0].doc));
                }
            }
        }

        #[test]
        fn what_no_link_connects_is_grouped_apart(
            facts in prop::collection::vec(any_facts(), 14),
            links in prop::collection::vec(any_link(), 0..60),
            side in prop::collection::vec(any::<bool>(), 14),
        ) {
            let mut documents = facts;
            for (name, facts) in documents.iter_mut().enumerate() {
                facts.digest = digest(name);
            }
            let side = |digest: &Digest| side[digest.0.parse::<usize>().unwrap()];
            let links: Vec<_> = links.into_iter().filter(|one| side(&one.a) == side(&one.b)).collect();
            let mut whole = group(&documents, &links);
            let [mut apart, other] = [true, false].map(|of| {
                let documents: Vec<_> = documents.iter().filter(|one| side(&one.digest) == of).cloned().collect();
                let links: Vec<_> = links.iter().filter(|link| side(&link.a) == of).cloned().collect();
                group(&documents, &links)
            });
            apart.extend(other);
            apart.sort_by(|a, b| a.id.cmp(&b.id));
            whole.sort_by(|a, b| a.id.cmp(&b.id));
            prop_assert_eq!(apart, whole);
        }

        #[test]
        fn stories_of_texts_do_not_depend_on_their_order(
            cuts in prop::collection::vec((0usize..3, 0usize..4, 3usize..7, 0usize..5), 1..9),
            seed in any::<u64>(),
        ) {
            static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::load().unwrap());
            let documents: Vec<Document> = cuts.iter().map(|&cut| document(&version(cut))).collect();
            let grouper = Grouper::new(&RESOURCES);
            let stories = grouper.stories(&documents);
            prop_assert_eq!(grouper.stories(&shuffled(&documents, seed)), stories);
        }
    }

    /// Some sentences of a report, turned round, with a word changed.
    fn version((text, from, to, turn): (usize, usize, usize, usize)) -> String {
        let text = [REPORT, REWRITE, ACCOUNT][text];
        let mut sentences: Vec<_> = text.split_inclusive(". ").collect();
        sentences.truncate(to);
        sentences.drain(..from.min(to - 1));
        let turn_at = turn % sentences.len();
        sentences.rotate_left(turn_at);
        sentences.concat().replace("Monday", ["Monday", "Tuesday", "Friday"][turn % 3])
    }
}
