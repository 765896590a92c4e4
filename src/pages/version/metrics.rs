//! The Metrics tab of a version: the history of the run that logged it, as charts.

use std::sync::Arc;

use leptos::prelude::*;

use super::subject::Subject;
use crate::api::run::HistoryOf;
use crate::pages::run::metrics::RunMetricsPanel;
use crate::ui::{EmptyState, IconName};

/// Charts of the metrics of the run that logged a version.
#[component]
pub fn MetricsTab(
    /// The version.
    subject: Arc<Subject>,
) -> impl IntoView {
    if subject.run().is_none() {
        let words = "Metrics come from the run that logs a version with run.log_artifact().";
        return view! { <EmptyState icon=IconName::ChartLine title="No run logged this version" words /> }
            .into_any();
    }
    // `historyStep` is the step after the last one that was logged before: that last one is what the version knows of.
    #[allow(clippy::cast_precision_loss, reason = "steps are far below 2^52")]
    let last_step = |next: i64| (next - 1) as f64;
    let marked_step = subject
        .artifact
        .history_step
        .filter(|next| *next > 0)
        .map(last_step);
    let run = HistoryOf::Version(subject.artifact.id.clone());
    view! {
        <RunMetricsPanel
            run=Signal::stored(run)
            series=Signal::stored(subject.membership.version.clone())
            marked_step=Signal::stored(marked_step)
        />
    }
    .into_any()
}
