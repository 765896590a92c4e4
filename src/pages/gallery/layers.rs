//! What opens above or beside the page.

use leptos::prelude::*;

use super::Section;
use crate::state::toasts::Toasts;
use crate::ui::{
    Button, ButtonKind, Dialog, DialogKind, Field, IconName, MenuButton, MenuButtonKind, MenuItem, SidePanel,
};

#[component]
pub(super) fn Layers() -> impl IntoView {
    view! {
        <Section title="Menus"><Menus /></Section>
        <Section title="Dialogs and panels"><Dialogs /></Section>
        <Section title="Notices"><Notices /></Section>
    }
}

#[component]
fn Menus() -> impl IntoView {
    let is_on = RwSignal::new(true);
    let items = Signal::derive(move || {
        let refusal = Some("Needs member in Models.".to_owned());
        vec![
            MenuItem::act("Copy path", || {})
                .with_icon(IconName::Copy)
                .with_key("y"),
            MenuItem::link("View details", "/gallery").with_icon(IconName::Eye),
            MenuItem::act("Link a version", || {})
                .with_icon(IconName::Link)
                .refused(refusal),
            MenuItem::toggle("Watch", is_on.get(), move || {
                is_on.update(|is_on| *is_on = !*is_on);
            })
            .starting_group(),
            MenuItem::danger("Delete…", || {})
                .with_icon(IconName::Trash2)
                .starting_group(),
        ]
    });
    view! {
        <div class="row wrap">
            <MenuButton label="Acts" items />
            <MenuButton label="Acts of the row" kind=MenuButtonKind::Icon items />
        </div>
    }
}

#[component]
fn Dialogs() -> impl IntoView {
    let (form, question, panel) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let name = RwSignal::new(String::new());
    let acts = move || {
        view! {
            <Button on_press=move |()| question.set(false)>"Cancel"</Button>
            <Button kind=ButtonKind::Danger on_press=move |()| question.set(false)>"Delete the collection"</Button>
        }
    };
    view! {
        <div class="row wrap">
            <Button on_press=move |()| form.set(true)>"Open a form"</Button>
            <Button on_press=move |()| question.set(true)>"Ask a question"</Button>
            <Button on_press=move |()| panel.set(true)>"Open a panel"</Button>
        </div>
        <Dialog title="New collection" is_open=form on_close=move |()| form.set(false)>
            <Field id="gallery-dialog-name" label="Name" value=name />
        </Dialog>
        <Dialog
            title="Delete fraud-detector?"
            kind=DialogKind::Question
            is_open=question
            on_close=move |()| question.set(false)
            acts
        >
            <p>"412 versions leave the registry. Their artifacts stay in their projects."</p>
        </Dialog>
        <SidePanel title="fraud-detector v410" is_open=panel on_close=move |()| panel.set(false)>
            <p class="muted">"Details beside what they belong to."</p>
        </SidePanel>
    }
}

#[component]
fn Notices() -> impl IntoView {
    let toasts = Toasts::of_app();
    view! {
        <div class="row wrap">
            <Button on_press=move |()| toasts.done("Copied the path")>"Say what was done"</Button>
            <Button on_press=move |()| toasts.undoable("Tagged 10 versions", move || toasts.done("Taken back"))>
                "Say what can be undone"
            </Button>
            <Button on_press=move |()| toasts.failed("Models could not be starred. The server does not answer.")>
                "Say what failed"
            </Button>
        </div>
    }
}
