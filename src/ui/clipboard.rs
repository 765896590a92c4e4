//! The clipboard.

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Copies text; says whether it worked.
///
/// Pages that did not come over HTTPS or from this machine have no clipboard; a selection and the old command do there.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let has_clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .is_ok_and(|clipboard| !clipboard.is_undefined());
    if has_clipboard
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
    {
        return true;
    }
    copy_by_selection(text).unwrap_or(false)
}

fn copy_by_selection(text: &str) -> Option<bool> {
    let document = document();
    let area = document
        .create_element("textarea")
        .ok()?
        .dyn_into::<web_sys::HtmlTextAreaElement>()
        .ok()?;
    area.set_class_name("sr-only");
    area.set_value(text);
    document.body()?.append_child(&area).ok()?;
    area.select();
    let html_document = document.dyn_into::<web_sys::HtmlDocument>().ok()?;
    let was_copied = html_document.exec_command("copy").unwrap_or(false);
    area.remove();
    Some(was_copied)
}
