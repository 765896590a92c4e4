//! The theme that the person prefers. `public/boot.js` applies it, before the first paint and whenever it changes.

use leptos::prelude::*;

/// Where the preference is kept, and the name of the event that says it changed; `public/boot.js` knows both.
const KEY: &str = "vitrine.theme";

/// What the person prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemePreference {
    /// As the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemePreference {
    /// All preferences, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    const fn stored(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The preference as the app's owner of it.
#[derive(Clone, Copy)]
pub struct Theme(RwSignal<ThemePreference>);

impl Theme {
    /// Reads what was preferred last time.
    pub fn provide() {
        let stored = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        let preference = ThemePreference::ALL
            .into_iter()
            .find(|one| Some(one.stored()) == stored.as_deref());
        provide_context(Self(RwSignal::new(preference.unwrap_or_default())));
    }

    /// The theme of the app.
    pub fn of_app() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(ThemePreference::System)))
    }

    /// What is preferred.
    pub fn preference(self) -> ThemePreference {
        self.0.get()
    }

    /// Prefers another theme, from now on and at the next visit.
    pub fn prefer(self, preference: ThemePreference) {
        self.0.set(preference);
        // Without storage (a private window) the choice lives as long as the page.
        if let Some(storage) = storage() {
            let _ = storage.set_item(KEY, preference.stored());
        }
        let init = web_sys::CustomEventInit::new();
        init.set_detail(&preference.stored().into());
        if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(KEY, &init) {
            let _ = window().dispatch_event(&event);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
