//! How far something is that takes longer than a moment.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::button::Button;
use super::unique_id::unique_id;

/// A bar with its numbers, and a button that ends it.
#[component]
pub fn Progress(
    /// What is under way: `Uploading fraud-detector`.
    #[prop(into)]
    label: Signal<String>,
    /// The part that is done, from 0 to 1; `None` while it is unknown.
    #[prop(into)]
    fraction: Signal<Option<f64>>,
    /// The numbers: `12 of 40 MB`.
    #[prop(optional, into)]
    numbers: Signal<String>,
    /// Ends it; without it, it cannot be ended.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/progress.css");
    let id = unique_id("progress");
    let cancel = on_cancel.map(|on_press| view! { <Button is_small=true on_press>"Cancel"</Button> });
    view! { class=class,
        <div class="progress">
            <span class="label" id=id.clone()>{move || label.get()}</span>
            <span class="numbers num">{move || numbers.get()}</span>
            <progress
                class="bar"
                max="1"
                value=move || fraction.get()
                aria-labelledby=id
                aria-valuetext=move || Some(numbers.get()).filter(|numbers| !numbers.is_empty())
            ></progress>
            {cancel}
        </div>
    }
}
