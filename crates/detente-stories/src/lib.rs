//! Groups the copies and rewrites of one report into stories.
//!
//! The steps, each a function of its own so that a caller may spread them over threads or keep
//! their outcome:
//! 1. [`Sketcher::features`]: a few hashes of a text, which its copies and rewrites share;
//! 2. [`Postings`]: which documents have a feature, in memory ([`Run`]) or wherever the caller
//!    keeps the bytes of [`encode`];
//! 3. [`candidates()`]: the pairs of documents that are worth comparing;
//! 4. [`Grouper::profile`], [`Profile::compare`]: a pair, verified sentence by sentence, becomes a
//!    [`Link`];
//! 5. [`group()`]: links become stories, each with its original;
//! 6. [`Grouper::descriptions`]: the sentences that correspond, and what was altered, which
//!    [`reconsider`] lets bear on the descent;
//! 7. [`inherit`]: undated members take the date of their story.
//!
//! Nothing depends on the order in which documents come.

mod alignment;
mod alterations;
mod candidates;
mod compare;
mod contradiction;
mod cores;
mod dates;
mod descent;
mod facts;
mod forms;
mod frame;
mod graph;
mod group;
mod holders;
mod index;
mod kinds;
mod kinship;
mod lineage;
mod matter;
mod profile;
#[cfg(test)]
mod sample;
mod sketch;
mod ties;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use detente_resources::{Resources, StoryLexicon};
use detente_schema::{Alignment, Alteration, Description, Digest, Document, Link, Story};

use alterations::terms::Knowledge;
pub use candidates::{Wanted, candidates};
pub use dates::{inherit, inherited};
pub use facts::DocumentFacts;
pub use index::{BLOCK, Posting, Postings, Run, decode, encode};
pub use lineage::group;
pub use matter::reconsider;
pub use profile::Profile;
pub use sketch::{MOST_FEATURES, Sketcher};

/// Finds stories among documents.
#[derive(Debug, Clone, Copy)]
pub struct Grouper<'r> {
    lexicon: &'r StoryLexicon,
    knowledge: Knowledge<'r>,
}

impl Profile {
    /// The kinship of two documents, `None` if they are independent of each other; the same
    /// whichever comes first. The cost grows with the length of the texts, not with its square.
    pub fn compare(&self, other: &Self) -> Option<Link> {
        compare::compare(self, other)
    }
}

impl<'r> Grouper<'r> {
    /// A grouper that knows the words of `resources`.
    pub fn new(resources: &'r Resources) -> Self {
        let lexicon = &resources.language.stories;
        let (words, register) = (&resources.language.alterations, &resources.register);
        Self { lexicon, knowledge: Knowledge { stories: lexicon, words, register } }
    }

    /// A document as it is compared.
    pub fn profile(&self, document: &Document) -> Profile {
        Profile::new(document, self.lexicon)
    }

    /// A sketcher that knows the same words.
    pub fn sketcher(&self) -> Sketcher {
        Sketcher::new(self.lexicon)
    }

    /// [`Profile::compare`] of two documents.
    pub fn compare(&self, a: &Document, b: &Document) -> Option<Link> {
        self.profile(a).compare(&self.profile(b))
    }

    /// The sentences of `a`, the nearer to the origin, and `b` that correspond, in the order of
    /// `a`; and the differences, in the order of `a`, sentences that only `b` has last.
    /// Typography and capitals make no difference.
    pub fn align(&self, a: &Document, b: &Document) -> (Vec<Alignment>, Vec<Alteration>) {
        self.differences((a, &self.profile(a)), (b, &self.profile(b)))
    }

    fn differences(
        &self,
        a: (&Document, &Profile),
        b: (&Document, &Profile),
    ) -> (Vec<Alignment>, Vec<Alteration>) {
        let [a, b] = [a, b].map(|(document, profile)| alterations::Side { document, profile });
        alterations::differences(&alterations::Sides { a, b, knowledge: self.knowledge })
    }

    /// The stories of `documents`, in the order of [`group()`], without alignment and alterations.
    pub fn group(&self, documents: &[Document]) -> Vec<Story> {
        let links = self.links(documents, &self.pairs(documents));
        let facts: Vec<_> = documents.iter().map(DocumentFacts::from).collect();
        group(&facts, &links)
    }

    /// The stories of `documents`, in the order of [`group()`].
    pub fn stories(&self, documents: &[Document]) -> Vec<Story> {
        let mut stories = self.group(documents);
        let find = documents.iter().map(|document| (&document.digest, document)).collect();
        stories.iter_mut().for_each(|story| self.describe(story, &find));
        stories
    }

