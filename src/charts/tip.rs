//! The exact values under the cursor.

use domain::format::number_with_significant_digits;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::axis::ChartAxis;
use super::frame::Frame;
use super::line::{Line, Reading};

/// Between the cursor and the values.
const GAP_PX: f64 = 10.0;
/// As many digits as single precision, in which most metrics are computed, can tell apart; the table has all.
const DIGITS: usize = 7;

/// A box beside the cursor, on the side that has more room.
#[component]
pub fn Tip(
    lines: Signal<Vec<Line>>,
    axis: Signal<ChartAxis>,
    frame: ReadSignal<Option<Frame>>,
    readings: Memo<Option<Vec<Option<Reading>>>>,
) -> impl IntoView {
    let class = style_sheet!("./src/charts/tip.css");
    let first = move || readings.with(|readings| readings.as_ref()?.iter().flatten().next().copied());
    let place = move || {
        let (frame, x) = (frame.get()?, first()?.x);
        let px = frame.px_from_x(x);
        let is_left_half = px < f64::midpoint(frame.left_px, frame.right_px());
        Some(if is_left_half {
            format!("translateX({:.1}px)", px + GAP_PX)
        } else {
            format!("translateX(calc({:.1}px - 100%))", px - GAP_PX)
        })
    };
    let rows = move || {
        let readings = readings.get().unwrap_or_default();
        let rows = lines.get().into_iter().zip(readings);
        rows.filter_map(|(line, reading)| Some(row(class, line, reading?)))
            .collect_view()
    };
    view! { class=class,
        <div class="tip" aria-hidden="true" style:transform=move || place().unwrap_or_default()>
            <div class="where">{move || first().map(|reading| axis.get().describe(reading.x))}</div>
            {rows}
        </div>
    }
}

fn row(class: &'static str, line: Line, reading: Reading) -> impl IntoView {
    let is_smoothed = line.is_smoothed();
    let value =
        number_with_significant_digits(if is_smoothed { reading.smooth } else { reading.raw }, DIGITS);
    let raw = is_smoothed.then(|| {
        let raw = number_with_significant_digits(reading.raw, DIGITS);
        view! { class=class, <span class="raw">"raw " {raw}</span> }
    });
    view! { class=class,
        <div class="reading">
            <span class="swatch" data-color=line.color.to_string()></span>
            <span class="series">{line.name}</span>
            <b class="value">{value}</b>
            {raw}
        </div>
    }
}
