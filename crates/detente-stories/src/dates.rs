use std::collections::{BTreeMap, HashMap, HashSet};

use detente_schema::{Dct, DctBasis, Digest, Document, Story};
use jiff::civil::Date;

/// Gives undated documents the date of their story.
///
/// A member without a date takes the date of the member it descends from, or of the one that that
/// one descends from, and so on; if none of these has a date, the earliest date in the story:
/// a copy that was printed again weeks later must not make an undated one young. Only dates that a
/// report itself has are handed on.
pub fn inherit(documents: &mut [Document], stories: &[Story]) {
    let stated = documents.iter().filter(|document| document.dct.basis != DctBasis::Inherited);
    let stated = stated.map(|document| (document.digest.clone(), document.dct.clone())).collect();
    let mut inherited = inherited(stories, &stated);
    for document in documents.iter_mut().filter(|document| document.dct.value.is_none()) {
        if let Some(dct) = inherited.remove(&document.digest) {
            document.dct = dct;
        }
    }
}

/// The dates that undated documents take by the rule of [`inherit`], from those that documents have
/// themselves.
pub fn inherited(stories: &[Story], stated: &BTreeMap<Digest, Dct>) -> BTreeMap<Digest, Dct> {
    let dates = stated.iter().filter_map(|(digest, dct)| Some((digest, dct.value?))).collect();
    let taken = stories.iter().flat_map(|story| taken(story, &dates));
    taken
        .map(|(doc, date)| {
            (doc.clone(), Dct { value: Some(date), basis: DctBasis::Inherited, span: None })
        })
        .collect()
}

/// The dates that the undated members of `story` take.
fn taken<'s>(story: &'s Story, dates: &HashMap<&Digest, Date>) -> Vec<(&'s Digest, Date)> {
    let Some(earliest) = story.members.iter().filter_map(|m| dates.get(&m.doc)).min() else {
        return Vec::new();
    };
    let of: HashMap<_, _> =
        story.members.iter().filter_map(|m| Some((&m.doc, m.of.as_ref()?))).collect();
    let undated = story.members.iter().filter(|member| !dates.contains_key(&member.doc));
    undated.map(|m| (&m.doc, ancestor_date(&m.doc, &of, dates).unwrap_or(*earliest))).collect()
}

fn ancestor_date(
    doc: &Digest,
    of: &HashMap<&Digest, &Digest>,
    dates: &HashMap<&Digest, Date>,
) -> Option<Date> {
    let mut seen = HashSet::from([doc]);
    let mut at = doc;
    while let Some(&ancestor) = of.get(at).filter(|ancestor| seen.insert(ancestor)) {
        if let Some(&date) = dates.get(ancestor) {
            return Some(date);
        }
        at = ancestor;
    }
    None
}

#[cfg(test)]
mod tests {
    use detente_schema::{Relation, StoryMember};

    use super::*;
    use crate::sample::{dated, document};

    fn story(of: &[(&Document, Option<&Document>)]) -> Story {
        let member = |&(doc, of): &(&Document, Option<&Document>)| StoryMember {
            relation: if of.is_some() { Relation::Near } else { Relation::Original },
            of: of.map(|of| of.digest.clone()),
            ..StoryMember::origin(doc.digest.clone())
        };
        Story {
            id: String::new(),
            members: of.iter().map(member).collect(),
            representative: of[0].0.digest.clone(),
            alignment: Vec::new(),
            alterations: Vec::new(),
        }
    }

    #[test]
    fn a_copy_takes_the_date_of_what_it_was_copied_from() {
        let [original, reprint, copy] =
            [dated("a", "2020-03-01"), dated("b", "2020-05-01"), document("c")];
        let stories =
            [story(&[(&original, None), (&reprint, Some(&original)), (&copy, Some(&reprint))])];
        let mut documents = [original, reprint, copy];
        inherit(&mut documents, &stories);
        assert_eq!(documents[2].dct.value, Some(Date::constant(2020, 5, 1)));
        assert_eq!(documents[2].dct.basis, DctBasis::Inherited);
        assert_eq!(documents[0].dct.basis, DctBasis::Header);
    }

    #[test]
    fn an_undated_original_takes_the_earliest_date() {
        let [original, late, early] =
            [document("a"), dated("b", "2020-05-01"), dated("c", "2020-03-01")];
        let stories =
            [story(&[(&original, None), (&late, Some(&original)), (&early, Some(&original))])];
        let mut documents = [original, late, early];
        inherit(&mut documents, &stories);
        assert_eq!(documents[0].dct.value, Some(Date::constant(2020, 3, 1)));
    }

    #[test]
    fn a_story_without_a_date_leaves_its_members_undated() {
        let [a, b] = [document("a"), document("b")];
        let stories = [story(&[(&a, None), (&b, Some(&a))])];
        let mut documents = [a, b];
        inherit(&mut documents, &stories);
        assert!(documents.iter().all(|document| document.dct == Dct::unknown()));
    }
}
