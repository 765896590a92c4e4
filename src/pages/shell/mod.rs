//! The frame around every page: sidebar, breadcrumbs, notices.

mod account;
mod announcer;
mod crumbs;
mod everywhere;
mod keys;
mod notices;
mod sidebar;
mod topbar;
mod window_title;

use leptos::ev;
use leptos::prelude::*;

use crate::components::{ApiErrorPanel, ToastRegion};
use crate::pages::overlays::Overlays;
use crate::routes::Route;
use crate::state::navigation::Navigation;
use crate::state::page_name::PageName;
use crate::state::registries::Registries;
use crate::state::session::{Session, SessionState};
use announcer::Announcer;
use notices::Notices;
use sidebar::Sidebar;
use topbar::Topbar;

/// The frame; its content is the page.
#[component]
pub fn Shell(
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let session = Session::of_app();
    let is_open = RwSignal::new(false);
    know_the_organization();
    close_with_escape_and_navigation(is_open);
    window_title::keep();
    everywhere::offer();
    keys::listen();
    // Only a change of what stands in the place of the page makes it anew; that a session ended must leave it as it is.
    let trouble = Memo::new(move |_| match session.state() {
        SessionState::Unreachable(error) => Some(error),
        SessionState::Asking
        | SessionState::SignedIn(_)
        | SessionState::Expired(_)
        | SessionState::SignedOut => None,
    });
    let page = move || match trouble.get() {
        Some(error) => {
            let on_retry = Callback::new(move |()| session.ask());
            view! { <ApiErrorPanel title="The server does not answer" error on_retry /> }.into_any()
        }
        None => children().into_any(),
    };
    view! {
        <a class="skip-link" href="#main">"Skip to the page"</a>
        <div class="app">
            <Sidebar is_open />
            <div class="main">
                <Topbar is_open />
                <Notices />
                <main id="main" class="page" tabindex="-1">{page}</main>
            </div>
        </div>
        <ToastRegion />
        <Announcer />
        <Overlays />
    }
}

/// Asks for the organization of the address, or the first of the viewer, and again when the address names another.
fn know_the_organization() {
    let registries = Registries::of_app();
    let route = Navigation::of_app().route();
    let named = Memo::new(move |_| match route.get() {
        Some(Route::Registry(at) | Route::RegistrySettings(at, _)) => Some(at.org),
        Some(Route::Collection(at)) => Some(at.org),
        Some(Route::Version(at, _)) => Some(at.org),
        _ => None,
    });
    Effect::new(move |asked: Option<bool>| {
        let named = named.get();
        let known = registries.with_organization(|organization| organization.name.clone());
        if asked.is_none() || (named.is_some() && known.is_some() && known != named) {
            registries.ask(named);
        }
        true
    });
    // A page that was opened may have changed what the one before it showed.
    let page_name = use_context::<PageName>();
    Effect::new(move |_| {
        route.track();
        if let Some(name) = page_name {
            name.clear();
        }
    });
}

fn close_with_escape_and_navigation(is_open: RwSignal<bool>) {
    let route = Navigation::of_app().route();
    Effect::new(move |_| {
        route.track();
        is_open.set(false);
    });
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            is_open.set(false);
        }
    });
    on_cleanup(move || keys.remove());
}
