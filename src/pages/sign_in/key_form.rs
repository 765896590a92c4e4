//! The form that takes an API key.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use stylers_macro::style_sheet;
use wire::{ApiError, ApiErrorKind};

use crate::api::session::Credential;
use crate::state::session::Session;
use crate::ui::{Button, ButtonKind, Field};

/// Signs in with an API key, on its own page or above another one.
#[component]
pub fn KeyForm(
    /// The id of the box.
    #[prop(default = "api-key")]
    id: &'static str,
    /// Set while it is under way.
    is_pending: RwSignal<bool>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/sign_in/key_form.css");
    let session = Session::of_app();
    let key = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let input = NodeRef::<html::Input>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = key.get_untracked().trim().to_owned();
        if typed.is_empty() {
            fault.set(Some("Paste your API key here.".to_owned()));
            focus(input);
            return;
        }
        is_pending.set(true);
        fault.set(None);
        spawn_local(async move {
            let outcome = session.sign_in(Credential::Key(typed)).await;
            // The form goes with its dialog when it was right.
            let _ = is_pending.try_set(false);
            if let Err(error) = outcome
                && fault.try_set(Some(words_for_key(&error))).is_none()
            {
                focus(input);
            }
        });
    };
    view! { class=class,
        <form class="form" on:submit=submit novalidate>
            <Field
                id
                label="API key"
                value=key
                help="The key that wandb login uses. It is sent once and not kept in this browser."
                error=fault
                is_secret=true
                autocomplete="current-password"
                node_ref=input
            />
            <Button kind=ButtonKind::Primary submits=true is_pending>
                {move || if is_pending.get() { "Signing in…" } else { "Sign in" }}
            </Button>
        </form>
    }
}

fn words_for_key(error: &ApiError) -> String {
    match error.kind {
        ApiErrorKind::Unauthorized => {
            "This key is not valid. Check that it was copied whole, or ask an admin for a new one.".to_owned()
        }
        _ => error.message.clone(),
    }
}

fn focus(input: NodeRef<html::Input>) {
    if let Some(input) = input.get_untracked() {
        let _ = input.focus();
    }
}
