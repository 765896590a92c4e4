//! Whether the sidebar is folded to its icons. `public/boot.js` applies what was chosen before the first paint.

use leptos::prelude::*;

/// Where the choice is kept; `public/boot.js` knows it too.
const KEY: &str = "vitrine.sidebar";

/// The sidebar as the person wants it.
#[derive(Clone, Copy)]
pub struct SidebarFold(RwSignal<bool>);

impl SidebarFold {
    /// Reads what was chosen last time.
    pub fn provide() {
        let stored = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        provide_context(Self(RwSignal::new(stored.as_deref() == Some("folded"))));
    }

    /// The sidebar of the app.
    pub fn of_app() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(false)))
    }

    /// Whether it is folded.
    pub fn is_folded(self) -> bool {
        self.0.get()
    }

    /// Folds or unfolds it, from now on and at the next visit.
    pub fn turn(self) {
        let is_folded = !self.0.get_untracked();
        self.0.set(is_folded);
        let word = if is_folded { "folded" } else { "open" };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-sidebar", word);
        }
        // Without storage (a private window) the choice lives as long as the page.
        if let Some(storage) = storage() {
            let _ = storage.set_item(KEY, word);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
