//! What a registry is: read only for now.

use domain::permission::Visibility;
use leptos::prelude::*;
use wire::registry::RegistryFacts;

use crate::components::{AliasBadge, PersonName, TimeAgo, TypeBadge};

/// The general settings.
#[component]
pub(super) fn General(
    /// The registry.
    facts: RegistryFacts,
    /// The aliases that only admins may move.
    protected_aliases: Vec<String>,
    /// What the registry is for.
    description: Option<String>,
    /// When it was made, RFC 3339.
    created_at: String,
) -> impl IntoView {
    let types = facts
        .accepted_types
        .into_iter()
        .map(|artifact_type| view! { <TypeBadge artifact_type /> });
    let types = types.collect_view();
    let types_words = facts.accepts_all_types.then_some("All types");
    let aliases = protected_aliases
        .into_iter()
        .map(|alias| view! { <AliasBadge alias is_protected=true /> });
    let aliases = aliases.collect_view();
    let has_aliases = !aliases.is_empty();
    let description = description.filter(|words| !words.trim().is_empty());
    view! {
        <h2 class="sr-only">"General"</h2>
        <dl class="facts">
            <dt>"Name"</dt>
            <dd><code>{facts.name}</code></dd>
            <dt>"Kind"</dt>
            <dd>{if facts.is_core { "Core registry: name and visibility are fixed" } else { "Custom registry" }}</dd>
            <dt>"Description"</dt>
            <dd class="prose">{description.unwrap_or_else(|| "None yet".to_owned())}</dd>
            <dt>"Visibility"</dt>
            <dd class="prose">{facts.visibility.label()} ": " <span class="muted">{visibility_words(facts.visibility)}</span></dd>
            <dt>"Accepted types"</dt>
            <dd><span class="row wrap">{types_words} {types}</span></dd>
            <dt>"Protected aliases"</dt>
            <dd><span class="row wrap">{aliases} {(!has_aliases).then_some("None")}</span></dd>
            <dt>"Owner"</dt>
            <dd>{if facts.owner.is_none() { "Nobody" } else { "" }}<PersonName person=facts.owner /></dd>
            <dt>"Created"</dt>
            <dd><TimeAgo at=created_at /></dd>
        </dl>
    }
}

pub(super) const fn visibility_words(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Organization => "every member of the organization sees this registry.",
        Visibility::Restricted => {
            "only people and teams that are listed, and organization admins, see that it exists."
        }
    }
}
