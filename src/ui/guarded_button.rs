//! A button that says why it cannot be pressed.

use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::icon::IconName;
use super::tooltip::Tooltip;

/// A button for what a role or a rule may refuse. It can be focused either way, and its hint is the reason.
#[component]
pub fn GuardedButton(
    /// What it is for.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it is the small one.
    #[prop(optional)]
    is_small: bool,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Why it cannot be pressed; `None` when it can.
    #[prop(into)]
    refusal: Signal<Option<String>>,
    /// What happens.
    #[prop(into)]
    on_press: Callback<()>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let is_refused = Signal::derive(move || refusal.read().is_some());
    let reason = Signal::derive(move || refusal.get().unwrap_or_default());
    view! {
        <Tooltip text=reason>
            <Button kind is_small icon is_pending=is_refused on_press>{children()}</Button>
        </Tooltip>
    }
}
