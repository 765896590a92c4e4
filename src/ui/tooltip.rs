//! A hint about a control: shown while the pointer or the focus is on it.

use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::floating::place_at;
use super::unique_id::unique_id;

/// How long the pointer rests before the hint comes.
const REST: Duration = Duration::from_millis(350);
/// What a hint can be about.
const CONTROLS: &str = "button, a[href], input, select, textarea, summary, [tabindex]";

/// Words about the control that it holds; they describe it to screen readers too. Escape takes them away, and the pointer may go over them.
#[component]
pub fn Tooltip(
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/tooltip.css");
    let id = unique_id("hint");
    let (anchor, layer) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let hint_state = Hint {
        anchor,
        layer,
        timer: StoredValue::new(None),
    };
    let described_by = id.clone();
    anchor.on_load(move |anchor| {
        if let Ok(Some(control)) = anchor.query_selector(CONTROLS) {
            let _ = control.set_attribute("aria-describedby", &described_by);
        }
    });
    on_cleanup(move || hint_state.stop_timer());
    let keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && hint_state.is_shown() {
            event.prevent_default();
            event.stop_propagation();
            hint_state.hide();
        }
    };
    view! { class=class,
        <div
            class="anchor"
            node_ref=anchor
            on:mouseenter=move |_| hint_state.show_soon()
            on:mouseleave=move |_| hint_state.hide()
            on:focusin=move |event| hint_state.show_for_keyboard(&event)
            on:focusout=move |_| hint_state.hide()
            on:keydown=keydown
        >
            {children()}
            <div node_ref=layer class="float hint" id=id role="tooltip" popover="manual">{move || text.get()}</div>
        </div>
    }
}

#[derive(Clone, Copy)]
struct Hint {
    anchor: NodeRef<html::Div>,
    layer: NodeRef<html::Div>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Hint {
    fn show(self) {
        let (Some(Some(anchor)), Some(Some(hint))) =
            (self.anchor.try_get_untracked(), self.layer.try_get_untracked())
        else {
            return;
        };
        if hint.is_connected() && !self.is_shown() && !hint.text_content().unwrap_or_default().is_empty() {
            let _ = hint.show_popover();
            place_at(&anchor, &hint);
        }
    }

    fn show_soon(self) {
        self.stop_timer();
        self.timer
            .set_value(set_timeout_with_handle(move || self.show(), REST).ok());
    }

    /// A press gives the focus too, but whoever presses needs no hint.
    fn show_for_keyboard(self, event: &ev::FocusEvent) {
        let target = event_target::<web_sys::Element>(event);
        if target.matches(":focus-visible").unwrap_or(false) {
            self.show();
        }
    }

    fn hide(self) {
        self.stop_timer();
        if self.is_shown()
            && let Some(hint) = self.layer.get_untracked()
        {
            let _ = hint.hide_popover();
        }
    }

    fn is_shown(self) -> bool {
        let hint = self.layer.get_untracked();
        hint.is_some_and(|hint| hint.matches(":popover-open").unwrap_or(false))
    }

    fn stop_timer(self) {
        if let Some(running) = self.timer.try_update_value(Option::take).flatten() {
            running.clear();
        }
    }
}
