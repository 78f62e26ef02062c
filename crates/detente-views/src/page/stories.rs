use detente_resources::Resources;
use detente_schema::{Alteration, Story};

use crate::altered::{context, file_and_bytes};
use crate::copies::{Copies, copies};
use crate::diff::Diff;
use crate::marked::{Marked, Side};
use crate::pair::{self, Pair, Told, place};
use crate::stories::{
    Extent, alone, fullest, kinship, line_of, names, nearest, report_line, title, told_again, what,
};
use crate::view::View;
use crate::wording::{alteration, quantity};

/// Bytes of text side by side that a page holds.
const ROOM: usize = 4 << 20;
/// What stands where there is none left.
const NO_ROOM: &str = "The texts are not side by side here, which would make this page too long; \
    `detente stories --diff` shows any two.";
/// Rows of one pair side by side.
const MOST_ROWS: usize = 400;

/// The stories of a page.
pub(super) struct Stories {
    pub(super) heading: &'static str,
    /// Those of several reports.
    pub(super) told: Vec<StoryPart>,
    /// Reports that are a story of their own.
    pub(super) alone: Vec<String>,
    pub(super) more_alone: String,
}

pub(super) struct StoryPart {
    pub(super) title: String,
    /// Label, report, and what is to be said of it.
    pub(super) lines: Vec<(&'static str, String, String)>,
    pub(super) copies: Vec<CopyPart>,
    pub(super) more: String,
}

/// What one copy is, or several that altered the same.
#[derive(Default)]
pub(super) struct CopyPart {
    pub(super) title: String,
    pub(super) notes: Vec<String>,
    pub(super) facts: Vec<Fact>,
    pub(super) more_facts: String,
    /// How much is in other words.
    pub(super) wording: String,
    pub(super) heads: [String; 2],
    pub(super) rows: Vec<Row>,
    pub(super) cut: String,
    pub(super) is_open: bool,
}

pub(super) struct Fact {
    pub(super) number: usize,
    pub(super) kind: &'static str,
    pub(super) before: Option<Passage>,
    pub(super) after: Option<Passage>,
}

/// A passage with the words around it.
pub(super) struct Passage {
    pub(super) text: Marked,
    pub(super) place: String,
}

/// A row of two texts side by side.
pub(super) struct Row {
    pub(super) a: Vec<Marked>,
    pub(super) b: Vec<Marked>,
    pub(super) moved: String,
}

/// How much a page may still hold.
struct Room {
    extent: Extent,
    bytes: usize,
}

impl Room {
    fn new(extent: Extent) -> Self {
        let bytes = if extent == Extent::All { usize::MAX } else { ROOM };
        Self { extent, bytes }
    }

    const fn rows(&self) -> usize {
        match self.extent {
            Extent::Usual => MOST_ROWS,
            Extent::All => usize::MAX,
        }
    }

    /// True if there was room for the pair, which it then takes.
    fn take(&mut self, pair: &Pair<'_>) -> bool {
        let left = self.bytes.checked_sub(pair.a.text.len() + pair.b.text.len());
        self.bytes = left.unwrap_or(self.bytes);
        left.is_some()
    }
}

impl Stories {
    /// All stories of the view, as far as a page has room.
    pub(super) fn new(view: &View<'_>, extent: Extent) -> Self {
        let (limits, mut room) = (extent.limits_of_page(), Room::new(extent));
        let alone = alone(view);
        let shown = alone.iter().take(limits.alone);
        Self {
            heading: "Stories",
            told: told_again(view).map(|story| story_part(story, view, &mut room)).collect(),
            alone: shown.map(|digest| report_line(digest, view)).collect(),
            more_alone: rest(alone.len().saturating_sub(limits.alone), "reports", limits.rest),
        }
    }

    /// Two reports, whole.
    pub(super) fn of_two(diff: &Diff<'_>, resources: &Resources) -> Self {
        let pair = diff.pair();
        let names = diff.names();
        let line = |document, name: &String| line_of(document, name, resources);
        let lines = vec![
            ("A", line(diff.a, &names[0]), String::new()),
            ("B", line(diff.b, &names[1]), String::new()),
        ];
        let copy = CopyPart {
            title: diff.verdict(),
            is_open: true,
            ..copy_part(&pair, &names, &mut Room::new(Extent::All))
        };
        let title = "Two reports".to_owned();
        let part = StoryPart { title, lines, copies: vec![copy], more: String::new() };
        let heading = "Side by side";
        Self { heading, told: vec![part], alone: Vec::new(), more_alone: String::new() }
    }
}

fn story_part<'a>(story: &'a Story, view: &View<'a>, room: &mut Room) -> StoryPart {
    let limits = room.extent.limits_of_page();
    let all = copies(story, view);
    let shown = all.iter().take(limits.copies).map(|copies| copies_part(copies, view, room));
    let copies = shown.collect();
    let more = all.iter().skip(limits.copies).map(|copies| copies.members.len()).sum();
    StoryPart {
        title: title(story),
        lines: nearest(story, view).into_iter().chain(fullest(story, view)).collect(),
        copies,
        more: rest(more, "other copies", limits.rest),
    }
}

fn copies_part<'a>(copies: &Copies<'a>, view: &View<'a>, room: &mut Room) -> CopyPart {
    let limits = room.extent.limits_of_page();
    let part = copies
        .pair(view)
        .map(|pair| copy_part(&pair, &[view.name(pair.a), view.name(pair.b)], room));
    CopyPart {
        title: format!("{}: {}", what(copies), names(copies, view, &limits)),
        notes: copies.members.first().map(|member| kinship(member, view)).unwrap_or_default(),
        ..part.unwrap_or_default()
    }
}

/// What differs between two reports, and both side by side.
fn copy_part(pair: &Pair<'_>, heads: &[String; 2], room: &mut Room) -> CopyPart {
    let told = Told::new(&pair.alterations);
    let most = room.extent.limits_of_page().facts;
    let mut part = CopyPart {
        facts: told.facts().take(most).map(|(n, x)| fact(n, x, pair)).collect(),
        more_facts: rest(told.facts().skip(most).count(), "of these", "`--all`"),
        wording: format!("{} in other words", quantity(told.wording.len(), "passage", "passages")),
        heads: heads.clone(),
        ..CopyPart::default()
    };
    if pair.alterations.is_empty() {
        return part;
    }
    if !room.take(pair) {
        part.cut = NO_ROOM.into();
        return part;
    }
    let (rows, passages) = pair.rows(&told);
    part.cut = rest(rows.len().saturating_sub(room.rows()), "rows", "`detente stories --diff`");
    part.rows = rows.into_iter().take(room.rows()).map(|r| row(r, passages)).collect();
    part
}

fn row(row: pair::Row, passages: usize) -> Row {
    let moved = row.moved(passages).unwrap_or_default();
    Row { a: row.a, b: row.b, moved }
}

fn fact(number: usize, of: &Alteration, pair: &Pair<'_>) -> Fact {
    let side = |side: Side| {
        let (document, span) = (pair.document(side), place(of, side));
        let place = file_and_bytes(document, span);
        let text = context(document, span, side);
        (!span.is_empty()).then_some(Passage { text, place })
    };
    Fact { number, kind: alteration(of.kind), before: side(Side::A), after: side(Side::B) }
}

/// How many more there are and where, or nothing.
fn rest(number: usize, what: &str, place: &str) -> String {
    match number {
        0 => String::new(),
        _ => format!("{number} more {what} ({place} shows them)"),
    }
}
