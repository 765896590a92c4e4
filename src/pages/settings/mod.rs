//! The settings of a registry, to read: what it is, who is in it, and what I may do here and why.

mod general;
mod members;
mod my_access;

use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::registry::{RegistryOfSettings, SettingsFacts};

use super::load::{Load, Loader};
use super::registry::{HeaderGhost, NoSuchRegistry, RegistryHeader, RegistryTab};
use crate::api;
use crate::components::{ApiErrorPanel, PageHeading};
use crate::routes::{RegistryAddress, Route, SettingsSection};
use crate::ui::SkeletonRows;
use general::General;
use members::Members;
use my_access::MyAccess;

/// The settings of a registry.
#[component]
pub fn SettingsPage(
    /// Where the registry is.
    address: Signal<RegistryAddress>,
    /// The section that is open.
    section: Signal<SettingsSection>,
) -> impl IntoView {
    let loader = Loader::new(address, api::registry::settings);
    move || match loader.get() {
        Load::Asking => view! { <HeaderGhost /> <SkeletonRows /> }.into_any(),
        Load::Failed(error) => {
            let name = address.get_untracked().registry;
            view! {
                <div class="stack">
                    <PageHeading text=name />
                    <ApiErrorPanel title="Could not load the settings" error on_retry=loader.retry() />
                </div>
            }
            .into_any()
        }
        Load::Ready(None) => view! { <NoSuchRegistry name=address.get_untracked().registry /> }.into_any(),
        Load::Ready(Some(registry)) => {
            view! { <Settings registry at=address.get_untracked() section /> }.into_any()
        }
    }
}

#[component]
fn Settings(
    registry: RegistryOfSettings,
    at: RegistryAddress,
    section: Signal<SettingsSection>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/settings/settings.css");
    let RegistryOfSettings {
        id,
        description,
        created_at,
        registry: facts,
        settings,
        ..
    } = registry;
    facts.zip(settings).map(|(facts, settings)| {
        let access = facts.my_access.clone();
        let (words, all) = (description.clone(), StoredValue::new((facts.clone(), settings)));
        let open = move || {
            let (
                facts,
                SettingsFacts {
                    protected_aliases,
                    members,
                },
            ) = all.get_value();
            match section.get() {
                SettingsSection::General => {
                    let (description, created_at) = (description.clone(), created_at.clone());
                    view! { <General facts protected_aliases description created_at /> }.into_any()
                }
                SettingsSection::Members => {
                    view! { <Members members visibility=facts.visibility /> }.into_any()
                }
            }
        };
        view! { class=class,
            <RegistryHeader id facts description=words at=at.clone() tab=RegistryTab::Settings />
            <div class="columns">
                <div class="main-column"><SectionLinks at section scope=class /> {open}</div>
                <MyAccess access />
            </div>
        }
    })
}

#[component]
fn SectionLinks(at: RegistryAddress, section: Signal<SettingsSection>, scope: &'static str) -> impl IntoView {
    let link = move |label: &'static str, to: SettingsSection| {
        let href = Route::RegistrySettings(at.clone(), to).to_string();
        view! { class=scope,
            <a class="section-link" href=href aria-current=move || (section.get() == to).then_some("page")>{label}</a>
        }
    };
    let (general, members) = (
        link("General", SettingsSection::General),
        link("Members", SettingsSection::Members),
    );
    view! { class=scope, <nav class="section-links" aria-label="Settings">{general} {members}</nav> }
}
