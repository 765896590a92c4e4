//! A few charts whose values are loaded with one request.

use std::sync::Arc;

use domain::series::Point;
use domain::url_state::XAxis;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::ApiError;
use wire::run::{MetricRow, MetricSamples};

use super::Shared;
use crate::api;
use crate::charts::{Line, LineChart};
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

/// Loads some metrics and draws a chart of each. What fails here leaves the other charts alone.
#[component]
pub fn Batch(keys: Vec<String>, shared: Shared) -> impl IntoView {
    let class = scope();
    let attempt = RwSignal::new(0_u32);
    let count = keys.len();
    let answer = Asked::new(move || {
        attempt.track();
        api::run::samples(shared.run.get_value(), keys.clone())
    });
    let retry = Callback::new(move |()| attempt.update(|attempt| *attempt += 1));
    let charts = move |answer: Result<Vec<MetricSamples>, ApiError>| match answer {
        Ok(samples) => samples
            .into_iter()
            .map(|samples| view! { <MetricChart samples shared /> })
            .collect_view()
            .into_any(),
        Err(error) => {
            view! { <ApiErrorPanel title="Could not load these metrics" error on_retry=retry /> }.into_any()
        }
    };
    let place = move |_| view! { class=class, <div class="place" aria-hidden="true"></div> };
    let waiting = move || (0..count).map(place).collect_view();
    answer.view(waiting, charts)
}

/// One metric. It stays while it is not looked for, so that it need not be loaded again.
#[component]
fn MetricChart(samples: MetricSamples, shared: Shared) -> impl IntoView {
    let class = scope();
    let state = shared.state;
    let key = samples.key.clone();
    let title = key.clone();
    let samples = StoredValue::new(samples);
    let axis = state.chart_axis();
    let smoothing = state.part(|state| state.smoothing);
    let points = Memo::new(move |_| {
        let axis = axis.get().axis;
        Same(samples.with_value(|samples| samples.points(|row| place(row, axis)).into()))
    });
    let lines = Memo::new(move |_| {
        vec![Line::new(
            shared.series.get(),
            1,
            points.get().0,
            smoothing.get().weight(),
        )]
    });
    let mark = Memo::new(move |_| {
        let step = shared.marked_step.get()?;
        let axis = axis.get().axis;
        if axis == XAxis::Step {
            return Some(step);
        }
        samples.with_value(|samples| nearest_row(&samples.rows, step).map(|row| place(row, axis)))
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

/// Points that are the same only when they are the same allocation.
#[derive(Clone)]
struct Same(Arc<[Point]>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

fn place(row: &MetricRow, axis: XAxis) -> f64 {
    match axis {
        XAxis::Step => row.step,
        XAxis::Time => row.timestamp_s,
        XAxis::Relative => row.runtime_s,
    }
}

fn nearest_row(rows: &[MetricRow], step: f64) -> Option<&MetricRow> {
    rows.iter()
        .min_by(|one, other| (one.step - step).abs().total_cmp(&(other.step - step).abs()))
}
