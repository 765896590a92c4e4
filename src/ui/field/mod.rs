//! A field of a form: label above, help under, the error at the field.

mod frame;
mod select;
mod text_area;

use leptos::prelude::*;

pub(crate) use frame::{FieldFrame, described_by, field_scope};
pub use select::{Select, SelectOption};
pub use text_area::TextArea;

/// A line of text with its label. What was typed is never lost.
#[component]
pub fn Field(
    /// The id of the input; unique on the page.
    id: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// What was typed.
    value: RwSignal<String>,
    /// What helps to fill it.
    #[prop(optional, into)]
    help: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// `password` hides what is typed.
    #[prop(optional)]
    is_secret: bool,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The input, for those who focus it.
    #[prop(optional)]
    node_ref: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    let class = field_scope();
    let described_by = described_by(id, help.is_some(), error);
    view! { class=class,
        <FieldFrame id label help error>
            <input
                id=id
                node_ref=node_ref
                class="box"
                type=if is_secret { "password" } else { "text" }
                autocomplete=autocomplete
                spellcheck="false"
                aria-invalid=move || error.read().is_some().to_string()
                aria-describedby=described_by
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </FieldFrame>
    }
}
