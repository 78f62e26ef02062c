//! Which mentions tell one event. Pure: no SQL, and no regard for the order of the input.
//!
//! Mentions can only be of one event if they agree on type, on what is claimed, on the countries of
//! each side and on whether the act is mutual: they share a block. In a block the most exact
//! mentions come first, and each joins an event only if it fits *all* that the event is known by:
//! its date, its mode and everybody named so far. A mention that fits several events equally joins
//! none of them; it is an event of its own, with all others that are told in just the same way.
//!
//! A date of at most a month is compared across stories. A wider one, or none, only within the
//! story, where copies tell the same events; a wider one also joins those of the very same days. What
//! is told without a date joins only what is told as the same kind of act, to the CAMEO code.
//! Where only the report's own day dates an act, a copy printed days later dates it later: within
//! its story such a mention joins the event of about that time before it counts as another.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use detente_schema::{DateBasis, DateInterval, EventType, Judgement, Modality, Verdict};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::telling::{Sides, Telling, claim};

/// Days of the widest date that is compared across stories: a month.
const NARROW: i32 = 31;
/// Days by which a copy may be printed before or after its original.
const REPRINT: i32 = 7;

/// The mentions of one event, as indices of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cluster {
    pub(crate) members: Vec<usize>,
    /// The days on which all agree; unknown if no member has a date.
    pub(crate) date: DateInterval,
}

/// Groups `tellings`. Judgements of the same pair must not contradict each other.
pub(crate) fn cluster(tellings: &[Telling<'_>], judgements: &[Judgement]) -> Vec<Cluster> {
    let verdicts = Verdicts::new(tellings, judgements);
    let traits: Vec<Traits<'_>> = tellings.iter().map(Traits::new).collect();
    let mut blocks: BTreeMap<BlockKey, Vec<Vec<usize>>> = BTreeMap::new();
    for group in verdicts.groups(in_order(tellings, &traits)) {
        blocks.entry(block_key(&tellings[group[0]], &traits[group[0]])).or_default().push(group);
    }
    let mut owner = vec![None; tellings.len()];
    let mut clusters = Vec::new();
    for groups in blocks.into_values() {
        let mut block = Block::new(&traits, &verdicts, &mut owner, clusters.len());
        for group in groups {
            block.place(group);
        }
        clusters.extend(block.drafts.into_iter().map(Draft::finish));
    }
    clusters
}

type BlockKey = (EventType, Modality, bool, [Vec<String>; 2]);

fn block_key(telling: &Telling<'_>, traits: &Traits<'_>) -> BlockKey {
    let mention = telling.mention;
    (mention.kind, claim(mention.modality), mention.reciprocal, traits.sides.keys())
}

/// What tells the mentions of a block apart.
#[derive(Debug)]
struct Traits<'a> {
    date: DateInterval,
    /// The days that count within the story.
    slack: DateInterval,
    width: Width,
    mode: Option<&'a str>,
    cameo: &'a str,
    sides: Sides,
    /// How many people and bodies the sides name.
    named: usize,
    story: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    /// So many days, at most a month, from a first one.
    Narrow(i32, Date),
    /// The day of a copy.
    Reprint(Date),
    Wide,
    Undated,
}

impl<'a> Traits<'a> {
    fn new(telling: &Telling<'a>) -> Self {
        let date = telling.mention.date.interval;
        let sides = Sides::of(telling.mention);
        let reprint = reprinted(telling);
        Self {
            date,
            slack: if reprint.is_some() { widened(date) } else { date },
            width: reprint.map_or_else(|| Width::of(date), Width::Reprint),
            mode: telling.mention.mode.as_deref(),
            cameo: &telling.mention.cameo,
            named: sides.named(),
            sides,
            story: &telling.report.story,
        }
    }
}

/// The day of a copy, if nothing else dates what it tells.
fn reprinted(telling: &Telling<'_>) -> Option<Date> {
    let date = &telling.mention.date;
    let by_a_day = matches!(date.basis, DateBasis::Document | DateBasis::Inherited);
    let by_its_day = telling.report.place > 0 && by_a_day;
    date.interval.begin.filter(|_| by_its_day && date.interval.days() == Some(1))
}

