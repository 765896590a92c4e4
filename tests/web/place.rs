//! A place in the document for one test; it goes with the test.

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// A mounted view.
pub struct Place<V: Mountable> {
    host: web_sys::HtmlElement,
    _view: UnmountHandle<V>,
}

impl<V: Mountable> Drop for Place<V> {
    fn drop(&mut self) {
        self.host.remove();
    }
}

/// Mounts a view at the end of the document.
pub fn show<F, N>(view: F) -> Place<N::State>
where
    F: FnOnce() -> N + 'static,
    N: IntoView,
{
    let host: web_sys::HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&host).unwrap();
    let view = mount_to(host.clone(), view);
    Place { host, _view: view }
}

impl<V: Mountable> Place<V> {
    /// The first element that fits a selector.
    pub fn find(&self, selector: &str) -> web_sys::HtmlElement {
        self.try_find(selector)
            .unwrap_or_else(|| panic!("no {selector} in {}", self.host.inner_html()))
    }

    /// The first element that fits a selector, if there is one.
    pub fn try_find(&self, selector: &str) -> Option<web_sys::HtmlElement> {
        let found = self.host.query_selector(selector).unwrap()?;
        Some(found.unchecked_into())
    }

    /// An attribute of the first element that fits a selector.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.find(selector).get_attribute(name)
    }

    /// The words of the first element that fits a selector.
    pub fn words(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap_or_default()
    }
}

/// Waits until what was set is shown.
pub async fn settle() {
    leptos::task::tick().await;
    leptos::task::tick().await;
}
