use detente_schema::AlterationKind;

use crate::alterations::terms::{Knowledge, Term};

/// So many words may stand between who says something and the word for saying.
const REACH: usize = 3;

/// True if the term `at` names who said it: it stands close before a word for saying, or behind one
/// at once.
pub(crate) fn is_source(terms: &[Term], at: usize, knowledge: Knowledge) -> bool {
    let says = |term: &Term| {
        let mut groups = term.groups.iter().filter(|group| !group.akin);
        groups.any(|group| {
            let contrast = knowledge.words.contrast(group.contrast);
            contrast.alone && contrast.kind == AlterationKind::Attribution && !term.quoted
        })
    };
    let after = terms[at + 1..].iter().take(REACH).take_while(|term| !term.apart);
    let before = terms[..at].iter().rev().take(2);
    !terms[at].quoted
        && (after.into_iter().any(says) || !terms[at].apart && before.into_iter().any(says))
}
