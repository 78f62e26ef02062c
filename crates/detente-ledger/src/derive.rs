use std::collections::BTreeSet;

use detente_schema::{Description, Digest, Story};
use rusqlite::{Connection, Result as Sql};

use crate::judgements::latest_judgements;
use crate::open::EVENTS;
use crate::regroup::regroup;
use crate::stamp::Stamp;
use crate::tell::{Acts, Teller};
use crate::{Ledger, Result, event_rows};

/// What is to be changed in the view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Renewal<'a> {
    /// Whose codings count.
    pub coder: &'a str,
    /// The last document that the view holds, as [`Ledger::stale`] told; 0 to make it from nothing.
    pub after: i64,
    /// The last document that it shall hold.
    pub until: i64,
    /// Stories of all documents that may have changed theirs; what was altered is not read.
    pub stories: &'a [Story],
    /// What their members are like, as far as the view does not tell yet.
    pub descriptions: &'a [Description],
}

impl Ledger {
    /// Brings events, stories and conflicts up to date with the codings and the judgements that
    /// count; all or nothing. Stories that tell an event on the word of one name that `is_agency`
    /// are one source of it. False, and nothing is done, if another process has derived meanwhile.
    ///
    /// Only what can differ is derived: the events of type and parties that a changed document
    /// tells, or all of them where a person has judged any mention. What the view holds in the end
    /// does not depend on the steps that led there. A document that no story covers becomes a story
    /// of its own.
    pub fn derive(
        &mut self,
        renewal: &Renewal<'_>,
        is_agency: impl Fn(&str) -> bool,
    ) -> Result<bool> {
        self.write(|transaction| {
            let stamp = Stamp::of(transaction, renewal.coder)?;
            if stamp.documents != renewal.after {
                return Ok(false);
            }
            // A story may be replaced before the events that point to it are.
            transaction.pragma_update(None, "defer_foreign_keys", true)?;
            if renewal.after == 0 {
                transaction.execute_batch(EVENTS)?;
            }
            let changed = regroup(transaction, renewal)?;
            retell(transaction, &acts(transaction, stamp, &changed)?, &is_agency)?;
            Stamp::now(transaction, renewal.until)?.write(transaction, renewal.coder)?;
            Ok(true)
        })
    }
}

/// The acts whose events may differ.
fn acts(connection: &Connection, stamp: Stamp, changed: &BTreeSet<Digest>) -> Sql<Acts> {
    let judged = connection.prepare("SELECT 1 FROM judgement LIMIT 1")?.exists([])?;
    if judged {
        return Ok(Acts::All);
    }
    let mut acts = acts_since(connection, stamp.codings)?;
    if stamp.codings > 0 {
        for document in changed {
            acts.extend(acts_of(connection, document)?);
        }
    }
    Ok(Acts::These(acts))
}

/// What documents tell, or told before, of which there is a coding behind the one numbered `after`.
fn acts_since(connection: &Connection, after: i64) -> Sql<BTreeSet<String>> {
    let mut all = connection.prepare(
        "SELECT DISTINCT act FROM mention JOIN coding ON coding.number = mention.coding
         WHERE coding.document IN (SELECT document FROM coding WHERE number > ?)",
    )?;
    all.query_map([after], |row| row.get(0))?.collect()
}

/// What a document tells, or told before.
fn acts_of(connection: &Connection, document: &Digest) -> Sql<Vec<String>> {
    let mut all = connection.prepare_cached(
        "SELECT act FROM mention JOIN coding ON coding.number = mention.coding
         JOIN document ON document.number = coding.document WHERE digest = ?",
    )?;
    all.query_map([&document.0], |row| row.get(0))?.collect()
}

