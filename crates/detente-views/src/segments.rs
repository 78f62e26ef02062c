use std::collections::BTreeMap;

use detente_schema::Span;

use crate::marked::Side;
use crate::pair::Pair;
use crate::sets::Sets;

/// Two texts, cut so that what corresponds stands in one row.
pub(crate) struct Rows {
    /// In the order of the first text; what only the second has stands behind what precedes it
    /// there. Every character of both that is not white space is in one row.
    pub(crate) rows: Vec<Row>,
    /// How many passages the second text was cut into.
    pub(crate) passages: usize,
}

/// What corresponds, or what only one text has.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) a: Vec<Span>,
    pub(crate) b: Vec<Span>,
    /// The place among the passages of the second text, from 1, where the order differs.
    pub(crate) moved: Option<usize>,
}

/// A piece of one text; `cluster` is the number of what it corresponds with, if anything.
#[derive(Debug, Clone, Copy)]
struct Segment {
    span: Span,
    cluster: Option<usize>,
}

/// The rows of two texts.
pub(crate) fn rows(pair: &Pair<'_>) -> Rows {
    let clusters = clusters(pair);
    let a = segments(pair, Side::A, &clusters);
    let b = segments(pair, Side::B, &clusters);
    let mut rows = merge(&a, &b, clusters);
    mark_moved(&mut rows, &b);
    Rows { rows, passages: b.len() }
}

/// Rows of what corresponds: sentences that share a counterpart are in one row.
fn clusters(pair: &Pair<'_>) -> Vec<Row> {
    let is_whole = |span: Span, side| {
        let text: &str = &pair.document(side).text;
        span.get(text).is_some_and(|words| !words.trim().is_empty())
    };
    let links: Vec<[Span; 2]> = pair
        .alignment
        .iter()
        .map(|link| [link.a.span, link.b.span])
        .filter(|[a, b]| is_whole(*a, Side::A) && is_whole(*b, Side::B))
        .collect();
    let mut sets = Sets::new(links.len());
    for side in [Side::A, Side::B] {
        join_overlapping(&links, side, &mut sets);
    }
    let mut clusters = BTreeMap::<usize, [Vec<Span>; 2]>::new();
    for (i, link) in links.iter().enumerate() {
        let cluster = clusters.entry(sets.find(i)).or_default();
        cluster[0].push(link[0]);
        cluster[1].push(link[1]);
    }
    let row = |[a, b]: [Vec<Span>; 2]| Row { a: merged(a), b: merged(b), moved: None };
    clusters.into_values().map(row).collect()
}

fn join_overlapping(links: &[[Span; 2]], side: Side, sets: &mut Sets) {
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by_key(|&i| links[i][side as usize]);
    let mut open: Option<(usize, usize)> = None;
    for i in order {
        let span = links[i][side as usize];
        match open {
            Some((last, end)) if span.start() < end => {
                sets.join(last, i);
                open = Some((i, end.max(span.end())));
            }
            _ => open = Some((i, span.end())),
        }
    }
}

/// The spans in the order of the text, those that overlap as one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged = Vec::<Span>::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start() < last.end() => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    merged
}

/// One text from its beginning to its end: what corresponds, and what lies between, cut into
/// paragraphs.
fn segments(pair: &Pair<'_>, side: Side, clusters: &[Row]) -> Vec<Segment> {
    let text = pair.document(side).text.as_str();
    let of = |row: &Row| if side == Side::A { row.a.clone() } else { row.b.clone() };
    let numbered = clusters
        .iter()
        .enumerate()
        .flat_map(|(n, row)| of(row).into_iter().map(move |span| (span, n)));
    let mut aligned: Vec<_> = numbered.collect();
    aligned.sort_unstable();
    let breaks = breaks(text);
    let mut segments = Vec::new();
    let mut at = 0;
    for (span, cluster) in aligned {
        segments.extend(pieces(text, at, span.start(), &breaks));
        segments.push(Segment { span, cluster: Some(cluster) });
        at = span.end();
    }
    segments.extend(pieces(text, at, text.len(), &breaks));
    segments
}

