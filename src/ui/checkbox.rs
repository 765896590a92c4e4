//! Boxes to tick and switches: the browser's own, with their label.

use leptos::html;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::unique_id::unique_id;

fn scope() -> &'static str {
    let class = style_sheet!("./src/ui/checkbox.css");
    class
}

/// How far a box is ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ticked {
    /// Not.
    #[default]
    No,
    /// Yes.
    Yes,
    /// Some of what it stands for, as over a column of boxes.
    Some,
}

impl From<bool> for Ticked {
    fn from(is_ticked: bool) -> Self {
        if is_ticked { Self::Yes } else { Self::No }
    }
}

/// A box to tick, for what is saved with its form or selects a row.
#[component]
pub fn Checkbox(
    /// Its words.
    #[prop(into)]
    label: String,
    /// Whether the words are read out only, as in a table where the row says what it is.
    #[prop(optional)]
    is_label_hidden: bool,
    /// How far it is ticked.
    #[prop(into)]
    ticked: Signal<Ticked>,
    /// It was pressed: whether it shall be ticked now.
    #[prop(into)]
    on_tick: Callback<bool>,
    /// More about it.
    #[prop(optional, into)]
    help: Option<String>,
) -> impl IntoView {
    let class = scope();
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            input.set_indeterminate(ticked.get() == Ticked::Some);
        }
    });
    let (help_id, help) = help_line(help);
    view! { class=class,
        <label class="choice">
            <input
                node_ref=input
                class="tick"
                type="checkbox"
                aria-describedby=help_id
                prop:checked=move || ticked.get() == Ticked::Yes
                on:change=move |event| on_tick.run(event_target_checked(&event))
            />
            <span class=if is_label_hidden { "sr-only" } else { "words" }>{label}</span>
            {help}
        </label>
    }
}

/// A switch, for what is saved at once.
#[component]
pub fn Switch(
    /// Its words.
    #[prop(into)]
    label: String,
    /// Whether it is on.
    #[prop(into)]
    is_on: Signal<bool>,
    /// It was turned: whether it shall be on now.
    #[prop(into)]
    on_turn: Callback<bool>,
    /// More about it.
    #[prop(optional, into)]
    help: Option<String>,
) -> impl IntoView {
    let class = scope();
    let (help_id, help) = help_line(help);
    view! { class=class,
        <label class="choice">
            <input
                class="turn"
                type="checkbox"
                role="switch"
                aria-describedby=help_id
                prop:checked=move || is_on.get()
                on:change=move |event| on_turn.run(event_target_checked(&event))
            />
            <span class="words">{label}</span>
            {help}
        </label>
    }
}

fn help_line(help: Option<String>) -> (Option<String>, Option<AnyView>) {
    let class = scope();
    let Some(words) = help else { return (None, None) };
    let id = unique_id("choice-help");
    let line = view! { class=class, <span class="help" id=id.clone()>{words}</span> };
    (Some(id), Some(line.into_any()))
}
