//! The head of the pages of a registry: what it is, my star and my role, and the tabs.

use domain::fold::Fold as _;
use domain::format::count;
use domain::keys::Keys;
use domain::permission::Visibility;
use domain::role::RegistryRole;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::registry::RegistryFacts;

use crate::components::{PageHeading, PersonName, RegistryIcon, StarButton};
use crate::routes::{RegistryAddress, Route, SettingsSection};
use crate::state::commands::{Command, Commands};
use crate::state::registries::Registries;
use crate::ui::{Badge, Icon, IconName, Tab, Tabs};

/// The page of a registry that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistryTab {
    /// Its collections.
    Collections,
    /// Its settings.
    Settings,
}

/// The head of the pages of a registry.
#[component]
pub fn RegistryHeader(
    /// The id of the registry's project.
    id: String,
    /// The registry.
    facts: RegistryFacts,
    /// What it is for.
    description: Option<String>,
    /// Where it is.
    at: RegistryAddress,
    /// The page that is open.
    tab: RegistryTab,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/registry/header.css");
    let (registries, was_starred) = (Registries::of_app(), facts.is_starred);
    let starred_id = id.clone();
    let is_starred = Signal::derive(move || registries.is_starred(&starred_id).unwrap_or(was_starred));
    let toggle = {
        let id = id.clone();
        move |is_starred| registries.set_star(id.clone(), is_starred)
    };
    offer_commands(&facts, &at, &id, is_starred);
    let words = description.filter(|words| !words.trim().is_empty());
    let lock = (facts.visibility == Visibility::Restricted).then(|| view! { <Icon name=IconName::Lock /> });
    view! { class=class,
        <div class="title-row">
            <span class="icon-frame"><RegistryIcon facts=facts.clone() /></span>
            <PageHeading text=facts.title.clone() />
            <StarButton title=facts.title.clone() is_starred on_toggle=toggle />
            {lock}
            <Badge text=facts.visibility.label() />
            <span class="grow"></span>
            <span class="small muted">{role_words(&facts)}</span>
        </div>
        {words.map(|words| view! { class=class, <p class="lede">{words}</p> })}
        <HeaderFacts facts=facts.clone() scope=class />
        <Tabs label="Parts of the registry" tabs=tabs(&facts, &at, tab) />
    }
}

/// The star and the settings, for the palette and their keys.
fn offer_commands(facts: &RegistryFacts, at: &RegistryAddress, id: &str, is_starred: Signal<bool>) {
    let registries = Registries::of_app();
    let (title, at, id) = (facts.title.clone(), at.clone(), id.to_owned());
    Commands::of_app().offer(move || {
        let (is_starred, id) = (is_starred.get(), id.clone());
        let verb = if is_starred { "Unstar" } else { "Star" };
        let settings = Route::RegistrySettings(at.clone(), SettingsSection::General);
        vec![
            Command::run(format!("{verb} {title}"), IconName::Star, move || {
                registries.set_star(id.clone(), !is_starred);
            })
            .with_keys(Keys::One('s')),
            Command::go(format!("Settings of {title}"), IconName::Settings, settings)
                .with_keys(Keys::Go('s')),
        ]
    });
}

#[component]
fn HeaderFacts(facts: RegistryFacts, scope: &'static str) -> impl IntoView {
    let types = if facts.accepts_all_types {
        "all types".to_owned()
    } else {
        facts.accepted_types.join(", ")
    };
    let owner = facts.owner.map(|owner| {
        view! { class=scope, <span class="fact">"Owner " <PersonName person=Some(owner) /></span> }
    });
    view! { class=scope,
        <div class="owner">
            <span class="fact">"Accepts " {types}</span>
            {owner}
        </div>
    }
}

/// `You are an admin here: organization admin`
pub(crate) fn role_words(facts: &RegistryFacts) -> String {
    let role = facts.my_access.role;
    let article = if role == RegistryRole::Admin { "an" } else { "a" };
    format!(
        "You are {article} {} here: {}",
        role.label().folded(),
        facts.my_access.because
    )
}

fn tabs(facts: &RegistryFacts, at: &RegistryAddress, open: RegistryTab) -> Vec<Tab> {
    let collections = count(i64::try_from(facts.collection_count).unwrap_or(i64::MAX));
    vec![
        Tab {
            label: "Collections".to_owned(),
            href: Route::Registry(at.clone()).to_string(),
            count: Some(collections),
            is_current: open == RegistryTab::Collections,
        },
        Tab {
            label: "Settings".to_owned(),
            href: Route::RegistrySettings(at.clone(), SettingsSection::General).to_string(),
            count: None,
            is_current: open == RegistryTab::Settings,
        },
    ]
}
