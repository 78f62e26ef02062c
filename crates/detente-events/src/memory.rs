//! What was read before: the same words in another copy of a story are not read again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::act::Act;

/// Most passages that are kept; then all are forgotten, which costs time and changes nothing.
const ROOM: usize = 20_000;

/// The acts of passages by their words, with spans counted from the passage's first byte.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    passages: Mutex<HashMap<Box<str>, Arc<[Act]>>>,
}

impl Memory {
    /// The acts of each text; `read` is asked for those that are new.
    pub(crate) fn acts(
        &self,
        texts: &[&str],
        read: impl FnOnce(&[&str]) -> Vec<Vec<Act>>,
    ) -> Vec<Arc<[Act]>> {
        let mut known: Vec<Option<Arc<[Act]>>> = self.look_up(texts);
        let fresh: Vec<&str> =
            texts.iter().zip(&known).filter(|(_, acts)| acts.is_none()).map(|(t, _)| *t).collect();
        let mut new = Vec::with_capacity(fresh.len());
        for (text, acts) in fresh.iter().zip(read(&fresh)) {
            new.push((Box::from(*text), Arc::from(acts)));
        }
        let mut answers = new.iter().map(|(_, acts): &(Box<str>, Arc<[Act]>)| Arc::clone(acts));
        known.iter_mut().filter(|acts| acts.is_none()).for_each(|acts| *acts = answers.next());
        drop(answers);
        self.keep(new);
        known.into_iter().flatten().collect()
    }

    fn look_up(&self, texts: &[&str]) -> Vec<Option<Arc<[Act]>>> {
        let passages = self.passages.lock().unwrap_or_else(PoisonError::into_inner);
        texts.iter().map(|text| passages.get(*text).cloned()).collect()
    }

    fn keep(&self, new: Vec<(Box<str>, Arc<[Act]>)>) {
        let mut passages = self.passages.lock().unwrap_or_else(PoisonError::into_inner);
        if passages.len() + new.len() > ROOM {
            passages.clear();
        }
        passages.extend(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_read_once() {
        let memory = Memory::default();
        let read = |texts: &[&str]| texts.iter().map(|_| Vec::new()).collect::<Vec<Vec<Act>>>();
        assert_eq!(memory.acts(&["one", "two"], read).len(), 2);
        let again = memory.acts(&["two", "three", "one"], |texts| {
            assert_eq!(texts, ["three"]);
            read(texts)
        });
        assert_eq!(again.len(), 3);
    }
}
