//! The keys of commands, wherever the focus is, unless it is where one types.

use domain::keys::{KeyPress, KeyReader};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::state::commands::Commands;
use crate::state::navigation::Navigation;

/// Where letters are text.
const TYPED_INTO: &str =
    "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";

/// Runs commands by their keys.
pub(super) fn listen() {
    let (commands, navigation) = (Commands::of_app(), Navigation::of_app());
    let reader = StoredValue::new(KeyReader::default());
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.is_composing() || event.repeat() || is_waited_for() {
            return;
        }
        let with_control = event.ctrl_key() || event.meta_key();
        if !with_control && is_typed_into(&event) {
            return;
        }
        let key = event.key();
        let press = KeyPress {
            key: &key,
            with_control,
            with_alt: event.alt_key(),
            at_ms: event.time_stamp(),
        };
        let keys = reader.try_update_value(|reader| reader.read(press)).flatten();
        if keys.is_some_and(|keys| commands.press(keys, |to| navigation.go(to))) {
            event.prevent_default();
        }
    });
    on_cleanup(move || keys.remove());
}

/// Whether the page waits for a dialog.
fn is_waited_for() -> bool {
    document()
        .query_selector("dialog:modal")
        .is_ok_and(|dialog| dialog.is_some())
}

fn is_typed_into(event: &ev::KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.matches(TYPED_INTO).unwrap_or(false))
}
