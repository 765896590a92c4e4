//! A field of a form: label above, help under, the error at the field.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::icon::{Icon, IconName, IconSize};

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
    let class = style_sheet!("./src/ui/field.css");
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let described_by = {
        let (help_id, error_id, has_help) = (help_id.clone(), error_id.clone(), help.is_some());
        move || {
            if error.read().is_some() {
                Some(error_id.clone())
            } else {
                has_help.then(|| help_id.clone())
            }
        }
    };
    let fault = move || {
        let error_id = error_id.clone();
        error.get().map(|words| {
            view! { class=class,
                <p class="fault" id=error_id>
                    <Icon name=IconName::TriangleAlert size=IconSize::Small /> <span>{words}</span>
                </p>
            }
        })
    };
    view! { class=class,
        <div class="field">
            <label class="name" for=id>{label}</label>
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
            {help.map(|words| view! { class=class, <p class="help" id=help_id>{words}</p> })}
            {fault}
        </div>
    }
}