fn widened(date: DateInterval) -> DateInterval {
    DateInterval {
        begin: date.begin.map(|day| day.saturating_sub(REPRINT.days())),
        end: date.end.map(|day| day.saturating_add(REPRINT.days())),
    }
}

impl Width {
    fn of(date: DateInterval) -> Self {
        match (date.begin, date.days()) {
            _ if date.is_unknown() => Self::Undated,
            (Some(begin), Some(days)) if (1..=NARROW).contains(&days) => Self::Narrow(days, begin),
            _ => Self::Wide,
        }
    }
}

/// All mentions, the most exact first.
fn in_order(tellings: &[Telling<'_>], traits: &[Traits<'_>]) -> Vec<usize> {
    let key = |&i: &usize| {
        let Traits { width, date, named, mode, .. } = &traits[i];
        let mention = tellings[i].mention;
        let last = (&mention.id, &mention.evidence.document, mention.trigger);
        (*width, *date, Reverse(*named), Reverse(*mode), last)
    };
    let mut order: Vec<usize> = (0..tellings.len()).collect();
    order.sort_by(|a, b| key(a).cmp(&key(b)));
    order
}

/// What people decided, as far as it concerns the mentions at hand.
struct Verdicts {
    same: Vec<(usize, usize)>,
    different: BTreeMap<usize, BTreeSet<usize>>,
}

impl Verdicts {
    fn new(tellings: &[Telling<'_>], judgements: &[Judgement]) -> Self {
        let ids = tellings.iter().enumerate().map(|(i, telling)| (telling.mention.id.as_str(), i));
        let ids: BTreeMap<&str, usize> = ids.collect();
        let mut verdicts = Self { same: Vec::new(), different: BTreeMap::new() };
        for judgement in judgements {
            let pair = (ids.get(judgement.a.as_str()), ids.get(judgement.b.as_str()));
            if let (Some(&a), Some(&b)) = pair {
                verdicts.add(judgement.verdict, a, b);
            }
        }
        verdicts
    }

    fn add(&mut self, verdict: Verdict, a: usize, b: usize) {
        match verdict {
            Verdict::Same => self.same.push((a, b)),
            Verdict::Different => {
                self.different.entry(a).or_default().insert(b);
                self.different.entry(b).or_default().insert(a);
            }
            Verdict::Unsure => {}
        }
    }

    /// Those that must not share an event with `one`.
    fn apart(&self, one: usize) -> impl Iterator<Item = usize> {
        self.different.get(&one).into_iter().flatten().copied()
    }

    /// The mentions in `order`, those judged the same together with the first of them.
    fn groups(&self, order: Vec<usize>) -> Vec<Vec<usize>> {
        let numbers = order.iter().enumerate().map(|(group, &one)| (one, group));
        let mut group_of: BTreeMap<usize, usize> = numbers.collect();
        let mut groups: Vec<Vec<usize>> = order.into_iter().map(|one| vec![one]).collect();
        for (a, b) in &self.same {
            let (first, second) = (group_of[a].min(group_of[b]), group_of[a].max(group_of[b]));
            if first != second && !self.divide(&groups[first], &groups[second]) {
                let moved = std::mem::take(&mut groups[second]);
                group_of.extend(moved.iter().map(|&one| (one, first)));
                groups[first].extend(moved);
            }
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    fn divide(&self, a: &[usize], b: &[usize]) -> bool {
        a.iter().any(|&one| self.apart(one).any(|other| b.contains(&other)))
    }
}

/// An event in the making.
#[derive(Debug)]
struct Draft<'a> {
    members: Vec<usize>,
    date: DateInterval,
    mode: Option<&'a str>,
    cameos: BTreeSet<&'a str>,
    sides: BTreeSet<&'a Sides>,
}

impl Draft<'_> {
    fn fits(&self, one: &Traits<'_>, date: DateInterval) -> bool {
        self.date.meets(date)
            && (one.width != Width::Undated || self.cameos.contains(one.cameo))
            && (self.mode.is_none() || one.mode.is_none() || self.mode == one.mode)
            && self.sides.iter().all(|sides| sides.fit(&one.sides))
    }

    fn finish(mut self) -> Cluster {
        self.members.sort_unstable();
        Cluster { members: self.members, date: self.date }
    }
}

/// How a mention is told: two told alike are of one event. The story is part of it where the date
/// is not enough.
type Wording<'a> = (DateInterval, Option<&'a str>, &'a Sides, Option<&'a str>);

