use std::cmp::Ordering;

use crate::alignment::Block;
use crate::profile::{Profile, Unit};

/// What surrounds a frame has at least so many words of weight.
const LEAST_REST: usize = 24;
/// Of the words of weight around a frame, less than this share stands in the frame too.
const MOST_COMMON: f32 = 0.12;

/// True if what corresponds in two documents is but the frame that a site puts round all its
/// reports: it tells nothing of what the rest of either is about, and both have a rest.
pub(crate) fn is_frame(a: &Profile, b: &Profile, blocks: &[Block]) -> bool {
    let frames = |of: &Profile, units: &dyn Fn(&Block) -> std::ops::Range<usize>| {
        let mut matched = vec![false; of.units.len()];
        blocks.iter().for_each(|block| matched[units(block)].fill(true));
        surrounds(of, &matched)
    };
    frames(a, &|block| block.a.clone()) && frames(b, &|block| block.b.clone())
}

/// True if the units that match have little in common with those that do not, and lie around them.
fn surrounds(of: &Profile, matched: &[bool]) -> bool {
    if !lies_around(of, matched) {
        return false;
    }
    let inside = stems(of, matched, true);
    let rest = stems(of, matched, false);
    let common = rest.iter().filter(|stem| inside.binary_search(stem).is_ok()).count();
    rest.len() >= LEAST_REST && (common as f32) < MOST_COMMON * rest.len() as f32
}

/// True if the units that do not match are more of one piece than those that do: those of a report
/// within a frame, not those of two frames around one report. Of two single pieces the frame is the
/// shorter one.
fn lies_around(of: &Profile, matched: &[bool]) -> bool {
    let [(inner, rest), (outer, frame)] = [false, true].map(|wanted| longest(of, matched, wanted));
    match (inner * frame).cmp(&(outer * rest)) {
        Ordering::Greater => true,
        Ordering::Equal => frame < rest,
        Ordering::Less => false,
    }
}

/// The words of the longest stretch of units that match, or do not, and of all of them.
fn longest(of: &Profile, matched: &[bool], wanted: bool) -> (usize, usize) {
    let (mut longest, mut here, mut all) = (0, 0, 0);
    for (unit, &matched) in of.units.iter().zip(matched) {
        here = if matched == wanted { here + unit.words.len() } else { 0 };
        all += if matched == wanted { unit.words.len() } else { 0 };
        longest = longest.max(here);
    }
    (longest, all)
}

/// The stems that weigh something, sorted, without repetition.
fn stems(of: &Profile, matched: &[bool], wanted: bool) -> Vec<u32> {
    let units = of.units.iter().zip(matched).filter(|&(_, &matched)| matched == wanted);
    let stems = |(unit, _): (&Unit, _)| unit.stems.items.iter().map(|&(stem, _)| stem).collect();
    let mut stems: Vec<u32> = units.flat_map::<Vec<_>, _>(stems).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
    use crate::compare::compare;
    use crate::sample::{ACCOUNT, REPORT, profile};

    const FRAME: &str = "Subscribe to the Sund Courier today and read every page without advertising. \
        Weather, sport and television listings are updated hourly in our mobile application. \
        Do you have a tip for our newsroom? Write to the editors or call the hotline at any hour. \
        Terms of use, privacy settings and imprint can be found at the bottom of each page. \
        Copyright of all photographs remains with their owners and reproduction is forbidden. ";

    const OTHER: &str = "Bakers across Westmark shut their shops on Friday in protest at a levy on \
        flour. Guild master Piet Oort called the measure ruinous for family firms. Customers \
        queued outside the few stores that stayed open. The treasury argues that the levy pays \
        for grain silos after two failed harvests. A court will hear the complaint in autumn. ";

    #[test]
    fn the_frame_of_a_site_makes_no_kin() {
        let sentences: Vec<_> = FRAME.split_inclusive(". ").collect();
        let (above, below) = (sentences[..2].concat(), sentences[2..].concat());
        let [a, b] = [REPORT, OTHER].map(|text| profile(&format!("{above}{text}{below}")));
        assert_eq!(compare(&a, &b), None);
    }

    #[test]
    fn a_copy_within_a_frame_is_kin() {
        let framed = profile(&format!("{FRAME}{REPORT}"));
        assert!(compare(&framed, &profile(REPORT)).is_some());
        assert!(compare(&framed, &profile(&format!("{FRAME}{ACCOUNT}"))).is_none());
    }

    #[test]
    fn a_copy_within_another_frame_is_kin() {
        let other = "Home, world, politics, business, culture, jobs. This website uses cookies. \
            Evening edition of the Ostburg Gazette, founded in 1911. ";
        let [a, b] = [FRAME, other].map(|frame| profile(&format!("{frame}{REPORT}{frame}")));
        assert!(compare(&a, &b).is_some());
    }

    #[test]
    fn an_opening_that_two_continue_in_their_own_way_is_no_frame() {
        let opening: String = REPORT.split_inclusive(". ").take(4).collect();
        let [a, b] = [
            "The coast guard of Westmark denied on Tuesday that its crews rammed any boats near the \
            reef. Fishermen in Ostland plan to sail there again, the harbour master said. The \
            minister offered compensation once both countries agree on the facts. ",
            "Oil traders shrugged at the quarrel over the reef. Analysts in Ostburg believe the \
            summit of the bloc will pass calmly. The ambassador of Westmark left the ministry \
            without a word. Damaged vessels reached the harbour at noon. ",
        ]
        .map(|rest| profile(&format!("{opening}{rest}")));
        assert!(compare(&a, &b).is_some());
    }
}
