//! The configuration of a run.

use leptos::prelude::*;
use serde_json::{Map, Value};
use stylers_macro::style_sheet;

/// The configuration as names and values; nested names are joined by dots.
#[component]
pub fn RunConfig(config: Map<String, Value>) -> impl IntoView {
    let class = style_sheet!("./src/pages/run/config.css");
    let mut entries = Vec::new();
    for (key, value) in &config {
        flatten(key, value, &mut entries);
    }
    let is_empty = entries.is_empty();
    let row = |(name, value): (String, String)| {
        view! { class=class,
            <tr><th scope="row" class="name">{name}</th><td class="value" title=value.clone()>{value.clone()}</td></tr>
        }
    };
    let rows = entries.into_iter().map(row).collect_view();
    view! { class=class,
        <section class="box">
            <h2 class="title">"Config"</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Config">
                <table class="config">
                    <thead class="sr-only"><tr><th scope="col">"Name"</th><th scope="col">"Value"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                {is_empty.then(|| view! { class=class, <p class="nothing">"This run has no config."</p> })}
            </div>
        </section>
    }
}

fn flatten(name: &str, value: &Value, entries: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, member) in members {
                flatten(&format!("{name}.{key}"), member, entries);
            }
        }
        Value::String(text) => entries.push((name.to_owned(), text.clone())),
        other => entries.push((name.to_owned(), other.to_string())),
    }
}
