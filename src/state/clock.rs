//! The present, as a signal: the only reader of the browser's clock.

use std::time::Duration;

use domain::format::Instant;
use leptos::prelude::*;

/// How often relative times are read anew.
const TICK: Duration = Duration::from_secs(30);

/// The present and the reader's offset from UTC.
#[derive(Clone, Copy)]
pub struct Clock {
    now: RwSignal<Instant>,
}

impl Clock {
    /// Starts the clock of the app.
    pub fn provide() {
        let clock = Self {
            now: RwSignal::new(read()),
        };
        set_interval(move || clock.now.set(read()), TICK);
        provide_context(clock);
    }

    /// The clock of the app; outside of it, the time at which this is called.
    pub fn of_app() -> Self {
        use_context().unwrap_or_else(|| Self {
            now: RwSignal::new(read()),
        })
    }

    /// The present; readers hear of it every half minute.
    pub fn now(self) -> Instant {
        self.now.get()
    }
}

/// Minutes that the reader's clock is ahead of UTC at this instant.
pub fn utc_offset_min() -> i64 {
    // JavaScript counts the other way round; the offset is whole minutes, far below any limit.
    #[allow(clippy::cast_possible_truncation, reason = "whole minutes, a day at most")]
    let behind_min = js_sys::Date::new_0().get_timezone_offset() as i64;
    -behind_min
}

#[allow(clippy::disallowed_methods, reason = "the one reader of the clock")]
fn read() -> Instant {
    Instant::from_unix_s(js_sys::Date::now() / 1000.0)
}
