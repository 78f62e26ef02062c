//! Budgets for the length of functions, tests included. Relies on the layout that rustfmt gives:
//! a function ends at the first line that closes at its own indentation.

use super::sources::{SourceFile, Tree};

const MEDIAN: usize = 8;
const NINETIETH_PERCENTILE: usize = 30;
const LONGEST: usize = 80;

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let rust = tree.files.iter().filter(|file| file.is_rust());
    let mut functions: Vec<(usize, String)> = rust.flat_map(functions).collect();
    functions.sort();
    let at = |share: usize| functions.get(functions.len() * share / 100).map_or(0, |f| f.0);
    let mut findings = Vec::new();
    for (name, found, budget) in
        [("median", at(50), MEDIAN), ("90th percentile", at(90), NINETIETH_PERCENTILE)]
    {
        if found > budget {
            findings.push(format!("{name} of function lengths is {found} lines, budget {budget}"));
        }
    }
    let long = functions.iter().filter(|(lines, _)| *lines > LONGEST);
    findings.extend(long.map(|(lines, place)| format!("{place}: {lines} lines, budget {LONGEST}")));
    findings
}

/// Body length and place of every function of a file.
fn functions(file: &SourceFile) -> Vec<(usize, String)> {
    let lines: Vec<&str> = file.text.lines().collect();
    let starts = lines.iter().enumerate().filter(|(_, line)| starts_function(line));
    starts
        .filter_map(|(at, line)| {
            let indent = line.len() - line.trim_start().len();
            Some((body_length(&lines[at..], indent)?, format!("{}:{}", file.path, at + 1)))
        })
        .collect()
}

fn starts_function(line: &str) -> bool {
    let mut words = line.split_whitespace().skip_while(|word| {
        word.starts_with("pub") || matches!(*word, "const" | "async" | "unsafe")
    });
    words.next() == Some("fn")
}

fn body_length(lines: &[&str], indent: usize) -> Option<usize> {
    let closes = format!("{}}}", " ".repeat(indent));
    let open = lines.iter().position(|line| line.trim_end().ends_with('{'))?;
    let end = lines.iter().position(|line| line.trim_end() == closes)?;
    end.checked_sub(open + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_is_counted_without_signature_and_braces() {
        let text = "fn long(\n    a: u8,\n) -> u8 {\n    let b = a;\n    b\n}\n".to_owned();
        let file = SourceFile { path: "a.rs".into(), text };
        assert_eq!(functions(&file), [(2, "a.rs:1".to_owned())]);
    }
}
