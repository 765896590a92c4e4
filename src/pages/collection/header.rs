//! The top of the page: title, type, tags, what it is in a sentence, and its parts.

use domain::url_state::{CollectionState, CollectionTab};
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::collection::{Collection, CollectionRegistry};

use crate::components::{PageHeading, SafeHtml, TagBadge, TypeBadge};
use crate::routes::{CollectionAddress, Route};
use crate::ui::{CopyButton, Tab, Tabs};

/// The top of the page.
#[component]
pub fn CollectionHeader(
    /// Where the collection is.
    address: CollectionAddress,
    /// The collection.
    collection: Collection,
    /// Its registry.
    registry: CollectionRegistry,
    /// Which part is open.
    tab: Memo<CollectionTab>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/collection/header.css");
    let path = format!("{}/{}", registry.name, collection.name);
    let tag_badges = collection
        .tags
        .nodes()
        .map(|tag| view! { <TagBadge tag=tag.name.clone() /> })
        .collect_view();
    let lede = collection
        .description_html
        .as_deref()
        .and_then(first_paragraph)
        .map(str::to_owned);
    let version_count = domain::format::count(i64::try_from(collection.version_count).unwrap_or(i64::MAX));
    let tabs = Signal::derive(move || tabs(&address, &version_count, tab.get()));
    view! { class=class,
        <div class="title-row">
            <PageHeading text=collection.name.clone() />
            <TypeBadge artifact_type=collection.default_artifact_type.name.clone() />
            {tag_badges}
            <span class="path">
                <span class="mono ellipsis">{path.clone()}</span>
                <CopyButton text=path label="Copy the path of the collection" />
            </span>
        </div>
        {lede.map(|html| view! { class=class, <div class="lede"><SafeHtml html /></div> })}
        <Tabs label="Collection" tabs />
    }
}

fn tabs(address: &CollectionAddress, version_count: &str, open: CollectionTab) -> Vec<Tab> {
    let path = Route::Collection(address.clone()).to_string();
    let card = CollectionState {
        tab: CollectionTab::Card,
        ..CollectionState::default()
    };
    let tab = |tab, label: &str, href, count| Tab {
        label: label.to_owned(),
        href,
        count,
        is_current: tab == open,
    };
    vec![
        tab(
            CollectionTab::Versions,
            "Versions",
            path.clone(),
            Some(version_count.to_owned()),
        ),
        tab(CollectionTab::Card, "Card", format!("{path}?{card}"), None),
    ]
}

/// The first paragraph of HTML that is safe; a paragraph holds no other, so what is cut out is whole.
fn first_paragraph(html: &str) -> Option<&str> {
    let start = html.find("<p>")?;
    let end = html[start..].find("</p>")?;
    Some(&html[start..start + end + "</p>".len()])
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::first_paragraph;

    #[test]
    fn the_first_paragraph_is_cut_out_whole() {
        assert_eq!(
            first_paragraph("<h1>T</h1>\n<p>One <b>x</b>.</p><p>Two</p>"),
            Some("<p>One <b>x</b>.</p>")
        );
        assert_eq!(first_paragraph("<h1>T</h1>"), None);
    }
}
