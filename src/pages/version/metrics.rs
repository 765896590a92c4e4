//! The Metrics tab of a version: the history of the run that logged it, as charts.

use leptos::prelude::*;

use crate::pages::run::metrics::RunMetricsPanel;
use crate::routes::RunAddress;
use crate::ui::{EmptyState, IconName};

/// Charts of the metrics of the run that logged a version.
///
/// `run` is that run, `None` when a person made the version by hand. `series` names the version in tooltips (`v410`).
/// `logged_at_step` is `Artifact.historyStep` unchanged: the step after the last one that was logged before.
#[component]
pub fn MetricsTab(
    /// The run that logged the version.
    #[prop(into)]
    run: Signal<Option<RunAddress>>,
    /// What the version is called in the tips.
    #[prop(into)]
    series: Signal<String>,
    /// The next step at the time when the version was logged.
    #[prop(into)]
    logged_at_step: Signal<Option<i64>>,
) -> impl IntoView {
    // What was logged last before the version is what the version knows of.
    #[allow(clippy::cast_precision_loss, reason = "steps are far below 2^52")]
    let marked_step = Memo::new(move |_| {
        logged_at_step
            .get()
            .filter(|next| *next > 0)
            .map(|next| (next - 1) as f64)
    });
    let has_run = Memo::new(move |_| run.with(Option::is_some));
    move || {
        if has_run.get() {
            let run = Memo::new(move |_| run.get().unwrap_or_default());
            view! { <RunMetricsPanel run series marked_step /> }.into_any()
        } else {
            let words = "Metrics come from the run that logs a version with run.log_artifact().";
            view! { <EmptyState icon=IconName::ChartLine title="No run logged this version" words /> }
                .into_any()
        }
    }
}
