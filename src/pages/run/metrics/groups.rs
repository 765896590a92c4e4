//! Charts under the part of their names that they share.

use domain::series::{MetricGroup, grouped};
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::Shared;
use super::batch::{Batch, Request};
use crate::ui::{Button, EmptyState, Icon, IconName, IconSize};

/// How many metrics are asked for at once: those of a page, unless it has very many.
const KEYS_OF_REQUEST: usize = 100;

/// All charts, or that none is looked for.
#[component]
pub fn Groups(keys: Vec<String>, shared: Shared) -> impl IntoView {
    let all = keys.clone();
    let finds_any = Memo::new(move |_| all.is_empty() || all.iter().any(|key| shared.state.shows(key)));
    let clear = Callback::new(move |()| shared.state.search(String::new()));
    let groups = grouped(keys);
    let ordered: Vec<String> = groups
        .iter()
        .flat_map(|group| group.keys.iter().cloned())
        .collect();
    let requests: Vec<Request> = ordered
        .chunks(KEYS_OF_REQUEST)
        .map(|keys| Request::new(keys.to_vec(), shared))
        .collect();
    let mut place = 0;
    let groups = groups
        .into_iter()
        .map(|group| {
            let first = place;
            place += group.keys.len();
            let batches = in_requests(&group.keys, first)
                .into_iter()
                .filter_map(|(number, keys)| Some((*requests.get(number)?, keys)))
                .collect();
            view! { <Group group batches shared /> }
        })
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

/// The keys of a group by the number of the request that brings them; `first` is the place of its first key among all.
fn in_requests(keys: &[String], first: usize) -> Vec<(usize, Vec<String>)> {
    let mut parts: Vec<(usize, Vec<String>)> = Vec::new();
    for (place, key) in (first..).zip(keys) {
        let number = place / KEYS_OF_REQUEST;
        match parts.last_mut().filter(|(last, _)| *last == number) {
            Some((_, part)) => part.push(key.clone()),
            None => parts.push((number, vec![key.clone()])),
        }
    }
    parts
}

/// One group, which can be folded.
#[component]
fn Group(group: MetricGroup, batches: Vec<(Request, Vec<String>)>, shared: Shared) -> impl IntoView {
    let class = style_sheet!("./src/pages/run/metrics/groups.css");
    let MetricGroup { name, keys } = group;
    let words = if name.is_empty() {
        "Metrics".to_owned()
    } else {
        name
    };
    let shown_count = Memo::new(move |_| keys.iter().filter(|key| shared.state.shows(key)).count());
    let batches = batches
        .into_iter()
        .map(|(request, keys)| view! { <Batch keys request shared /> })
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
