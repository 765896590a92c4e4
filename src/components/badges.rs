//! Versions, aliases, tags and types as badges.

use domain::order_of::sorted_by;
use leptos::prelude::*;
use wire::registry::AliasBadge as Alias;

use crate::ui::{Badge, BadgeKind};

/// A version, such as `v3`.
#[component]
pub fn VersionBadge(
    /// The version.
    #[prop(into)]
    version: String,
) -> impl IntoView {
    view! { <Badge kind=BadgeKind::Version text=version /> }
}

/// An alias; a protected one carries a lock.
#[component]
pub fn AliasBadge(
    /// The alias.
    #[prop(into)]
    alias: String,
    /// Whether only admins of the registry may move it.
    #[prop(optional)]
    is_protected: bool,
) -> impl IntoView {
    let kind = if is_protected {
        BadgeKind::Protected
    } else {
        BadgeKind::Alias
    };
    view! {
        <Badge kind text=alias />
        {is_protected.then(|| view! { <span class="sr-only">"(protected alias)"</span> })}
    }
}

/// Aliases side by side, protected ones first.
#[component]
pub fn AliasBadges(
    /// The aliases.
    aliases: Vec<Alias>,
) -> impl IntoView {
    let aliases = sorted_by(aliases, |one, other| {
        (!one.is_protected, &one.alias).cmp(&(!other.is_protected, &other.alias))
    });
    let badge = |alias: Alias| view! { <AliasBadge alias=alias.alias is_protected=alias.is_protected /> };
    view! { <span class="badges">{aliases.into_iter().map(badge).collect_view()}</span> }
}

/// A tag.
#[component]
pub fn TagBadge(
    /// The tag.
    #[prop(into)]
    tag: String,
) -> impl IntoView {
    view! { <Badge kind=BadgeKind::Tag text=tag /> }
}

/// A type of artifact.
#[component]
pub fn TypeBadge(
    /// The type.
    #[prop(into)]
    artifact_type: String,
) -> impl IntoView {
    view! { <Badge kind=BadgeKind::Artifact text=artifact_type /> }
}