/// Who is named of a party, given by its place among the parties of the block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Named<'a> {
    /// Whoever it is, of whatever party.
    Anybody,
    /// Nobody: the party stands for itself.
    Nobody(usize),
    /// This one.
    One(usize, &'a str),
}

/// Under which names to find again what is told of `sides`.
fn names(sides: &Sides) -> Vec<Named<'_>> {
    let of_parties = sides.parties().enumerate().flat_map(|(party, named)| {
        let nobody = named.is_empty().then_some(Named::Nobody(party));
        nobody.into_iter().chain(named.iter().map(move |one| Named::One(party, one)))
    });
    std::iter::once(Named::Anybody).chain(of_parties).collect()
}

/// Sets of names, each of which finds everything that can fit `sides`.
fn searches(sides: &Sides) -> Vec<Vec<Named<'_>>> {
    let named = sides.parties().enumerate().filter(|(_, named)| !named.is_empty());
    let of_parties = named.map(|(party, named)| {
        let each = named.iter().map(move |one| Named::One(party, one));
        std::iter::once(Named::Nobody(party)).chain(each).collect()
    });
    of_parties.chain([vec![Named::Anybody]]).collect()
}

/// When or where an event is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place<'a> {
    /// Its first day.
    Day(Date),
    Story(&'a str),
}

/// The events of one block, and where to look for one.
struct Block<'a> {
    traits: &'a [Traits<'a>],
    verdicts: &'a Verdicts,
    /// The event of each mention that has one, counted over all blocks.
    owner: &'a mut [Option<usize>],
    /// The number of the first event of this block.
    first: usize,
    drafts: Vec<Draft<'a>>,
    by_wording: BTreeMap<Wording<'a>, usize>,
    by_place: BTreeMap<(Named<'a>, Place<'a>), BTreeSet<usize>>,
}

