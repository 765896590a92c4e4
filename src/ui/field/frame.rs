//! What all fields share: label above, help under, the fault at the field.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::ui::icon::{Icon, IconName, IconSize};

/// The class of the styles of fields; the box that is filled in is a `.box`.
pub(crate) fn field_scope() -> &'static str {
    let class = style_sheet!("./src/ui/field/field.css");
    class
}

/// The id of what describes a field now: its fault, or else its help.
pub(crate) fn described_by(
    id: &'static str,
    has_help: bool,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync {
    move || {
        if error.read().is_some() {
            Some(format!("{id}-error"))
        } else {
            has_help.then(|| format!("{id}-help"))
        }
    }
}

/// The label, the help and the fault around the box of a field.
#[component]
pub(crate) fn FieldFrame(
    /// The id of the box.
    id: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// What helps to fill it.
    help: Option<String>,
    /// What is wrong with it.
    error: Signal<Option<String>>,
    /// The box.
    children: Children,
) -> impl IntoView {
    let class = field_scope();
    let fault = move || {
        error.get().map(|words| {
            view! { class=class,
                <p class="fault" id=format!("{id}-error")>
                    <Icon name=IconName::TriangleAlert size=IconSize::Small /> <span>{words}</span>
                </p>
            }
        })
    };
    view! { class=class,
        <div class="field">
            <label class="name" for=id>{label}</label>
            {children()}
            {help.map(|words| view! { class=class, <p class="help" id=format!("{id}-help")>{words}</p> })}
            {fault}
        </div>
    }
}
