//! The metrics of a run as charts, on its own page and on the pages of the versions that it logged.

mod batch;
mod groups;
mod page_state;
mod summary;
mod toolbar;

use leptos::prelude::*;
use wire::ApiError;
use wire::run::RunMetrics;

use crate::api;
use crate::api::run::HistoryOf;
use crate::charts::{Cursor, ThemeChanges};
use crate::components::ApiErrorPanel;
use crate::pages::load::Asked;
use crate::ui::{EmptyState, IconName};

use batch::ChartSkeletons;
use groups::Groups;
use page_state::PageState;
use summary::SummaryBars;
use toolbar::Toolbar;

/// What the charts of one run share.
#[derive(Clone, Copy)]
struct Shared {
    /// Whose metrics they are.
    run: StoredValue<HistoryOf>,
    /// What the line is called in the tips.
    series: Signal<String>,
    /// The step that is marked in all of them.
    marked_step: Signal<Option<f64>>,
    /// What the address says.
    state: PageState,
    /// Where the reader points.
    cursor: Cursor,
    /// When the colours change.
    theme: ThemeChanges,
}

/// Charts of all metrics of a run.
#[component]
pub fn RunMetricsPanel(
    /// How the run is reached.
    #[prop(into)]
    run: Signal<HistoryOf>,
    /// What its line is called in the tips.
    #[prop(into)]
    series: Signal<String>,
    /// The step that is marked in all charts.
    #[prop(into)]
    marked_step: Signal<Option<f64>>,
) -> impl IntoView {
    let attempt = RwSignal::new(0_u32);
    let answer = Asked::new(move || {
        attempt.track();
        let run = run.get();
        async move { (run.clone(), api::run::metrics(run).await) }
    });
    let retry = Callback::new(move |()| attempt.update(|attempt| *attempt += 1));
    let theme = ThemeChanges::watch();
    let panel = move |(run, answer)| {
        let shared = Shared {
            run: StoredValue::new(run),
            series,
            marked_step,
            state: PageState::of_address(),
            cursor: Cursor::new(),
            theme,
        };
        view! { <Answer answer shared retry /> }
    };
    let waiting = || view! { <ChartSkeletons count=6 /> };
    answer.view(waiting, panel)
}

/// What the server said about the metrics.
#[component]
fn Answer(
    answer: Result<Option<RunMetrics>, ApiError>,
    shared: Shared,
    retry: Callback<()>,
) -> impl IntoView {
    let metrics = match answer {
        Ok(Some(metrics)) => metrics,
        Ok(None) => {
            let words = "It was deleted, or you have no role in its project.";
            return view! { <EmptyState icon=IconName::ChartLine title="No run to show metrics of" words /> }
                .into_any();
        }
        Err(error) => {
            return view! { <ApiErrorPanel title="Could not load the metrics" error on_retry=retry /> }
                .into_any();
        }
    };
    let keys = metrics.numeric_keys();
    let numbers = metrics.summary_metrics.numbers();
    if keys.is_empty() && numbers.is_empty() {
        let words = "What run.log({\"loss\": 0.1}) gets shows up here, one chart for each name.";
        return view! { <EmptyState icon=IconName::ChartLine title="This run logged no metrics" words /> }
            .into_any();
    }
    view! {
        <Toolbar metric_count=keys.len() shared />
        <Groups keys shared />
        <SummaryBars numbers state=shared.state />
    }
    .into_any()
}