    /// The pairs of `documents` that are worth comparing, as indices.
    fn pairs(self, documents: &[Document]) -> Vec<(usize, usize)> {
        let sketcher = self.sketcher();
        let mut order: Vec<_> = (0..documents.len()).collect();
        order.sort_by_key(|&i| &documents[i].digest);
        let features = order.iter().map(|&i| sketcher.features(&documents[i].text));
        let wanted: Vec<_> =
            (0..).zip(features).map(|(place, features)| Wanted { place, features }).collect();
        let run = Run::new(wanted.iter().map(|document| (document.place, &*document.features)));
        let Ok(pairs) = candidates(&run, &wanted);
        let index = |place: u64| order[place as usize];
        pairs.into_iter().map(|(a, b)| (index(a), index(b))).collect()
    }

    /// Compares the pairs of `documents` that are worth it.
    fn links(self, documents: &[Document], pairs: &[(usize, usize)]) -> Vec<Link> {
        let compared: BTreeSet<_> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        let profiles: HashMap<_, _> =
            compared.into_iter().map(|i| (i, self.profile(&documents[i]))).collect();
        pairs.iter().filter_map(|(a, b)| profiles[a].compare(&profiles[b])).collect()
    }

    /// What members of a story have in common with `of`, which stands nearer to the origin, in their
    /// order.
    pub fn descriptions(&self, of: &Document, members: &[&Document]) -> Vec<Description> {
        let profile = self.profile(of);
        let describe = |doc: &&Document| self.described((of, &profile), (doc, &self.profile(doc)));
        members.iter().map(describe).collect()
    }

    fn described(&self, of: (&Document, &Profile), doc: (&Document, &Profile)) -> Description {
        let (alignment, alterations) = self.differences(of, doc);
        Description {
            of: of.0.digest.clone(),
            doc: doc.0.digest.clone(),
            apart: matter::are_apart(of.0, doc.0, &alignment),
            alignment,
            alterations,
        }
    }

    /// Adds to a story what corresponds and what differs between a member and its closest kin, as
    /// far as `documents` holds the two; members of which each holds sentences that the other lacks
    /// are told to be siblings.
    pub fn describe(&self, story: &mut Story, documents: &HashMap<&Digest, &Document>) {
        let profiles = self.profiles_of_kin(story, documents);
        for member in &mut story.members {
            let Some(of) = &member.of else { continue };
            let (Some(a), Some(b)) = (documents.get(of), documents.get(&member.doc)) else {
                continue;
            };
            let kept = profiles.get(&member.doc).map(Cow::Borrowed);
            let of_b = kept.unwrap_or_else(|| Cow::Owned(self.profile(b)));
            let description = self.described((a, &profiles[of]), (b, &of_b));
            reconsider(member, &description);
            story.alignment.extend(description.alignment);
            story.alterations.extend(description.alterations);
        }
    }

    /// Profiles of the members that others are compared with, often one for all.
    fn profiles_of_kin(
        &self,
        story: &Story,
        documents: &HashMap<&Digest, &Document>,
    ) -> HashMap<Digest, Profile> {
        let kin: BTreeSet<_> = story.members.iter().filter_map(|one| one.of.as_ref()).collect();
        let found = kin.into_iter().filter_map(|digest| documents.get(digest));
        found.map(|document| (document.digest.clone(), self.profile(document))).collect()
    }
}

#[cfg(test)]
mod tests {
    use detente_schema::Relation;

    use super::*;
    use crate::sample::{ACCOUNT, REPORT, REWRITE, document};

    #[test]
    fn a_rewrite_joins_its_source_and_another_account_does_not() {
        let resources = Resources::load().unwrap();
        let documents = [REPORT, REWRITE, ACCOUNT].map(document);
        let stories = Grouper::new(&resources).stories(&documents);
        let sizes: Vec<_> = stories.iter().map(|story| story.members.len()).collect();
        assert_eq!(sizes.iter().sum::<usize>(), 3);
        let pair = stories.iter().find(|story| story.members.len() == 2).unwrap();
        assert!(pair.members.iter().all(|member| member.doc != documents[2].digest));
        assert_eq!(pair.members[1].relation, Relation::Paraphrase);
        assert_eq!(pair.alignment.len(), 6);
    }

    #[test]
    fn stories_do_not_depend_on_the_order_of_documents() {
        let resources = Resources::load().unwrap();
        let grouper = Grouper::new(&resources);
        let mut documents = [REPORT, REWRITE, ACCOUNT, "", "Short."].map(document);
        let stories = grouper.stories(&documents);
        documents.reverse();
        assert_eq!(grouper.stories(&documents), stories);
    }
}
