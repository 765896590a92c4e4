//! The one place where HTML of the server becomes part of a page.

use leptos::prelude::*;
use stylers_macro::style_sheet;

/// Shows Markdown that the server rendered and made safe (comrak's safe output through ammonia).
///
/// No other component writes HTML: what is given here must come from a field named `…Html` of the API.
#[component]
pub fn SafeHtml(
    /// The value of a `descriptionHtml` field.
    #[prop(into)]
    html: String,
) -> impl IntoView {
    let class = style_sheet!("./src/components/markdown.css");
    view! { class=class, <div class="markdown" inner_html=html></div> }
}
