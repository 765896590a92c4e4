//! Panels beside the page.

use leptos::prelude::*;
use vitrine_app::ui::{Button, SidePanel};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{focused, press, settle, show};

#[wasm_bindgen_test]
async fn a_panel_takes_the_focus_and_gives_it_back() {
    let is_open = RwSignal::new(false);
    let place = show(move || {
        view! {
            <Button on_press=move |()| is_open.set(true)>"Details"</Button>
            <SidePanel title="v3" is_open on_close=move |()| is_open.set(false)><p>"Facts"</p></SidePanel>
        }
    });
    let opener = place.find("button");
    opener.focus().unwrap();
    opener.click();
    settle().await;
    assert_eq!(focused(), "v3");
    let title = place.attribute("aside", "aria-labelledby").unwrap();
    assert_eq!(place.words(&format!("#{title}")), "v3");
    let goes_on = press(&place.find("aside h2"), "Escape");
    assert!(!goes_on);
    settle().await;
    settle().await;
    assert!(place.try_find("aside").is_none());
    assert_eq!(focused(), "Details");
}
