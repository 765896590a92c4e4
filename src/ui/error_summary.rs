//! What is wrong with a form, above it: it takes the focus, and each line leads to its field.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wasm_bindgen::JsCast as _;

use super::icon::{Icon, IconName};
use super::unique_id::unique_id;

/// A field that was not filled in as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The id of its box.
    pub field_id: &'static str,
    /// What is wrong, as at the field.
    pub words: String,
}

/// The faults of a form, set when it was submitted; nothing is shown where there are none.
#[component]
pub fn ErrorSummary(
    /// The faults, in the order of the fields.
    #[prop(into)]
    faults: Signal<Vec<FieldFault>>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/error_summary.css");
    let (summary, title_id) = (NodeRef::<html::Section>::new(), unique_id("faults"));
    // Each submission sets the faults anew, so each moves the focus here.
    Effect::new(move |_| {
        let is_wrong = !faults.read().is_empty();
        if let Some(summary) = summary.get().filter(|_| is_wrong) {
            let _ = summary.focus();
        }
    });
    let line = move |fault: FieldFault| {
        let lead = move |event: ev::MouseEvent| {
            // The fragment would become part of the address.
            event.prevent_default();
            focus_field(fault.field_id);
        };
        view! { class=class,
            <li><a class="lead" href=format!("#{}", fault.field_id) on:click=lead>{fault.words}</a></li>
        }
    };
    let title = move || match faults.read().len() {
        1 => "One thing is not right yet".to_owned(),
        count => format!("{count} things are not right yet"),
    };
    let is_shown = Memo::new(move |_| !faults.read().is_empty());
    let shown = move || {
        let title_id = title_id.clone();
        let lines = move || faults.get().into_iter().map(line).collect_view();
        is_shown.get().then(|| {
            view! { class=class,
                <section class="summary" node_ref=summary tabindex="-1" aria-labelledby=title_id.clone()>
                    <h2 class="title" id=title_id.clone()><Icon name=IconName::TriangleAlert /> {title}</h2>
                    <ul class="faults">{lines}</ul>
                </section>
            }
        })
    };
    view! { {shown} }
}

fn focus_field(id: &str) {
    let field = document().get_element_by_id(id);
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.focus();
    }
}