impl<'a> Block<'a> {
    fn new(
        traits: &'a [Traits<'a>],
        verdicts: &'a Verdicts,
        owner: &'a mut [Option<usize>],
        first: usize,
    ) -> Self {
        Self {
            traits,
            verdicts,
            owner,
            first,
            drafts: Vec::new(),
            by_wording: BTreeMap::new(),
            by_place: BTreeMap::new(),
        }
    }

    /// Puts a group into the event that its first mention belongs to.
    fn place(&mut self, group: Vec<usize>) {
        let one = &self.traits[group[0]];
        let within = (!matches!(one.width, Width::Narrow(..))).then_some(one.story);
        let alike = (one.date, one.mode, &one.sides, within);
        let anywhere = (one.date, one.mode, &one.sides, None);
        let found = self
            .told_alike(&alike, &group)
            .or_else(|| self.only_fit_in_story(one, &group))
            .or_else(|| self.told_alike(&anywhere, &group))
            .or_else(|| self.only_fit_of_time(one, &group));
        let draft = found.unwrap_or_else(|| self.begin(one, anywhere));
        self.by_wording.entry(alike).or_insert(draft);
        self.join(draft, one, group);
    }

    fn told_alike(&self, wording: &Wording<'a>, group: &[usize]) -> Option<usize> {
        self.by_wording.get(wording).copied().filter(|&draft| self.may_share(draft, group))
    }

    /// The one event of its story that fits a mention whose date is not enough.
    fn only_fit_in_story(&self, one: &'a Traits<'a>, group: &[usize]) -> Option<usize> {
        if matches!(one.width, Width::Narrow(..)) {
            return None;
        }
        let story = Place::Story(one.story);
        self.only_fit(story..=story, one, one.slack, group)
    }

    /// The one event of its days that fits a mention whose date is enough.
    fn only_fit_of_time(&self, one: &'a Traits<'a>, group: &[usize]) -> Option<usize> {
        let (Width::Narrow(_, begin) | Width::Reprint(begin)) = one.width else { return None };
        let days = Place::Day(begin.saturating_sub(NARROW.days()))..=Place::Day(one.date.end?);
        self.only_fit(days, one, one.date, group)
    }

    fn only_fit(
        &self,
        places: RangeInclusive<Place<'a>>,
        one: &'a Traits<'a>,
        date: DateInterval,
        group: &[usize],
    ) -> Option<usize> {
        let told = |name| self.by_place.range((name, *places.start())..=(name, *places.end()));
        let count = |name: &Named<'a>| told(*name).map(|(_, drafts)| drafts.len()).sum::<usize>();
        let search = searches(&one.sides).into_iter();
        let search = search.min_by_key(|names| names.iter().map(count).sum::<usize>())?;
        let near = search.into_iter().flat_map(told).flat_map(|(_, drafts)| drafts).copied();
        let mut fits = near
            .filter(|&draft| self.drafts[draft].fits(one, date) && self.may_share(draft, group));
        let first = fits.next()?;
        fits.all(|other| other == first).then_some(first)
    }

    fn may_share(&self, draft: usize, group: &[usize]) -> bool {
        let event = Some(self.first + draft);
        let mut apart = group.iter().flat_map(|&one| self.verdicts.apart(one));
        !apart.any(|other| self.owner[other] == event)
    }

    fn begin(&mut self, one: &Traits<'a>, wording: Wording<'a>) -> usize {
        let draft = self.drafts.len();
        self.drafts.push(Draft {
            members: Vec::new(),
            date: one.date,
            mode: one.mode,
            cameos: BTreeSet::new(),
            sides: BTreeSet::new(),
        });
        if one.width != Width::Undated {
            self.by_wording.entry(wording).or_insert(draft);
        }
        draft
    }

    fn join(&mut self, draft: usize, one: &'a Traits<'a>, group: Vec<usize>) {
        let event = &mut self.drafts[draft];
        let before = event.date;
        event.date = before.intersection(one.date).unwrap_or(before);
        event.mode = event.mode.or(one.mode);
        event.cameos.insert(one.cameo);
        event.sides.insert(&one.sides);
        self.index_day(draft, &one.sides, before);
        for &member in &group {
            self.owner[member] = Some(self.first + draft);
            self.index(draft, &one.sides, Place::Story(self.traits[member].story));
        }
        self.drafts[draft].members.extend(group);
    }

    fn index(&mut self, draft: usize, sides: &'a Sides, place: Place<'a>) {
        for name in names(sides) {
            self.by_place.entry((name, place)).or_default().insert(draft);
        }
    }

    /// Keeps the event, which was told of `sides` last, where its first day is looked for.
    fn index_day(&mut self, draft: usize, sides: &'a Sides, before: DateInterval) {
        let Draft { date, sides: ref all, .. } = self.drafts[draft];
        let moved = before != date;
        let sides = if moved { all.iter().copied().collect() } else { vec![sides] };
        if let (Width::Narrow(_, day), true) = (Width::of(before), moved) {
            for name in sides.iter().flat_map(|sides| names(sides)) {
                self.by_place.entry((name, Place::Day(day))).or_default().remove(&draft);
            }
        }
        if let Width::Narrow(_, day) = Width::of(date) {
            for sides in sides {
                self.index(draft, sides, Place::Day(day));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use detente_schema::{DateBasis, EventMention, Modality, Verdict};
    use proptest::prelude::*;

    use crate::fixture::{
        CODER, Coded, Told, coded, derive, derived, dump, fill, judgement, ledger, one_story,
        sizes, stories_of, told,
    };
    use crate::{Filter, Ledger};

    fn alone(one: Told, other: Told) -> bool {
        sizes(&ledger(&[&[one], &[other]])) == [1, 1]
    }

    #[test]
    fn stories_that_tell_one_act_tell_one_event() {
        let visit = || Told::of("PRK>CHN").mode("visit");
        let ledger = ledger(&[&[visit()], &[visit()], &[visit(), visit().on("2019-01-07")]]);
        assert_eq!(sizes(&ledger), [3, 1]);
    }

    #[test]
    fn other_parties_direction_mode_or_day_is_another_event() {
        let visit = || Told::of("PRK>CHN").mode("visit");
        assert!(alone(visit(), Told::of("KOR>CHN").mode("visit")));
        assert!(alone(visit(), Told::of("CHN>PRK").mode("visit")));
        assert!(alone(visit(), Told::of("PRK>CHN").mode("phone")));
        assert!(alone(visit(), visit().on("2018-03-26")));
        assert!(alone(visit(), Told::of("PRK+CHN").mode("visit")));
    }

    #[test]
    fn the_parties_of_a_mutual_act_have_no_order() {
        assert!(!alone(Told::of("PRK+CHN"), Told::of("CHN+PRK")));
    }

    #[test]
    fn only_facts_are_of_one_event_with_facts() {
        let told = |modality| Told::of("PRK>CHN").as_(modality);
        assert!(!alone(told(Modality::Happened), told(Modality::Ongoing)));
        for modality in
            [Modality::Planned, Modality::Hypothetical, Modality::Denied, Modality::Demanded]
        {
            assert!(alone(told(Modality::Happened), told(modality)), "{modality}");
        }
        assert!(alone(told(Modality::Planned), told(Modality::Demanded)));
    }

    #[test]
    fn a_person_stands_for_the_state_but_not_for_another_person() {
        let kim = || Told::of("PRK:KIM>CHN:XI");
        assert!(!alone(kim(), Told::of("PRK>CHN")));
        assert!(!alone(kim(), Told::of("PRK:KIM,PRK:RI>CHN")));
        assert!(alone(kim(), Told::of("PRK:CHOE>CHN:XI")));
    }

    #[test]
    fn the_state_joins_no_event_if_it_fits_two() {
        let told = ["PRK:KIM>CHN", "PRK:CHOE>CHN", "PRK>CHN", "PRK>CHN"].map(|one| [Told::of(one)]);
        let ledger = ledger(&told.each_ref().map(|one| &one[..]));
        let mut sizes = sizes(&ledger);
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 1, 2]);
    }

    #[test]
    fn a_month_joins_the_one_day_in_it_and_none_of_two() {
        let on = |date| Told::of("PRK>CHN").on(date);
        assert!(!alone(on("2018-03-25"), on("2018-03")));
        let two_days = ledger(&[&[on("2018-03-02")], &[on("2018-03-25")], &[on("2018-03")]]);
        assert_eq!(sizes(&two_days), [1, 1, 1]);
        assert!(alone(on("2018-03-25"), on("2018")));
        assert!(!alone(on("2018"), on("2018")));
    }

    #[test]
    fn wide_dates_do_not_chain_days_together() {
        let on = |date| Told::of("PRK>CHN").on(date);
        let told = [[on("2018-03-02")], [on("2018-W10")], [on("2018-03-08")]];
        let ledger = ledger(&told.each_ref().map(|one| &one[..]));
        let events = ledger.events(&Filter::default()).unwrap();
        let dates: Vec<_> = events.iter().map(|event| event.date.interval).collect();
        assert_eq!(sizes(&ledger), [1, 2]);
        assert!(!dates[0].meets(dates[1]));
    }

    #[test]
    fn what_has_no_date_is_told_apart_by_story() {
        let undated = || Told::of("PRK>CHN").on("");
        assert!(alone(undated(), undated()));
        assert_eq!(sizes(&one_story(&[&[undated()], &[undated()]])), [2]);
        let dated = Told::of("PRK>CHN");
        assert_eq!(sizes(&one_story(&[&[undated()], &[undated(), dated.clone()]])), [3]);
        let other_act = undated().cameo("043");
        assert_eq!(sizes(&one_story(&[&[other_act], std::slice::from_ref(&dated)])), [1, 1]);
        let two = one_story(&[&[undated()], &[undated(), dated.clone(), dated.on("2018-03-26")]]);
        assert_eq!(sizes(&two), [1, 1, 2]);
    }

    fn judged(coded: &[Coded], pairs: &[(&EventMention, &EventMention, Verdict)]) -> Vec<usize> {
        let mut ledger = Ledger::temporary().unwrap();
        fill(&mut ledger, coded);
        let judgements: Vec<_> = pairs.iter().map(|(a, b, v)| judgement(a, b, *v)).collect();
        ledger.add_judgements(&judgements).unwrap();
        derive(&mut ledger, &[], |_| false);
        let mut sizes = sizes(&ledger);
        sizes.sort_unstable();
        sizes
    }

    #[test]
    fn a_judgement_overrides_the_rules_and_a_later_one_the_judgement() {
        let told = [
            [Told::of("PRK>CHN")],
            [Told::of("PRK>CHN")],
            [Told::of("PRK:KIM>RUS").on("2019-04-25")],
        ];
        let coded = coded(&told.each_ref().map(|one| &one[..]));
        let [a, b, c] = [0, 1, 2].map(|i| &coded[i].1[0]);
        assert_eq!(judged(&coded, &[]), [1, 2]);
        assert_eq!(judged(&coded, &[(a, b, Verdict::Different)]), [1, 1, 1]);
        assert_eq!(judged(&coded, &[(c, a, Verdict::Same)]), [3]);
        assert_eq!(judged(&coded, &[(a, c, Verdict::Same), (b, c, Verdict::Different)]), [1, 2]);
        assert_eq!(judged(&coded, &[(a, b, Verdict::Different), (b, a, Verdict::Unsure)]), [1, 2]);
    }

    #[test]
    fn a_copy_of_the_next_day_tells_no_second_event() {
        let news = |date| Told::of("PRK>CHN").on(date).reported();
        let (first, next) = (|| news("2018-03-25"), || news("2018-03-26"));
        let told = one_story(&[&[first()], &[next()]]);
        let event = told.events(&Filter::default()).unwrap().remove(0);
        assert_eq!(sizes(&told), [2]);
        assert_eq!(event.date.interval.end, Some(jiff::civil::date(2018, 3, 25)));
        assert!(alone(first(), next()));
        assert_eq!(sizes(&one_story(&[&[first()], &[news("2018-06-01")]])), [1, 1]);
        assert_eq!(
            sizes(&one_story(&[&[first()], &[Told::of("PRK>CHN").on("2018-03-26")]])),
            [1, 1]
        );
        assert_eq!(sizes(&one_story(&[&[first(), next()], &[next()]])), [1, 2]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn the_order_of_the_input_does_not_matter(
            told in prop::collection::vec(prop::collection::vec(told(), 0..5), 5),
            lot in prop::collection::vec(0usize..3, 5),
            pairs in prop::collection::vec((0usize..9, 0usize..9, prop::bool::ANY), 0..4),
            order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle(),
        ) {
            let coded = coded(&told.iter().map(Vec::as_slice).collect::<Vec<_>>());
            let stories = stories_of(&coded, &lot);
            let all: Vec<&EventMention> = coded.iter().flat_map(|(_, mentions)| mentions).collect();
            let distinct: std::collections::BTreeSet<_> =
                pairs.iter().map(|(a, b, same)| ((a.min(b), a.max(b)), same)).collect();
            let mut judgements = Vec::new();
            for ((a, b), same) in distinct {
                if let (Some(a), Some(b)) = (all.get(*a), all.get(*b)) {
                    let verdict = if *same { Verdict::Same } else { Verdict::Different };
                    judgements.push(judgement(a, b, verdict));
                }
            }
            let mut straight = derived(&coded, &stories);
            straight.add_judgements(&judgements).unwrap();
            derive(&mut straight, &stories, |_| false);
            let mut shuffled = Ledger::temporary().unwrap();
            for &i in &order {
                let (document, mut mentions) = coded[i].clone();
                mentions.reverse();
                fill(&mut shuffled, &[(document, mentions)]);
            }
            let mut stories = stories;
            stories.reverse();
            shuffled.add_judgements(&judgements).unwrap();
            derive(&mut shuffled, &stories, |_| false);
            prop_assert_eq!(dump(&straight), dump(&shuffled));
            prop_assert!(straight.is_current(CODER).unwrap());
            check(&straight, all.len(), judgements.is_empty())?;
        }
    }

    fn check(ledger: &Ledger, mentions: usize, by_rules: bool) -> Result<(), TestCaseError> {
        let events = ledger.events(&Filter::default()).unwrap();
        prop_assert_eq!(events.iter().map(|event| event.evidence.len()).sum::<usize>(), mentions);
        prop_assert!(ledger.verify().unwrap().failures.is_empty());
        let told = ledger.mentions().unwrap();
        for event in events {
            let counts = event.counts;
            prop_assert!(counts.reports >= counts.stories && counts.stories >= counts.sources);
            for proof in event.evidence.iter().filter(|_| by_rules) {
                let mention = told.iter().find(|one| one.id == proof.mention).unwrap();
                let exact = mention.date.basis != DateBasis::Document;
                prop_assert!(!exact || mention.date.interval.meets(event.date.interval));
            }
        }
        Ok(())
    }
}
