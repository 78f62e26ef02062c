//! `detente stories --diff A B`: two reports side by side.

use std::path::{Path, PathBuf};

use detente_schema::{Document, Link, Relation};
use detente_views::diff::{self, Diff, Kin};
use detente_views::{ReportDocument, page};

use super::stories::read;
use super::{outcome, print, write_file};
use crate::cli::{StoriesArgs, StoriesFormat};
use crate::console::{Console, style_of_stdout};
use crate::engine::Engine;
use crate::exit::{Outcome, WrongUsage};

pub(super) fn run(
    engine: &Engine,
    args: &StoriesArgs,
    names: [&String; 2],
    console: &Console,
) -> anyhow::Result<Outcome> {
    let [a, b] = if args.paths.is_empty() {
        [only_of(engine, args, names[0], console)?, only_of(engine, args, names[1], console)?]
    } else {
        let documents = read(engine, args, &args.paths, console);
        outcome(console, documents.len())?;
        [named(&documents, names[0])?.clone(), named(&documents, names[1])?.clone()]
    };
    show(engine, args, &a, &b)?;
    outcome(console, 2)
}

fn show(engine: &Engine, args: &StoriesArgs, a: &Document, b: &Document) -> anyhow::Result<()> {
    let grouper = engine.grouper();
    let (alignment, alterations) = grouper.align(a, b);
    let kin = if a.digest == b.digest {
        Some(Kin { relation: Relation::Exact, a_in_b: 1.0, b_in_a: 1.0 })
    } else {
        grouper.compare(a, b).map(|link| kin(&link, a))
    };
    let [a, b] = [a, b].map(ReportDocument::from);
    let diff = Diff { a: &a, b: &b, kin, alignment, alterations };
    if let Some(path) = &args.html {
        write_file(path, &page::diff_html(&diff, &engine.resources))?;
    }
    print(&match args.format {
        StoriesFormat::Text => diff::to_text(&diff, &engine.resources, style_of_stdout()),
        StoriesFormat::Json => diff::to_json(&diff),
    })
}

/// The link as it is from `first`.
fn kin(link: &Link, first: &Document) -> Kin {
    let Link { relation, a_in_b, b_in_a, .. } = *link;
    if link.a == first.digest {
        Kin { relation, a_in_b, b_in_a }
    } else {
        Kin { relation, a_in_b: b_in_a, b_in_a: a_in_b }
    }
}

/// The one report of a file.
fn only_of(
    engine: &Engine,
    args: &StoriesArgs,
    name: &str,
    console: &Console,
) -> anyhow::Result<Document> {
    let mut documents = read(engine, args, &[PathBuf::from(name)], console);
    match (documents.pop(), documents.len()) {
        (Some(only), 0) => Ok(only),
        (None, _) => Err(not_found(name, "nothing could be read from a file of that name")),
        (Some(_), others) => Err(WrongUsage(format!(
            "`{name}` holds {} reports; name two of them by id: `detente stories {name} --diff ID1 ID2`",
            others + 1
        ))
        .into()),
    }
}

/// The report that goes by `name`: its id, its file, or the name of its file.
fn named<'d>(documents: &'d [Document], name: &str) -> anyhow::Result<&'d Document> {
    let by_file_name = |d: &Document| Path::new(&d.source).file_name() == Some(name.as_ref());
    let ways: [&dyn Fn(&Document) -> bool; 3] =
        [&|d| d.id == name, &|d| d.source == name, &by_file_name];
    let found = ways.iter().map(|way| documents.iter().filter(|d| way(d)).collect::<Vec<_>>());
    let found = found.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
    match found.as_slice() {
        [only] => Ok(only),
        [] => {
            Err(not_found(name, &format!("none of the {} reports is called so", documents.len())))
        }
        [first, ..] => Err(WrongUsage(format!(
            "`{name}` is the name of {} reports; give the id of one, such as `{}`",
            found.len(),
            first.id
        ))
        .into()),
    }
}

fn not_found(name: &str, why: &str) -> anyhow::Error {
    let help =
        "name a file, or the id of a report (`detente stories PATH --format json` lists them)";
    WrongUsage(format!("there is no report `{name}` to compare: {why}; {help}")).into()
}
