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

/// Presses a key on an element, as far as a script can: what the browser itself does with the key does not happen.
/// Says whether the browser would still do its part.
pub fn press(element: &web_sys::Element, key: &str) -> bool {
    press_with(element, key, false)
}

/// The same with Alt held.
pub fn press_with(element: &web_sys::Element, key: &str, alt: bool) -> bool {
    let init = web_sys::KeyboardEventInit::new();
    init.set_key(key);
    init.set_alt_key(alt);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    element.dispatch_event(&event).unwrap()
}

/// Types a whole text into a box.
pub fn type_into(element: web_sys::HtmlElement, text: &str) {
    let input: web_sys::HtmlInputElement = element.unchecked_into();
    input.focus().unwrap();
    input.set_value(text);
    input
        .dispatch_event(&web_sys::Event::new("input").unwrap())
        .unwrap();
}

/// Sends an event without further facts.
pub fn send(element: &web_sys::Element, event: &str) {
    let init = web_sys::MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = web_sys::MouseEvent::new_with_mouse_event_init_dict(event, &init).unwrap();
    element.dispatch_event(&event).unwrap();
}

/// The words of what has the focus, or else its label.
pub fn focused() -> String {
    let Some(element) = document().active_element() else {
        return String::new();
    };
    element
        .get_attribute("aria-label")
        .unwrap_or_else(|| element.text_content().unwrap_or_default())
}

/// Gives the browser some turns, as for timers and frames.
pub async fn a_while(time_ms: i32) {
    let turn = js_sys::Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, time_ms)
            .unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(turn).await.unwrap();
}
