//! A button that copies text and says that it did.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use stylers_macro::style_sheet;

use super::clipboard;
use super::icon::{Icon, IconName, IconSize};

/// How long the button shows what came of it.
const SHOWN_FOR: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CopyState {
    Ready,
    Copied,
    Failed,
}

impl CopyState {
    const fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Copied => "copied",
            Self::Failed => "failed",
        }
    }

    const fn icon(self) -> IconName {
        match self {
            Self::Ready => IconName::Copy,
            Self::Copied => IconName::Check,
            Self::Failed => IconName::TriangleAlert,
        }
    }

    const fn announcement(self) -> &'static str {
        match self {
            Self::Ready => "",
            Self::Copied => "Copied",
            Self::Failed => "Could not copy: select the text and copy it yourself",
        }
    }
}

/// Copies some text. The result is shown and read out.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What the button is called, such as `Copy digest`.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/copy_button.css");
    let state = RwSignal::new(CopyState::Ready);
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            let was_copied = clipboard::copy(&text).await;
            state.set(if was_copied {
                CopyState::Copied
            } else {
                CopyState::Failed
            });
            // The button may be gone by then.
            set_timeout(move || _ = state.try_set(CopyState::Ready), SHOWN_FOR);
        });
    };
    view! { class=class,
        <button
            type="button"
            class="copy"
            data-state=move || state.get().word()
            aria-label=move || label.get()
            title=move || label.get()
            on:click=copy
        >
            <Icon name=Signal::derive(move || state.get().icon()) size=IconSize::Small />
        </button>
        <span class="sr-only" role="status">{move || state.get().announcement()}</span>
    }
}
