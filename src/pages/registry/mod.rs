//! The page of a registry: what it is, its collections, and the lines that link into it.

mod collections;
mod columns;
mod header;
mod link_lines;
mod table;

use leptos::prelude::*;
use wire::registry::RegistryOnPage;

use super::load::{Load, Loader};
use crate::api;
use crate::components::{ApiErrorPanel, NotFoundPanel, PageHeading};
use crate::routes::RegistryAddress;
use crate::ui::skeleton::SkeletonWidth;
use crate::ui::{Skeleton, SkeletonRows};
use collections::Collections;
pub(super) use header::{RegistryHeader, RegistryTab};
use link_lines::LinkLines;

/// A registry.
#[component]
pub fn RegistryPage(
    /// Where it is.
    address: Signal<RegistryAddress>,
) -> impl IntoView {
    let loader = Loader::new(address, api::registry::registry);
    move || match loader.get() {
        Load::Asking => view! { <HeaderGhost /> <SkeletonRows /> }.into_any(),
        Load::Failed(error) => {
            let name = address.get_untracked().registry;
            view! {
                <div class="stack">
                    <PageHeading text=name />
                    <ApiErrorPanel title="Could not load the registry" error on_retry=loader.retry() />
                </div>
            }
            .into_any()
        }
        Load::Ready(None) => view! { <NoSuchRegistry name=address.get_untracked().registry /> }.into_any(),
        Load::Ready(Some(registry)) => view! { <Registry registry at=address.get_untracked() /> }.into_any(),
    }
}

#[component]
fn Registry(registry: RegistryOnPage, at: RegistryAddress) -> impl IntoView {
    let RegistryOnPage {
        id,
        name,
        description,
        registry: facts,
        artifact_collections,
        ..
    } = registry;
    let collections = artifact_collections.unwrap_or_default();
    facts.map(|facts| {
        view! {
            <RegistryHeader id facts=facts.clone() description at=at.clone() tab=RegistryTab::Collections />
            <Collections collections facts=facts.clone() at project_name=name.clone() />
            <LinkLines facts project_name=name />
        }
    })
}

/// What stands in the place of the header while it is loaded.
#[component]
pub(super) fn HeaderGhost() -> impl IntoView {
    view! {
        <div class="stack" aria-hidden="true">
            <Skeleton is_title=true />
            <Skeleton width=SkeletonWidth::Long />
            <Skeleton width=SkeletonWidth::Short />
        </div>
        <p class="sr-only" role="status">"Loading the registry"</p>
    }
}

/// A registry that does not exist or may not be seen.
#[component]
pub(super) fn NoSuchRegistry(
    /// Its name in the address.
    name: String,
) -> impl IntoView {
    view! {
        <div class="stack">
            <PageHeading text="Not found" />
            <NotFoundPanel title=format!("No registry “{name}” here") />
        </div>
    }
}
