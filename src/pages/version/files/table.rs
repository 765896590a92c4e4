//! The tree of files as a table.

use domain::fold::Fold as _;
use std::collections::BTreeSet;
use std::sync::Arc;

use domain::file_tree::{TreeRow, TreeRowKind, rows};
use domain::format::{bytes, count_of, middle_shortened};
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::version::VersionFile;

use super::list::FileList;
use crate::ui::{CopyButton, EmptyState, Icon, IconName};

/// How wide a digest is shown.
const DIGEST_WIDTH: usize = 13;
/// How deep rows are indented at most.
const DEPTH_MAX: usize = 8;

/// A row with what is shown of it.
#[derive(Debug, Clone, PartialEq)]
enum Line {
    Folder { row: TreeRow, is_folded: bool },
    File { row: TreeRow, file: Arc<VersionFile> },
}

/// The tree of files; folders open and close.
#[component]
pub fn FileTable(
    /// The files that are loaded.
    list: FileList,
    /// What paths must contain.
    search: Memo<String>,
    /// Whether the viewer may read files.
    may_download: bool,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/files/table.css");
    let folded = RwSignal::new(BTreeSet::new());
    let lines = Memo::new(move |_| {
        list.files()
            .with(|files| lines(files, &search.read(), &folded.read()))
    });
    let nothing = move || {
        let words = "Nothing in the files that are loaded has this in its path.";
        lines
            .with(Vec::is_empty)
            .then(|| view! { <EmptyState icon=IconName::Filter title="No file matches" words /> })
    };
    view! { class=class,
        <div class="table-frame" hidden=move || lines.with(Vec::is_empty)>
            <table class="table">
                <caption class="sr-only">"Files of the version"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col" class="num">"Size"</th>
                        <th scope="col" class="wide-only">"Digest"</th>
                        {may_download.then(|| view! { <th scope="col">"Download"</th> })}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || lines.get() key=line_key let(line)>
                        <LineRow line folded may_download scope=class />
                    </For>
                </tbody>
            </table>
        </div>
        {nothing}
    }
}

fn lines(files: &[Arc<VersionFile>], search: &str, folded: &BTreeSet<String>) -> Vec<Line> {
    let wanted = search.folded();
    let kept: Vec<_> = files
        .iter()
        .filter(|file| file.name.folded().contains(&wanted))
        .collect();
    // What a search found is not hidden in a folder.
    let folded = if wanted.is_empty() {
        folded.clone()
    } else {
        BTreeSet::new()
    };
    let tree = rows(
        kept.iter().map(|file| (file.name.as_str(), file.size_bytes)),
        &folded,
    );
    let line = |row: TreeRow| match row.kind {
        TreeRowKind::Folder { .. } => Some(Line::Folder {
            is_folded: folded.contains(&row.path),
            row,
        }),
        TreeRowKind::File(index) => kept.get(index).map(|file| Line::File {
            row,
            file: Arc::clone(file),
        }),
    };
    tree.into_iter().filter_map(line).collect()
}

/// A folder that opens or closes, or whose sums change, is another row; a file stays the same one.
fn line_key(line: &Line) -> (String, bool, Option<TreeRowKindKey>) {
    match line {
        Line::Folder { row, is_folded } => (row.path.clone(), *is_folded, Some(kind_key(row.kind))),
        Line::File { row, .. } => (row.path.clone(), false, None),
    }
}

type TreeRowKindKey = (u64, u64);

fn kind_key(kind: TreeRowKind) -> TreeRowKindKey {
    match kind {
        TreeRowKind::Folder {
            file_count,
            size_bytes,
        } => (file_count, size_bytes),
        TreeRowKind::File(_) => (0, 0),
    }
}

#[component]
fn LineRow(
    line: Line,
    folded: RwSignal<BTreeSet<String>>,
    may_download: bool,
    scope: &'static str,
) -> impl IntoView {
    match line {
        Line::Folder { row, is_folded } => {
            view! { <FolderRow row is_folded folded may_download scope /> }.into_any()
        }
        Line::File { row, file } => view! { <FileRow row file may_download scope /> }.into_any(),
    }
}

#[component]
fn FolderRow(
    row: TreeRow,
    is_folded: bool,
    folded: RwSignal<BTreeSet<String>>,
    may_download: bool,
    scope: &'static str,
) -> impl IntoView {
    let (file_count, size_bytes) = kind_key(row.kind);
    let path = row.path.clone();
    let toggle = move |_| {
        folded.update(|folded| {
            if !folded.remove(&path) {
                folded.insert(path.clone());
            }
        });
    };
    let (icon, sign) = if is_folded {
        (IconName::Folder, IconName::ChevronRight)
    } else {
        (IconName::FolderOpen, IconName::ChevronDown)
    };
    let inside = count_of(i64::try_from(file_count).unwrap_or(i64::MAX), "file", "files");
    view! { class=scope,
        <tr>
            <th scope="row">
                <span class="name" data-depth=row.depth.min(DEPTH_MAX).to_string()>
                    <button type="button" class="folder" aria-expanded=(!is_folded).to_string() on:click=toggle>
                        <Icon name=sign /> <Icon name=icon /> {row.name}
                    </button>
                </span>
            </th>
            <td class="num muted">{bytes(size_bytes)}</td>
            <td class="muted wide-only">{inside}</td>
            {may_download.then(|| view! { <td></td> })}
        </tr>
    }
}

#[component]
fn FileRow(row: TreeRow, file: Arc<VersionFile>, may_download: bool, scope: &'static str) -> impl IntoView {
    let digest = file.digest.clone().or_else(|| file.md5.clone()).map(|digest| {
        let short = middle_shortened(&digest, DIGEST_WIDTH);
        view! { class=scope,
            <span class="digest">
                <span class="mono">{short}</span> <CopyButton text=digest label=format!("Copy digest of {}", row.name) />
            </span>
        }
    });
    let url = file.download_url.clone().filter(|_| may_download);
    let download = url.map(|url| view! { <Download url name=row.name.clone() scope /> });
    view! { class=scope,
        <tr>
            <th scope="row">
                <span class="name" data-depth=row.depth.min(DEPTH_MAX).to_string()>
                    <span class="file" title=row.path><Icon name=IconName::File /> {row.name}</span>
                </span>
            </th>
            <td class="num muted">{bytes(file.size_bytes)}</td>
            <td class="wide-only">{digest}</td>
            {may_download.then(|| view! { <td>{download}</td> })}
        </tr>
    }
}

#[component]
fn Download(url: String, name: String, scope: &'static str) -> impl IntoView {
    let label = format!("Download {name}");
    view! { class=scope,
        <a class="download" href=url download=name aria-label=label><Icon name=IconName::Download /> <span class="wide-only">"Download"</span></a>
    }
}
