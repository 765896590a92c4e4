//! What the whole app shares: each owner is a newtype with verbs, provided once by the app.

pub mod app_version;
pub mod clock;
pub mod commands;
pub mod connection;
pub mod navigation;
pub mod page_name;
pub mod registries;
pub mod session;
pub mod sidebar;
pub mod theme;
pub mod toasts;
