//! One entry of the metadata tree.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::tree::{children, extent, plain_text};
use crate::ui::CopyButton;

/// How many entries of one level are drawn at first; the rest at a press.
const ENTRIES_AT_FIRST: usize = 200;
/// How many levels are open at first.
const LEVELS_OPEN: usize = 1;

/// What a search leaves; `None` when nothing is searched.
pub type Found = Option<Arc<BTreeSet<String>>>;

/// The entries of one level.
#[component]
pub fn Level(
    /// The object or list.
    value: Value,
    /// Its path.
    path: String,
    /// How deep it is.
    depth: usize,
    /// What a search leaves.
    found: Found,
    /// The scope of the tab's styles.
    scope: &'static str,
) -> impl IntoView {
    let is_kept = |path: &String| found.as_ref().is_none_or(|found| found.contains(path));
    let entries: Vec<_> = children(&value, &path)
        .into_iter()
        .filter(|(_, path, _)| is_kept(path))
        .collect();
    let limit = RwSignal::new(ENTRIES_AT_FIRST);
    let rest = move |count: usize| count.saturating_sub(limit.get());
    let count = entries.len();
    let more = move || {
        (rest(count) > 0).then(|| {
            view! { class=scope,
                <button type="button" class="more" on:click=move |_| limit.set(usize::MAX)>
                    {format!("Show {} more", rest(count))}
                </button>
            }
        })
    };
    let lines = move || {
        let line =
            |(label, path, value)| view! { <Entry label path value depth found=found.clone() scope /> };
        entries.iter().take(limit.get()).cloned().map(line).collect_view()
    };
    view! { class=scope, <ul class="level">{lines}</ul> {more} }
}

#[component]
fn Entry(
    label: String,
    path: String,
    value: Value,
    depth: usize,
    found: Found,
    scope: &'static str,
) -> impl IntoView {
    match extent(&value) {
        Some(extent) => view! { <Branch label path value extent depth found scope /> }.into_any(),
        None => view! { <Leaf label path value scope /> }.into_any(),
    }
}

/// An object or list, which opens and closes; what is in it is drawn when it is first opened.
#[component]
fn Branch(
    label: String,
    path: String,
    value: Value,
    extent: String,
    depth: usize,
    found: Found,
    scope: &'static str,
) -> impl IntoView {
    let is_open = RwSignal::new(depth < LEVELS_OPEN || found.is_some());
    let json = value.to_string();
    let toggled = move |event: leptos::ev::Event| {
        use wasm_bindgen::JsCast as _;
        let details = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlDetailsElement>().ok());
        if let Some(details) = details {
            is_open.set(details.open());
        }
    };
    let inside = {
        let path = path.clone();
        move || {
            let (value, path, found) = (value.clone(), path.clone(), found.clone());
            is_open
                .get()
                .then(|| view! { <Level value path depth=depth + 1 found scope /> }.into_any())
        }
    };
    view! { class=scope,
        <li class="branch">
            <details open=is_open.get_untracked() on:toggle=toggled>
                <summary class="summary"><span class="key">{label}</span> <span class="extent">{extent}</span></summary>
                {inside}
            </details>
            <Copies path json scope />
        </li>
    }
}

#[component]
fn Leaf(label: String, path: String, value: Value, scope: &'static str) -> impl IntoView {
    let kind = match &value {
        Value::String(_) => "text",
        Value::Number(_) => "number",
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => "word",
    };
    let words = plain_text(&value);
    view! { class=scope,
        <li class="leaf">
            <span class="key">{label}</span>
            <span class="value" data-kind=kind>{words.clone()}</span>
            <Copies path json=words scope />
        </li>
    }
}

/// Copies the path or the value of an entry.
#[component]
fn Copies(path: String, json: String, scope: &'static str) -> impl IntoView {
    let (path_label, value_label) = (format!("Copy path {path}"), format!("Copy value of {path}"));
    view! { class=scope,
        <span class="copies">
            <span class="what" aria-hidden="true">"path"</span> <CopyButton text=path label=path_label />
            <span class="what" aria-hidden="true">"value"</span> <CopyButton text=json label=value_label />
        </span>
    }
}
