//! A role in a registry as a chip.

use domain::role::RegistryRole;
use leptos::prelude::*;

use crate::ui::{Badge, BadgeKind};

/// A role; one that is higher than what was given here stands out.
#[component]
pub fn RoleChip(
    /// The role.
    role: RegistryRole,
    /// Whether it is higher than the role that was given in this registry.
    #[prop(optional)]
    is_raised: bool,
) -> impl IntoView {
    let kind = if is_raised {
        BadgeKind::Warning
    } else {
        BadgeKind::Neutral
    };
    view! { <Badge kind text=role.label() /> }
}
