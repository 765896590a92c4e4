//! Lines of text with their label.

use leptos::html;
use leptos::prelude::*;

use super::{FieldFrame, described_by, field_scope};

/// Lines of text. The box grows with them, up to a limit; what was typed is never lost.
#[component]
pub fn TextArea(
    /// The id of the box; unique on the page.
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
    /// How many lines are shown at first.
    #[prop(default = 4)]
    rows: u32,
    /// Whether it holds code, such as a template or Markdown.
    #[prop(optional)]
    is_code: bool,
    /// The box, for those who focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    let class = field_scope();
    let described_by = described_by(id, help.is_some(), error);
    view! { class=class,
        <FieldFrame id label help error>
            <textarea
                id=id
                node_ref=node_ref
                class="box area"
                data-text=if is_code { "code" } else { "words" }
                rows=rows
                spellcheck=if is_code { "false" } else { "true" }
                aria-invalid=move || error.read().is_some().to_string()
                aria-describedby=described_by
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </FieldFrame>
    }
}
