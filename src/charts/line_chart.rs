//! A line chart with its name, its cursor and its table of values.

use leptos::html::Canvas;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use domain::format::metric;

use super::axis::ChartAxis;
use super::canvas::watch_size;
use super::cursor::Cursor;
use super::data_table::DataTable;
use super::draw::{Picture, draw};
use super::frame::Frame;
use super::hover::Hover;
use super::line::Line;
use super::palette::ThemeChanges;
use super::summary::in_words;

/// A line chart.
///
/// Hovering moves the shared cursor and redraws only what stands above the canvas.
#[component]
pub fn LineChart(
    /// What it shows.
    #[prop(into)]
    title: String,
    /// The lines, the first at the back; the cursor stops at the values of the first.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
    /// What they are drawn over.
    #[prop(into)]
    axis: Signal<ChartAxis>,
    /// A place that is marked by an upright line.
    #[prop(into)]
    mark: Signal<Option<f64>>,
    /// Where the reader points, on this chart or another of the page.
    cursor: Cursor,
    /// Tells when the colours change.
    theme: ThemeChanges,
    /// Whether the values are shown instead of the lines.
    #[prop(into)]
    shows_data: Signal<bool>,
) -> impl IntoView {
    let class = style_sheet!("./src/charts/line_chart.css");
    let words = {
        let title = title.clone();
        move || lines.with(|lines| in_words(&title, lines, axis.get()))
    };
    let value = move || {
        lines.with(|lines| {
            let line = lines.first()?;
            let pointed = cursor.get().and_then(|x| line.reading(x));
            pointed
                .map(|reading| reading.smooth)
                .or_else(|| line.last())
                .map(metric)
        })
    };
    let name = title.clone();
    let shown = move || {
        let title = title.clone();
        if shows_data.get() {
            view! { <DataTable title lines axis /> }.into_any()
        } else {
            view! { <Plot title lines axis mark cursor theme /> }.into_any()
        }
    };
    view! { class=class,
        <figure class="chart">
            <figcaption class="head">
                <span class="name" title=name.clone()>{name.clone()}</span>
                <span class="value" aria-hidden="true">{value}</span>
                <span class="sr-only">{words}</span>
            </figcaption>
            {shown}
        </figure>
    }
}

/// The canvas, and the cursor above it.
#[component]
fn Plot(
    title: String,
    lines: Signal<Vec<Line>>,
    axis: Signal<ChartAxis>,
    mark: Signal<Option<f64>>,
    cursor: Cursor,
    theme: ThemeChanges,
) -> impl IntoView {
    let class = style_sheet!("./src/charts/plot.css");
    let canvas = NodeRef::<Canvas>::new();
    let size = watch_size(canvas);
    // Labels are measured on the canvas, so where things are is known only once it is drawn.
    let frame = RwSignal::new(None::<Frame>);
    Effect::new(move |_| {
        theme.track();
        let (Some(canvas), Some(size)) = (canvas.get(), size.get()) else {
            return;
        };
        let drawn = lines.with(|lines| {
            draw(
                &canvas,
                size,
                &Picture {
                    lines,
                    axis: axis.get(),
                    mark: mark.get(),
                },
            )
        });
        frame.set(drawn);
    });
    let has_nothing = move || size.with(Option::is_some) && frame.with(Option::is_none);
    let nothing =
        move || has_nothing().then(|| view! { class=class, <p class="nothing">"No values to draw"</p> });
    view! { class=class,
        <div class="plot">
            <canvas class="canvas" node_ref=canvas aria-hidden="true"></canvas>
            <Hover title lines axis frame=frame.read_only() cursor />
            {nothing}
        </div>
    }
}
