//! What stands above a chart while a reader points at it.

use domain::series::nearest_with_value;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::axis::ChartAxis;
use super::cursor::Cursor;
use super::frame::Frame;
use super::line::{Line, Reading};
use super::tip::Tip;

/// The cursor of a chart: a slider over its values, moved by pointer and by arrow keys.
#[component]
pub fn Hover(
    title: String,
    lines: Signal<Vec<Line>>,
    axis: Signal<ChartAxis>,
    frame: ReadSignal<Option<Frame>>,
    cursor: Cursor,
) -> impl IntoView {
    let class = style_sheet!("./src/charts/hover.css");
    let is_here = RwSignal::new(false);
    let readings = Memo::new(move |_| {
        let x = cursor.get()?;
        let readings = lines.with(|lines| lines.iter().map(|line| line.reading(x)).collect::<Vec<_>>());
        readings.iter().any(Option::is_some).then_some(readings)
    });
    let index = move || {
        lines.with(|lines| {
            cursor
                .get()
                .and_then(|x| nearest_with_value(&lines.first()?.raw, x))
        })
    };
    let on_move = move |event: PointerEvent| {
        is_here.set(true);
        let x = frame.with_untracked(|frame| {
            frame
                .as_ref()
                .map(|frame| frame.x_from_px(f64::from(event.offset_x())))
        });
        if let Some(x) = x.and_then(|x| snapped(lines, x)) {
            cursor.point_at(x);
        }
    };
    let leave = move || {
        is_here.set(false);
        cursor.clear();
    };
    view! { class=class,
        <div
            class="hit"
            tabindex="0"
            role="slider"
            aria-label=format!("Cursor of {title}")
            aria-valuemin="0"
            aria-valuemax=move || lines.with(|lines| last_index(lines).to_string())
            aria-valuenow=move || index().unwrap_or(0).to_string()
            aria-valuetext=move || in_words(readings.get(), axis.get())
            on:pointermove=on_move
            on:pointerleave=move |_| leave()
            on:focus=move |_| is_here.set(true)
            on:blur=move |_| leave()
            on:keydown=move |event| on_key(&event, lines, cursor)
        ></div>
        <Overlay lines frame readings />
        <Show when=move || is_here.get() && readings.with(Option::is_some)>
            <Tip lines axis frame readings />
        </Show>
    }
}

/// The upright line and a ring on each series, in SVG above the canvas.
#[component]
fn Overlay(
    lines: Signal<Vec<Line>>,
    frame: ReadSignal<Option<Frame>>,
    readings: Memo<Option<Vec<Option<Reading>>>>,
) -> impl IntoView {
    let class = style_sheet!("./src/charts/overlay.css");
    let drawn = move || {
        let (frame, readings) = (frame.get()?, readings.get()?);
        let x = frame.px_from_x(readings.iter().flatten().next()?.x);
        let rings = lines.with(|lines| {
            let pairs = lines.iter().zip(&readings);
            pairs
                .filter_map(|(line, reading)| Some((line.color, (*reading)?)))
                .collect::<Vec<_>>()
        });
        let ring = |(color, reading): (u8, Reading)| {
            let (cx, cy) = (frame.px_from_x(reading.x), frame.px_from_y(reading.smooth));
            view! { class=class, <circle class="ring" data-color=color.to_string() cx=cx cy=cy r="3.5" /> }
        };
        Some(view! { class=class,
            <line class="upright" x1=x x2=x y1=frame.top_px() y2=frame.bottom_px() />
            {rings.into_iter().map(ring).collect_view()}
        })
    };
    view! { class=class, <svg class="above" aria-hidden="true">{drawn}</svg> }
}

/// The place of the first line's nearest value.
fn snapped(lines: Signal<Vec<Line>>, x: f64) -> Option<f64> {
    lines.with_untracked(|lines| {
        lines
            .iter()
            .find_map(|line| line.reading(x))
            .map(|reading| reading.x)
    })
}

fn last_index(lines: &[Line]) -> usize {
    lines.first().map_or(0, |line| line.raw.len().saturating_sub(1))
}

fn in_words(readings: Option<Vec<Option<Reading>>>, axis: ChartAxis) -> String {
    let readings: Vec<Reading> = readings.into_iter().flatten().flatten().collect();
    let Some(first) = readings.first() else {
        return "Not on a value".to_owned();
    };
    let values: Vec<String> = readings
        .iter()
        .map(|reading| domain::format::exact_number(reading.raw))
        .collect();
    format!("{}: {}", axis.describe(first.x), values.join(", "))
}

/// Arrows step from value to value, with Shift by ten, Page keys by a tenth; Home and End go to the ends.
fn on_key(event: &KeyboardEvent, lines: Signal<Vec<Line>>, cursor: Cursor) {
    let target = lines.with_untracked(|lines| {
        let places: Vec<f64> = lines
            .first()?
            .raw
            .iter()
            .filter(|point| point.y.is_finite())
            .map(|point| point.x)
            .collect();
        let last = places.len().checked_sub(1)?;
        let now = cursor
            .get_untracked()
            .map(|x| places.partition_point(|place| *place < x));
        let (one, many) = (if event.shift_key() { 10 } else { 1 }, places.len() / 10 + 1);
        let at = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => now.map_or(last, |now| now.saturating_sub(one)),
            "ArrowRight" | "ArrowUp" => now.map_or(0, |now| now + one),
            "PageDown" => now.map_or(last, |now| now.saturating_sub(many)),
            "PageUp" => now.map_or(0, |now| now + many),
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        places.get(at.min(last)).copied()
    });
    if let Some(x) = target {
        event.prevent_default();
        cursor.point_at(x);
    } else if event.key() == "Escape" {
        cursor.clear();
    }
}
