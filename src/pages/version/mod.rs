//! The pages of a version: in a registry, and where it was logged.

mod body;
mod facts;
mod files;
mod header;
pub mod lineage;
mod metadata;
pub mod metrics;
mod overview;
mod refusal;
mod subject;
mod usage;

use std::sync::Arc;

use leptos::prelude::*;
use wire::ApiError;

use crate::api;
use crate::components::{ApiErrorPanel, NotFoundPanel, PageHeading};
use crate::pages::load::Asked;
use crate::routes::{SourceVersionAddress, VersionAddress, VersionTab};
use crate::ui::{Skeleton, SkeletonRows};

use body::VersionBody;
use subject::{Origin, Subject};

/// The page of a version in a registry.
#[component]
pub fn VersionPage(
    /// Where it is.
    address: Signal<VersionAddress>,
    /// The tab that is open.
    tab: Signal<VersionTab>,
) -> impl IntoView {
    view! { <AnyVersionPage origin=Signal::derive(move || Origin::Registry(address.get())) tab /> }
}

/// The page of a version where it was logged.
#[component]
pub fn SourceVersionPage(
    /// Where it is.
    address: Signal<SourceVersionAddress>,
    /// The tab that is open.
    tab: Signal<VersionTab>,
) -> impl IntoView {
    view! { <AnyVersionPage origin=Signal::derive(move || Origin::Source(address.get())) tab /> }
}

/// A version, wherever it was reached.
#[component]
fn AnyVersionPage(origin: Signal<Origin>, tab: Signal<VersionTab>) -> impl IntoView {
    let attempt = RwSignal::new(0_u32);
    let answer = Asked::new(move || {
        attempt.track();
        let origin = origin.get();
        async move {
            let found = load(origin.clone()).await;
            (origin, found)
        }
    });
    let retry = Callback::new(move |()| attempt.update(|attempt| *attempt += 1));
    let page = move |(origin, answer)| view! { <Answer origin answer tab retry /> };
    let waiting =
        || view! { <div class="stack"><Skeleton is_title=true /> <Skeleton /> <SkeletonRows rows=8 /></div> };
    answer.view(waiting, page)
}

type Found = Result<Option<Arc<Subject>>, ApiError>;

async fn load(origin: Origin) -> Found {
    let found = match origin.clone() {
        Origin::Registry(address) => api::version::registry_version(address).await?,
        Origin::Source(address) => api::version::source_version(address).await?,
    };
    Ok(found.and_then(|found| Subject::new(origin, found)).map(Arc::new))
}

/// What the server said about a version.
#[component]
fn Answer(origin: Origin, answer: Found, tab: Signal<VersionTab>, retry: Callback<()>) -> impl IntoView {
    match answer {
        Ok(Some(subject)) => view! { <VersionBody subject tab /> }.into_any(),
        Ok(None) => {
            let title = format!("No version “{}” here", origin.version());
            let parent = origin.parent().to_string();
            view! {
                <div class="stack">
                    <PageHeading text=origin.version().to_owned() />
                    <NotFoundPanel title />
                    <p><a class="link" href=parent>"The versions that are here"</a></p>
                </div>
            }
            .into_any()
        }
        Err(error) => view! {
            <div class="stack">
                <PageHeading text=origin.version().to_owned() />
                <ApiErrorPanel title="Could not load the version" error on_retry=retry />
            </div>
        }
        .into_any(),
    }
}
