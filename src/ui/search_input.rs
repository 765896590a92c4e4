//! A box that narrows down what is shown.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::icon::{Icon, IconName};

/// A search box; its label is its placeholder too.
#[component]
pub fn SearchInput(
    /// What is searched: `Filter collections`.
    #[prop(into)]
    label: String,
    /// What was typed.
    #[prop(into)]
    value: Signal<String>,
    /// Whether it is the large one, which grows.
    #[prop(optional)]
    is_large: bool,
    /// What is typed, letter by letter.
    #[prop(into)]
    on_input: Callback<String>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/search_input.css");
    view! { class=class,
        <label class="frame" data-size=if is_large { "large" } else { "normal" }>
            <Icon name=IconName::Search />
            <input
                class="text"
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=label.clone()
                placeholder=label
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))
            />
        </label>
    }
}
