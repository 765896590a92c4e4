//! The star of a registry.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::ui::{Icon, IconName};

/// Puts a star on something, or takes it off, at once.
#[component]
pub fn StarButton(
    /// What is starred, by its title.
    #[prop(into)]
    title: String,
    /// Whether it is starred.
    #[prop(into)]
    is_starred: Signal<bool>,
    /// The star as it shall be.
    #[prop(into)]
    on_toggle: Callback<bool>,
) -> impl IntoView {
    let class = style_sheet!("./src/components/star_button.css");
    view! { class=class,
        <button
            type="button"
            class="star"
            aria-pressed=move || is_starred.get().to_string()
            aria-label=format!("Star {title}")
            title=move || if is_starred.get() { "Remove the star" } else { "Star: keep it in the sidebar" }
            on:click=move |_| on_toggle.run(!is_starred.get_untracked())
        >
            <Icon name=IconName::Star />
        </button>
    }
}
