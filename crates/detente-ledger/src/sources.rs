use std::collections::HashMap;

use detente_schema::Credits;

use crate::telling::Telling;

/// Who stands behind a story: the agencies that its reports name, or else the outlet of its origin,
/// which comes first in `credits`. In lower case; empty where nobody says.
pub(crate) fn voices(credits: &[Credits]) -> Vec<String> {
    let lower = |credit: &detente_schema::Credit| credit.name.to_lowercase();
    let agencies: Vec<_> =
        credits.iter().filter_map(|one| one.agency.as_ref()).map(lower).collect();
    if agencies.is_empty() {
        let origin = credits.first().and_then(|origin| origin.outlet.as_ref());
        return origin.map(lower).into_iter().collect();
    }
    agencies
}

/// How many of the stories that tell an event are independent of each other: those that have it
/// from one agency are one source, whether their credits say so or the text does, and so are those
/// of one outlet.
pub(crate) fn independent(told: &[Telling<'_>], is_agency: &dyn Fn(&str) -> bool) -> u32 {
    let mut sources = Sources::default();
    for Telling { mention, report } in told {
        let story = sources.place(("story", report.story.clone()));
        let outlet = report.outlet.as_deref();
        let quoted = mention.attribution.iter().map(String::as_str);
        let quoted = quoted.filter(|name| is_agency(name) && Some(*name) != outlet);
        let voices = quoted.map(str::to_lowercase).chain(report.voices.iter().cloned());
        for voice in voices {
            let voice = sources.place(("voice", voice));
            sources.join(story, voice);
        }
    }
    sources.count()
}

/// Stories and voices, joined where one has an event from the other.
#[derive(Debug, Default)]
struct Sources {
    places: HashMap<(&'static str, String), usize>,
    /// Another of the same source; the first of a source is its own.
    of: Vec<usize>,
}

impl Sources {
    fn place(&mut self, key: (&'static str, String)) -> usize {
        let new = self.of.len();
        let place = *self.places.entry(key).or_insert(new);
        if place == new {
            self.of.push(new);
        }
        place
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.of[a.max(b)] = a.min(b);
    }

    fn first(&mut self, mut at: usize) -> usize {
        while self.of[at] != at {
            self.of[at] = self.of[self.of[at]];
            at = self.of[at];
        }
        at
    }

    fn count(&self) -> u32 {
        self.of.iter().enumerate().filter(|(place, of)| place == *of).count() as u32
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::Filter;
    use crate::fixture::{Told, by_agency, by_outlet, coded, derived_by, story};

    const AGENCIES: [&str; 2] = ["North Wire", "South Wire"];

    /// Reports that are stories of their own: the agency and the outlet that each names, and on
    /// whose word it tells the event.
    fn sources(reports: &[(Option<&str>, Option<&str>, &[&str])]) -> u32 {
        let visit = [Told::of("PRK>CHN")];
        let mut coded = coded(&vec![&visit[..]; reports.len()]);
        for ((document, mentions), (agency, outlet, words)) in coded.iter_mut().zip(reports) {
            if let Some(agency) = agency {
                *document = by_agency(document.clone(), agency);
            }
            if let Some(outlet) = outlet {
                *document = by_outlet(document.clone(), outlet);
            }
            mentions[0].attribution = words.iter().map(|&word| word.to_owned()).collect();
        }
        let stories: Vec<_> = coded.iter().map(|(document, _)| story(&[document])).collect();
        let ledger = derived_by(&coded, &stories, |name| AGENCIES.contains(&name));
        let counts = ledger.events(&Filter::default()).unwrap()[0].counts;
        assert!(counts.reports >= counts.stories && counts.stories >= counts.sources);
        counts.sources
    }

    #[test]
    fn stories_that_have_an_event_from_one_agency_are_one_source() {
        let (wire, gazette, post) = (Some("North Wire"), Some("Gazette"), Some("Post"));
        let quotes: &[&str] = &["a minister", "North Wire"];
        assert_eq!(sources(&[(wire, gazette, &[]), (wire, post, &[])]), 1);
        assert_eq!(sources(&[(wire, gazette, &[]), (None, post, quotes)]), 1);
        assert_eq!(sources(&[(None, gazette, quotes), (None, post, quotes)]), 1);
        assert_eq!(sources(&[(None, gazette, quotes), (None, post, &["South Wire"])]), 2);
        assert_eq!(sources(&[(None, gazette, &[]), (None, post, quotes)]), 2);
    }

    #[test]
    fn two_on_the_word_of_one_minister_are_two_sources() {
        let minister: &[&str] = &["a minister"];
        assert_eq!(sources(&[(None, Some("Gazette"), minister), (None, None, minister)]), 2);
    }

    #[test]
    fn an_outlet_s_own_report_and_what_it_printed_of_an_agency_are_two_sources() {
        let south = Some("South Wire");
        let chain: &[&str] = &["North Wire", "South Wire"];
        assert_eq!(
            sources(&[(None, south, &["South Wire"]), (Some("North Wire"), south, chain)]),
            2
        );
    }

    #[test]
    fn a_story_of_two_agencies_makes_one_source_of_both() {
        let both: &[&str] = &["North Wire", "South Wire"];
        let (north, south) = (Some("North Wire"), Some("South Wire"));
        assert_eq!(sources(&[(north, None, &[]), (south, None, &[])]), 2);
        assert_eq!(sources(&[(north, None, &[]), (south, None, &[]), (None, None, both)]), 1);
    }

    proptest! {
        #[test]
        fn the_order_of_reports_does_not_matter(
            reports in prop::collection::vec((prop::option::of(0usize..2), any::<bool>()), 1..6),
            turn in 0usize..6,
        ) {
            let quotes: [&[&str]; 2] = [&["North Wire"], &[]];
            let mut told: Vec<_> = reports
                .iter()
                .map(|&(agency, quoted)| (agency.map(|i| AGENCIES[i]), None, quotes[usize::from(quoted)]))
                .collect();
            let before = sources(&told);
            let turn = turn % told.len();
            told.rotate_left(turn);
            prop_assert_eq!(sources(&told), before);
        }
    }
}
