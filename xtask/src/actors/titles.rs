//! Which office a title of a source is.

use super::states::States;
use jiff::civil::Date;

const TITLES: &str = include_str!("titles.tsv");
const POSTS: &str = include_str!("posts.tsv");

/// Office and state for the title of a head of state or government; `None` if it is left out.
pub(super) fn office(
    states: &States,
    title: &str,
    state: &str,
    from: Date,
) -> Option<(String, String)> {
    let title = title.to_lowercase();
    let fits = |line: &&[&str; 4]| (line[0] == "*" || line[0] == state) && title.contains(line[1]);
    let [_, _, office, of] = *rows::<4>(TITLES).iter().find(fits)?;
    if office == "-" {
        return None;
    }
    let of = if of == "=" { &states.on_day(state, from)?.id } else { of };
    Some((office.to_owned(), of.to_owned()))
}

/// Office for the title of a minister; `None` if it is left out.
pub(super) fn post(title: &str) -> Option<String> {
    let title = title.to_lowercase();
    let lines = rows::<2>(POSTS);
    let [_, office] = lines.iter().find(|[start, _]| title.starts_with(start))?;
    (*office != "-").then(|| (*office).to_owned())
}

fn rows<const N: usize>(table: &'static str) -> Vec<[&'static str; N]> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok()).collect()
}
