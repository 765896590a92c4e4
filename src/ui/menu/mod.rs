//! A button that opens a menu (ARIA Authoring Practices: menu button).

mod item;
mod layer;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::icon::{Icon, IconName};
use super::unique_id::unique_id;
pub use item::{MenuItem, MenuItemKind};
use layer::{MenuLayer, MenuStart};

/// How the button of a menu looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MenuButtonKind {
    /// With its words and a sign that it opens something.
    #[default]
    Words,
    /// Its icon alone, as in the rows of a table; its words are read out and shown as a hint.
    Icon,
}

/// A button with a menu. Its items are made when it opens.
#[component]
pub fn MenuButton(
    /// The words of the button, and the name of the menu.
    #[prop(into)]
    label: Signal<String>,
    /// How it looks.
    #[prop(optional)]
    kind: MenuButtonKind,
    /// Its icon; three dots where there are no words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// What it offers.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/menu/menu.css");
    let (menu_id, is_open) = (unique_id("menu"), RwSignal::new(false));
    let start = StoredValue::new(MenuStart::First);
    let (anchor, opener) = (NodeRef::<html::Div>::new(), NodeRef::<html::Button>::new());
    let keydown = move |event: ev::KeyboardEvent| {
        let from = match event.key().as_str() {
            "ArrowDown" => MenuStart::First,
            "ArrowUp" => MenuStart::Last,
            _ => return,
        };
        event.prevent_default();
        start.set_value(from);
        is_open.set(true);
    };
    let click = move |_| {
        start.set_value(MenuStart::First);
        is_open.update(|is_open| *is_open = !*is_open);
    };
    let layer = {
        let menu_id = menu_id.clone();
        move || {
            let menu_id = menu_id.clone();
            let start = start.get_value();
            is_open
                .get()
                .then(|| view! { <MenuLayer menu_id label items start anchor opener is_open scope=class /> })
        }
    };
    let is_icon = kind == MenuButtonKind::Icon;
    let name = move || is_icon.then(|| label.get());
    view! { class=class,
        <div class="anchor" node_ref=anchor>
            <button
                node_ref=opener
                type="button"
                class="opener"
                data-kind=if is_icon { "icon" } else { "words" }
                aria-haspopup="menu"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=move || is_open.get().then(|| menu_id.clone())
                aria-label=name
                title=name
                on:click=click
                on:keydown=keydown
            >
                <ButtonFace label icon is_icon />
            </button>
            {layer}
        </div>
    }
}

#[component]
fn ButtonFace(label: Signal<String>, icon: Option<IconName>, is_icon: bool) -> impl IntoView {
    let first = if is_icon {
        Some(icon.unwrap_or(IconName::Ellipsis))
    } else {
        icon
    };
    let first = first.map(|name| view! { <Icon name /> });
    let words =
        (!is_icon).then(|| view! { <span>{move || label.get()}</span> <Icon name=IconName::ChevronDown /> });
    (first, words)
}
