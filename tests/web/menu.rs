//! Menus: the keys and roles of the ARIA Authoring Practices.

use leptos::prelude::*;
use vitrine_app::ui::{MenuButton, MenuItem};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{Place, focused, press, send, settle, show};

fn menu(chosen: RwSignal<String>) -> Place<impl Mountable> {
    let items = move || {
        let act = |label: &'static str| MenuItem::act(label, move || chosen.set(label.to_owned()));
        vec![
            act("Rename"),
            act("Copy path"),
            MenuItem::toggle("Watch", true, || {}),
            act("Link a version").refused(Some("Needs member in Models.".to_owned())),
            MenuItem::danger("Delete", move || chosen.set("Delete".to_owned())).starting_group(),
        ]
    };
    show(
        move || view! { <MenuButton label="Acts" items=Signal::derive(items) /> <button class="other">"x"</button> },
    )
}

#[wasm_bindgen_test]
async fn the_button_says_that_it_opens_a_menu_and_whether_it_did() {
    let place = menu(RwSignal::default());
    assert_eq!(
        place.attribute("button", "aria-haspopup").as_deref(),
        Some("menu")
    );
    assert_eq!(
        place.attribute("button", "aria-expanded").as_deref(),
        Some("false")
    );
    place.find("button").click();
    settle().await;
    assert_eq!(
        place.attribute("button", "aria-expanded").as_deref(),
        Some("true")
    );
    let controls = place.attribute("button", "aria-controls").unwrap();
    assert_eq!(
        place.attribute(&format!("#{controls}"), "role").as_deref(),
        Some("menu")
    );
    assert_eq!(
        place.attribute("[role=menu]", "aria-label").as_deref(),
        Some("Acts")
    );
    assert_eq!(focused(), "Rename");
}

#[wasm_bindgen_test]
async fn arrows_home_end_and_letters_move_the_focus() {
    let place = menu(RwSignal::default());
    press(&place.find("button"), "ArrowUp");
    settle().await;
    assert_eq!(focused(), "Delete");
    let menu = place.find("[role=menu]");
    for (key, reached) in [
        ("ArrowDown", "Rename"),
        ("ArrowUp", "Delete"),
        ("Home", "Rename"),
        ("ArrowDown", "Copy path"),
        ("End", "Delete"),
        ("w", "Watch"),
    ] {
        press(&menu, key);
        assert_eq!(focused(), reached, "{key}");
    }
}

#[wasm_bindgen_test]
async fn escape_and_tab_close_it_and_the_button_has_the_focus_again() {
    for key in ["Escape", "Tab"] {
        let place = menu(RwSignal::default());
        place.find("button").click();
        settle().await;
        let goes_on = press(&place.find("[role=menu]"), key);
        assert_eq!(
            goes_on,
            key == "Tab",
            "the browser goes on from the button with Tab alone"
        );
        settle().await;
        assert!(place.try_find("[role=menu]").is_none(), "{key}");
        assert_eq!(
            document().active_element(),
            Some(place.find("button").into()),
            "{key}"
        );
    }
}

#[wasm_bindgen_test]
async fn choosing_closes_the_menu_gives_the_focus_back_and_then_acts() {
    let chosen = RwSignal::new(String::new());
    let place = menu(chosen);
    place.find("button").click();
    settle().await;
    place.find("[role=menuitem]:nth-of-type(2)").click();
    assert_eq!(document().active_element(), Some(place.find("button").into()));
    settle().await;
    assert_eq!(chosen.get_untracked(), "Copy path");
    assert!(place.try_find("[role=menu]").is_none());
}

#[wasm_bindgen_test]
async fn what_is_refused_stays_says_why_and_does_nothing() {
    let chosen = RwSignal::new(String::new());
    let place = menu(chosen);
    place.find("button").click();
    settle().await;
    let refused = place.find("[aria-disabled=true]");
    assert_eq!(
        refused.text_content().unwrap(),
        "Link a versionNeeds member in Models."
    );
    refused.click();
    settle().await;
    assert_eq!(chosen.get_untracked(), "");
    assert!(place.try_find("[role=menu]").is_some());
    assert_eq!(
        place
            .attribute("[role=menuitemcheckbox]", "aria-checked")
            .as_deref(),
        Some("true")
    );
}

#[wasm_bindgen_test]
async fn a_press_or_the_focus_elsewhere_closes_it() {
    let place = menu(RwSignal::default());
    place.find("button").click();
    settle().await;
    send(&place.find(".other"), "pointerdown");
    settle().await;
    assert!(place.try_find("[role=menu]").is_none());
    place.find("button").click();
    settle().await;
    place.find(".other").focus().unwrap();
    settle().await;
    assert!(place.try_find("[role=menu]").is_none());
}
