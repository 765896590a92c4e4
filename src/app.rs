//! Mounts the app: what all pages share is provided here, then the page of the address is shown.

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};

use crate::api;
use crate::api::client::Contact;
use crate::pages::Pages;
use crate::state::app_version::AppVersion;
use crate::state::clock::Clock;
use crate::state::commands::Commands;
use crate::state::connection::Connection;
use crate::state::navigation::Navigation;
use crate::state::page_name::PageName;
use crate::state::registries::Registries;
use crate::state::session::Session;
use crate::state::sidebar::SidebarFold;
use crate::state::theme::Theme;
use crate::state::toasts::Toasts;

/// Takes the place of the frame that `index.html` painted.
pub fn mount() {
    report_panics();
    let place = document()
        .get_element_by_id("app")
        .and_then(|place| place.dyn_into().ok());
    let Some(place) = place else {
        leptos::logging::error!("index.html has no element with the id “app”");
        return;
    };
    let place: web_sys::HtmlElement = place;
    place.set_text_content(None);
    mount_to(place, App).forget();
    announce("vitrine.started", &JsValue::NULL);
}

/// The app.
#[component]
pub fn App() -> impl IntoView {
    Clock::provide();
    Theme::provide();
    Toasts::provide();
    PageName::provide();
    Navigation::provide();
    Registries::provide();
    Commands::provide();
    SidebarFold::provide();
    let (connection, version) = (Connection::provide(), AppVersion::provide());
    api::client::on_contact(move |contact| {
        connection.hear(&contact);
        if let Contact::Answered { build: Some(build) } = contact {
            version.hear(&build);
        }
    });
    Session::provide();
    view! { <Pages /> }
}

/// Tells `public/boot.js` what a panic says, before the trap reaches it.
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let words = panic.to_string();
        leptos::logging::error!("{words}");
        announce("vitrine.panic", &JsValue::from_str(&words));
    }));
}

fn announce(event: &str, detail: &JsValue) {
    let init = web_sys::CustomEventInit::new();
    init.set_detail(detail);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(event, &init) {
        let _ = window().dispatch_event(&event);
    }
}
