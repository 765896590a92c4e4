//! Details beside the page: what is behind them stays in sight and in use.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::button::IconButton;
use super::icon::IconName;
use super::unique_id::unique_id;

/// A panel at the side of the page. It takes the focus when it opens and gives it back when it closes; Escape in it closes it.
///
/// That it is open belongs into the address of the page.
#[component]
pub fn SidePanel(
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open.
    #[prop(into)]
    is_open: Signal<bool>,
    /// A person wants to close it; the owner of `is_open` decides.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it holds; made when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/side_panel.css");
    let is_open = Memo::new(move |_| is_open.get());
    let opener = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if !is_open && was_open == Some(true) {
            give_back(opener.try_update_value(Option::take).flatten());
        }
        is_open
    });
    let children = StoredValue::new(children);
    let panel = move || {
        is_open
            .get()
            .then(|| view! { <Panel title on_close opener children scope=class /> })
    };
    view! { {panel} }
}

/// What had the focus gets it back, if it is still there and the focus went nowhere else.
fn give_back(opener: Option<HtmlElement>) {
    let focused = document().active_element();
    let is_lost = focused.is_none_or(|focused| {
        // The panel may still be there, as the view and this hear of it at once.
        focused.tag_name() == "BODY" || focused.closest(".side-panel").is_ok_and(|panel| panel.is_some())
    });
    if let Some(opener) = opener.filter(|opener| is_lost && opener.is_connected()) {
        let _ = opener.focus();
    }
}

#[component]
fn Panel(
    title: Signal<String>,
    on_close: Callback<()>,
    opener: StoredValue<Option<HtmlElement>, LocalStorage>,
    children: StoredValue<ChildrenFn>,
    scope: &'static str,
) -> impl IntoView {
    let title_id = unique_id("panel-title");
    let labelled_by = title_id.clone();
    let heading = NodeRef::<html::H2>::new();
    heading.on_load(move |heading| {
        let before = document()
            .active_element()
            .and_then(|element| element.dyn_into().ok());
        opener.set_value(before);
        let _ = heading.focus();
    });
    let keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.prevent_default();
            event.stop_propagation();
            on_close.run(());
        }
    };
    view! { class=scope,
        <aside class="side-panel" aria-labelledby=labelled_by on:keydown=keydown>
            <header class="head">
                <h2 class="title" id=title_id tabindex="-1" node_ref=heading>{move || title.get()}</h2>
                <IconButton icon=IconName::X label="Close" on_press=on_close />
            </header>
            <div class="body">{children.get_value()()}</div>
        </aside>
    }
}
