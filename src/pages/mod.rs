//! One folder for each page: it loads the data and owns the state that its address carries.

pub mod authorize;
pub mod collection;
#[cfg(debug_assertions)]
pub mod gallery;
pub mod landing;
mod later;
pub mod load;
pub mod not_found;
pub mod overlays;
pub mod project;
pub mod registry;
pub mod run;
pub mod settings;
pub mod shell;
pub mod sign_in;
pub mod version;

use leptos::prelude::*;

use crate::routes::Route;
use crate::state::navigation::Navigation;
use crate::state::session::{Session, SessionState};
use landing::LandingPage;
use later::LaterPage;
use not_found::NotFoundPage;
use shell::Shell;
use sign_in::SignInPage;

/// A part of the route as a signal. While the page goes away the route is another one; the part stays as it was.
macro_rules! part {
    ($route:expr, $pattern:pat => $part:ident) => {{
        let route = $route;
        Signal::from(Memo::new(move |before| match route.get() {
            Some($pattern) => $part,
            _ => before.cloned().unwrap_or_default(),
        }))
    }};
}
use part;

/// Which page is open. Another address of the same page leaves it in place and changes its signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PageKind {
    Landing,
    Registry,
    Settings,
    Collection,
    Version,
    Project,
    Run,
    SourceVersion,
    Authorize,
    NotFound,
}

impl PageKind {
    const fn of(route: Option<&Route>) -> Self {
        match route {
            Some(Route::Landing | Route::SignIn) => Self::Landing,
            Some(Route::Registry(_)) => Self::Registry,
            Some(Route::RegistrySettings(..)) => Self::Settings,
            Some(Route::Collection(_)) => Self::Collection,
            Some(Route::Version(..)) => Self::Version,
            Some(Route::Project(_)) => Self::Project,
            Some(Route::Run(_)) => Self::Run,
            Some(Route::SourceVersion(..)) => Self::SourceVersion,
            Some(Route::Authorize | Route::Settings) => Self::Authorize,
            None => Self::NotFound,
        }
    }
}

/// The sign-in page for those who are not signed in; for all others the frame with the page of the address.
#[component]
pub fn Pages() -> impl IntoView {
    later::prefetch();
    let session = Session::of_app();
    let route = Navigation::of_app().route();
    let shows_sign_in = Memo::new(move |_| {
        session.state() == SessionState::SignedOut || route.read().as_ref() == Some(&Route::SignIn)
    });
    move || {
        if shows_sign_in.get() {
            view! { <SignInPage /> }.into_any()
        } else {
            view! { <Shell><Outlet /></Shell> }.into_any()
        }
    }
}

#[component]
fn Outlet() -> impl IntoView {
    let route = Navigation::of_app().route();
    let kind = Memo::new(move |_| PageKind::of(route.read().as_ref()));
    move || match kind.get() {
        PageKind::Landing => view! { <LandingPage /> }.into_any(),
        PageKind::NotFound => absent_page(),
        kind => view! { <LaterPage kind /> }.into_any(),
    }
}

/// The page of an address that no page has; in builds for development one of them shows all elements.
fn absent_page() -> AnyView {
    #[cfg(debug_assertions)]
    if Navigation::of_app().path() == gallery::GALLERY_PATH {
        return view! { <gallery::GalleryPage /> }.into_any();
    }
    view! { <NotFoundPage /> }.into_any()
}
