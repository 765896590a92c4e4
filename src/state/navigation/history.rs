//! The browser's history: each entry carries its number and, when it was left, how far it was scrolled.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use web_sys::{History, ScrollRestoration};

use super::Place;

thread_local! {
    static CURRENT: Cell<u32> = const { Cell::new(0) };
    static NEWEST: Cell<u32> = const { Cell::new(0) };
    static SCROLLED_PX: RefCell<BTreeMap<u32, f64>> = const { RefCell::new(BTreeMap::new()) };
}

/// Takes over the history and reads where the app starts; scrolls on when the page was reloaded.
pub(super) fn start() -> Place {
    if let Some(history) = history() {
        // The page grows as data arrives; the browser would scroll before that.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    let y_px = entered();
    // The fragment stays: it may hold the token of a sign-in link.
    let fragment = window().location().hash().unwrap_or_default();
    write(&format!("{}{fragment}", read_place().address()));
    if y_px > 0.0 {
        super::scroll::restore(y_px);
    }
    read_place()
}

/// What the address bar says.
pub(super) fn read_place() -> Place {
    let location = window().location();
    let query = location.search().unwrap_or_default();
    Place {
        path: location.pathname().unwrap_or_default(),
        query: query.strip_prefix('?').unwrap_or_default().to_owned(),
    }
}

/// Adds an entry behind the current one.
pub(super) fn push(address: &str) {
    let number = NEWEST.get().wrapping_add(1);
    NEWEST.set(number);
    CURRENT.set(number);
    if let Some(history) = history() {
        let _ = history.push_state_with_url(&state(number, 0.0), "", Some(address));
    }
}

/// Writes another address over the current entry.
pub(super) fn replace(address: &str) {
    write(address);
}

/// Reads which entry was entered; returns how far it was scrolled when it was left.
pub(super) fn entered() -> f64 {
    let stored = history()
        .and_then(|history| history.state().ok())
        .and_then(|state| state.as_string());
    let (number, y_px) = stored
        .as_deref()
        .and_then(parse)
        .unwrap_or((NEWEST.get().wrapping_add(1), 0.0));
    CURRENT.set(number);
    NEWEST.set(NEWEST.get().max(number));
    SCROLLED_PX.with_borrow(|known| known.get(&number).copied().unwrap_or(y_px))
}

/// Remembers how far the current entry is scrolled.
pub(super) fn scrolled(y_px: f64) {
    SCROLLED_PX.with_borrow_mut(|known| known.insert(CURRENT.get(), y_px));
}

/// Writes how far the current entry is scrolled into the entry itself, where it outlives a reload.
pub(super) fn keep_scroll() {
    write(&read_place().address());
}

fn write(address: &str) {
    let number = CURRENT.get();
    let y_px = SCROLLED_PX.with_borrow(|known| known.get(&number).copied().unwrap_or_default());
    if let Some(history) = history() {
        let _ = history.replace_state_with_url(&state(number, y_px), "", Some(address));
    }
}

fn history() -> Option<History> {
    window().history().ok()
}

fn state(number: u32, y_px: f64) -> JsValue {
    // Whole pixels: reading a fraction would bring ten kilobytes of tables along.
    #[allow(clippy::cast_possible_truncation, reason = "no page is longer")]
    let y_px = y_px.round() as i32;
    JsValue::from_str(&format!("{number} {y_px}"))
}

fn parse(state: &str) -> Option<(u32, f64)> {
    let (number, y_px) = state.split_once(' ')?;
    Some((number.parse().ok()?, f64::from(y_px.parse::<i32>().ok()?)))
}
