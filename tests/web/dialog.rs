//! Dialogs: the browser keeps the focus in them, Escape closes them, and the opener gets the focus back.

use leptos::prelude::*;
use vitrine_app::ui::{Button, Dialog, DialogKind};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{Place, focused, send, settle, show};

fn open_dialog(kind: DialogKind, is_open: RwSignal<bool>) -> Place<impl Mountable> {
    show(move || {
        view! {
            <Button on_press=move |()| is_open.set(true)>"Delete…"</Button>
            <Dialog
                title="Delete Models?"
                kind
                is_open
                on_close=move |()| is_open.set(false)
                acts=move || view! { <Button on_press=move |()| is_open.set(false)>"Cancel"</Button> }
            >
                <p>"Four collections go with it."</p>
            </Dialog>
        }
    })
}

/// What the browser sends when Escape was pressed.
fn cancel() -> web_sys::MouseEvent {
    let init = web_sys::MouseEventInit::new();
    init.set_cancelable(true);
    web_sys::MouseEvent::new_with_mouse_event_init_dict("cancel", &init).unwrap()
}

#[wasm_bindgen_test]
async fn a_dialog_is_modal_has_a_name_and_takes_the_focus() {
    let is_open = RwSignal::new(false);
    let place = open_dialog(DialogKind::Form, is_open);
    assert!(place.try_find(".sheet").is_none(), "it is made when it opens");
    place.find("button").click();
    settle().await;
    assert!(place.try_find("dialog:modal").is_some());
    let title = place.attribute("dialog", "aria-labelledby").unwrap();
    assert_eq!(place.words(&format!("#{title}")), "Delete Models?");
    assert_eq!(focused(), "Cancel");
}

#[wasm_bindgen_test]
async fn closing_gives_the_focus_back_to_the_opener() {
    let is_open = RwSignal::new(false);
    let place = open_dialog(DialogKind::Form, is_open);
    let opener = place.find("button");
    opener.focus().unwrap();
    opener.click();
    settle().await;
    let is_left_to_the_browser = place.find("dialog").dispatch_event(&cancel()).unwrap();
    assert!(!is_left_to_the_browser, "the owner of the state closes it");
    settle().await;
    assert!(place.try_find("dialog[open]").is_none());
    assert_eq!(document().active_element(), Some(opener.unchecked_into()));
}

#[wasm_bindgen_test]
async fn a_press_beside_it_closes_what_is_only_looked_at_and_no_form() {
    for (kind, closes) in [(DialogKind::Form, false), (DialogKind::Glance, true)] {
        let is_open = RwSignal::new(true);
        let place = open_dialog(kind, is_open);
        settle().await;
        send(&place.find(".sheet"), "pointerdown");
        assert!(is_open.get_untracked(), "a press inside closes nothing");
        send(&place.find("dialog"), "pointerdown");
        assert_eq!(is_open.get_untracked(), !closes);
        is_open.set(false);
        settle().await;
    }
}

#[wasm_bindgen_test]
async fn a_question_is_an_alert_dialog() {
    let is_open = RwSignal::new(true);
    let place = open_dialog(DialogKind::Question, is_open);
    settle().await;
    assert_eq!(place.attribute("dialog", "role").as_deref(), Some("alertdialog"));
    is_open.set(false);
    settle().await;
}
