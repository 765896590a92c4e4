//! The last value of each metric.

use domain::series::grouped;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::page_state::PageState;
use crate::charts::{Bar, Bars};

/// The summary of a run as numbers with bars, those that are looked for. What shares a prefix shares a scale: bars of
/// losses beside bars of bytes would say nothing.
#[component]
pub fn SummaryBars(numbers: Vec<(String, f64)>, state: PageState) -> impl IntoView {
    let class = style_sheet!("./src/pages/run/metrics/summary.css");
    let names: Vec<String> = numbers.iter().map(|(name, _)| name.clone()).collect();
    let all = names.clone();
    let has_any = Memo::new(move |_| all.iter().any(|name| state.shows(name)));
    let boxes = grouped(names)
        .into_iter()
        .map(|group| {
            let of_group: Vec<Bar> = numbers
                .iter()
                .filter(|(name, _)| group.keys.contains(name))
                .map(|(name, value)| Bar {
                    name: name.clone(),
                    value: *value,
                })
                .collect();
            let label = format!(
                "Last values of {}",
                if group.name.is_empty() {
                    "metrics"
                } else {
                    &group.name
                }
            );
            let bars = Memo::new(move |_| {
                of_group
                    .iter()
                    .filter(|bar| state.shows(&bar.name))
                    .cloned()
                    .collect::<Vec<_>>()
            });
            let is_empty = move || bars.with(Vec::is_empty);
            view! { class=class, <div class="box" hidden=is_empty><Bars label bars /></div> }
        })
        .collect_view();
    view! { class=class,
        <section class="summary" hidden=move || !has_any.get()>
            <h2 class="title">"Summary"</h2>
            <div class="boxes">{boxes}</div>
        </section>
    }
}
