//! Charts whose values are loaded with one request.

use std::sync::Arc;

use domain::series::Point;
use domain::url_state::XAxis;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::ApiError;
use wire::run::{HistoryAxis, MetricSamples};

use super::Shared;
use crate::api;
use crate::charts::{ChartAxis, Line, LineChart};
use crate::components::ApiErrorPanel;
use crate::pages::load::Asked;

fn scope() -> &'static str {
    let class = style_sheet!("./src/pages/run/metrics/batch.css");
    class
}

/// Places in which charts will be.
#[component]
pub fn ChartSkeletons(count: usize) -> impl IntoView {
    let class = scope();
    let place = move |_| view! { class=class, <div class="place"></div> };
    view! { class=class, <div class="places" aria-hidden="true">{(0..count).map(place).collect_view()}</div> }
}

/// Some metrics that are loaded with one request, again for each axis.
#[derive(Clone, Copy)]
pub struct Request {
    answer: Asked<Answer>,
    attempt: RwSignal<u32>,
}

/// The curves, and the axis that they are over: the one that is chosen may be another by now.
#[derive(Clone)]
struct Answer {
    axis: XAxis,
    curves: Result<Vec<MetricSamples>, ApiError>,
}

impl Request {
    /// Asks for curves of metrics.
    pub fn new(keys: Vec<String>, shared: Shared) -> Self {
        let attempt = RwSignal::new(0_u32);
        let axis = shared.state.part(|state| state.axis);
        let answer = Asked::new(move || {
            attempt.track();
            let axis = axis.get();
            let asked = api::run::curves(shared.run.get_value(), keys.clone(), of_api(axis));
            async move {
                let curves = asked.await;
                Answer { axis, curves }
            }
        });
        Self { answer, attempt }
    }
}

const fn of_api(axis: XAxis) -> HistoryAxis {
    match axis {
        XAxis::Step => HistoryAxis::Step,
        XAxis::Time => HistoryAxis::Time,
        XAxis::Relative => HistoryAxis::Runtime,
    }
}

/// Draws a chart of some of the metrics of a request. What fails here leaves other requests alone.
#[component]
pub fn Batch(keys: Vec<String>, request: Request, shared: Shared) -> impl IntoView {
    let class = scope();
    let count = keys.len();
    let retry = Callback::new(move |()| request.attempt.update(|attempt| *attempt += 1));
    let charts = move |Answer { axis, curves }: Answer| match curves {
        Ok(curves) => curves
            .into_iter()
            .filter(|samples| keys.contains(&samples.key))
            .map(|samples| view! { <MetricChart samples axis shared /> })
            .collect_view()
            .into_any(),
        Err(error) => {
            view! { <ApiErrorPanel title="Could not load these metrics" error on_retry=retry /> }.into_any()
        }
    };
    let place = move |_| view! { class=class, <div class="place" aria-hidden="true"></div> };
    let waiting = move || (0..count).map(place).collect_view();
    request.answer.view(waiting, charts)
}

/// One metric. It stays while it is not looked for, so that it need not be loaded again.
#[component]
fn MetricChart(samples: MetricSamples, axis: XAxis, shared: Shared) -> impl IntoView {
    let class = scope();
    let state = shared.state;
    let key = samples.key.clone();
    let title = key.clone();
    let chosen_axis = state.chart_axis();
    let axis = Memo::new(move |_| ChartAxis {
        axis,
        ..chosen_axis.get()
    });
    let smoothing = state.part(|state| state.smoothing);
    let points: Arc<[Point]> = samples.points().into();
    let lines = Memo::new(move |_| {
        vec![Line::new(
            shared.series.get(),
            1,
            Arc::clone(&points),
            smoothing.get().weight(),
        )]
    });
    let mark = Memo::new(move |_| {
        let step = shared.marked_step.get()?;
        if axis.get().axis == XAxis::Step {
            return Some(step);
        }
        samples.place_of_step(step)
    });
    view! { class=class,
        <div class="chart-place" hidden=move || !state.shows(&key)>
            <LineChart
                title
                lines
                axis
                mark
                cursor=shared.cursor
                theme=shared.theme
                shows_data=state.part(|state| state.shows_data)
            />
        </div>
    }
}
