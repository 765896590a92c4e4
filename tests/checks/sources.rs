//! The source files of the checkout.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// A source file: its path from the root, with `/`, and its text.
#[derive(Debug, Clone)]
pub struct Source {
    pub path: String,
    pub text: String,
}

/// The root of the checkout.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// All files with one of the extensions below a folder, sorted by path. None when the folder does not exist.
pub fn below(folder: &str, extensions: &[&str]) -> Vec<Source> {
    let root = root();
    WalkDir::new(root.join(folder))
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.file_name() != "node_modules" && entry.file_name() != "target")
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| {
            let extension = entry
                .path()
                .extension()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            extensions.contains(&extension.as_str())
        })
        .map(|entry| Source {
            path: entry
                .path()
                .strip_prefix(&root)
                .unwrap_or(entry.path())
                .to_string_lossy()
                .into_owned(),
            text: fs::read_to_string(entry.path()).unwrap_or_default(),
        })
        .collect()
}

/// Rust text without line comments. What stands after `//` inside a string goes too, which no check here minds.
pub fn without_line_comments(text: &str) -> String {
    let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

/// Sheet text without comments; the lines stay.
pub fn without_block_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        kept.extend(comment.chars().filter(|letter| *letter == '\n'));
        rest = after;
    }
    kept + rest
}
