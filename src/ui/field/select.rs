//! A choice of one among a few: the browser's own, with its keys, its letters and its list.

use leptos::prelude::*;

use super::{FieldFrame, described_by, field_scope};
use crate::ui::icon::{Icon, IconName};

/// One of the choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectOption {
    /// What it stands for.
    pub value: String,
    /// The words.
    pub label: String,
    /// Whether it may be chosen.
    pub is_allowed: bool,
}

impl SelectOption {
    /// A choice that may be made.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            is_allowed: true,
        }
    }
}

/// A list that opens, of which one choice holds.
#[component]
pub fn Select(
    /// The id of the list; unique on the page.
    id: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// The choices.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// The value that holds.
    #[prop(into)]
    value: Signal<String>,
    /// Another choice.
    #[prop(into)]
    on_choose: Callback<String>,
    /// What helps to choose.
    #[prop(optional, into)]
    help: Option<String>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let class = field_scope();
    let described_by = described_by(id, help.is_some(), error);
    let line = move |option: SelectOption| {
        let own = option.value.clone();
        view! {
            <option value=option.value disabled=!option.is_allowed prop:selected=move || value.read() == own>
                {option.label}
            </option>
        }
    };
    let lines = move || options.get().into_iter().map(line).collect_view();
    view! { class=class,
        <FieldFrame id label help error>
            <span class="select">
                <select
                    id=id
                    class="box"
                    aria-invalid=move || error.read().is_some().to_string()
                    aria-describedby=described_by
                    on:change=move |event| on_choose.run(event_target_value(&event))
                >
                    {lines}
                </select>
                <Icon name=IconName::ChevronDown />
            </span>
        </FieldFrame>
    }
}
