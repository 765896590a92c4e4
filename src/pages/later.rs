//! Pages whose code the browser fetches when they are opened, or when a link to them is about to be followed: the first page waits for less.
//!
//! `wasm_split` marks where `cargo xtask build` cuts the app (`crates/xtask/src/dist/split.rs`). Functions of one part share its name; what
//! several parts need is in the part that is always there, or in one that they share.

#![allow(
    unsafe_code,
    reason = "wasm_split declares the function of the other part as one of the C interface"
)]
#![allow(
    clippy::unnecessary_wraps,
    reason = "wasm_split adds the error of the fetch to what the page itself gives"
)]

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::authorize::AuthorizePage;
use super::collection::CollectionPage;
use super::project::ProjectPage;
use super::registry::RegistryPage;
use super::run::RunPage;
use super::settings::SettingsPage;
use super::version::{SourceVersionPage, VersionPage};
use super::{PageKind, part};
use crate::routes::Route;
use crate::state::navigation::{Navigation, route_of_link};
use crate::ui::{ErrorPanel, Skeleton, SkeletonRows};

/// The route that is open.
type OpenRoute = Memo<Option<Route>>;

/// Registries, collections, projects, keys: tables and forms.
#[wasm_split(browse, wasm_split_path = ::leptos::wasm_split, preload(fetch_browse), fallible)]
fn browse_page(kind: PageKind, route: OpenRoute) -> Result<AnyView, SplitLoaderError> {
    Ok(match kind {
        PageKind::Registry => {
            view! { <RegistryPage address=part!(route, Route::Registry(at) => at) /> }.into_any()
        }
        PageKind::Settings => {
            let address = part!(route, Route::RegistrySettings(at, _) => at);
            let section = part!(route, Route::RegistrySettings(_, section) => section);
            view! { <SettingsPage address section /> }.into_any()
        }
        PageKind::Collection => {
            view! { <CollectionPage address=part!(route, Route::Collection(at) => at) /> }.into_any()
        }
        PageKind::Project => {
            view! { <ProjectPage address=part!(route, Route::Project(at) => at) /> }.into_any()
        }
        _ => view! { <AuthorizePage /> }.into_any(),
    })
}

/// Versions and runs: charts and lineage.
#[wasm_split(inspect, wasm_split_path = ::leptos::wasm_split, preload(fetch_inspect), fallible)]
fn inspect_page(kind: PageKind, route: OpenRoute) -> Result<AnyView, SplitLoaderError> {
    Ok(match kind {
        PageKind::Version => {
            let address = part!(route, Route::Version(at, _) => at);
            let tab = part!(route, Route::Version(_, tab) => tab);
            view! { <VersionPage address tab /> }.into_any()
        }
        PageKind::SourceVersion => {
            let address = part!(route, Route::SourceVersion(at, _) => at);
            let tab = part!(route, Route::SourceVersion(_, tab) => tab);
            view! { <SourceVersionPage address tab /> }.into_any()
        }
        _ => view! { <RunPage address=part!(route, Route::Run(at) => at) /> }.into_any(),
    })
}

/// A part of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Browse,
    Inspect,
}

impl Part {
    /// The part that a page is in; `None` for the pages that are always there.
    const fn of(kind: PageKind) -> Option<Self> {
        match kind {
            PageKind::Landing | PageKind::NotFound => None,
            PageKind::Registry
            | PageKind::Settings
            | PageKind::Collection
            | PageKind::Project
            | PageKind::Authorize => Some(Self::Browse),
            PageKind::Version | PageKind::SourceVersion | PageKind::Run => Some(Self::Inspect),
        }
    }

    async fn fetch(self) -> Result<(), SplitLoaderError> {
        match self {
            Self::Browse => fetch_browse().await,
            Self::Inspect => fetch_inspect().await,
        }
    }

    async fn page(self, kind: PageKind, route: OpenRoute) -> Result<AnyView, SplitLoaderError> {
        match self {
            Self::Browse => browse_page(kind, route).await,
            Self::Inspect => inspect_page(kind, route).await,
        }
    }
}

/// How far the code of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    OnItsWay,
    Here,
    Missing,
}

/// A page whose code may still have to be fetched.
#[component]
pub(super) fn LaterPage(
    /// Which page.
    kind: PageKind,
) -> impl IntoView {
    let route = Navigation::of_app().route();
    let code = RwSignal::new(Code::OnItsWay);
    let ask = move || fetch_into(code, kind);
    ask();
    move || match (code.get(), Part::of(kind)) {
        (Code::Here, Some(part)) => match at_once(part.page(kind, route)) {
            Some(Ok(page)) => page,
            _ => missing(code, kind),
        },
        (Code::OnItsWay, Some(_)) => {
            view! { <div class="stack"><Skeleton is_title=true /> <Skeleton /> <SkeletonRows rows=8 /></div> }
                .into_any()
        }
        _ => missing(code, kind),
    }
}

fn missing(code: RwSignal<Code>, kind: PageKind) -> AnyView {
    let on_retry = Callback::new(move |()| {
        code.set(Code::OnItsWay);
        fetch_into(code, kind);
    });
    let message = "This part of the app could not be fetched: the connection was lost, or the server was updated. If trying again does not help, reload the page.";
    view! { <ErrorPanel title="Could not open the page" message on_retry /> }.into_any()
}

/// Fetches the code of a page; what is here already is there at once, without a frame of a skeleton.
fn fetch_into(code: RwSignal<Code>, kind: PageKind) {
    let Some(part) = Part::of(kind) else { return };
    let settle = |found: Result<(), SplitLoaderError>| if found.is_ok() { Code::Here } else { Code::Missing };
    let mut fetched = Box::pin(part.fetch());
    match poll_once(fetched.as_mut()) {
        Some(found) => code.set(settle(found)),
        None => spawn_local(async move {
            let found = settle(fetched.await);
            // The page may have gone meanwhile.
            let _ = code.try_set(found);
        }),
    }
}

/// Fetches the code behind a link when the pointer or the focus comes to it.
pub(super) fn prefetch() {
    let prefetch_link = |target| {
        let kind = PageKind::of(route_of_link(target).as_ref());
        if let Some(part) = Part::of(kind) {
            // What fails here is told when the page is opened.
            spawn_local(async move { drop(part.fetch().await) });
        }
    };
    let over = window_event_listener(ev::pointerover, move |event| prefetch_link(event.target()));
    let focus = window_event_listener(ev::focusin, move |event| prefetch_link(event.target()));
    on_cleanup(move || {
        over.remove();
        focus.remove();
    });
}

/// What a future gives without waiting.
pub(super) fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    poll_once(pin!(future))
}

fn poll_once<T>(future: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(found) => Some(found),
        Poll::Pending => None,
    }
}
