//! What opens above any page: the palette, the sheet of keys, and the dialog that renews the session. Their code is fetched when the first of them
//! opens, as that of pages is (`later.rs`).

#![allow(
    unsafe_code,
    reason = "wasm_split declares the function of the other part as one of the C interface"
)]
#![allow(
    clippy::unnecessary_wraps,
    reason = "wasm_split adds the error of the fetch to what the dialogs themselves give"
)]

mod entries;
pub mod key_sheet;
pub mod palette;
mod palette_list;
pub mod renewal;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::later::at_once;
use crate::state::commands::Commands;
use crate::state::session::Session;
use crate::state::toasts::Toasts;
use key_sheet::KeySheet;
use palette::Palette;
use renewal::RenewalDialog;

#[wasm_split(overlays, wasm_split_path = ::leptos::wasm_split, preload(fetch_overlays), fallible)]
fn overlays() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Palette /> <KeySheet /> <RenewalDialog /> }.into_any())
}

/// Fetches the code, as when the pointer comes to the button that opens the palette.
pub(super) fn prefetch_overlays() {
    // What fails here is told when a dialog is opened.
    spawn_local(async { drop(fetch_overlays().await) });
}

/// The dialogs; once their code is here they stay, so that closing one gives the focus back.
#[component]
pub(super) fn Overlays() -> impl IntoView {
    let (commands, session, toasts) = (Commands::of_app(), Session::of_app(), Toasts::of_app());
    let is_wanted = Memo::new(move |_| commands.overlay().is_some() || session.wants_renewal());
    let is_here = RwSignal::new(false);
    Effect::new(move |_| {
        if !is_wanted.get() || is_here.get_untracked() {
            return;
        }
        spawn_local(async move {
            if fetch_overlays().await.is_ok() {
                let _ = is_here.try_set(true);
            } else {
                commands.show(None);
                session.give_up_renewal();
                toasts.failed(
                    "This part of the app could not be fetched. Check the connection, or reload the page.",
                );
            }
        });
    });
    move || is_here.get().then(|| at_once(overlays()).and_then(Result::ok))
}
