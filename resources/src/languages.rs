//! Which languages are compiled in. A folder under `lang/` is one, unless its name begins with `_`.

use std::collections::BTreeSet;

use crate::Error;

/// Path from `resources/` and text of every file that every language may have.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Codes of the languages whose temporal expressions are known, sorted: `en`, `es`.
pub fn languages() -> Vec<&'static str> {
    let codes =
        FILES.iter().filter_map(|(path, _)| path.strip_prefix("lang/")?.split_once("/time/"));
    let known = codes.map(|(code, _)| code).filter(|code| !code.starts_with('_'));
    known.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The text of a file of a language, if it has that file.
pub(crate) fn file(language: &str, name: &str) -> Option<(&'static str, &'static str)> {
    let wanted = format!("lang/{language}/{name}");
    FILES.iter().find(|(path, _)| *path == wanted).copied()
}

/// Name and text of the files in a folder of a language, by name; an unknown language is an error.
pub(crate) fn folder(
    language: &str,
    folder: &str,
) -> Result<Vec<(&'static str, &'static str)>, Error> {
    let path = format!("lang/{language}/{folder}/");
    let files = FILES.iter().filter_map(|(name, text)| Some((name.strip_prefix(&path)?, *text)));
    let files: Vec<_> = files.collect();
    if files.is_empty() {
        let known = languages().join(", ");
        return Err(Error::new(&path, format!("no language `{language}`; known are {known}")));
    }
    Ok(files)
}
