//! The place that a reader points at: one for all charts of a page.

use leptos::prelude::*;

/// The shared cursor.
#[derive(Clone, Copy)]
pub struct Cursor {
    x: RwSignal<Option<f64>>,
}

impl Cursor {
    /// A cursor that points nowhere.
    pub fn new() -> Self {
        Self {
            x: RwSignal::new(None),
        }
    }

    /// Where it points, in the units of the axis.
    pub fn get(self) -> Option<f64> {
        self.x.get()
    }

    /// Where it points, without hearing of changes.
    pub fn get_untracked(self) -> Option<f64> {
        self.x.get_untracked()
    }

    /// Points somewhere.
    pub fn point_at(self, x: f64) {
        if self.x.get_untracked() != Some(x) {
            self.x.set(Some(x));
        }
    }

    /// Points nowhere.
    pub fn clear(self) {
        if self.x.get_untracked().is_some() {
            self.x.set(None);
        }
    }
}

impl Default for Cursor {
    fn default() -> Self {
        Self::new()
    }
}
