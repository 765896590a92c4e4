//! Buttons.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::icon::{Icon, IconName};

/// What a button is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// One of several acts.
    #[default]
    Normal,
    /// The one act of the page.
    Primary,
    /// An act beside the data.
    Quiet,
    /// An act that destroys.
    Danger,
}

impl ButtonKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Primary => "primary",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

fn scope() -> &'static str {
    let class = style_sheet!("./src/ui/button.css");
    class
}

/// A button with words. While it is pending it says so and does not act again.
#[component]
pub fn Button(
    /// What it is for.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it is the small one.
    #[prop(optional)]
    is_small: bool,
    /// Whether it submits its form.
    #[prop(optional)]
    submits: bool,
    /// An icon before the words.
    #[prop(optional_no_strip, into)]
    icon: Option<IconName>,
    /// Whether its act is under way.
    #[prop(optional, into)]
    is_pending: Signal<bool>,
    /// What happens.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let class = scope();
    let press = move |event: leptos::ev::MouseEvent| {
        if is_pending.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! { class=class,
        <button
            type=if submits { "submit" } else { "button" }
            class="button"
            data-kind=kind.word()
            data-size=if is_small { "small" } else { "normal" }
            aria-disabled=move || is_pending.get().to_string()
            on:click=press
        >
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
        </button>
    }
}

/// A button that shows an icon alone; its label is read out and shown as a hint.
#[component]
pub fn IconButton(
    /// Which icon.
    #[prop(into)]
    icon: Signal<IconName>,
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// What happens.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let class = scope();
    view! { class=class,
        <button
            type="button"
            class="icon-button"
            aria-label=move || label.get()
            title=move || label.get()
            on:click=move |_| on_press.run(())
        >
            <Icon name=icon />
        </button>
    }
}
