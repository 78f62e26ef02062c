//! Lists the files of every language under `lang/`, so that a new language is data alone.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What is listed in the folder of a language.
const FILES: [&str; 3] = ["segmentation.toml", "time", "time/rules"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=lang");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut files = Vec::new();
    for language in fs::read_dir(root.join("lang"))? {
        let language = language?.path();
        for part in FILES {
            collect(&language.join(part), &mut files)?;
        }
    }
    files.sort();
    let mut listing = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?})", format!("/{name}"));
        writeln!(listing, "    ({name:?}, include_str!({path})),")?;
    }
    listing.push(']');
    let out = PathBuf::from(env::var("OUT_DIR")?);
    Ok(fs::write(out.join("languages.rs"), listing)?)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    if path.is_file() {
        files.push(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?.path();
            if entry.extension().is_some_and(|extension| extension == "toml") {
                files.push(entry);
            }
        }
    }
    Ok(())
}
