use detente_schema::{
    Alignment, Descent, Description, Document, Reason, SentenceKind, Span, StoryMember,
};

use crate::facts::{Desk, DocumentFacts};

/// A report that holds so much that the other lacks did not add it in passing: a quarter.
const LEAST_OWN: (usize, usize) = (1, 4);

/// Tells of a copy that it is a sibling if it and the report that it is compared with are
/// [apart](Description::apart). One that carries the edits of the report stays what it was made
/// from.
pub fn reconsider(member: &mut StoryMember, description: &Description) {
    let is_made_from = member.why.contains(&Reason::Edits) || member.descent != Descent::Copy;
    if description.apart && !is_made_from {
        member.descent = Descent::Sibling;
        member.why = vec![Reason::Completeness];
    }
}

/// True if each holds whole sentences that the other lacks: neither can have been made from the
/// other alone, unless the agency itself published `of`.
pub(crate) fn are_apart(of: &Document, own: &Document, alignment: &[Alignment]) -> bool {
    DocumentFacts::from(of).desk() != Desk::Own
        && has_own(of, alignment.iter().map(|pair| pair.a.span))
        && has_own(own, alignment.iter().map(|pair| pair.b.span))
}

/// True if enough of the sentences have no counterpart.
fn has_own(document: &Document, aligned: impl Iterator<Item = Span>) -> bool {
    let mut aligned: Vec<Span> = aligned.collect();
    aligned.sort_unstable();
    let sentences = || {
        let body = document.sentences.iter().filter(|one| one.kind == SentenceKind::Body);
        body.map(|one| one.span)
    };
    let is_alone = |span: &Span| {
        let before = aligned.partition_point(|one| one.end() <= span.start());
        aligned.get(before).is_none_or(|one| one.start() >= span.end())
    };
    let length = |spans: &mut dyn Iterator<Item = Span>| spans.map(Span::len).sum::<usize>();
    length(&mut sentences().filter(is_alone)) * LEAST_OWN.1 > length(&mut sentences()) * LEAST_OWN.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{ACCOUNT, REPORT, document};
    use detente_resources::Resources;
    use detente_schema::{Credit, Story};

    use crate::Grouper;

    /// All sentences of a long report but some.
    fn print(left_out: std::ops::Range<usize>) -> Document {
        let all = [REPORT, ACCOUNT].concat();
        let kept = all.split_inclusive(". ").enumerate().filter(|(i, _)| !left_out.contains(i));
        document(&kept.map(|(_, sentence)| sentence).collect::<String>())
    }

    fn story(documents: &[Document]) -> Story {
        let stories = Grouper::new(&Resources::load().unwrap()).stories(documents);
        stories.into_iter().find(|story| story.members.len() == documents.len()).unwrap()
    }

    #[test]
    fn two_cuts_of_one_text_are_siblings_and_a_cut_of_the_other_is_a_copy() {
        let cuts = story(&[print(5..8), print(8..12)]);
        let copy = story(&[print(0..0), print(8..12)]);
        assert_eq!(cuts.members[1].descent, Descent::Sibling);
        assert_eq!(cuts.members[1].why, [Reason::Completeness]);
        assert_eq!(copy.members[1].descent, Descent::Copy);
    }

    #[test]
    fn matter_that_was_added_to_a_report_of_the_agency_makes_no_sibling() {
        let mut wire = print(5..8);
        let name = || Some(Credit { name: "Coast Press".to_owned(), actor: None, span: None });
        wire.credits.agency = name();
        wire.credits.outlet = name();
        let print = print(8..12);
        assert_eq!(story(&[wire, print]).members[1].descent, Descent::Copy);
    }
}
