//! **Show metrics**: which summary metrics are columns of the table.

use domain::fold::Fold as _;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::page_state::PageState;
use crate::ui::{Icon, IconName, SearchInput};

/// From how many metrics on a search box helps to find one.
const SEARCHED_FROM: usize = 9;

/// A button that opens the list of metrics; each is a box to tick.
#[component]
pub fn ColumnChooser(
    /// The metrics that the loaded versions have.
    keys: Memo<Vec<String>>,
    /// The state of the page.
    state: PageState,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/collection/columns.css");
    let columns = state.part(|state| state.columns.clone());
    let shown_count =
        move || columns.with(|columns| (!columns.is_empty()).then(|| columns.len().to_string()));
    // Opening, closing by Escape or a click elsewhere, and giving the focus back are the browser's.
    view! { class=class,
        <button type="button" class="opener" popovertarget="show-metrics">
            <Icon name=IconName::Columns3 />
            "Show metrics"
            <span class="count">{shown_count}</span>
        </button>
        <div id="show-metrics" class="menu" popover="auto" role="group" aria-label="Metrics shown as columns">
            <MetricList keys columns state scope=class />
        </div>
    }
}

#[component]
fn MetricList(
    keys: Memo<Vec<String>>,
    columns: Memo<Vec<String>>,
    state: PageState,
    scope: &'static str,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let is_long = Memo::new(move |_| keys.with(|keys| keys.len() >= SEARCHED_FROM));
    let search_box = move || {
        let on_input = move |text| search.set(text);
        is_long
            .get()
            .then(|| view! { <SearchInput label="Find a metric" value=search on_input /> })
    };
    let found = Memo::new(move |_| {
        let wanted = search.get().folded();
        keys.with(|keys| {
            keys.iter()
                .filter(|key| key.folded().contains(&wanted))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let nothing = move || {
        let words = if keys.with(Vec::is_empty) {
            "The runs that logged these versions have no summary metrics."
        } else {
            "No metric has this in its name."
        };
        found
            .with(Vec::is_empty)
            .then(|| view! { class=scope, <p class="nothing">{words}</p> })
    };
    view! { class=scope,
        {search_box}
        <div class="choices">
            <For each=move || found.get() key=String::clone let(key)>
                <MetricChoice key columns state scope />
            </For>
        </div>
        {nothing}
    }
}

#[component]
fn MetricChoice(
    key: String,
    columns: Memo<Vec<String>>,
    state: PageState,
    scope: &'static str,
) -> impl IntoView {
    let is_shown = {
        let key = key.clone();
        move || columns.with(|columns| columns.contains(&key))
    };
    let words = key.clone();
    view! { class=scope,
        <label class="choice">
            <input type="checkbox" prop:checked=is_shown on:change=move |_| state.toggle_column(&key) />
            <span class="mono name">{words}</span>
        </label>
    }
}
