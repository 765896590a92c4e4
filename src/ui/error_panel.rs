//! What is shown where something could not be loaded; the rest of the page lives on.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::button::Button;
use super::copy_button::CopyButton;
use super::icon::{Icon, IconName};

/// Says what failed and offers to try again.
#[component]
pub fn ErrorPanel(
    /// What failed: `Could not load the lineage`.
    #[prop(into)]
    title: String,
    /// Why, in words for people.
    #[prop(into)]
    message: String,
    /// What the log of the server calls the request.
    #[prop(optional_no_strip)]
    request_id: Option<String>,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/error_panel.css");
    let request = request_id.map(|id| {
        view! { class=class,
            <span class="request">
                "Request " <span class="mono">{id.clone()}</span>
                <CopyButton text=id label="Copy request id" />
            </span>
        }
    });
    view! { class=class,
        <section class="panel" role="alert">
            <h2 class="title"><span class="sign"><Icon name=IconName::TriangleAlert /></span> {title}</h2>
            <p class="words">{message}</p>
            <div class="acts">
                {on_retry.map(|on_press| view! { <Button on_press>"Try again"</Button> })}
                {request}
            </div>
        </section>
    }
}
