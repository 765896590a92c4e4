//! A point in time, exactly.

use domain::format::Instant;
use leptos::prelude::*;

use crate::state::clock::utc_offset_min;

/// Date and time of day where the reader is.
#[component]
pub fn ExactTime(
    /// The time, as the API gives it (RFC 3339).
    #[prop(into)]
    at: String,
) -> impl IntoView {
    let words = at
        .parse::<Instant>()
        .map_or_else(|_| at.clone(), |then| then.date_time(utc_offset_min()));
    view! { <time class="nowrap" datetime=at>{words}</time> }
}
