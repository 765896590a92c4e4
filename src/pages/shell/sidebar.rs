//! The sidebar: the organization, the registries with the starred ones, the person. A drawer on narrow screens.

use domain::fold::Fold as _;
use domain::format::count;
use domain::order_of::sorted_by;
use leptos::html;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::account::Account;
use super::everywhere::focus_search;
use crate::routes::{RegistryAddress, Route};
use crate::state::commands::Commands;
use crate::state::navigation::Navigation;
use crate::state::registries::Registries;
use crate::state::sidebar::SidebarFold;
use crate::ui::{Icon, IconButton, IconName};

/// A starred registry as the sidebar lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct StarredEntry {
    title: String,
    at: RegistryAddress,
    collections: String,
}

/// The sidebar.
#[component]
pub(super) fn Sidebar(
    /// Whether the drawer is open; on wide screens the sidebar always is.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/shell/sidebar.css");
    let registries = Registries::of_app();
    let organization = move || registries.with_organization(|organization| organization.name.clone());
    let side = NodeRef::<html::Aside>::new();
    focus_while_open(side, is_open);
    let (fold, commands) = (SidebarFold::of_app(), Commands::of_app());
    let is_folded = move || fold.is_folded();
    let fold_label = move || {
        if is_folded() {
            "Unfold the sidebar"
        } else {
            "Fold the sidebar"
        }
    };
    view! { class=class,
        <div
            class="backdrop"
            data-open=move || is_open.get().to_string()
            on:click=move |_| is_open.set(false)
        ></div>
        <aside
            class="side"
            node_ref=side
            tabindex="-1"
            aria-label="Sidebar"
            data-open=move || is_open.get().to_string()
        >
            <div class="side-org">
                <span class="mark" aria-hidden="true">"V"</span>
                <span class="grow ellipsis side-label">{organization}</span>
                <span class="side-fold">
                    <IconButton
                        icon=IconName::PanelLeft
                        label=Signal::derive(move || fold_label().to_owned())
                        on_press=move |()| fold.turn()
                    />
                </span>
            </div>
            <button
                type="button"
                class="search"
                aria-keyshortcuts="/"
                title="Search"
                on:click=move |_| focus_search(commands)
            >
                <Icon name=IconName::Search />
                <span class="grow side-label">"Search"</span>
                <kbd class="key side-label" aria-hidden="true">"/"</kbd>
            </button>
            <nav class="nav" aria-label="Main">
                <RegistryLinks scope=class />
            </nav>
            <Account />
        </aside>
    }
}

#[component]
fn RegistryLinks(scope: &'static str) -> impl IntoView {
    let route = Navigation::of_app().route();
    let starred = starred();
    let here = Memo::new(move |_| match route.get() {
        Some(Route::Registry(at) | Route::RegistrySettings(at, _)) => Some(at),
        Some(Route::Collection(at)) => Some(at.registry_address()),
        Some(Route::Version(at, _)) => Some(at.collection_address().registry_address()),
        _ => None,
    });
    let entry = move |entry: StarredEntry| {
        let at = entry.at.clone();
        view! { class=scope,
            <a
                class="item"
                data-level="sub"
                title=entry.title.clone()
                href=Route::Registry(entry.at).to_string()
                aria-current=move || (here.read().as_ref() == Some(&at)).then_some("true")
            >
                <Icon name=IconName::Star />
                <span class="ellipsis side-label">{entry.title.clone()}</span>
                <span class="count side-label" aria-label=format!("{} collections", entry.collections)>{entry.collections.clone()}</span>
            </a>
        }
    };
    view! { class=scope,
        <a
            class="item"
            title="Registries"
            href=Route::Landing.to_string()
            aria-current=move || (route.get() == Some(Route::Landing)).then_some("page")
        >
            <Icon name=IconName::Box /> <span class="side-label">"Registries"</span>
        </a>
        <For each=move || starred.get() key=|entry| (entry.at.clone(), entry.collections.clone()) children=entry />
    }
}

fn starred() -> Memo<Vec<StarredEntry>> {
    let registries = Registries::of_app();
    Memo::new(move |_| {
        let entries = registries.with_organization(|organization| {
            let facts = organization
                .registries
                .nodes()
                .filter_map(|card| card.registry.as_ref());
            let entries = facts
                .filter(|facts| facts.is_starred)
                .map(|facts| StarredEntry {
                    title: facts.title.clone(),
                    at: RegistryAddress {
                        org: organization.name.clone(),
                        registry: facts.name.clone(),
                    },
                    collections: count(i64::try_from(facts.collection_count).unwrap_or(i64::MAX)),
                })
                .collect::<Vec<_>>();
            sorted_by(entries, |one, other| {
                one.title.folded().cmp(&other.title.folded())
            })
        });
        entries.unwrap_or_default()
    })
}

/// Moves the focus into the drawer when it opens, and back to what opened it when it closes.
fn focus_while_open(side: NodeRef<html::Aside>, is_open: RwSignal<bool>) {
    use wasm_bindgen::JsCast as _;
    let opener = StoredValue::new_local(None::<web_sys::HtmlElement>);
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if is_open && let Some(side) = side.get_untracked() {
            opener.set_value(
                document()
                    .active_element()
                    .and_then(|element| element.dyn_into().ok()),
            );
            // It can be focused once it is visible, which it is in the next frame.
            request_animation_frame(move || drop(side.focus()));
        } else if was_open == Some(true)
            && let Some(opener) = opener.get_value()
        {
            let _ = opener.focus();
        }
        is_open
    });
}
