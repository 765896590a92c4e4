//! Single numbers side by side, each with a bar where its size among the others says something.

use domain::format::{exact_number, metric};
use leptos::prelude::*;
use stylers_macro::style_sheet;

/// A named number.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is.
    pub name: String,
    /// How much it is.
    pub value: f64,
}

/// The width of the plane that the bars are drawn on; it is stretched to its place.
const PLANE: f64 = 100.0;

/// Numbers as a table whose rows carry bars. All bars share one scale that holds zero, so lengths can be compared.
#[component]
pub fn Bars(
    /// What the numbers are.
    #[prop(into)]
    label: String,
    /// The numbers.
    #[prop(into)]
    bars: Signal<Vec<Bar>>,
) -> impl IntoView {
    let class = style_sheet!("./src/charts/bars.css");
    let rows = move || {
        let bars = bars.get();
        let least = bars
            .iter()
            .map(|bar| bar.value)
            .filter(|value| value.is_finite())
            .fold(0.0, f64::min);
        let most = bars
            .iter()
            .map(|bar| bar.value)
            .filter(|value| value.is_finite())
            .fold(0.0, f64::max);
        let scale = if most > least { PLANE / (most - least) } else { 0.0 };
        let row = |bar: Bar| {
            let value = if bar.value.is_finite() { bar.value } else { 0.0 };
            let (start, end) = ((value.min(0.0) - least) * scale, (value.max(0.0) - least) * scale);
            view! { class=class,
                <tr>
                    <th scope="row" class="name" title=bar.name.clone()>{bar.name.clone()}</th>
                    <td class="value" title=exact_number(bar.value)>{metric(bar.value)}</td>
                    <td class="length">
                        <svg class="plane" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                            <rect class="track" width="100" height="8" />
                            <rect class="bar" x=start width=end - start height="8" />
                        </svg>
                    </td>
                </tr>
            }
        };
        bars.into_iter().map(row).collect_view()
    };
    view! { class=class,
        <table class="bars">
            <caption class="sr-only">{label}</caption>
            <thead class="sr-only">
                <tr><th scope="col">"Name"</th><th scope="col">"Value"</th><th scope="col">"Bar"</th></tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
