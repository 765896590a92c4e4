//! The versions of the collection: what narrows them down, the table, and the way to more.

use domain::format::{count, count_of};
use domain::url_state::SortOrder;
use domain::usage::link_into;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::collection::Collection;

use super::columns::ColumnChooser;
use super::list::{Progress, VersionList};
use super::page_state::PageState;
use super::rows;
use super::table::VersionTable;
use crate::components::ApiErrorPanel;
use crate::routes::CollectionAddress;
use crate::ui::{Button, CodeBlock, EmptyState, IconName, SearchInput};

/// The versions, or how to link the first one.
#[component]
pub fn Versions(
    /// Where the collection is.
    address: CollectionAddress,
    /// The collection.
    collection: Collection,
    /// The versions that are loaded.
    list: VersionList,
    /// The state of the page.
    state: PageState,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/collection/versions.css");
    if list.total_count == 0 {
        return view! { <NoVersions address collection /> }.into_any();
    }
    let (filter, sort) = (
        state.part(|state| state.filter.clone()),
        state.part(|state| state.sort.clone()),
    );
    let keys = Memo::new(move |_| list.rows().with(|rows| rows::metric_keys(rows)));
    // Part of the versions cannot be sorted without hiding that the rest may come before them.
    let order = Memo::new(move |_| {
        if list.is_complete() {
            sort.get()
        } else {
            SortOrder::default()
        }
    });
    let shown = Memo::new(move |_| {
        list.rows()
            .with(|rows| rows::shown(rows, &filter.read(), &order.read()))
    });
    let shown_count = Signal::derive(move || shown.with(Vec::len));
    view! { class=class,
        <div class="toolbar">
            <SearchInput label="Filter versions" value=filter is_large=true on_input=move |text| state.filter(text) />
            <span class="small subtle" role="status">{move || counted(shown_count.get(), list.total_count)}</span>
            <ColumnChooser keys state />
        </div>
        <Honesty list filter sort scope=class />
        <Show when=move || shown_count.get() != 0 fallback=move || view! { <FilteredOut filter list state /> }>
            <VersionTable address=address.clone() list shown order state />
        </Show>
        <More list scope=class />
    }
    .into_any()
}

fn counted(shown: usize, total: usize) -> String {
    if shown == total {
        versions(total)
    } else {
        format!("{} of {}", number(shown), number(total))
    }
}

fn number(rows: usize) -> String {
    count(i64::try_from(rows).unwrap_or(i64::MAX))
}

fn versions(rows: usize) -> String {
    count_of(i64::try_from(rows).unwrap_or(i64::MAX), "version", "versions")
}

/// Says so when what was asked for covers only the versions that are loaded.
#[component]
fn Honesty(
    list: VersionList,
    filter: Memo<String>,
    sort: Memo<SortOrder>,
    scope: &'static str,
) -> impl IntoView {
    let words = move || {
        let is_sorted = sort.with(|sort| *sort != SortOrder::default());
        let loaded = list.rows().with(Vec::len);
        match (list.is_complete(), is_sorted, filter.with(String::is_empty)) {
            (true, ..) | (false, false, true) => None,
            (false, true, _) => Some(format!(
                "Newest first: {} are loaded, and sorting needs all of them.",
                versions(loaded)
            )),
            (false, false, false) => Some(format!(
                "The filter looks at the newest {}, which are loaded.",
                versions(loaded)
            )),
        }
    };
    move || {
        words().map(|words| {
            view! { class=scope,
                <div class="note" role="status">
                    <span>{words}</span>
                    <LoadAll list />
                </div>
            }
        })
    }
}

#[component]
fn LoadAll(list: VersionList) -> impl IntoView {
    let is_pending = Signal::derive(move || list.progress() == Progress::Loading);
    let words = move || {
        if is_pending.get() {
            "Loading…".to_owned()
        } else {
            format!("Load all {}", number(list.total_count))
        }
    };
    view! { <Button is_small=true is_pending on_press=move |()| list.load_all()>{words}</Button> }
}

/// The way to the versions that are not loaded.
#[component]
fn More(list: VersionList, scope: &'static str) -> impl IntoView {
    let is_pending = Signal::derive(move || list.progress() == Progress::Loading);
    let words = move || {
        let loaded = list.rows().with(Vec::len);
        let act = if is_pending.get() { "Loading" } else { "Load more" };
        format!(
            "{act} ({} of {} loaded)",
            number(loaded),
            number(list.total_count)
        )
    };
    let failed = move || match list.progress() {
        Progress::Failed(error) => Some(view! {
            <ApiErrorPanel title="Could not load more versions" error on_retry=move |()| list.load_more() />
        }),
        Progress::Idle | Progress::Loading => None,
    };
    let button = move || {
        (!list.is_complete()).then(|| {
            view! { class=scope,
                <div class="more"><Button is_pending on_press=move |()| list.load_more()>{words}</Button></div>
            }
        })
    };
    view! { {failed} {button} }
}

#[component]
fn FilteredOut(filter: Memo<String>, list: VersionList, state: PageState) -> impl IntoView {
    let loaded = list.rows().with_untracked(Vec::len);
    let words = format!("“{}” hides {}.", filter.get_untracked(), versions(loaded));
    view! {
        <EmptyState icon=IconName::Filter title="No version matches" words>
            <Button on_press=move |()| state.filter(String::new())>"Clear the filter"</Button>
        </EmptyState>
    }
}

#[component]
fn NoVersions(address: CollectionAddress, collection: Collection) -> impl IntoView {
    let code = link_into(
        &address.registry,
        &address.collection,
        &collection.default_artifact_type.name,
    );
    let title = format!("No version in {} yet", address.collection);
    view! {
        <EmptyState icon=IconName::Box title words="Link one from a run. These lines are all it takes:">
            <CodeBlock code label="Lines that link a version" />
        </EmptyState>
    }
}
