//! The token of a printed sign-in link, `/signin#token=…`.

use domain::url_query::Query;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Reads the token and takes it out of the address bar, so that it is neither copied nor kept in the history.
pub(super) fn take() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok()?;
    let token = Query::parse(fragment.strip_prefix('#')?).get("token")?.to_owned();
    let (path, query) = (location.pathname().ok()?, location.search().ok()?);
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&format!("{path}{query}")));
    }
    Some(token)
}
