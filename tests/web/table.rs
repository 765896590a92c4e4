//! Sortable headers.

use leptos::prelude::*;
use vitrine_app::ui::{SortDirection, SortHeader};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{settle, show};

#[wasm_bindgen_test]
async fn a_header_says_how_it_sorts_and_sorts_by_its_button() {
    let direction = RwSignal::new(None::<SortDirection>);
    let sort = move |()| {
        let next = direction
            .get_untracked()
            .map_or(SortDirection::Ascending, SortDirection::reversed);
        direction.set(Some(next));
    };
    let place = show(move || {
        view! { <table><thead><tr><SortHeader label="Size" direction on_sort=sort /></tr></thead></table> }
    });
    assert_eq!(place.attribute("th", "scope").as_deref(), Some("col"));
    let mut said = vec![place.attribute("th", "aria-sort").unwrap()];
    for _ in 0..2 {
        place.find("th button").click();
        settle().await;
        said.push(place.attribute("th", "aria-sort").unwrap());
    }
    assert_eq!(said, ["none", "ascending", "descending"]);
}
