//! The values of a chart as a table.

use domain::format::exact_number;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::axis::ChartAxis;
use super::line::Line;

/// Every value of the first line's places; the others show their value where they have one at the same place.
#[component]
pub fn DataTable(
    /// What the chart shows.
    title: String,
    /// Its lines.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
    /// What they are drawn over.
    #[prop(into)]
    axis: Signal<ChartAxis>,
) -> impl IntoView {
    let class = style_sheet!("./src/charts/data_table.css");
    let head = move || {
        let names = lines.get().into_iter().map(|line| line.name);
        names
            .map(|name| view! { class=class, <th scope="col" class="num">{name}</th> })
            .collect_view()
    };
    let body = move || {
        let (lines, axis) = (lines.get(), axis.get());
        let Some(first) = lines.first() else {
            return Vec::new();
        };
        let row = |at: usize, x: f64| {
            let cells = lines.iter().map(|line| {
                let value = line
                    .raw
                    .get(at)
                    .filter(|point| point.x.total_cmp(&x).is_eq())
                    .map(|point| point.y);
                view! { class=class, <td class="num">{value.map(exact_number)}</td> }
            });
            view! { class=class, <tr><th scope="row" class="num">{axis.describe(x)}</th>{cells.collect_view()}</tr> }
        };
        first
            .raw
            .iter()
            .enumerate()
            .map(|(at, point)| row(at, point.x))
            .collect::<Vec<_>>()
    };
    view! { class=class,
        <div class="scroll" tabindex="0" role="region" aria-label=format!("Values of {title}")>
            <table class="values">
                <thead>
                    <tr><th scope="col" class="num">{move || axis.get().column_name()}</th>{head}</tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}
