//! A few choices side by side, of which one holds.

use leptos::prelude::*;
use stylers_macro::style_sheet;

/// Chooses one of a few; each choice is a button that is pressed or not.
#[component]
pub fn Segmented<T>(
    /// What is chosen, for screen readers.
    #[prop(into)]
    label: String,
    /// The choices and their words.
    choices: Vec<(T, &'static str)>,
    /// What holds.
    #[prop(into)]
    chosen: Signal<T>,
    /// Another choice.
    #[prop(into)]
    on_choose: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let class = style_sheet!("./src/ui/segmented.css");
    let buttons = choices
        .into_iter()
        .map(|(choice, words)| {
            view! { class=class,
                <button
                    type="button"
                    class="segment"
                    aria-pressed=move || (chosen.get() == choice).to_string()
                    on:click=move |_| on_choose.run(choice)
                >
                    {words}
                </button>
            }
        })
        .collect_view();
    view! { class=class, <div class="segments" role="group" aria-label=label>{buttons}</div> }
}
