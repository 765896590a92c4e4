//! The bar at the top: the way to the page, and the palette.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::crumbs::Crumbs;
use crate::pages::overlays::prefetch_overlays;
use crate::state::commands::{Commands, Overlay};
use crate::ui::{Icon, IconButton, IconName};

/// The bar at the top.
#[component]
pub(super) fn Topbar(
    /// Whether the drawer is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/shell/topbar.css");
    let commands = Commands::of_app();
    view! { class=class,
        <header class="topbar">
            <span class="drawer-button">
                <IconButton icon=IconName::Menu label="Menu" on_press=move |()| is_open.set(true) />
            </span>
            <Crumbs />
            <button
                type="button"
                class="palette"
                aria-haspopup="dialog"
                aria-keyshortcuts="Control+K"
                on:click=move |_| commands.show(Some(Overlay::Palette))
                on:pointerenter=|_| prefetch_overlays()
            >
                <span class="narrow-sign"><Icon name=IconName::Command /></span>
                <span class="wide-only"><kbd class="key" aria-hidden="true">"Ctrl K"</kbd></span>
                <span class="words">"Commands"</span>
            </button>
        </header>
    }
}
