//! Hints: they describe their control, come with the focus and go with Escape; and buttons that say why they refuse.

use leptos::prelude::*;
use vitrine_app::ui::{Button, GuardedButton, Tooltip};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{a_while, press, send, settle, show};

#[wasm_bindgen_test]
async fn a_hint_describes_its_control_before_it_is_shown() {
    let place = show(|| view! { <Tooltip text="Ctrl K"><Button>"Commands"</Button></Tooltip> });
    settle().await;
    let described_by = place.attribute("button", "aria-describedby").unwrap();
    assert_eq!(place.words(&format!("#{described_by}")), "Ctrl K");
    assert_eq!(
        place.attribute(&format!("#{described_by}"), "role").as_deref(),
        Some("tooltip")
    );
    assert!(place.try_find("[role=tooltip]:popover-open").is_none());
}

#[wasm_bindgen_test]
async fn it_comes_when_the_pointer_rests_and_goes_with_escape() {
    let place = show(|| view! { <Tooltip text="Ctrl K"><Button>"Commands"</Button></Tooltip> });
    settle().await;
    let anchor = place.find("button").parent_element().unwrap();
    send(&anchor, "mouseenter");
    a_while(600).await;
    assert!(place.try_find("[role=tooltip]:popover-open").is_some());
    assert!(
        !press(&place.find("button"), "Escape"),
        "it closes the hint alone"
    );
    assert!(place.try_find("[role=tooltip]:popover-open").is_none());
    assert!(
        press(&place.find("button"), "Escape"),
        "the next one is for what is behind"
    );
}

#[wasm_bindgen_test]
async fn a_refused_button_can_be_focused_does_nothing_and_says_why() {
    let (presses, refusal) = (
        RwSignal::new(0),
        RwSignal::new(Some("Needs admin in Models.".to_owned())),
    );
    let place = show(move || {
        let on_press = move |()| presses.update(|presses| *presses += 1);
        view! { <GuardedButton refusal on_press>"Rename"</GuardedButton> }
    });
    settle().await;
    let button = place.find("button");
    button.focus().unwrap();
    assert_eq!(document().active_element(), Some(button.clone().into()));
    button.click();
    assert_eq!(presses.get_untracked(), 0);
    let described_by = place.attribute("button", "aria-describedby").unwrap();
    assert_eq!(place.words(&format!("#{described_by}")), "Needs admin in Models.");
    refusal.set(None);
    settle().await;
    button.click();
    assert_eq!(presses.get_untracked(), 1);
}
