//! Every element of the design system in all its states, at `/gallery`, in builds for development alone: to look at, and for the checks of
//! accessibility that look at elements.

mod controls;
mod fields;
mod layers;
mod states;

use leptos::prelude::*;

use crate::components::PageHeading;

/// Where the gallery is; no page of the app has this address.
pub const GALLERY_PATH: &str = "/gallery";

/// The gallery.
#[component]
pub fn GalleryPage() -> impl IntoView {
    view! {
        <div class="title-row"><PageHeading text="Gallery" /></div>
        <p class="lede">"Every element in all its states. Builds for release have no such page."</p>
        <GallerySections />
    }
}

/// What the gallery shows, without the app around it.
#[component]
pub fn GallerySections() -> impl IntoView {
    view! {
        <div class="stack">
            <controls::Controls />
            <fields::Fields />
            <layers::Layers />
            <states::States />
        </div>
    }
}

/// A part of the gallery.
#[component]
fn Section(title: &'static str, children: Children) -> impl IntoView {
    view! { <section class="lines-section"><h2>{title}</h2>{children()}</section> }
}
