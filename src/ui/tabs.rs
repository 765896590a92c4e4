//! Tabs as links: each part of a page has its own address.

use leptos::html;
use leptos::prelude::*;
use stylers_macro::style_sheet;

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// The word on it.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// How many there are behind it.
    pub count: Option<String>,
    /// Whether it is the one that is open.
    pub is_current: bool,
}

/// A row of links to the parts of a page.
#[component]
pub fn Tabs(
    /// What the tabs are parts of, for screen readers.
    #[prop(into)]
    label: String,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/tabs.css");
    // Keyed by its place, a link that only changes its mark stays the same element and keeps the focus.
    let count = Memo::new(move |_| tabs.with(Vec::len));
    let links = move || {
        (0..count.get())
            .map(|at| {
                let tab = Memo::new(move |_| tabs.with(|tabs| tabs.get(at).cloned()));
                view! { <TabLink tab=Signal::from(tab) scope=class /> }
            })
            .collect_view()
    };
    view! { class=class, <nav class="tabs" aria-label=label>{links}</nav> }
}

#[component]
fn TabLink(tab: Signal<Option<Tab>>, scope: &'static str) -> impl IntoView {
    let count = move || {
        let count = tab.get().and_then(|tab| tab.count);
        count.map(|count| view! { class=scope, <span class="count">{count}</span> })
    };
    let link = NodeRef::<html::A>::new();
    // On a narrow screen the row scrolls: the tab that is open must be in sight.
    Effect::new(move |_| {
        let is_current = tab.with(|tab| tab.as_ref().is_some_and(|tab| tab.is_current));
        if let Some(link) = link.get().filter(|_| is_current) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
            link.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    view! { class=scope,
        <a
            node_ref=link
            class="tab"
            href=move || tab.get().map(|tab| tab.href)
            aria-current=move || tab.get().and_then(|tab| tab.is_current.then_some("page"))
        >
            {move || tab.get().map(|tab| tab.label)}
            {count}
        </a>
    }
}
