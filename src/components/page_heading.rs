//! The heading of a page; it takes the focus when its page was opened.

use leptos::html;
use leptos::prelude::*;

use crate::state::navigation::Navigation;

/// The one `<h1>` of a page. A screen reader goes on from here after a navigation.
#[component]
pub fn PageHeading(
    /// What the page is about.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let navigation = Navigation::of_app();
    heading.on_load(move |heading| {
        if navigation.take_heading_focus() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
        }
    });
    view! { <h1 node_ref=heading tabindex="-1">{move || text.get()}</h1> }
}
