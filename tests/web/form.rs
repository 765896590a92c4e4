//! Parts of forms: choices, boxes, switches, lines of text, and what is wrong with all of it.

use leptos::prelude::*;
use vitrine_app::ui::{
    Checkbox, ErrorSummary, Field, FieldFault, Select, SelectOption, Switch, TextArea, Ticked,
};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{focused, settle, show};

#[wasm_bindgen_test]
async fn a_choice_is_the_browsers_own_list_with_label_and_fault() {
    let (value, error) = (RwSignal::new("member".to_owned()), RwSignal::new(None::<String>));
    let place = show(move || {
        let options = ["viewer", "member"]
            .map(|role| SelectOption::new(role, role))
            .to_vec();
        view! {
            <Select id="role" label="Role" options=Signal::derive(move || options.clone()) value
                on_choose=move |role| value.set(role) error />
        }
    });
    settle().await;
    let select: web_sys::HtmlSelectElement = place.find("select").unchecked_into();
    assert_eq!(select.value(), "member");
    assert_eq!(place.attribute("label", "for").as_deref(), Some("role"));
    select.set_value("viewer");
    select
        .dispatch_event(&web_sys::Event::new("change").unwrap())
        .unwrap();
    assert_eq!(value.get_untracked(), "viewer");
    error.set(Some("Needs an admin.".to_owned()));
    settle().await;
    assert_eq!(
        place.attribute("select", "aria-describedby").as_deref(),
        Some("role-error")
    );
}

#[wasm_bindgen_test]
async fn a_box_over_others_is_half_ticked_when_some_are() {
    let ticked = RwSignal::new(Ticked::Some);
    let asked = RwSignal::new(None);
    let place = show(move || {
        view! { <Checkbox label="All versions" ticked on_tick=move |on| asked.set(Some(on)) /> }
    });
    settle().await;
    let input: web_sys::HtmlInputElement = place.find("input").unchecked_into();
    assert!(input.indeterminate() && !input.checked());
    assert_eq!(input.labels().unwrap().length(), 1);
    input.click();
    assert_eq!(asked.get_untracked(), Some(true));
    ticked.set(Ticked::Yes);
    settle().await;
    assert!(!input.indeterminate() && input.checked());
}

#[wasm_bindgen_test]
async fn a_switch_says_that_it_is_one_and_whether_it_is_on() {
    let is_on = RwSignal::new(false);
    let place = show(move || {
        view! { <Switch label="Notify me" is_on on_turn=move |on| is_on.set(on) help="In the inbox." /> }
    });
    let input: web_sys::HtmlInputElement = place.find("[role=switch]").unchecked_into();
    input.click();
    settle().await;
    assert!(is_on.get_untracked() && input.checked());
    let help = place.attribute("input", "aria-describedby").unwrap();
    assert_eq!(place.words(&format!("#{help}")), "In the inbox.");
}

#[wasm_bindgen_test]
async fn what_is_wrong_takes_the_focus_and_leads_to_the_fields() {
    let faults = RwSignal::new(Vec::new());
    let place = show(move || {
        view! {
            <ErrorSummary faults />
            <Field id="name" label="Name" value=RwSignal::default() />
            <TextArea id="about" label="Description" value=RwSignal::default() />
        }
    });
    assert!(place.try_find("section").is_none());
    let fault = |field_id, words: &str| FieldFault {
        field_id,
        words: words.to_owned(),
    };
    faults.set(vec![
        fault("name", "Give it a name."),
        fault("about", "Say what it is for."),
    ]);
    settle().await;
    assert!(focused().contains("2 things are not right yet"), "{}", focused());
    let before = window().location().href().unwrap();
    place.find("li:nth-of-type(2) a").click();
    assert_eq!(document().active_element(), Some(place.find("#about").into()));
    assert_eq!(window().location().href().unwrap(), before, "the address stays");
    faults.set(vec![fault("name", "Give it a name.")]);
    settle().await;
    assert!(
        focused().contains("One thing"),
        "another submission moves the focus again"
    );
}
