//! Tabs are links; the open one is marked and keeps the focus.

use leptos::prelude::*;
use vitrine_app::ui::{Tab, Tabs};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{settle, show};

fn tabs(open: usize) -> Vec<Tab> {
    let tab = |(at, label): (usize, &str)| Tab {
        label: label.to_owned(),
        href: format!("#{label}"),
        count: None,
        is_current: at == open,
    };
    ["Overview", "Metrics"].into_iter().enumerate().map(tab).collect()
}

#[wasm_bindgen_test]
async fn another_open_tab_moves_the_mark_and_not_the_focus() {
    let open = RwSignal::new(0);
    let place =
        show(move || view! { <Tabs label="Version" tabs=Signal::derive(move || tabs(open.get())) /> });
    assert_eq!(place.words("[aria-current=page]"), "Overview");
    let metrics = place.find("a:nth-of-type(2)");
    metrics.focus().unwrap();
    open.set(1);
    settle().await;
    assert_eq!(place.words("[aria-current=page]"), "Metrics");
    assert_eq!(
        document().active_element(),
        Some(metrics.into()),
        "the focus was lost"
    );
    assert_eq!(place.attribute("nav", "aria-label").as_deref(), Some("Version"));
}
