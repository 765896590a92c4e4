//! Fields: the label, the help and the fault belong to the input.

use leptos::prelude::*;
use vitrine_app::ui::{Field, SearchInput};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{settle, show};

#[wasm_bindgen_test]
async fn a_fault_takes_the_place_of_the_help_and_keeps_what_was_typed() {
    let (value, error) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let place =
        show(move || view! { <Field id="api-key" label="API key" value help="Forty characters." error /> });
    assert_eq!(place.attribute("label", "for").as_deref(), Some("api-key"));
    assert_eq!(
        place.attribute("input", "aria-describedby").as_deref(),
        Some("api-key-help")
    );
    let input: web_sys::HtmlInputElement = place.find("input").unchecked_into();
    input.set_value("typed");
    input
        .dispatch_event(&web_sys::Event::new("input").unwrap())
        .unwrap();
    error.set(Some("This key is not valid.".to_owned()));
    settle().await;
    assert_eq!(place.attribute("input", "aria-invalid").as_deref(), Some("true"));
    let described = place.attribute("input", "aria-describedby").unwrap();
    assert!(
        place
            .words(&format!("#{described}"))
            .contains("This key is not valid.")
    );
    assert_eq!(
        (input.value(), value.get_untracked()),
        ("typed".to_owned(), "typed".to_owned())
    );
}

#[wasm_bindgen_test]
fn a_secret_is_not_shown() {
    let value = RwSignal::new(String::new());
    let place = show(move || view! { <Field id="secret" label="Key" value is_secret=true /> });
    assert_eq!(place.attribute("input", "type").as_deref(), Some("password"));
}

#[wasm_bindgen_test]
fn a_search_box_has_a_name_for_those_who_do_not_see_the_placeholder() {
    let place = show(|| view! { <SearchInput label="Filter collections" value="" on_input=|_| {} /> });
    assert_eq!(
        place.attribute("input", "aria-label").as_deref(),
        Some("Filter collections")
    );
}
