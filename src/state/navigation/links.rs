//! Clicks on links to pages of the app.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, EventTarget, HtmlAnchorElement};

use super::Navigation;
use crate::routes::Route;

/// Opens links to pages of the app without loading the document again.
pub(super) fn listen(navigation: Navigation) {
    let handle = window_event_listener(leptos::ev::click, move |event| {
        if let Some(address) = followed(&event) {
            event.prevent_default();
            navigation.go_to_address(&address);
        }
    });
    on_cleanup(move || handle.remove());
}

/// The address of the page that a click leads to; `None` leaves the click to the browser.
fn followed(event: &MouseEvent) -> Option<String> {
    let wants_other_place = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || wants_other_place {
        return None;
    }
    let link = link_at(event.target())?;
    address_of(&link).map(|(address, _)| address)
}

/// The page that a link of the app leads to, for the target of an event on it or on something in it.
pub fn route_of_link(target: Option<EventTarget>) -> Option<Route> {
    let link = link_at(target)?;
    address_of(&link).map(|(_, route)| route)
}

fn link_at(target: Option<EventTarget>) -> Option<HtmlAnchorElement> {
    let target = target?.dyn_into::<Element>().ok()?;
    target.closest("a[href]").ok()??.dyn_into().ok()
}

/// Address and page of a link that the app itself opens.
fn address_of(link: &HtmlAnchorElement) -> Option<(String, Route)> {
    let stays_here = link.target().is_empty() && !link.has_attribute("download");
    let same_origin = link.origin() == window().location().origin().ok()?;
    // A fragment of the page that is open, such as the skip link, is the browser's business.
    if !stays_here || !same_origin || !link.hash().is_empty() {
        return None;
    }
    let address = format!("{}{}", link.pathname(), link.search());
    let route = address.parse().ok()?;
    Some((address, route))
}
