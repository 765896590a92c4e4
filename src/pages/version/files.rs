//! The Files tab: the tree of files with sizes and digests, and the way to each.

mod list;
mod table;

use std::sync::Arc;

use domain::format::{bytes, count_of};
use domain::url_state::FilesState;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::ApiError;

use super::refusal::RefusalPanel;
use super::subject::Subject;
use crate::api;
use crate::api::version::LoadedFiles;
use crate::components::ApiErrorPanel;
use crate::pages::load::Asked;
use crate::state::navigation::Navigation;
use crate::ui::{Button, EmptyState, IconName, SearchInput, SkeletonRows};

use list::FileList;
use table::FileTable;

/// The Files tab.
#[component]
pub fn FilesTab(
    /// The version.
    subject: Arc<Subject>,
) -> impl IntoView {
    let attempt = RwSignal::new(0_u32);
    let files_of = subject.origin.files();
    let answer = Asked::anew(move || {
        attempt.track();
        api::version::files(files_of.clone(), None)
    });
    let retry = Callback::new(move |()| attempt.update(|attempt| *attempt += 1));
    let part = move |answer: Result<LoadedFiles, ApiError>| match answer {
        Ok(loaded) => view! { <Files subject=subject.clone() loaded /> }.into_any(),
        Err(error) => {
            view! { <ApiErrorPanel title="Could not load the files" error on_retry=retry /> }.into_any()
        }
    };
    answer.view(|| view! { <SkeletonRows rows=8 /> }, part)
}

/// Files that are loaded.
#[component]
fn Files(subject: Arc<Subject>, loaded: LoadedFiles) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/files.css");
    let refusal = subject.files_refusal();
    let may_download = refusal.is_none();
    let refused =
        refusal.map(|refusal| view! { <RefusalPanel title="You may not download these files" refusal /> });
    if loaded.total_count == 0 {
        return view! {
            {refused}
            <EmptyState
                icon=IconName::File
                title="No stored files"
                words="The version has no files of its own; it may refer to files that are stored elsewhere."
            />
        }
        .into_any();
    }
    let navigation = Navigation::of_app();
    let query = navigation.query();
    let search = Memo::new(move |_| query.with(FilesState::read).search);
    let on_input = move |search| navigation.set_query(&FilesState { search }.query(), false);
    let list = FileList::new(subject.origin.files(), loaded);
    let total = total(&subject, list.total_count);
    view! { class=class,
        {refused}
        <div class="toolbar">
            <SearchInput label="Find files" value=search on_input is_large=true />
            <span class="total">{total}</span>
        </div>
        <FileTable list search may_download />
        <MoreFiles list scope=class />
    }
    .into_any()
}

/// `14 files, 48.1 MB`, and how many more there are by reference.
fn total(subject: &Subject, stored_count: u64) -> String {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let stored = count_of(number(stored_count), "file", "files");
    let size = bytes(subject.artifact.size);
    match subject.artifact.file_count.saturating_sub(stored_count) {
        0 => format!("{stored}, {size}"),
        elsewhere => {
            let references = count_of(number(elsewhere), "reference", "references");
            format!("{stored} and {references}, {size}")
        }
    }
}

/// The way to the files that are not loaded.
#[component]
fn MoreFiles(list: FileList, scope: &'static str) -> impl IntoView {
    let words = move || {
        let act = if list.is_loading().get() {
            "Loading"
        } else {
            "Load more"
        };
        format!(
            "{act} ({} of {} loaded)",
            list.files().with(Vec::len),
            list.total_count
        )
    };
    let failed = move || {
        list.error().map(|error| {
            view! { <ApiErrorPanel title="Could not load more files" error on_retry=move |()| list.load_more() /> }
        })
    };
    let button = move || {
        (!list.is_complete()).then(|| {
            view! { class=scope,
                <div class="more">
                    <Button is_pending=list.is_loading() on_press=move |()| list.load_more()>{words}</Button>
                </div>
            }
        })
    };
    view! { {failed} {button} }
}