fn retell(connection: &Connection, acts: &Acts, is_agency: &dyn Fn(&str) -> bool) -> Sql<()> {
    let judgements = latest_judgements(connection)?;
    let mut teller = Teller::new(connection, is_agency);
    let (mut old, mut events, mut conflicts) = (Vec::new(), Vec::new(), Vec::new());
    for act in acts.units() {
        old.extend(teller.told(act)?);
        let (told, conflicting) = teller.tell(act, &judgements)?;
        events.extend(told);
        conflicts.extend(conflicting);
    }
    events.sort_by(|a, b| a.id.cmp(&b.id));
    event_rows::replace(connection, &old, &events, &conflicts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Filter;
    use crate::fixture::{
        CODER, Coded, Told, coded, derive, document, dump, fill, judgement, ledger, parts, renew,
        stories_of, story, told,
    };
    use detente_schema::{Alignment, Country, Dct, EventMention, Passage, StoryMember, Verdict};
    use proptest::prelude::*;

    #[test]
    fn events_can_be_dropped_and_rebuilt() {
        let reports: &[&[Told]] = &[
            &[Told::of("PRK:KIM>CHN:XI").with("2", "time"), Told::of("USA>PRK").on("")],
            &[Told::of("PRK>CHN").with("3", "time")],
        ];
        let mut ledger = ledger(reports);
        let before = dump(&ledger);
        ledger
            .connection
            .execute_batch("DROP TABLE conflict_value; DELETE FROM derivation")
            .unwrap();
        assert!(!ledger.is_current(CODER).unwrap());
        let coded = coded(reports);
        let stories: Vec<Story> = coded.iter().map(|(document, _)| story(&[document])).collect();
        derive(&mut ledger, &stories, |_| false);
        assert_eq!(dump(&ledger), before);
    }

    #[test]
    fn events_are_current_until_something_is_added() {
        let coded = coded(&[&[Told::of("PRK>CHN"), Told::of("CHN>PRK")]]);
        let (document, mentions) = &coded[0];
        let stories = [story(&[document])];
        let mut ledger = Ledger::temporary().unwrap();
        assert!(ledger.is_current(CODER).unwrap(), "of nothing");
        fill(&mut ledger, &coded);
        let bring_up_to_date = |ledger: &mut Ledger, after| {
            assert!(!ledger.is_current(CODER).unwrap());
            assert!(renew(ledger, after, &stories, &[], |_| false));
            assert!(ledger.is_current(CODER).unwrap());
        };
        bring_up_to_date(&mut ledger, 0);
        assert!(!ledger.is_current("another").unwrap());
        let again = (document.digest.clone(), document.dct.clone(), mentions.clone());
        ledger.add_codings("2", &[again]).unwrap();
        bring_up_to_date(&mut ledger, 1);
        ledger
            .add_judgements(&[judgement(&mentions[0], &mentions[1], Verdict::Different)])
            .unwrap();
        bring_up_to_date(&mut ledger, 1);
    }

    #[test]
    fn what_another_process_derived_meanwhile_is_not_derived_again() {
        let mut ledger = ledger(&[&[Told::of("PRK>CHN")]]);
        let before = dump(&ledger);
        assert!(!renew(&mut ledger, 0, &[], &[], |_| false));
        assert_eq!(dump(&ledger), before);
    }

    #[test]
    fn a_document_that_no_story_covers_is_a_story_of_its_own() {
        let mut ledger = ledger(&[&[Told::of("PRK>CHN")]]);
        let known = coded(&[&[Told::of("PRK>CHN")]]).remove(0).0;
        ledger.add_documents(&parts([document("late", 1)])).unwrap();
        assert!(!ledger.is_current(CODER).unwrap());
        assert!(renew(&mut ledger, 1, &[story(&[&known])], &[], |_| false));
        assert_eq!(ledger.stories().unwrap().len(), 2);
        assert!(ledger.is_current(CODER).unwrap());
    }

    #[test]
    fn filters_dyads_and_totals_agree() {
        let ledger = ledger(&[
            &[Told::of("PRK:KIM>CHN"), Told::of("CHN>PRK").on("2018-04-02")],
            &[Told::of("CHN+PRK+USA").on("2018-05"), Told::of("USA>CHN,PRK").on("")],
        ]);
        let count = |dyad: Option<(&str, &str)>, from: Option<&str>, to: Option<&str>| {
            let country = |code: &str| Country(code.to_owned());
            let day = |text: &str| text.parse().unwrap();
            let filter = Filter {
                dyad: dyad.map(|(a, b)| (country(a), country(b))),
                from: from.map(day),
                to: to.map(day),
            };
            ledger.events(&filter).unwrap().len()
        };
        assert_eq!(count(None, None, None), 4);
        assert_eq!(count(Some(("CHN", "PRK")), None, None), 3);
        assert_eq!(count(Some(("PRK", "CHN")), None, None), 3);
        assert_eq!(count(Some(("USA", "PRK")), None, None), 2);
        assert_eq!(count(Some(("USA", "KOR")), None, None), 0);
        assert_eq!(count(None, Some("2018-04-02"), None), 2);
        assert_eq!(count(None, None, Some("2018-05-01")), 3);
        assert_eq!(count(Some(("CHN", "PRK")), Some("2018-03-26"), Some("2018-04-30")), 1);
        let dyads = ledger.dyads().unwrap();
        for dyad in &dyads {
            let found = count(Some((&dyad.a.0, &dyad.b.0)), None, None);
            assert_eq!(dyad.events, found as u64, "{dyad:?}");
        }
        assert_eq!(dyads.len(), 3);
        let totals = ledger.totals().unwrap();
        assert_eq!((totals.documents, totals.stories), (2, 2));
        assert_eq!(totals.events.values().sum::<u64>(), 4);
    }

    /// The nth sentences of a copy and of its original, side by side.
    fn side_by_side(coded: &[Coded], stories: &[Story]) -> Vec<Description> {
        let passages = |digest: &Digest| {
            let (_, mentions) = coded.iter().find(|(one, _)| one.digest == *digest).unwrap();
            let passage = |one: &EventMention| Passage { doc: digest.clone(), span: one.sentence };
            mentions.iter().map(passage).collect::<Vec<_>>()
        };
        let describe = |member: &StoryMember| {
            let (of, doc) = (member.of.clone()?, member.doc.clone());
            let pairs = passages(&of).into_iter().zip(passages(&doc));
            let alignment = pairs.map(|(a, b)| Alignment { a, b }).collect();
            Some(Description { of, doc, apart: false, alignment, alterations: Vec::new() })
        };
        stories.iter().flat_map(|story| &story.members).filter_map(describe).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_view_does_not_depend_on_the_steps_that_led_there(
            told in prop::collection::vec(prop::collection::vec(told(), 0..4), 6),
            lot in prop::collection::vec(0usize..3, 6),
            step in prop::collection::vec(0usize..4, 6),
            recoded in prop::collection::vec((0usize..6, 0usize..4), 0..3),
            judged in prop::option::of((0usize..9, 0usize..9, 0usize..4)),
            rebuilt in 0usize..4,
        ) {
            let coded = coded(&told.iter().map(Vec::as_slice).collect::<Vec<_>>());
            let mut grown = Ledger::temporary().unwrap();
            for now in 0..4 {
                let after = grown.stale(CODER).unwrap().after;
                let at = |when: &dyn Fn(usize) -> bool| -> Vec<usize> {
                    (0..6).filter(|&i| when(step[i])).collect()
                };
                let new: Vec<Coded> = at(&|s| s == now).into_iter().map(|i| coded[i].clone()).collect();
                fill(&mut grown, &new);
                let held = at(&|s| s <= now);
                for &(i, _) in recoded.iter().filter(|(i, when)| *when == now && held.contains(i)) {
                    let (document, mentions) = &coded[i];
                    let fewer = mentions.iter().skip(1).cloned().collect();
                    grown.add_codings(CODER, &[(document.digest.clone(), Dct::unknown(), fewer)]).unwrap();
                }
                let known: Vec<Coded> = held.iter().map(|&i| coded[i].clone()).collect();
                if let Some((a, b, _)) = judged.filter(|(.., when)| *when == now) {
                    let all: Vec<_> = known.iter().flat_map(|(_, mentions)| mentions).collect();
                    if let (Some(a), Some(b)) = (all.get(a), all.get(b)) {
                        grown.add_judgements(&[judgement(a, b, Verdict::Same)]).unwrap();
                    }
                }
                let lots: Vec<usize> = held.iter().map(|&i| lot[i]).collect();
                let all = stories_of(&known, &lots);
                let is_touched = |story: &&Story| {
                    let mut members = story.members.iter();
                    members.any(|member| new.iter().any(|(one, _)| one.digest == member.doc))
                };
                let stories: Vec<Story> = all.iter().filter(is_touched).cloned().collect();
                let descriptions = side_by_side(&coded, &stories);
                prop_assert!(renew(&mut grown, after, &stories, &descriptions, |_| false));
                prop_assert!(grown.is_current(CODER).unwrap());
                if now != 3 && now != rebuilt {
                    continue;
                }
                let before = dump(&grown);
                grown.connection.execute_batch("DELETE FROM derivation").unwrap();
                let descriptions = side_by_side(&coded, &all);
                prop_assert!(renew(&mut grown, 0, &all, &descriptions, |_| false));
                prop_assert_eq!(before, dump(&grown));
            }
        }
    }
}
