//! Charts under the part of their names that they share.

use domain::series::{MetricGroup, grouped};
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::Shared;
use super::batch::Batch;
use crate::ui::{Button, EmptyState, Icon, IconName, IconSize};

/// How many metrics are asked for at once.
const BATCH: usize = 9;

/// All charts, or that none is looked for.
#[component]
pub fn Groups(keys: Vec<String>, shared: Shared) -> impl IntoView {
    let all = keys.clone();
    let finds_any = Memo::new(move |_| all.is_empty() || all.iter().any(|key| shared.state.shows(key)));
    let clear = Callback::new(move |()| shared.state.search(String::new()));
    let groups = grouped(keys)
        .into_iter()
        .map(|group| view! { <Group group shared /> })
        .collect_view();
    view! {
        <Show when=move || !finds_any.get()>
            <EmptyState icon=IconName::Search title="No metric has such a name" words="Every word must be in the name.">
                <Button on_press=clear>"Show all metrics"</Button>
            </EmptyState>
        </Show>
        {groups}
    }
}

/// One group, which can be folded.
#[component]
fn Group(group: MetricGroup, shared: Shared) -> impl IntoView {
    let class = style_sheet!("./src/pages/run/metrics/groups.css");
    let MetricGroup { name, keys } = group;
    let words = if name.is_empty() {
        "Metrics".to_owned()
    } else {
        name
    };
    let counted = keys.clone();
    let shown_count = Memo::new(move |_| counted.iter().filter(|key| shared.state.shows(key)).count());
    let batches = keys
        .chunks(BATCH)
        .map(|keys| view! { <Batch keys=keys.to_vec() shared /> })
        .collect_view();
    view! { class=class,
        <details class="group" open=true hidden=move || shown_count.get() == 0>
            <summary class="heading">
                <span class="sign"><Icon name=IconName::ChevronRight size=IconSize::Small /></span>
                <h2 class="name">{words}</h2>
                <span class="count">{shown_count}</span>
            </summary>
            <div class="charts">{batches}</div>
        </details>
    }
}
