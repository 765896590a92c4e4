//! Says where one is when the page stays and only a part of it changes, such as a tab: the focus does not move then, so nothing else would.

use leptos::prelude::*;

use crate::routes::Route;
use crate::state::navigation::{Navigation, is_same_page};

/// Words for screen readers, from a place that is there from the start.
#[component]
pub(super) fn Announcer() -> impl IntoView {
    let route = Navigation::of_app().route();
    let words = RwSignal::new(String::new());
    Effect::new(move |before: Option<Option<Route>>| {
        let now = route.get();
        if let Some(before) = before.filter(|before| *before != now) {
            let is_part = is_same_page(before.as_ref(), now.as_ref());
            let part = now.as_ref().and_then(part_name).filter(|_| is_part);
            words.set(part.map_or_else(String::new, str::to_owned));
        }
        now
    });
    view! { <p class="sr-only" role="status">{move || words.get()}</p> }
}

/// The part of its page that a route opens.
pub(super) fn part_name(route: &Route) -> Option<&'static str> {
    match route {
        Route::Version(_, tab) | Route::SourceVersion(_, tab) => Some(tab.label()),
        Route::RegistrySettings(_, section) => Some(section.label()),
        _ => None,
    }
}
