//! Where notices are shown and read out.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::state::toasts::{Toast, ToastKind, Toasts};
use crate::ui::{Icon, IconButton, IconName};

/// How long a notice of success stays; one of failure stays until it is dismissed.
const SHOWN_FOR: Duration = Duration::from_secs(6);

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

#[component]
fn ToastLine(toast: Toast, scope: &'static str) -> impl IntoView {
    let toasts = Toasts::of_app();
    let (icon, kind) = match toast.kind {
        ToastKind::Done => (IconName::CircleCheck, "done"),
        ToastKind::Failed => (IconName::TriangleAlert, "failed"),
    };
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let start = move || {
        if toast.kind == ToastKind::Done {
            let ends = set_timeout_with_handle(move || toasts.dismiss(toast.id), SHOWN_FOR).ok();
            timer.set_value(ends);
        }
    };
    let hold = move || {
        if let Some(running) = timer.get_value() {
            running.clear();
        }
    };
    start();
    on_cleanup(hold);
    view! { class=scope,
        <div
            class="toast"
            on:mouseenter=move |_| hold()
            on:mouseleave=move |_| start()
            on:focusin=move |_| hold()
            on:focusout=move |_| start()
        >
            <span class="sign" data-kind=kind><Icon name=icon /></span>
            <span class="grow">{toast.text.clone()}</span>
            <IconButton icon=IconName::X label="Dismiss" on_press=move |()| toasts.dismiss(toast.id) />
        </div>
    }
}
