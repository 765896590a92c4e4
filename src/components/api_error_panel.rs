//! An error of the API in the place of what it kept away.

use leptos::prelude::*;
use wire::{ApiError, ApiErrorKind};

use super::no_permission_panel::NoPermissionPanel;
use crate::routes::Route;
use crate::ui::{EmptyState, ErrorPanel, IconName};

/// Says what could not be loaded and why, with a way to try again.
#[component]
pub fn ApiErrorPanel(
    /// What failed: `Could not load the collections`.
    #[prop(into)]
    title: String,
    /// What kept it away.
    error: ApiError,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    if error.kind == ApiErrorKind::Forbidden {
        // Trying again would not help; the words of the server name the role.
        return view! { <NoPermissionPanel title because=error.message /> }.into_any();
    }
    let retry = on_retry.unwrap_or_else(|| Callback::new(|()| {}));
    let has_retry = on_retry.is_some();
    if has_retry {
        view! { <ErrorPanel title message=error.message request_id=error.request_id on_retry=retry /> }
            .into_any()
    } else {
        view! { <ErrorPanel title message=error.message request_id=error.request_id /> }.into_any()
    }
}

/// Something that does not exist, or that the viewer may not see: the two answer alike.
#[component]
pub fn NotFoundPanel(
    /// What is not there: `No registry “vision” here`.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    view! {
        <EmptyState
            icon=IconName::CircleHelp
            title
            words="It does not exist, or you have no role that lets you see it. An admin of the registry can add you."
        >
            <a class="link" href=Route::Landing.to_string()>"All registries"</a>
        </EmptyState>
    }
}
