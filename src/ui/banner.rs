//! A line above the page, about all of it.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::icon::{Icon, IconName};

/// A line above the page, read out politely when it comes. The next step is its content.
#[component]
pub fn Banner(
    /// Its sign.
    icon: IconName,
    /// Whether something is wrong.
    #[prop(optional)]
    is_warning: bool,
    /// What it says.
    #[prop(into)]
    words: Signal<String>,
    /// The next step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/banner.css");
    view! { class=class,
        <div class="banner" data-kind=if is_warning { "warning" } else { "news" }>
            <Icon name=icon />
            <p class="words">{move || words.get()}</p>
            {children.map(|children| children())}
        </div>
    }
}
