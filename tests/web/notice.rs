//! Notices and error panels are read out.

use leptos::prelude::*;
use vitrine_app::components::ToastRegion;
use vitrine_app::state::toasts::Toasts;
use vitrine_app::ui::ErrorPanel;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{settle, show};

#[wasm_bindgen_test]
async fn a_notice_comes_into_a_region_that_was_there_before_and_goes_when_dismissed() {
    let toasts = RwSignal::new(None::<Toasts>);
    let place = show(move || {
        Toasts::provide();
        toasts.set(Some(Toasts::of_app()));
        view! { <ToastRegion /> }
    });
    assert_eq!(
        place.attribute("[role=status]", "aria-live").as_deref(),
        Some("polite")
    );
    toasts.get_untracked().unwrap().failed("Could not star Models");
    settle().await;
    assert!(place.words("[role=status]").contains("Could not star Models"));
    place.find("[aria-label=Dismiss]").click();
    settle().await;
    assert_eq!(place.words("[role=status]"), "");
}

#[wasm_bindgen_test]
fn an_error_offers_another_try_and_the_id_of_the_request() {
    let tries = RwSignal::new(0);
    let place = show(move || {
        let on_retry = Callback::new(move |()| tries.update(|tries| *tries += 1));
        let request_id = Some("r-17".to_owned());
        view! { <ErrorPanel title="Could not load" message="The server did not answer." request_id on_retry /> }
    });
    let words = place.words("[role=alert]");
    assert!(
        words.contains("Could not load") && words.contains("r-17"),
        "{words}"
    );
    place.find("[role=alert] button").click();
    assert_eq!(tries.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn what_was_done_can_be_taken_back_once_and_the_focus_is_not_lost() {
    let (toasts, undone) = (RwSignal::new(None::<Toasts>), RwSignal::new(0));
    let place = show(move || {
        Toasts::provide();
        toasts.set(Some(Toasts::of_app()));
        view! { <button class="before">"Tag"</button> <ToastRegion /> }
    });
    let toasts = toasts.get_untracked().unwrap();
    toasts.undoable("Tagged 10 versions", move || undone.update(|undone| *undone += 1));
    settle().await;
    assert!(toasts.newest_undoable().is_some());
    place.find(".before").focus().unwrap();
    let undo = place.find("[role=status] button");
    assert_eq!(undo.text_content().as_deref(), Some("Undo"));
    undo.focus().unwrap();
    undo.click();
    settle().await;
    assert_eq!(undone.get_untracked(), 1);
    assert_eq!(place.words("[role=status]"), "");
    assert_eq!(document().active_element(), Some(place.find(".before").into()));
}
