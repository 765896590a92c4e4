//! A file holds one idea.

use crate::sources::{Source, below};

/// What the house style asks for: longer files are listed.
const SHOULD: usize = 250;
/// Longer files fail. A ratchet: lower it when the longest is split.
const MUST: usize = 450;

fn longer_than(lines: usize, sources: &[Source]) -> Vec<String> {
    let length = |source: &Source| source.text.lines().count();
    let long = sources.iter().filter(|source| length(source) > lines);
    long.map(|source| format!("{} lines: {}", length(source), source.path))
        .collect()
}

#[test]
fn no_file_is_too_long() {
    let folders = ["src", "crates", "tests"];
    let sources: Vec<Source> = folders
        .iter()
        .flat_map(|folder| below(folder, &["rs", "mjs", "py", "css"]))
        .collect();
    for file in longer_than(SHOULD, &sources) {
        println!("longer than {SHOULD} lines, split it by who owns the state: {file}");
    }
    let found = longer_than(MUST, &sources);
    assert!(
        found.is_empty(),
        "longer than {MUST} lines:\n{}",
        found.join("\n")
    );
}

#[test]
fn a_planted_long_file_is_found() {
    let planted = Source {
        path: "src/long.rs".to_owned(),
        text: "x\n".repeat(MUST + 1),
    };
    assert_eq!(longer_than(MUST, &[planted]), ["451 lines: src/long.rs"]);
}
