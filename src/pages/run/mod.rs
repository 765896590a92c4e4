//! The page of a run: what it is, what it used and made, its configuration and its metrics.

mod artifacts;
mod config;
mod header;
pub mod metrics;

use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::ApiError;
use wire::run::Run;

use crate::api;
use crate::api::run::HistoryOf;
use crate::components::{ApiErrorPanel, NotFoundPanel};
use crate::pages::load::Asked;
use crate::routes::RunAddress;
use crate::state::page_name::PageName;
use crate::ui::{Skeleton, SkeletonRows};

use artifacts::RunArtifacts;
use config::RunConfig;
use header::RunHeader;
use metrics::RunMetricsPanel;

/// The page of a run.
#[component]
pub fn RunPage(
    /// Where it is.
    address: Signal<RunAddress>,
) -> impl IntoView {
    let attempt = RwSignal::new(0_u32);
    let answer = Asked::new(move || {
        attempt.track();
        let address = address.get();
        async move { (address.clone(), api::run::run(address).await) }
    });
    let retry = Callback::new(move |()| attempt.update(|attempt| *attempt += 1));
    let page = move |(address, answer)| view! { <Answer address answer retry /> };
    let waiting =
        || view! { <div class="stack"><Skeleton is_title=true /> <Skeleton /> <SkeletonRows rows=8 /></div> };
    answer.view(waiting, page)
}

/// What the server said about a run.
#[component]
fn Answer(address: RunAddress, answer: Result<Option<Run>, ApiError>, retry: Callback<()>) -> impl IntoView {
    match answer {
        Ok(Some(run)) => view! { <Loaded address run /> }.into_any(),
        Ok(None) => view! { <NotFoundPanel title=format!("No run “{}” here", address.run) /> }.into_any(),
        Err(error) => {
            view! { <ApiErrorPanel title="Could not load the run" error on_retry=retry /> }.into_any()
        }
    }
}

/// A run that is loaded.
#[component]
fn Loaded(address: RunAddress, run: Run) -> impl IntoView {
    let class = style_sheet!("./src/pages/run/run.css");
    let series = run.shown_name().to_owned();
    PageName::set(series.clone());
    let nothing_marked = Signal::stored(None::<f64>);
    let config = run.plain_config();
    let (inputs, outputs) = (run.input_artifacts.clone(), run.output_artifacts.clone());
    view! { class=class,
        <RunHeader address=address.clone() run />
        <div class="columns">
            <RunArtifacts
                title="Used"
                nothing="This run used no versions."
                artifacts=inputs.unwrap_or_default()
            />
            <RunArtifacts
                title="Made"
                nothing="This run logged no versions."
                artifacts=outputs.unwrap_or_default()
            />
            <RunConfig config />
        </div>
        <RunMetricsPanel run=HistoryOf::Run(address) series marked_step=nothing_marked />
    }
}
