//! A point in time as people say it.

use domain::format::{Instant, relative_time};
use leptos::prelude::*;

use crate::state::clock::{Clock, utc_offset_min};

/// How long ago something was; the exact time is its hint.
#[component]
pub fn TimeAgo(
    /// The time, as the API gives it (RFC 3339).
    #[prop(into)]
    at: String,
) -> impl IntoView {
    let clock = Clock::of_app();
    let offset_min = utc_offset_min();
    match at.parse::<Instant>().ok() {
        Some(then) => view! {
            <time class="nowrap" datetime=at title=then.date_time(offset_min)>
                {move || relative_time(then, clock.now(), offset_min)}
            </time>
        }
        .into_any(),
        // A time that cannot be read is shown as it came rather than hidden.
        None => view! { <span>{at}</span> }.into_any(),
    }
}
