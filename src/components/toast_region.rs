//! Where notices are shown and read out.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wasm_bindgen::JsCast as _;
use web_sys::{EventTarget, HtmlElement};

use crate::state::toasts::{Toast, ToastKind, Toasts};
use crate::ui::{Button, Icon, IconButton, IconName};

/// How long a notice of success stays; one of failure stays until it is dismissed.
const SHOWN_FOR: Duration = Duration::from_secs(6);
/// How long one stays that can be taken back: it takes longer to decide than to read.
const UNDOABLE_FOR: Duration = Duration::from_secs(10);

/// The notices of the app; present from the start, so that what is added is read out.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let class = style_sheet!("./src/components/toast_region.css");
    let toasts = Toasts::of_app();
    view! { class=class,
        <div class="region" role="status" aria-live="polite">
            <For each=move || toasts.shown() key=|toast| toast.id let(toast)>
                <ToastLine toast scope=class />
            </For>
        </div>
    }
}

/// What keeps a notice: it goes only when neither the pointer nor the focus is on it.
#[derive(Clone, Copy)]
struct Stay {
    toasts: Toasts,
    id: u32,
    shown_for: Option<Duration>,
    is_hovered: StoredValue<bool>,
    is_focused: StoredValue<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// What had the focus before it came here.
    came_from: StoredValue<Option<HtmlElement>, LocalStorage>,
}

impl Stay {
    fn of(toast: &Toast) -> Self {
        let shown_for = match (toast.kind, &toast.undo) {
            (ToastKind::Failed, _) => None,
            (ToastKind::Done, Some(_)) => Some(UNDOABLE_FOR),
            (ToastKind::Done, None) => Some(SHOWN_FOR),
        };
        Self {
            toasts: Toasts::of_app(),
            id: toast.id,
            shown_for,
            is_hovered: StoredValue::new(false),
            is_focused: StoredValue::new(false),
            timer: StoredValue::new(None),
            came_from: StoredValue::new_local(None),
        }
    }

    fn hover(self, is_hovered: bool) {
        self.is_hovered.set_value(is_hovered);
        self.decide();
    }

    fn focus(self, is_focused: bool, before: Option<EventTarget>) {
        if is_focused && !self.is_focused.get_value() {
            self.came_from
                .set_value(before.and_then(|before| before.dyn_into().ok()));
        }
        self.is_focused.set_value(is_focused);
        self.decide();
    }

    /// Gives the focus back before the notice goes with it.
    fn leave(self) {
        if self.is_focused.get_value() {
            let before = self.came_from.try_update_value(Option::take).flatten();
            let main = || {
                document()
                    .get_element_by_id("main")?
                    .dyn_into::<HtmlElement>()
                    .ok()
            };
            if let Some(element) = before.filter(|element| element.is_connected()).or_else(main) {
                let _ = element.focus();
            }
        }
    }

    fn decide(self) {
        self.hold();
        let is_kept = self.is_hovered.get_value() || self.is_focused.get_value();
        if let Some(shown_for) = self.shown_for.filter(|_| !is_kept) {
            let timer = set_timeout_with_handle(move || self.toasts.dismiss(self.id), shown_for);
            self.timer.set_value(timer.ok());
        }
    }

    fn hold(self) {
        if let Some(running) = self.timer.try_update_value(Option::take).flatten() {
            running.clear();
        }
    }
}

#[component]
fn ToastLine(toast: Toast, scope: &'static str) -> impl IntoView {
    let toasts = Toasts::of_app();
    let (icon, kind) = match toast.kind {
        ToastKind::Done => (IconName::CircleCheck, "done"),
        ToastKind::Failed => (IconName::TriangleAlert, "failed"),
    };
    let stay = Stay::of(&toast);
    stay.decide();
    on_cleanup(move || stay.hold());
    let id = toast.id;
    let take_back = move |()| {
        stay.leave();
        toasts.undo(id);
    };
    let dismiss = move |()| {
        stay.leave();
        toasts.dismiss(id);
    };
    let undo = toast
        .undo
        .map(|_| view! { <Button is_small=true on_press=take_back>"Undo"</Button> });
    view! { class=scope,
        <div
            class="toast"
            on:mouseenter=move |_| stay.hover(true)
            on:mouseleave=move |_| stay.hover(false)
            on:focusin=move |event| stay.focus(true, event.related_target())
            on:focusout=move |_| stay.focus(false, None)
        >
            <span class="sign" data-kind=kind><Icon name=icon /></span>
            <span class="grow">{toast.text.clone()}</span>
            {undo}
            <IconButton icon=IconName::X label="Dismiss" on_press=dismiss />
        </div>
    }
}
