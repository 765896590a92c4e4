//! Whether the server still serves the app that is open.

use leptos::prelude::*;

/// The version of the app that is open beside the one that the server has now.
#[derive(Clone, Copy)]
pub struct AppVersion {
    /// What the page says that it is; in builds for development what the server said first.
    own: StoredValue<Option<String>>,
    is_outdated: RwSignal<bool>,
}

impl AppVersion {
    /// Reads which build the page is.
    pub fn provide() -> Self {
        let named = document()
            .query_selector("meta[name=vitrine-build]")
            .ok()
            .flatten();
        let version = Self::of_build(named.and_then(|meta| meta.get_attribute("content")));
        provide_context(version);
        version
    }

    /// The version of a build; `None` becomes the first that is heard of.
    pub fn of_build(own: Option<String>) -> Self {
        Self {
            own: StoredValue::new(own),
            is_outdated: RwSignal::new(false),
        }
    }

    /// The version of the app.
    pub fn of_app() -> Self {
        use_context().unwrap_or_else(|| Self::of_build(None))
    }

    /// Hears which build the server has.
    pub fn hear(self, served: &str) {
        match self.own.get_value() {
            None => self.own.set_value(Some(served.to_owned())),
            Some(own) if own != served && !self.is_outdated.get_untracked() => self.is_outdated.set(true),
            Some(_) => {}
        }
    }

    /// Whether the server has another one.
    pub fn is_outdated(self) -> bool {
        self.is_outdated.get()
    }
}