/// Where the text may be cut: at its blank lines.
fn breaks(text: &str) -> Vec<usize> {
    let is_blank =
        |at: &usize| text[at + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    text.match_indices('\n').map(|(at, _)| at).filter(is_blank).collect()
}

/// What lies between two places, without surrounding white space.
fn pieces<'t>(
    text: &'t str,
    from: usize,
    to: usize,
    breaks: &[usize],
) -> impl Iterator<Item = Segment> + use<'t> {
    let first = breaks.partition_point(|&at| at <= from);
    let last = breaks.partition_point(|&at| at < to).max(first);
    let mut ends = breaks[first..last].to_vec();
    ends.push(to);
    let mut start = from;
    ends.into_iter().filter_map(move |end| {
        let piece = &text[start..end];
        let begin = start + piece.len() - piece.trim_start().len();
        start = end;
        let words = piece.trim();
        let span = || Span::new(begin, begin + words.len());
        (!words.is_empty()).then(|| Segment { span: span(), cluster: None })
    })
}

/// The rows in the order of the first text.
fn merge(a: &[Segment], b: &[Segment], mut clusters: Vec<Row>) -> Vec<Row> {
    let mut behind = only_second(b, clusters.len());
    let mut rows = Vec::with_capacity(a.len() + b.len());
    let mut waiting = std::mem::take(&mut behind[clusters.len()]);
    for segment in a {
        let Some(cluster) = segment.cluster else {
            rows.push(Row { a: vec![segment.span], ..Row::default() });
            continue;
        };
        if clusters[cluster].a.is_empty() {
            continue;
        }
        rows.append(&mut waiting);
        rows.push(std::mem::take(&mut clusters[cluster]));
        waiting = std::mem::take(&mut behind[cluster]);
    }
    rows.append(&mut waiting);
    rows
}

/// What only the second text has, by the cluster that it stands behind; what stands behind none is
/// at `clusters`.
fn only_second(b: &[Segment], clusters: usize) -> Vec<Vec<Row>> {
    let mut behind = vec![Vec::new(); clusters + 1];
    let mut last = clusters;
    for segment in b {
        match segment.cluster {
            Some(cluster) => last = cluster,
            None => behind[last].push(Row { b: vec![segment.span], ..Row::default() }),
        }
    }
    behind
}

/// Tells for each row of both texts that stands elsewhere in the second where it stands.
fn mark_moved(rows: &mut [Row], b: &[Segment]) {
    let both: Vec<usize> =
        (0..rows.len()).filter(|&i| !rows[i].a.is_empty() && !rows[i].b.is_empty()).collect();
    let starts: Vec<usize> = both.iter().map(|&i| rows[i].b[0].start()).collect();
    let stays = longest_rise(&starts);
    for (&i, _) in both.iter().zip(stays).filter(|(_, stays)| !stays) {
        let start = rows[i].b[0].start();
        rows[i].moved = Some(b.partition_point(|segment| segment.span.start() <= start));
    }
}

/// For each number whether it belongs to a longest rising sequence.
fn longest_rise(numbers: &[usize]) -> Vec<bool> {
    let mut tops = Vec::<usize>::new();
    let mut before = vec![None; numbers.len()];
    for (i, &number) in numbers.iter().enumerate() {
        let length = tops.partition_point(|&top| numbers[top] < number);
        before[i] = length.checked_sub(1).map(|shorter| tops[shorter]);
        match tops.get_mut(length) {
            Some(top) => *top = i,
            None => tops.push(i),
        }
    }
    let mut rises = vec![false; numbers.len()];
    let mut at = tops.last().copied();
    while let Some(i) = at {
        rises[i] = true;
        at = before[i];
    }
    rises
}
