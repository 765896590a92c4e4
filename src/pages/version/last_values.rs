//! The last values of a run whose project the viewer may not see: they belong to the version, its history does not.

use domain::format::exact_number;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::version::RunBrief;

use crate::ui::{EmptyState, IconName};

/// The summary metrics of the run that logged a version.
#[component]
pub fn LastValues(
    /// The run.
    run: RunBrief,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/last_values.css");
    let values = run.summary_metrics.numbers();
    let name = run.shown_name().to_owned();
    if values.is_empty() {
        let words =
            format!("{name} logged this version in a project that you may not see, and left no last values.");
        return view! { <EmptyState icon=IconName::ChartLine title="No metrics to show" words /> }.into_any();
    }
    let row = |(key, value): (String, f64)| {
        view! { <tr><th scope="row" class="mono">{key}</th> <td class="num">{exact_number(value)}</td></tr> }
    };
    view! { class=class,
        <p class="why">
            {format!("The history of {name} is in a project that you may not see. These are its last values.")}
        </p>
        <div class="table-frame values">
            <table class="table">
                <caption class="sr-only">{format!("Last values of {name}")}</caption>
                <thead><tr><th scope="col">"Metric"</th> <th scope="col" class="num">"Last value"</th></tr></thead>
                <tbody>{values.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
