//! The page of a collection: what it is, which version has which alias, and its versions with their metrics.

mod aliases;
mod card;
mod columns;
mod header;
mod list;
mod page_state;
mod rows;
mod table;
mod table_row;
mod versions;

use domain::url_state::CollectionTab;
use leptos::prelude::*;
use wire::ApiError;

use crate::api;
use crate::api::collection::LoadedCollection;
use crate::components::{ApiErrorPanel, NotFoundPanel, PageHeading};
use crate::pages::load::Asked;
use crate::routes::CollectionAddress;
use crate::ui::{Skeleton, SkeletonRows};

use aliases::AliasStrip;
use card::CollectionCard;
use header::CollectionHeader;
use list::VersionList;
use page_state::PageState;
use versions::Versions;

/// The page of a collection.
#[component]
pub fn CollectionPage(
    /// Where it is.
    address: Signal<CollectionAddress>,
) -> impl IntoView {
    let state = PageState::of_address();
    let attempt = RwSignal::new(0_u32);
    let answer = Asked::new(move || {
        attempt.track();
        let address = address.get();
        async move {
            let found = api::collection::collection(address.clone(), state.now().row_count).await;
            (address, found)
        }
    });
    let retry = Callback::new(move |()| attempt.update(|attempt| *attempt += 1));
    let page = move |(address, answer)| view! { <Answer address answer state retry /> };
    let waiting = || {
        view! { <div class="stack"><Skeleton is_title=true /> <Skeleton /> <SkeletonRows rows=10 /></div> }
    };
    answer.view(waiting, page)
}

/// What the server said about a collection.
#[component]
fn Answer(
    address: CollectionAddress,
    answer: Result<Option<LoadedCollection>, ApiError>,
    state: PageState,
    retry: Callback<()>,
) -> impl IntoView {
    match answer {
        Ok(Some(loaded)) => view! { <Loaded address loaded state /> }.into_any(),
        Ok(None) => {
            let title = format!("No collection “{}” here", address.collection);
            view! {
                <div class="stack">
                    <PageHeading text=address.collection />
                    <NotFoundPanel title />
                </div>
            }
            .into_any()
        }
        Err(error) => view! {
            <div class="stack">
                <PageHeading text=address.collection />
                <ApiErrorPanel title="Could not load the collection" error on_retry=retry />
            </div>
        }
        .into_any(),
    }
}

/// A collection that is loaded.
#[component]
fn Loaded(address: CollectionAddress, loaded: LoadedCollection, state: PageState) -> impl IntoView {
    let LoadedCollection {
        registry,
        collection,
        versions,
        versions_with_alias,
    } = loaded;
    let total_count = usize::try_from(collection.version_count).unwrap_or(usize::MAX);
    let list = VersionList::new(address.clone(), state, versions, total_count);
    let for_parts = StoredValue::new((address.clone(), collection.clone(), versions_with_alias));
    let tab = state.part(|state| state.tab);
    let part = move || {
        let (address, collection, holders) = for_parts.get_value();
        match tab.get() {
            CollectionTab::Card => view! { <CollectionCard collection /> }.into_any(),
            CollectionTab::Versions => view! {
                <AliasStrip address=address.clone() collection=collection.clone() holders list />
                <Versions address collection list state />
            }
            .into_any(),
        }
    };
    view! {
        <CollectionHeader address collection registry tab />
        {part}
    }
}
