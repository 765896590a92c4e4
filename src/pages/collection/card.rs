//! What the collection is for, in full, and its facts.

use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::collection::Collection;

use crate::components::{ExactTime, PersonName, SafeHtml, TypeBadge};
use crate::ui::{EmptyState, IconName};

/// The description and the facts of a collection.
#[component]
pub fn CollectionCard(
    /// The collection.
    collection: Collection,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/collection/card.css");
    let html = collection
        .description_html
        .clone()
        .filter(|html| !html.trim().is_empty());
    let description = match html {
        Some(html) => view! { <SafeHtml html /> }.into_any(),
        None => view! {
            <EmptyState
                icon=IconName::FileText
                title="No description yet"
                words="A good card says what the versions are for, what they were made from, and where they fail."
            />
        }
        .into_any(),
    };
    view! { class=class,
        <div class="columns">
            <div>{description}</div>
            <CollectionFacts collection scope=class />
        </div>
    }
}

#[component]
fn CollectionFacts(collection: Collection, scope: &'static str) -> impl IntoView {
    let count = domain::format::count(i64::try_from(collection.version_count).unwrap_or(i64::MAX));
    let changed = collection
        .updated_at
        .map(|at| view! { <dt>"Changed"</dt> <dd><ExactTime at /></dd> });
    let maker = collection.created_by.map(|person| {
        view! { <dt>"Created by"</dt> <dd><PersonName person=Some(person) /></dd> }
    });
    view! { class=scope,
        <section class="box" aria-label="Facts">
            <h2 class="head">"Facts"</h2>
            <dl class="facts">
                <dt>"Type"</dt>
                <dd><TypeBadge artifact_type=collection.default_artifact_type.name /></dd>
                <dt>"Versions"</dt>
                <dd class="num">{count}</dd>
                {maker}
                <dt>"Created"</dt>
                <dd><ExactTime at=collection.created_at /></dd>
                {changed}
            </dl>
        </section>
    }
}
