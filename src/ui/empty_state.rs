//! What is shown where there is nothing: what it is, and the one next step.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::icon::{Icon, IconName, IconSize};

/// An empty place. The next step, such as code to copy or a link, is its content.
#[component]
pub fn EmptyState(
    /// What would be here.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// What is not here.
    #[prop(into)]
    title: String,
    /// What to do about it.
    #[prop(into)]
    words: String,
    /// The next step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/empty_state.css");
    view! { class=class,
        <section class="empty">
            {icon.map(|name| view! { class=class, <span class="sign"><Icon name size=IconSize::Large /></span> })}
            <h2 class="title">{title}</h2>
            <p class="words">{words}</p>
            {children.map(|children| view! { class=class, <div class="next">{children()}</div> })}
        </section>
    }
}
