//! The list of a combobox, while it is open.

use leptos::html;
use leptos::prelude::*;

use super::ListState;
use super::option::Line;
use crate::ui::floating::open_layer;
use crate::ui::icon::{Icon, IconName, IconSize};

#[component]
pub(super) fn ComboboxLayer(
    id: &'static str,
    list: ListState,
    create_verb: Option<&'static str>,
    is_searching: Signal<bool>,
    anchor: NodeRef<html::Div>,
    scope: &'static str,
) -> impl IntoView {
    let layer = NodeRef::<html::Div>::new();
    open_layer(layer, anchor, list.is_open, |_| {});
    keep_in_sight(id, layer, list);
    let options = move || {
        let lines = list.lines.get().into_iter().enumerate();
        lines
            .map(|(at, line)| view! { <OptionLine id at line list create_verb scope /> })
            .collect_view()
    };
    let status = move || {
        if is_searching.get() {
            return "Searching…".to_owned();
        }
        match list.lines.with(Vec::len) {
            0 => "Nothing fits.".to_owned(),
            1 => "1 fits.".to_owned(),
            count => format!("{count} fit."),
        }
    };
    let is_quiet = move || !is_searching.get() && !list.lines.with(Vec::is_empty);
    // A press on the list leaves the focus in the box.
    view! { class=scope,
        <div
            node_ref=layer
            class="float list"
            popover="manual"
            on:pointerdown=|event| event.prevent_default()
            on:mousedown=|event| event.prevent_default()
        >
            <div id=format!("{id}-list") role="listbox" aria-label="Suggestions">{options}</div>
            <p class="status" role="status" data-quiet=move || is_quiet().to_string()>{status}</p>
        </div>
    }
}

#[component]
fn OptionLine(
    id: &'static str,
    at: usize,
    line: Line,
    list: ListState,
    create_verb: Option<&'static str>,
    scope: &'static str,
) -> impl IntoView {
    let is_active = move || (list.active.get() == Some(at)).to_string();
    let face = match line {
        Line::Offered(option) => {
            let detail = option
                .detail
                .map(|detail| view! { class=scope, <span class="detail">{detail}</span> });
            view! { class=scope, <span class="label">{option.label}</span> {detail} }.into_any()
        }
        Line::New(text) => view! { class=scope,
            <Icon name=IconName::Plus size=IconSize::Small />
            <span class="label">{create_verb} " “" {text} "”"</span>
        }
        .into_any(),
    };
    view! { class=scope,
        <div
            class="option"
            id=format!("{id}-option-{at}")
            role="option"
            aria-selected=is_active
            on:click=move |_| list.choose(at)
        >
            {face}
        </div>
    }
}

/// Scrolls the list so that the line which Enter takes is seen.
fn keep_in_sight(id: &'static str, layer: NodeRef<html::Div>, list: ListState) {
    Effect::new(move |_| {
        let line = list.active.get().map(|at| format!("{id}-option-{at}"));
        let _opened = layer.get();
        if let Some(line) = line.and_then(|line| document().get_element_by_id(&line)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
