//! The table of versions.

use std::sync::Arc;

use domain::url_state::{SortKey, SortOrder};
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::list::VersionList;
use super::page_state::PageState;
use super::rows::{MetricColumn, TableRow};
use super::table_row::VersionTableRow;
use crate::routes::CollectionAddress;
use crate::ui::{RowSpacer, SortDirection, SortHeader, drawn_rows};

/// The versions as rows; each leads to its version.
#[component]
pub fn VersionTable(
    /// Where the collection is.
    address: CollectionAddress,
    /// The versions that are loaded.
    list: VersionList,
    /// The rows, in order.
    shown: Memo<Vec<Arc<TableRow>>>,
    /// How they are sorted.
    order: Memo<SortOrder>,
    /// The state of the page.
    state: PageState,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/collection/table.css");
    let keys = state.part(|state| state.columns.clone());
    let columns = Memo::new(move |_| {
        list.rows().with(|rows| {
            keys.get()
                .into_iter()
                .map(|key| MetricColumn::new(key, rows))
                .collect::<Vec<_>>()
        })
    });
    let body = NodeRef::new();
    let row_count = Signal::derive(move || shown.with(Vec::len));
    let drawn = drawn_rows(body, row_count);
    let rows = Memo::new(move |_| {
        let drawn = drawn.rows.get();
        let all = shown.read();
        let slice = all.get(drawn.start..drawn.end.min(all.len())).unwrap_or_default();
        slice
            .iter()
            .enumerate()
            .map(|(at, row)| (drawn.start + at, Arc::clone(row)))
            .collect::<Vec<_>>()
    });
    let address = StoredValue::new(address);
    view! { class=class,
        <div class="table-frame">
            // The header counts as the first row.
            <table class="table" aria-rowcount=move || (row_count.get() + 1).to_string()>
                <caption class="sr-only">"Versions of the collection"</caption>
                <thead>
                    <HeadRow keys order state />
                </thead>
                <tbody node_ref=body>
                    <RowSpacer height_px=drawn.above_px />
                    <For each=move || rows.get() key=|(at, row)| (*at, row.row.id.clone()) let((at, row))>
                        <VersionTableRow address=address.get_value() row row_index=at + 2 columns scope=class />
                    </For>
                    <RowSpacer height_px=drawn.below_px />
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn HeadRow(keys: Memo<Vec<String>>, order: Memo<SortOrder>, state: PageState) -> impl IntoView {
    let metrics = move || {
        let header = |metric: String| {
            view! { <Head label=metric.clone() key=SortKey::Metric(metric) is_number=true order state /> }
        };
        keys.get().into_iter().map(header).collect_view()
    };
    view! {
        <tr>
            <Head label="Version" key=SortKey::Version order state />
            <th scope="col">"Aliases"</th>
            <th scope="col" class="wide-only">"Tags"</th>
            {metrics}
            <Head label="Size" key=SortKey::Size is_number=true order state />
            <Head label="Files" key=SortKey::Files is_number=true order state />
            <Head label="Run" key=SortKey::Run order state />
            <th scope="col" class="wide-only">"Source"</th>
            <Head label="Linked" key=SortKey::Linked order state />
        </tr>
    }
}

/// A header that sorts; while not every version is loaded, the page says what is missing.
#[component]
fn Head(
    #[prop(into)] label: String,
    key: SortKey,
    #[prop(optional)] is_number: bool,
    order: Memo<SortOrder>,
    state: PageState,
) -> impl IntoView {
    let direction = {
        let key = key.clone();
        Signal::derive(move || {
            order.with(|order| {
                let way = if order.is_descending {
                    SortDirection::Descending
                } else {
                    SortDirection::Ascending
                };
                (order.key == key).then_some(way)
            })
        })
    };
    let press = move |()| state.sort(state.now().sort.pressed(key.clone()));
    view! { <SortHeader label direction is_number on_sort=press /> }
}
