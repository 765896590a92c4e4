//! The gallery: every element has a name, and no id is given twice.

use std::collections::BTreeSet;

use leptos::prelude::*;
use vitrine_app::pages::gallery::GallerySections;
use vitrine_app::state::toasts::Toasts;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::place::{settle, show};

fn all(root: &HtmlElement, selector: &str) -> Vec<HtmlElement> {
    let found = root.query_selector_all(selector).unwrap();
    (0..found.length())
        .map(|at| found.get(at).unwrap().unchecked_into())
        .collect()
}

#[wasm_bindgen_test]
async fn every_control_has_a_name_and_no_id_is_given_twice() {
    let place = show(|| {
        Toasts::provide();
        view! { <div class="all"><GallerySections /></div> }
    });
    settle().await;
    let root = place.find(".all");
    let controls = all(&root, "button, a, input, select, textarea, progress");
    assert!(controls.len() > 40, "only {} controls", controls.len());
    for control in controls {
        let has_label = control.closest("label").unwrap().is_some()
            || root
                .query_selector(&format!("label[for='{}']", control.id()))
                .is_ok_and(|label| label.is_some());
        let has_name = control.has_attribute("aria-label") || control.has_attribute("aria-labelledby");
        let has_words = !control.text_content().unwrap_or_default().trim().is_empty();
        assert!(has_label || has_name || has_words, "{}", control.outer_html());
    }
    let ids = all(&root, "[id]")
        .into_iter()
        .map(|element| element.id())
        .collect::<Vec<_>>();
    let different = ids.iter().collect::<BTreeSet<_>>();
    assert!(ids.len() > 12 && different.len() == ids.len(), "{ids:?}");
    for element in all(&root, "[aria-describedby], [aria-labelledby]") {
        for name in ["aria-describedby", "aria-labelledby"] {
            for id in element.get_attribute(name).unwrap_or_default().split_whitespace() {
                assert!(ids.iter().any(|known| known == id), "{name}={id} leads nowhere");
            }
        }
    }
}
