//! The files of a version as rows of a tree: folders first, each with what is in it.

use std::collections::{BTreeMap, BTreeSet};

/// A row of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeRow {
    /// How many folders it is in.
    pub depth: usize,
    /// The last part of its path.
    pub name: String,
    /// The whole path; of a folder without the last slash.
    pub path: String,
    /// What it is.
    pub kind: TreeRowKind,
}

/// What a row of the tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TreeRowKind {
    /// A folder.
    Folder {
        /// How many files are in it and in its folders.
        file_count: u64,
        /// Their bytes.
        size_bytes: u64,
    },
    /// A file, as its position in the list that was given.
    File(usize),
}

#[derive(Default)]
struct Folder<'a> {
    folders: BTreeMap<&'a str, Folder<'a>>,
    files: BTreeMap<&'a str, usize>,
    file_count: u64,
    size_bytes: u64,
}

/// The rows of a tree of paths with their sizes; of folders that are folded only the row of the folder.
pub fn rows<'a>(files: impl Iterator<Item = (&'a str, u64)>, folded: &BTreeSet<String>) -> Vec<TreeRow> {
    let mut root = Folder::default();
    for (index, (path, size_bytes)) in files.enumerate() {
        root.add(path, index, size_bytes);
    }
    let mut rows = Vec::new();
    root.print("", 0, folded, &mut rows);
    rows
}

impl<'a> Folder<'a> {
    fn add(&mut self, path: &'a str, index: usize, size_bytes: u64) {
        self.file_count += 1;
        self.size_bytes += size_bytes;
        match path.split_once('/') {
            Some((folder, rest)) if !folder.is_empty() && !rest.is_empty() => {
                self.folders
                    .entry(folder)
                    .or_default()
                    .add(rest, index, size_bytes);
            }
            _ => {
                self.files.insert(path, index);
            }
        }
    }

    fn print(&self, above: &str, depth: usize, folded: &BTreeSet<String>, rows: &mut Vec<TreeRow>) {
        for (name, folder) in &self.folders {
            let path = format!("{above}{name}");
            let kind = TreeRowKind::Folder {
                file_count: folder.file_count,
                size_bytes: folder.size_bytes,
            };
            rows.push(TreeRow {
                depth,
                name: (*name).to_owned(),
                path: path.clone(),
                kind,
            });
            if !folded.contains(&path) {
                folder.print(&format!("{path}/"), depth + 1, folded, rows);
            }
        }
        for (name, index) in &self.files {
            let path = format!("{above}{name}");
            rows.push(TreeRow {
                depth,
                name: (*name).to_owned(),
                path,
                kind: TreeRowKind::File(*index),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILES: [(&str, u64); 4] = [("z.txt", 1), ("a/x.bin", 10), ("a/b/y.bin", 100), ("m.json", 5)];

    fn printed(folded: &[&str]) -> Vec<(usize, String)> {
        let folded = folded.iter().map(|path| (*path).to_owned()).collect();
        rows(FILES.into_iter(), &folded)
            .into_iter()
            .map(|row| (row.depth, row.path))
            .collect()
    }

    #[test]
    fn folders_come_before_files_and_both_by_name() {
        let expected = [
            (0, "a"),
            (1, "a/b"),
            (2, "a/b/y.bin"),
            (1, "a/x.bin"),
            (0, "m.json"),
            (0, "z.txt"),
        ];
        assert_eq!(
            printed(&[]),
            expected.map(|(depth, path)| (depth, path.to_owned()))
        );
    }

    #[test]
    fn a_folder_sums_what_is_in_it_and_hides_it_when_folded() {
        assert_eq!(printed(&["a"]).len(), 3);
        let all = rows(FILES.into_iter(), &BTreeSet::new());
        assert_eq!(
            all[0].kind,
            TreeRowKind::Folder {
                file_count: 2,
                size_bytes: 110
            }
        );
    }

    proptest! {
        #[test]
        fn every_file_has_exactly_one_row(paths in proptest::collection::btree_set("[a-c/]{1,8}", 0..20)) {
            let files = || paths.iter().map(|path| (path.as_str(), 1));
            let rows = rows(files(), &BTreeSet::new());
            let mut found: Vec<usize> = rows
                .iter()
                .filter_map(|row| match row.kind { TreeRowKind::File(at) => Some(at), TreeRowKind::Folder { .. } => None })
                .collect();
            found.sort_unstable();
            prop_assert_eq!(found, (0..paths.len()).collect::<Vec<_>>());
        }
    }
}
