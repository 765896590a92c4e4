//! The page of an address that leads nowhere.

use leptos::prelude::*;

use crate::components::PageHeading;
use crate::routes::Route;

/// Says that the address leads nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageHeading text="No page has this address" />
        <p class="lede">
            "The link may be cut off or mistyped. "
            <a class="link" href=Route::Landing.to_string()>"All registries"</a>
        </p>
    }
}
