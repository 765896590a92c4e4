//! The line that says how far the demo is.

use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How far a phase is; shown on standard error, rewritten in place on a terminal.
pub struct Progress {
    phase: &'static str,
    total: usize,
    done: AtomicUsize,
    is_terminal: bool,
}

impl Progress {
    /// Begins a phase.
    pub fn of(phase: &'static str, total: usize) -> Self {
        let progress = Self {
            phase,
            total,
            done: AtomicUsize::new(0),
            is_terminal: std::io::stderr().is_terminal(),
        };
        progress.show(0);
        progress
    }

    /// Counts what was done.
    pub fn add(&self, count: usize) {
        let before = self.done.fetch_add(count, Ordering::Relaxed);
        let now = before + count;
        let tenth = |done: usize| done * 10 / self.total.max(1);
        // Where lines cannot be rewritten, one a tenth is enough.
        if self.is_terminal || tenth(before) != tenth(now) {
            self.show(now);
        }
    }

    fn show(&self, done: usize) {
        let (phase, total) = (self.phase, self.total);
        let mut stderr = std::io::stderr().lock();
        // A closed standard error takes the progress away, not the demo.
        let _shown = if self.is_terminal {
            let end = if done >= total { "\n" } else { "" };
            write!(stderr, "\r\x1b[2K{phase}: {done} of {total}{end}").and_then(|()| stderr.flush())
        } else {
            writeln!(stderr, "{phase}: {done} of {total}")
        };
    }
}
