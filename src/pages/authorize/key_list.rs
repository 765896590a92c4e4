//! The keys that there are, without their secrets.

use leptos::prelude::*;
use wire::session::ApiKey;

use crate::components::ApiErrorPanel;
use crate::pages::load::{Load, Loader};
use crate::ui::SkeletonRows;

/// My keys.
#[component]
pub(super) fn KeyList(
    /// The keys.
    keys: Loader<Vec<ApiKey>>,
) -> impl IntoView {
    let list = move || match keys.get() {
        Load::Asking => view! { <SkeletonRows rows=2 /> }.into_any(),
        Load::Failed(error) => {
            view! { <ApiErrorPanel title="Could not load your keys" error on_retry=keys.retry() /> }
                .into_any()
        }
        Load::Ready(keys) if keys.is_empty() => {
            view! { <p class="muted">"You have no key yet."</p> }.into_any()
        }
        Load::Ready(keys) => view! { <KeyTable keys /> }.into_any(),
    };
    view! { <section class="stack"><h2>"Your keys"</h2> {list}</section> }
}

#[component]
fn KeyTable(keys: Vec<ApiKey>) -> impl IntoView {
    let row = |key: ApiKey| {
        let words = key
            .description
            .filter(|words| !words.is_empty())
            .unwrap_or_else(|| "No description".to_owned());
        view! { <tr><th scope="row"><code>{key.name}</code></th><td class="muted">{words}</td></tr> }
    };
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Your keys">
            <table class="table">
                <thead><tr><th scope="col">"Key"</th><th scope="col">"What it is for"</th></tr></thead>
                <tbody>{keys.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
