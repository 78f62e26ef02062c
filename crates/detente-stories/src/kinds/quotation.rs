use detente_resources::WordRole;
use detente_schema::AlterationClass::{Fact, Wording};
use detente_schema::{AlterationClass, AlterationKind};

use super::Case;
use crate::alterations::terms::Term;
use crate::profile::Class;

/// Words between quotation marks changed; a fact if one of them bears meaning.
pub(crate) fn changed(case: &Case) -> Option<(AlterationClass, AlterationKind)> {
    let words = case.comparison.knowledge.words;
    let bears = |term: &Term| {
        term.refers()
            || term.class == Class::Content
            || !term.groups.is_empty()
            || term.is(WordRole::Quantifier, words)
    };
    let (from, to) =
        (&case.comparison.a[case.piece.from.clone()], &case.comparison.b[case.piece.to.clone()]);
    let quoted = from.iter().chain(to).any(|term| term.quoted);
    let class = if case.fresh.all().any(bears) { Fact } else { Wording };
    quoted.then_some((class, AlterationKind::Quotation))
}
