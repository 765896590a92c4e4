//! One registry as a card.

use domain::format::count_of;
use domain::permission::Visibility;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::registry::{MembershipBrief, RegistryCard, RegistryFacts};

use crate::components::{AliasBadges, RegistryIcon, StarButton, TimeAgo, VersionBadge};
use crate::routes::{RegistryAddress, Route};
use crate::state::registries::Registries;
use crate::ui::{Icon, IconName, IconSize};

/// A registry: the whole card opens it, the star and the collections in it are their own.
#[component]
pub(super) fn Card(
    /// The registry; its star is read from the state.
    card: RegistryCard,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/landing/card.css");
    let org = Registries::of_app()
        .with_organization(|organization| organization.name.clone())
        .unwrap_or_default();
    let description = card.description.filter(|words| !words.trim().is_empty());
    card.registry.map(|facts| {
        let at = RegistryAddress {
            org,
            registry: facts.name.clone(),
        };
        let links = facts.recent_links.clone();
        let link = |link: MembershipBrief| view! { <RecentLink at=at.clone() link scope=class /> };
        view! { class=class,
            <article class="card">
                <CardHead id=card.id facts=facts.clone() at=at.clone() scope=class />
                <p class="words">{description.unwrap_or_else(|| "No description yet.".to_owned())}</p>
                <div class="counts num">
                    <span>{count_of(number(facts.collection_count), "collection", "collections")}</span>
                    <span>{count_of(number(facts.version_count), "version", "versions")}</span>
                    <span class="grow"></span>
                    {facts.last_activity_at.map(|at| view! { <TimeAgo at /> })}
                </div>
                <ul class="last" aria-label="Most recently linked collections">
                    {links.into_iter().map(link).collect_view()}
                </ul>
            </article>
        }
    })
}

#[component]
fn CardHead(id: String, facts: RegistryFacts, at: RegistryAddress, scope: &'static str) -> impl IntoView {
    let registries = Registries::of_app();
    let starred_id = id.clone();
    let is_starred = Signal::derive(move || registries.is_starred(&starred_id).unwrap_or_default());
    let toggle = move |is_starred| registries.set_star(id.clone(), is_starred);
    let is_restricted = facts.visibility == Visibility::Restricted;
    let lock = is_restricted.then(|| view! { <Icon name=IconName::Lock size=IconSize::Small /> });
    let facts_line = facts_line(&facts);
    view! { class=scope,
        <div class="row">
            <span class="icon-frame"><RegistryIcon facts=facts.clone() /></span>
            <div class="grow">
                <h3 class="title"><a class="open" href=Route::Registry(at).to_string()>{facts.title.clone()}</a> {lock}</h3>
                <p class="small subtle ellipsis" title=facts_line.clone()>{facts_line.clone()}</p>
            </div>
            <span class="lift"><StarButton title=facts.title is_starred on_toggle=toggle /></span>
        </div>
    }
}

/// `Restricted · model, dataset · you: Admin`
fn facts_line(facts: &RegistryFacts) -> String {
    let types = if facts.accepts_all_types {
        "all types".to_owned()
    } else {
        facts.accepted_types.join(", ")
    };
    format!(
        "{} · {types} · you: {}",
        facts.visibility.label(),
        facts.my_access.role.label()
    )
}

#[component]
fn RecentLink(at: RegistryAddress, link: MembershipBrief, scope: &'static str) -> impl IntoView {
    link.artifact_collection.map(|collection| {
        let to = Route::Collection(at.collection(&collection.name));
        view! { class=scope,
            <li class="link-row">
                <a class="name lift ellipsis" href=to.to_string()>{collection.name}</a>
                <span class="badges-clip"><VersionBadge version=link.version /> <AliasBadges aliases=link.aliases /></span>
                <span class="subtle"><TimeAgo at=link.created_at /></span>
            </li>
        }
    })
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
