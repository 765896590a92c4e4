//! A dialog that the rest of the page waits for: the browser keeps the focus in it and gives it back.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::button::IconButton;
use super::icon::IconName;
use super::unique_id::unique_id;

/// What a dialog is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DialogKind {
    /// A form, or words with acts below them. Escape and its button close it; a press beside it does not, for what was typed in it.
    #[default]
    Form,
    /// A question before something that cannot be taken back; screen readers read it out whole.
    Question,
    /// Something to look at or to choose from; a press beside it closes it too.
    Glance,
}

/// A modal dialog. What it holds is made when it opens: what has `autofocus` in it gets the focus, or else what comes first.
#[component]
pub fn Dialog(
    /// What it is about; its name for screen readers.
    #[prop(into)]
    title: Signal<String>,
    /// What it is.
    #[prop(optional)]
    kind: DialogKind,
    /// Whether it is the wide one.
    #[prop(optional)]
    is_wide: bool,
    /// Whether its content fills it to the edges; the title is read out only.
    #[prop(optional)]
    is_bare: bool,
    /// Whether it is open.
    #[prop(into)]
    is_open: Signal<bool>,
    /// A person wants to close it; the owner of `is_open` decides.
    #[prop(into)]
    on_close: Callback<()>,
    /// The buttons at its foot: the one that leaves everything as it is comes first.
    #[prop(optional, into)]
    acts: Option<ViewFn>,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/dialog.css");
    let dialog = NodeRef::<html::Dialog>::new();
    let is_open = Memo::new(move |_| is_open.get());
    let title_id = unique_id("dialog-title");
    Effect::new(move |_| {
        // Closing it, not taking it away, gives the focus back to what had it before.
        if !is_open.get()
            && let Some(dialog) = dialog.get_untracked().filter(web_sys::HtmlDialogElement::open)
        {
            dialog.close();
        }
    });
    let ask_to_close = move || {
        if is_open.get_untracked() {
            on_close.run(());
        }
    };
    let press = move |event: ev::PointerEvent| {
        if kind == DialogKind::Glance && is_own(&event, dialog) {
            ask_to_close();
        }
    };
    let cancel = move |event: ev::Event| {
        if is_own(&event, dialog) {
            event.prevent_default();
            ask_to_close();
        }
    };
    let sheet = {
        let title_id = title_id.clone();
        let (acts, children) = (StoredValue::new(acts), StoredValue::new(children));
        move || {
            let title_id = title_id.clone();
            is_open
                .get()
                .then(|| view! { <Sheet dialog title title_id is_bare acts children on_close scope=class /> })
        }
    };
    view! { class=class,
        <dialog
            node_ref=dialog
            class="dialog"
            data-size=if is_wide { "wide" } else { "normal" }
            data-bare=is_bare.to_string()
            role=(kind == DialogKind::Question).then_some("alertdialog")
            aria-labelledby=move || is_open.get().then(|| title_id.clone())
            on:pointerdown=press
            on:cancel=cancel
            on:close=move |event| if is_own(&event, dialog) { ask_to_close() }
        >
            {sheet}
        </dialog>
    }
}

/// Whether an event is the dialog's own and not one of something in it. What is beside the sheet is the dialog itself.
fn is_own(event: &web_sys::Event, dialog: NodeRef<html::Dialog>) -> bool {
    let dialog = dialog.get_untracked();
    dialog.is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref()))
}

#[component]
fn Sheet(
    dialog: NodeRef<html::Dialog>,
    title: Signal<String>,
    title_id: String,
    is_bare: bool,
    acts: StoredValue<Option<ViewFn>>,
    children: StoredValue<ChildrenFn>,
    on_close: Callback<()>,
    scope: &'static str,
) -> impl IntoView {
    let sheet = NodeRef::<html::Div>::new();
    sheet.on_load(move |_| {
        if let Some(dialog) = dialog.get_untracked().filter(|dialog| !dialog.open()) {
            let _ = dialog.show_modal();
        }
    });
    let foot = acts
        .get_value()
        .map(|acts| view! { class=scope, <footer class="acts">{acts.run()}</footer> });
    // The button that closes comes last, so that the focus starts at what the dialog is about.
    view! { class=scope,
        <div class="sheet" data-bare=is_bare.to_string() node_ref=sheet>
            <h2 class=if is_bare { "sr-only" } else { "title" } id=title_id>{move || title.get()}</h2>
            <div class="body">{children.get_value()()}</div>
            {foot}
            <span class="close"><IconButton icon=IconName::X label="Close" on_press=on_close /></span>
        </div>
    }
}
