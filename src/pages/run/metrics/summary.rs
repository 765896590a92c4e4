//! The last value of each metric.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::page_state::PageState;
use crate::charts::{Bar, Bars};

/// The summary of a run as numbers with bars; those that are looked for.
#[component]
pub fn SummaryBars(numbers: Vec<(String, f64)>, state: PageState) -> impl IntoView {
    let class = style_sheet!("./src/pages/run/metrics/summary.css");
    let bars = Memo::new(move |_| {
        let shown = numbers.iter().filter(|(name, _)| state.shows(name));
        shown
            .map(|(name, value)| Bar {
                name: name.clone(),
                value: *value,
            })
            .collect::<Vec<_>>()
    });
    let has_any = Memo::new(move |_| bars.with(|bars| !bars.is_empty()));
    view! { class=class,
        <section class="summary" hidden=move || !has_any.get()>
            <h2 class="title">"Summary"</h2>
            <div class="box"><Bars label="Last value of each metric" bars /></div>
        </section>
    }
}
