//! Pages of a list, and how far something is.

use leptos::prelude::*;
use vitrine_app::ui::{Pagination, Progress};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{settle, show};

#[wasm_bindgen_test]
async fn pages_are_links_of_which_one_is_open() {
    let page = RwSignal::new(1_u32);
    let place = show(move || {
        let href = |page: u32| format!("?page={page}");
        view! { <Pagination label="Pages of members" page page_count=Signal::derive(|| 9) href /> }
    });
    assert_eq!(
        place.attribute("nav", "aria-label").as_deref(),
        Some("Pages of members")
    );
    assert_eq!(place.words("[aria-current=page]"), "1");
    assert_eq!(
        place
            .attribute("[aria-label='Previous page']", "aria-disabled")
            .as_deref(),
        Some("true")
    );
    page.set(5);
    settle().await;
    assert_eq!(
        place.attribute("[aria-label='Next page']", "href").as_deref(),
        Some("?page=6")
    );
    assert_eq!(place.words("nav"), "1…456…9");
}

#[wasm_bindgen_test]
async fn progress_has_a_name_says_its_numbers_and_can_be_ended() {
    let (fraction, ends) = (RwSignal::new(None), RwSignal::new(0));
    let place = show(move || {
        view! {
            <Progress label="Uploading weights" fraction numbers="12 of 40 MB"
                on_cancel=move |()| ends.update(|ends| *ends += 1) />
        }
    });
    assert!(place.try_find("progress:indeterminate").is_some());
    let name = place.attribute("progress", "aria-labelledby").unwrap();
    assert_eq!(place.words(&format!("#{name}")), "Uploading weights");
    assert_eq!(
        place.attribute("progress", "aria-valuetext").as_deref(),
        Some("12 of 40 MB")
    );
    fraction.set(Some(0.3));
    settle().await;
    assert!(place.try_find("progress[value='0.3']").is_some());
    place.find("button").click();
    assert_eq!(ends.get_untracked(), 1);
}
