//! How far the page is scrolled, kept over Back, Forward and reload.

use std::cell::Cell;

use leptos::prelude::*;

use super::history;

/// How many frames a page may take to grow as long as it was.
const FRAMES_MAX: u32 = 240;

thread_local! {
    /// The number of the restoration that runs; zero for none. A newer one ends an older one.
    static RESTORING: Cell<u32> = const { Cell::new(0) };
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// Watches the scrolling of the window.
pub(super) fn listen() {
    window_event_listener(leptos::ev::scroll, |_| {
        if RESTORING.get() == 0 {
            history::scrolled(window().scroll_y().unwrap_or_default());
        }
    });
    // A person who scrolls is not pulled back.
    window_event_listener(leptos::ev::wheel, |_| RESTORING.set(0));
    window_event_listener(leptos::ev::touchmove, |_| RESTORING.set(0));
    window_event_listener(leptos::ev::keydown, |_| RESTORING.set(0));
    window_event_listener(leptos::ev::pagehide, |_| history::keep_scroll());
}

/// Goes to the top, as for a page that is new.
pub(super) fn to_top() {
    RESTORING.set(0);
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Scrolls to where the page was left, as soon as it is long enough.
pub(super) fn restore(y_px: f64) {
    let number = LAST.get().wrapping_add(1).max(1);
    LAST.set(number);
    RESTORING.set(number);
    step(number, y_px, FRAMES_MAX);
}

fn step(number: u32, y_px: f64, frames_left: u32) {
    request_animation_frame(move || {
        if RESTORING.get() != number {
            return;
        }
        window().scroll_to_with_x_and_y(0.0, y_px);
        let is_there = (window().scroll_y().unwrap_or_default() - y_px).abs() < 1.0;
        if is_there || frames_left == 0 {
            RESTORING.set(0);
            history::scrolled(window().scroll_y().unwrap_or_default());
        } else {
            step(number, y_px, frames_left - 1);
        }
    });
}
