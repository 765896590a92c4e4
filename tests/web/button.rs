//! Buttons: what they are called, and what they do while something is under way.

use leptos::prelude::*;
use vitrine_app::components::StarButton;
use vitrine_app::ui::{Button, CopyButton, IconButton, IconName, Segmented};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{a_while, settle, show};

#[wasm_bindgen_test]
async fn a_pending_button_keeps_its_focus_and_does_not_act_again() {
    let (presses, is_pending) = (RwSignal::new(0), RwSignal::new(false));
    let place = show(move || {
        let on_press = Callback::new(move |()| presses.update(|presses| *presses += 1));
        view! { <Button is_pending on_press>"Save"</Button> }
    });
    let button = place.find("button");
    button.focus().unwrap();
    button.click();
    is_pending.set(true);
    settle().await;
    button.click();
    assert_eq!(presses.get_untracked(), 1);
    assert_eq!(
        place.attribute("button", "aria-disabled").as_deref(),
        Some("true")
    );
    assert_eq!(
        document().active_element(),
        Some(button.into()),
        "the focus was lost"
    );
}

#[wasm_bindgen_test]
fn a_button_does_not_submit_unless_it_is_told_to() {
    let place = show(|| view! { <Button>"Open"</Button> });
    assert_eq!(place.attribute("button", "type").as_deref(), Some("button"));
    let place = show(|| view! { <Button submits=true>"Send"</Button> });
    assert_eq!(place.attribute("button", "type").as_deref(), Some("submit"));
}

#[wasm_bindgen_test]
fn an_icon_alone_has_a_name_and_is_not_read_out_itself() {
    let place = show(|| view! { <IconButton icon=IconName::X label="Dismiss" on_press=|()| {} /> });
    assert_eq!(
        place.attribute("button", "aria-label").as_deref(),
        Some("Dismiss")
    );
    assert_eq!(place.attribute("svg", "aria-hidden").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn a_star_is_a_toggle_whose_name_does_not_change() {
    let is_starred = RwSignal::new(false);
    let place = show(move || {
        view! { <StarButton title="Models" is_starred on_toggle=move |star| is_starred.set(star) /> }
    });
    assert_eq!(
        place.attribute("button", "aria-pressed").as_deref(),
        Some("false")
    );
    place.find("button").click();
    settle().await;
    assert_eq!(place.attribute("button", "aria-pressed").as_deref(), Some("true"));
    assert_eq!(
        place.attribute("button", "aria-label").as_deref(),
        Some("Star Models")
    );
}

#[wasm_bindgen_test]
async fn of_a_few_choices_one_is_pressed() {
    let chosen = RwSignal::new(1);
    let place = show(move || {
        view! {
            <Segmented
                label="X axis"
                choices=vec![(1, "Step"), (2, "Time")]
                chosen
                on_choose=move |choice| chosen.set(choice)
            />
        }
    });
    assert_eq!(
        place.attribute("[role=group]", "aria-label").as_deref(),
        Some("X axis")
    );
    place.find("button:nth-of-type(2)").click();
    settle().await;
    assert_eq!(place.words("[aria-pressed=true]"), "Time");
    assert!(
        place
            .try_find("[aria-pressed=true] ~ [aria-pressed=true]")
            .is_none()
    );
}

#[wasm_bindgen_test]
async fn what_came_of_copying_is_read_out() {
    let place = show(|| view! { <CopyButton text="abc" label="Copy digest" /> });
    assert_eq!(place.words("[role=status]"), "");
    place.find("button").click();
    // The browser may or may not let a test write to the clipboard; both ends are said.
    for _ in 0..200 {
        settle().await;
        if !place.words("[role=status]").is_empty() {
            break;
        }
        a_while(10).await;
    }
    let said = place.words("[role=status]");
    assert!(said == "Copied" || said.starts_with("Could not copy"), "{said:?}");
}
