//! Makes an API key and shows it once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use stylers_macro::style_sheet;

use crate::api;
use crate::ui::{Button, ButtonKind, CopyButton, Field, Icon, IconName};

/// A form that makes a key. The secret lives only in this component: leaving the page forgets it.
#[component]
pub(super) fn NewKey(
    /// A key was made.
    on_made: Callback<()>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/authorize/new_key.css");
    let description = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let is_pending = RwSignal::new(false);
    let secret = RwSignal::new(None::<String>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_pending.get_untracked() {
            return;
        }
        is_pending.set(true);
        fault.set(None);
        let words = description.get_untracked().trim().to_owned();
        spawn_local(async move {
            match api::session::generate_api_key((!words.is_empty()).then_some(words)).await {
                Ok(key) => {
                    secret.set(Some(key.name));
                    description.set(String::new());
                    on_made.run(());
                }
                Err(error) => fault.set(Some(format!("The key could not be made. {}", error.message))),
            }
            is_pending.set(false);
        });
    };
    view! { class=class,
        <section class="panel" aria-labelledby="new-key">
            <h2 id="new-key">"New key"</h2>
            <form class="form" on:submit=submit novalidate>
                <div class="wide">
                    <Field
                        id="key-description"
                        label="What is it for?"
                        value=description
                        help="Optional, such as “training cluster”. It helps you to know the key again."
                        error=fault
                    />
                </div>
                <Button kind=ButtonKind::Primary submits=true is_pending>
                    {move || if is_pending.get() { "Creating…" } else { "Create API key" }}
                </Button>
            </form>
            <div role="status">{move || secret.get().map(|secret| view! { <Secret secret scope=class /> })}</div>
        </section>
    }
}

#[component]
fn Secret(secret: String, scope: &'static str) -> impl IntoView {
    view! { class=scope,
        <div class="made">
            <p class="strong"><Icon name=IconName::CircleCheck /> " Copy the key now. It is not shown again."</p>
            <div class="secret">
                <code class="letters" data-testid="new-api-key">{secret.clone()}</code>
                <CopyButton text=secret label="Copy API key" />
            </div>
        </div>
    }
}
