//! Comboboxes: the keys and roles of the ARIA Authoring Practices, and values that are new.

use leptos::prelude::*;
use vitrine_app::ui::{Combobox, ComboboxChoice, ComboboxOption};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{Place, press, press_with, settle, show, type_into};

type Chosen = RwSignal<Option<ComboboxChoice>>;

fn tags(chosen: Chosen, create_verb: Option<&'static str>) -> Place<impl Mountable> {
    show(move || {
        let typed = RwSignal::new(String::new());
        let options = Signal::derive(move || {
            let known = ["reviewed", "vision", "vision-small"].into_iter();
            known
                .filter(|tag| tag.contains(typed.read().as_str()))
                .map(ComboboxOption::new)
                .collect::<Vec<_>>()
        });
        let on_choose = move |choice| chosen.set(Some(choice));
        match create_verb {
            Some(create_verb) => {
                view! { <Combobox id="tag" label="Tag" typed options on_choose create_verb /> }.into_any()
            }
            None => view! { <Combobox id="tag" label="Tag" typed options on_choose /> }.into_any(),
        }
    })
}

fn active<V: Mountable>(place: &Place<V>) -> Option<String> {
    let id = place.attribute("input", "aria-activedescendant")?;
    assert_eq!(
        place.attribute(&format!("#{id}"), "aria-selected").as_deref(),
        Some("true")
    );
    Some(place.words(&format!("#{id}")))
}

#[wasm_bindgen_test]
async fn arrows_open_the_list_and_go_round_in_it() {
    let place = tags(RwSignal::new(None), None);
    let input = place.find("[role=combobox]");
    assert_eq!(
        place.attribute("input", "aria-expanded").as_deref(),
        Some("false")
    );
    assert_eq!(
        place.attribute("input", "aria-autocomplete").as_deref(),
        Some("list")
    );
    input.focus().unwrap();
    let mut seen = Vec::new();
    for key in ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"] {
        press(&input, key);
        settle().await;
        seen.extend(active(&place));
    }
    assert_eq!(seen, ["reviewed", "vision", "reviewed", "vision-small"]);
    let list = place.attribute("input", "aria-controls").unwrap();
    assert_eq!(
        place.attribute(&format!("#{list}"), "role").as_deref(),
        Some("listbox")
    );
    assert_eq!(
        document().active_element(),
        Some(input.into()),
        "the focus stays in the box"
    );
}

#[wasm_bindgen_test]
async fn typing_narrows_the_list_down_and_enter_takes_the_first() {
    let chosen = RwSignal::new(None);
    let place = tags(chosen, None);
    type_into(place.find("input"), "vis");
    settle().await;
    assert_eq!(active(&place).as_deref(), Some("vision"));
    assert!(place.words("[role=status]").starts_with('2'));
    let submits = press(&place.find("input"), "Enter");
    assert!(!submits, "Enter chooses and does not submit the form");
    settle().await;
    assert_eq!(
        chosen.get_untracked(),
        Some(ComboboxChoice::Offered("vision".to_owned()))
    );
    assert!(place.try_find("[role=listbox]").is_none());
    assert!(
        press(&place.find("input"), "Enter"),
        "with the list closed Enter is the form's"
    );
}

#[wasm_bindgen_test]
async fn what_is_not_there_yet_can_be_made_where_that_is_offered() {
    let chosen = RwSignal::new(None);
    let place = tags(chosen, Some("Create"));
    type_into(place.find("input"), "audio");
    settle().await;
    assert_eq!(active(&place).as_deref(), Some("Create “audio”"));
    place.find("[role=option]").click();
    assert_eq!(
        chosen.get_untracked(),
        Some(ComboboxChoice::New("audio".to_owned()))
    );
    let place = tags(chosen, None);
    type_into(place.find("input"), "audio");
    settle().await;
    assert!(place.try_find("[role=option]").is_none());
    assert_eq!(place.words("[role=status]"), "Nothing fits.");
}

#[wasm_bindgen_test]
async fn escape_closes_the_list_and_keeps_what_was_typed() {
    let place = tags(RwSignal::new(None), None);
    type_into(place.find("input"), "rev");
    settle().await;
    let goes_on = press(&place.find("input"), "Escape");
    assert!(!goes_on, "the dialog around it stays");
    settle().await;
    assert!(place.try_find("[role=listbox]").is_none());
    press_with(&place.find("input"), "ArrowDown", true);
    settle().await;
    assert!(place.try_find("[role=listbox]").is_some());
    assert_eq!(active(&place), None, "Alt and an arrow open it without a choice");
}
