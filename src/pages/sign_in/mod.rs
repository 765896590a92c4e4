//! The page that asks for an API key, and that the printed one-time link opens.

mod key_form;
mod link_token;

use leptos::prelude::*;
use leptos::task::spawn_local;
use stylers_macro::style_sheet;
use wire::ApiErrorKind;

use crate::api::session::Credential;
use crate::components::PageHeading;
use crate::routes::Route;
use crate::state::navigation::Navigation;
use crate::state::registries::Registries;
use crate::state::session::{Session, SessionState};

pub use key_form::KeyForm;

/// Signs in with an API key, or with the token of a printed link.
#[component]
pub fn SignInPage() -> impl IntoView {
    let class = style_sheet!("./src/pages/sign_in/sign_in.css");
    let is_pending = RwSignal::new(false);
    let link_fault = RwSignal::new(None::<String>);
    document().set_title("Sign in · Vitrine");
    Registries::of_app().forget();
    // What had the focus goes away with this page.
    let navigation = Navigation::of_app();
    on_cleanup(move || navigation.focus_next_heading());
    follow_link(is_pending, link_fault);
    leave_when_signed_in(is_pending);
    let notice = move || {
        link_fault
            .get()
            .map(|words| view! { class=class, <p class="notice" role="alert">{words}</p> })
    };
    view! { class=class,
        <main id="main" class="page" tabindex="-1">
            <div class="card">
                <div class="brand">
                    <span class="mark" aria-hidden="true">"V"</span>
                    <PageHeading text="Sign in to Vitrine" />
                </div>
                {notice}
                <KeyForm is_pending />
                <p class="hint">
                    "The first start of the server prints a link that signs the first admin in; "
                    <code>"vitrine sign-in-link YOUR-NAME"</code> " prints another one. Keys are made on the page API keys."
                </p>
            </div>
        </main>
    }
}

/// Exchanges the token of a printed link, which stands in the fragment so that no server logs it.
fn follow_link(is_pending: RwSignal<bool>, fault: RwSignal<Option<String>>) {
    let Some(token) = link_token::take() else { return };
    let session = Session::of_app();
    is_pending.set(true);
    spawn_local(async move {
        if let Err(error) = session.sign_in(Credential::Token(token)).await {
            fault.set(Some(match error.kind {
                ApiErrorKind::Unauthorized => {
                    "This sign-in link was used already or is too old. Sign in with an API key.".to_owned()
                }
                _ => error.message,
            }));
        }
        is_pending.set(false);
    });
}

fn leave_when_signed_in(is_pending: RwSignal<bool>) {
    let (session, navigation) = (Session::of_app(), Navigation::of_app());
    Effect::new(move |_| {
        let is_signed_in = matches!(session.state(), SessionState::SignedIn(_));
        if is_signed_in && !is_pending.get() && navigation.route().get_untracked() == Some(Route::SignIn) {
            navigation.replace(&Route::Landing);
        }
    });
}
