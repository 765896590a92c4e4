//! The icon of a registry.

use leptos::prelude::*;
use wire::registry::RegistryFacts;

use crate::ui::{Icon, IconName};

/// The icon that was chosen for a registry; core registries have their own, and all others a box.
#[component]
pub fn RegistryIcon(
    /// The registry.
    facts: RegistryFacts,
) -> impl IntoView {
    view! { <Icon name=icon_of(&facts) /> }
}

fn icon_of(facts: &RegistryFacts) -> IconName {
    match facts.icon.as_ref().map(|icon| icon.name.as_str()) {
        Some("database") => IconName::Database,
        Some("landmark") => IconName::Landmark,
        Some("mic") => IconName::Mic,
        Some("image") => IconName::Image,
        Some("flask-conical" | "flask") => IconName::FlaskConical,
        Some("globe") => IconName::Globe,
        Some("layers") => IconName::Layers,
        Some("package") => IconName::Package,
        Some("zap") => IconName::Zap,
        Some("building" | "building-2") => IconName::Building2,
        _ if facts.is_core && facts.name == "dataset" => IconName::Database,
        _ => IconName::Box,
    }
}
