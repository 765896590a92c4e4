//! The name of the page that is open, where the address alone does not tell it.

use leptos::prelude::*;

/// What the page calls itself, for the last crumb and the title of the window.
#[derive(Clone, Copy)]
pub struct PageName(RwSignal<Option<String>>);

impl PageName {
    /// Makes the owner of the name.
    pub fn provide() -> Self {
        let name = Self(RwSignal::new(None));
        provide_context(name);
        name
    }

    /// Names the page that is open, until another one opens.
    pub fn set(text: String) {
        if let Some(Self(name)) = use_context() {
            name.set(Some(text));
        }
    }

    /// Forgets the name.
    pub fn clear(self) {
        self.0.set(None);
    }

    /// The name that the page gave itself.
    pub fn get(self) -> Option<String> {
        self.0.get()
    }
}
