//! The session ended while the person was at work: they sign in where they are, and what they were doing goes on.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::pages::sign_in::KeyForm;
use crate::state::session::Session;
use crate::ui::Dialog;

/// Asks for the key again, while something waits for it.
#[component]
pub fn RenewalDialog() -> impl IntoView {
    let class = style_sheet!("./src/pages/overlays/renewal.css");
    let session = Session::of_app();
    let is_open = Memo::new(move |_| session.wants_renewal());
    let name = move || session.viewer().map(|viewer| viewer.name).unwrap_or_default();
    view! { class=class,
        <Dialog
            title="Your session has ended"
            is_open
            on_close=move |()| session.give_up_renewal()
        >
            <p class="words">
                "Nothing is lost: the page stays as it is, and what you were doing goes on once you have signed in again as "
                <b>{name}</b> ". Close this to look at the page without."
            </p>
            <KeyForm id="renewal-key" is_pending=RwSignal::new(false) />
        </Dialog>
    }
}
