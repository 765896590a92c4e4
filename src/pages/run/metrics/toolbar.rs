//! What is drawn, over what, and how smooth.

use domain::format::count_of;
use domain::url_state::{Smoothing, XAxis};
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::Shared;
use crate::charts::step_in_words;
use crate::ui::{Icon, IconName, SearchInput, Segmented};

/// The controls above the charts.
#[component]
pub fn Toolbar(metric_count: usize, shared: Shared) -> impl IntoView {
    let class = style_sheet!("./src/pages/run/metrics/toolbar.css");
    let state = shared.state;
    let label = format!(
        "Search {}",
        count_of(
            i64::try_from(metric_count).unwrap_or(i64::MAX),
            "metric",
            "metrics"
        )
    );
    let shows_data = state.part(|state| state.shows_data);
    let legend = move || {
        let step = shared.marked_step.get()?;
        let words = format!("{} was logged at {}", shared.series.get(), step_in_words(step));
        Some(
            view! { class=class, <span class="legend"><span class="dash" aria-hidden="true"></span>{words}</span> },
        )
    };
    view! { class=class,
        <div class="toolbar controls">
            <SearchInput
                label
                value=state.part(|state| state.search.clone())
                on_input=move |text| state.search(text)
            />
            <Segmented
                label="Draw over"
                choices=XAxis::ALL.to_vec()
                chosen=state.part(|state| state.axis)
                on_choose=move |axis| {
                    shared.cursor.clear();
                    state.draw_over(axis);
                }
            />
            <SmoothingSlider shared />
            {legend}
            <span class="grow"></span>
            <button
                type="button"
                class="toggle"
                aria-pressed=move || shows_data.get().to_string()
                on:click=move |_| state.toggle_data()
            >
                <Icon name=IconName::Table2 />
                "Data"
            </button>
        </div>
    }
}

/// How much the lines are smoothed.
#[component]
fn SmoothingSlider(shared: Shared) -> impl IntoView {
    let class = style_sheet!("./src/pages/run/metrics/smoothing.css");
    let state = shared.state;
    let smoothing = state.part(|state| state.smoothing);
    let read = move |event: leptos::ev::Event| {
        let hundredths = event_target_value(&event).parse().unwrap_or(0);
        state.smooth(Smoothing::of_hundredths(hundredths));
    };
    view! { class=class,
        <label class="smoothing">
            "Smoothing"
            <input
                class="slider"
                type="range"
                min="0"
                max=Smoothing::MOST.to_string()
                prop:value=move || smoothing.get().hundredths().to_string()
                aria-valuetext=move || format!("{:.2}", smoothing.get().weight())
                on:input=read
            />
            <span class="amount" aria-hidden="true">{move || format!("{:.2}", smoothing.get().weight())}</span>
        </label>
    }
}
