//! The menu itself, while it is open.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::item::{MenuItem, MenuItemKind};
use crate::ui::floating::open_layer;
use crate::ui::icon::{Icon, IconName, IconSize};
use crate::ui::roving::{Typeahead, focused_place, items_of, next_place};

/// What the focus goes through.
const ITEMS: &str = "[role^=menuitem]";

/// Which item has the focus first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MenuStart {
    First,
    Last,
}

#[component]
pub(super) fn MenuLayer(
    menu_id: String,
    label: Signal<String>,
    items: Signal<Vec<MenuItem>>,
    start: MenuStart,
    anchor: NodeRef<html::Div>,
    opener: NodeRef<html::Button>,
    is_open: RwSignal<bool>,
    scope: &'static str,
) -> impl IntoView {
    let layer = NodeRef::<html::Div>::new();
    open_layer(layer, anchor, is_open, move |menu| {
        let items = items_of(&menu, ITEMS);
        let first = match start {
            MenuStart::First => items.first(),
            MenuStart::Last => items.last(),
        };
        let _ = first.map(web_sys::HtmlElement::focus);
    });
    let close = move || {
        if let Some(opener) = opener.get_untracked() {
            let _ = opener.focus();
        }
        is_open.set(false);
    };
    let typed = StoredValue::new(Typeahead::default());
    let keydown = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            // It closes the innermost alone: neither the browser nor the page goes on with it.
            event.prevent_default();
            event.stop_propagation();
            close();
        }
        // The browser goes on from the opener.
        "Tab" => close(),
        _ => {
            if let Some(menu) = layer.get_untracked() {
                move_focus(&menu, &event, typed);
            }
        }
    };
    let lines = move || {
        items
            .get()
            .into_iter()
            .map(|item| view! { <MenuLine item on_done=close scope /> })
            .collect_view()
    };
    view! { class=scope,
        <div
            id=menu_id
            node_ref=layer
            class="float menu"
            popover="manual"
            role="menu"
            aria-label=move || label.get()
            on:keydown=keydown
        >
            {lines}
        </div>
    }
}

fn move_focus(menu: &web_sys::Element, event: &ev::KeyboardEvent, typed: StoredValue<Typeahead>) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let (items, key) = (items_of(menu, ITEMS), event.key());
    let at = focused_place(&items);
    if key == " "
        && let Some(link) = at.map(|at| &items[at]).filter(|item| item.tag_name() == "A")
    {
        // A button does this by itself.
        event.prevent_default();
        link.click();
        return;
    }
    let labels = || {
        items
            .iter()
            .map(|item| item.inner_text().trim().to_owned())
            .collect::<Vec<_>>()
    };
    let to = next_place(&key, at, items.len()).or_else(|| {
        typed
            .try_update_value(|typed| typed.find(&key, event.time_stamp(), at, &labels()))
            .flatten()
    });
    if let Some(item) = to.and_then(|to| items.get(to)) {
        event.prevent_default();
        let _ = item.focus();
    }
    // A letter typed here is not a key of the page.
    event.stop_propagation();
}

#[component]
fn MenuLine(item: MenuItem, on_done: impl Fn() + Copy + 'static, scope: &'static str) -> impl IntoView {
    let (role, checked) = match item.kind {
        MenuItemKind::Choice { is_chosen, .. } => ("menuitemradio", Some(is_chosen)),
        MenuItemKind::Toggle { is_on, .. } => ("menuitemcheckbox", Some(is_on)),
        MenuItemKind::Act(_) | MenuItemKind::Danger(_) | MenuItemKind::Link(_) => ("menuitem", None),
    };
    let is_danger = matches!(item.kind, MenuItemKind::Danger(_));
    let is_refused = item.refusal.is_some();
    let parting = item
        .starts_group
        .then(|| view! { class=scope, <div class="parting" role="separator"></div> });
    let kind = item.kind.clone();
    let face = view! { <LineFace item checked scope /> };
    let line = if let (MenuItemKind::Link(href), false) = (&kind, is_refused) {
        let href = href.clone();
        view! { class=scope,
            <a class="item" role="menuitem" tabindex="-1" href=href on:click=move |_| on_done()>{face}</a>
        }
        .into_any()
    } else {
        let choose = move |_| {
            if !is_refused {
                on_done();
                run(&kind);
            }
        };
        view! { class=scope,
            <button
                type="button"
                class="item"
                role=role
                tabindex="-1"
                data-kind=if is_danger { "danger" } else { "normal" }
                aria-checked=checked.map(|is_checked| is_checked.to_string())
                aria-disabled=is_refused.then_some("true")
                on:click=choose
            >
                {face}
            </button>
        }
        .into_any()
    };
    (parting, line)
}

fn run(kind: &MenuItemKind) {
    match kind {
        MenuItemKind::Act(act) | MenuItemKind::Danger(act) => act.run(),
        MenuItemKind::Choice { on_choose, .. } => on_choose.run(),
        MenuItemKind::Toggle { on_turn, .. } => on_turn.run(),
        MenuItemKind::Link(_) => {}
    }
}

#[component]
fn LineFace(item: MenuItem, checked: Option<bool>, scope: &'static str) -> impl IntoView {
    let check = checked.map(|is_checked| {
        let mark = is_checked.then(|| view! { <Icon name=IconName::Check size=IconSize::Small /> });
        view! { class=scope, <span class="check">{mark}</span> }
    });
    let icon = item.icon.map(|name| view! { <Icon name /> });
    let reason = item
        .refusal
        .map(|reason| view! { class=scope, <span class="reason">{reason}</span> });
    let key = item
        .key
        .map(|key| view! { <kbd class="key" aria-hidden="true">{key}</kbd> });
    view! { class=scope,
        {check}
        {icon}
        <span class="words">{item.label}{reason}</span>
        {key}
    }
}
